/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-forward.h"

#include <sys/socket.h>

struct _LgForward
{
  GByteArray *bytes;
  gsize       n_sent;
  gint64      last_s;
};

/**
 * lg_forward_new:
 *
 * Returns: (transfer full): the way to libmosquitto, empty
 */
LgForward *
lg_forward_new (void)
{
  LgForward *self = g_new0 (LgForward, 1);

  self->bytes = g_byte_array_new ();
  return self;
}

/**
 * lg_forward_free:
 * @self: the way to libmosquitto
 */
void
lg_forward_free (LgForward *self)
{
  g_byte_array_unref (self->bytes);
  g_free (self);
}

/**
 * lg_forward_add:
 * @packet: a packet of the server, with its bytes
 * @mono_us: when it was read, `CLOCK_MONOTONIC` µs
 *
 * Takes one packet. A QoS 0 message needs no answer, so libmosquitto need not see it: it is told
 * once a second, the unit of its clock, that something arrived.
 */
void
lg_forward_add (LgForward      *self,
                const LgPacket *packet,
                gint64          mono_us)
{
  gint64 now_s = mono_us / G_USEC_PER_SEC;

  if (packet->type == LG_PACKET_PUBLISH && packet->qos == 0 && self->last_s == now_s)
    return;

  self->last_s = now_s;
  g_byte_array_append (self->bytes, packet->bytes.data, packet->bytes.length);
}

/**
 * lg_forward_flush:
 * @peer_fd: the relay's end of libmosquitto's socket
 *
 * Sends what can be sent.
 *
 * Returns: whether all is sent
 */
gboolean
lg_forward_flush (LgForward *self,
                  int        peer_fd)
{
  while (self->n_sent < self->bytes->len)
    {
      ssize_t n = send (peer_fd, self->bytes->data + self->n_sent,
                        self->bytes->len - self->n_sent, MSG_NOSIGNAL);

      if (n < 0)
        return FALSE;
      self->n_sent += n;
    }

  g_byte_array_set_size (self->bytes, 0);
  self->n_sent = 0;
  return TRUE;
}

/**
 * lg_forward_get_size:
 *
 * Returns: 0 when all is sent; else the bytes of the packets that are not all sent
 */
gsize
lg_forward_get_size (LgForward *self)
{
  return self->bytes->len;
}

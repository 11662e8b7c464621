/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-inbound.h"

#include "lg-session-config.h"
#include "mqtt/lg-framer.h"

#include <poll.h>
#include <string.h>

/* What is looked at where no MQTT comes. */
#define FIRST_SIZE 128

struct _LgInbound
{
  LgStream *stream;
  LgFramer *framer;
  short     events;
  gint64    read_us;
  gint64    last_us;
  guint8    first[FIRST_SIZE];
  gsize     n_first;
  guint8    buffer[64 << 10];
};

/**
 * lg_inbound_new:
 * @stream: where the packets come from; must outlive this
 *
 * Returns: (transfer full): the way from the server
 */
LgInbound *
lg_inbound_new (LgStream *stream)
{
  LgInbound *self = g_new0 (LgInbound, 1);

  self->stream = stream;
  self->framer = lg_framer_new (LG_SESSION_PACKET_MAX);
  return self;
}

/**
 * lg_inbound_free:
 * @self: the way from the server
 */
void
lg_inbound_free (LgInbound *self)
{
  lg_framer_free (self->framer);
  g_free (self);
}

static void
keep_first (LgInbound *self,
            gsize      length)
{
  gsize n = MIN (length, FIRST_SIZE - self->n_first);

  memcpy (self->first + self->n_first, self->buffer, n);
  self->n_first += n;
}

/**
 * lg_inbound_next:
 * @packet: (out): the next whole packet, valid until the next call
 * @error: return location (%LG_MQTT_ERROR_MALFORMED, %LG_MQTT_ERROR_TOO_LARGE for what the server
 *   sends, else #LgTransportError)
 *
 * Takes the next packet, reading the stream for it only when none has been read before.
 *
 * Returns: %LG_IO_OK with a packet; else why there is none: with %LG_IO_ERROR, @error is
 *   #LgMqttError when what was read is no packet
 */
LgIoStatus
lg_inbound_next (LgInbound  *self,
                 LgSlice    *packet,
                 GError    **error)
{
  g_autoptr (GError) broken = NULL;

  while (!lg_framer_next (self->framer, packet, &broken))
    {
      gsize length = 0;
      LgIoStatus status;

      if (broken != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&broken));
          return LG_IO_ERROR;
        }

      status = lg_stream_read (self->stream, self->buffer, sizeof self->buffer, &length, error);
      self->read_us = g_get_monotonic_time ();
      self->events = status == LG_IO_WANT_READ ? POLLIN : status == LG_IO_WANT_WRITE ? POLLOUT : 0;
      if (status != LG_IO_OK)
        return status;
      self->last_us = self->read_us;
      keep_first (self, length);
      lg_framer_push (self->framer, self->buffer, length);
    }

  return LG_IO_OK;
}

/**
 * lg_inbound_get_events:
 *
 * Returns: the `poll` events of the server's socket to wait for, or 0 when there may be more to
 *   take without waiting
 */
short
lg_inbound_get_events (LgInbound *self)
{
  return self->events;
}

/**
 * lg_inbound_get_time:
 *
 * Returns: when the last packet was read, `CLOCK_MONOTONIC` µs
 */
gint64
lg_inbound_get_time (LgInbound *self)
{
  return self->read_us;
}

/**
 * lg_inbound_get_last_us:
 *
 * Returns: when anything last came, be it a part of a packet, `CLOCK_MONOTONIC` µs; 0: never
 */
gint64
lg_inbound_get_last_us (LgInbound *self)
{
  return self->last_us;
}

/**
 * lg_inbound_get_first:
 *
 * Returns: the first bytes that came, valid until the next call of anything
 */
LgSlice
lg_inbound_get_first (LgInbound *self)
{
  return (LgSlice) { self->first, self->n_first };
}

/**
 * lg_inbound_is_cut:
 *
 * Returns: whether the beginning of a packet waits for its rest
 */
gboolean
lg_inbound_is_cut (LgInbound *self)
{
  return lg_framer_pending (self->framer) > 0;
}

/**
 * lg_inbound_wipe:
 *
 * Clears every copy of the packets taken so far: one of them held a secret.
 */
void
lg_inbound_wipe (LgInbound *self)
{
  explicit_bzero (self->buffer, sizeof self->buffer);
  explicit_bzero (self->first, sizeof self->first);
  lg_framer_wipe (self->framer);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-forward.h"

#include "lg-terms.h"
#include "mqtt/lg-packet-writer.h"
#include "mqtt/lg-reason-code.h"

#include <sys/socket.h>

/* Stands for every message: libmosquitto only has to answer it. */
#define TOPIC "m"

struct _LgForward
{
  LgMqttVersion  version;
  GByteArray    *bytes;
  gsize          n_sent;
  gint64         last_s;
};

/**
 * lg_forward_new:
 * @version: MQTT version
 *
 * Returns: (transfer full): the way to libmosquitto, empty
 */
LgForward *
lg_forward_new (LgMqttVersion version)
{
  LgForward *self = g_new0 (LgForward, 1);

  self->version = version;
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

/* libmosquitto takes no Assigned Client Identifier, since it thinks that it has sent one of its
 * own, and is not told the limits that the relay keeps itself. */
static void
add_connack (LgForward      *self,
             const LgPacket *packet)
{
  LgProperty properties[2] = { 0 };
  guint n = 0;
  LgTerms terms;

  lg_terms_read (&terms, packet);
  if (terms.keepalive_s >= 0)
    properties[n++] = (LgProperty) { LG_PROPERTY_SERVER_KEEPALIVE, .number = terms.keepalive_s };
  if (terms.receive_maximum > 0)
    properties[n++] = (LgProperty) { LG_PROPERTY_RECEIVE_MAXIMUM, .number = terms.receive_maximum };
  lg_packet_write_connack (self->bytes, self->version, packet->session_present, packet->code,
                           properties, n);
}

/* Only what the state of the protocol needs: no words, no property, no code that the library might
 * not know. It is strict to the point of aborting (2.0.11, an unknown property). */
static void
add_essence (LgForward      *self,
             const LgPacket *packet)
{
  switch (packet->type)
    {
    case LG_PACKET_CONNACK:
      add_connack (self, packet);
      break;

    case LG_PACKET_PUBLISH:
      lg_packet_write_publish (self->bytes, self->version, TOPIC, NULL, 0, packet->qos,
                               packet->packet_id, FALSE);
      break;

    case LG_PACKET_PUBACK:
    case LG_PACKET_PUBREC:
    case LG_PACKET_PUBREL:
    case LG_PACKET_PUBCOMP:
      /* A PUBREC that refuses has no PUBREL (MQTT 5, 4.3.3); more of a code it need not know. */
      lg_packet_write_ack (self->bytes, packet->type, packet->packet_id,
                           packet->type == LG_PACKET_PUBREC && packet->code >= LG_REASON_FAILURE
                             ? LG_REASON_FAILURE : 0);
      break;

    case LG_PACKET_SUBACK:
      lg_packet_write_suback (self->bytes, self->version, packet->packet_id, packet->codes.data,
                              packet->codes.length, NULL);
      break;

    case LG_PACKET_UNSUBACK:
      lg_packet_write_unsuback (self->bytes, self->version, packet->packet_id, packet->codes.data,
                                packet->codes.length, NULL);
      break;

    /* What a server does not send, what ends the link, and what libmosquitto does not wait for. */
    case LG_PACKET_PINGRESP:
    case LG_PACKET_CONNECT:
    case LG_PACKET_SUBSCRIBE:
    case LG_PACKET_UNSUBSCRIBE:
    case LG_PACKET_PINGREQ:
    case LG_PACKET_DISCONNECT:
    case LG_PACKET_AUTH:
    default:
      g_assert_not_reached ();
    }
}

/**
 * lg_forward_add:
 * @packet: a packet of the server, valid and not the last one
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

  if (packet->type == LG_PACKET_PINGRESP)
    return;
  if (packet->type == LG_PACKET_PUBLISH && packet->qos == 0 && self->last_s == now_s)
    return;

  self->last_s = now_s;
  add_essence (self, packet);
}

/**
 * lg_forward_add_pong:
 *
 * Answers a PINGREQ of libmosquitto's: whether the link lives is judged elsewhere, with more to go
 * by and more patience than one Keep Alive.
 */
void
lg_forward_add_pong (LgForward *self)
{
  lg_packet_write_pingresp (self->bytes);
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

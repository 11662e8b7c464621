/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-outbound.h"

#include "lg-session-config.h"
#include "mqtt/lg-framer.h"
#include "mqtt/lg-packet-writer.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

struct _LgOutbound
{
  LgStream              *stream;
  LgTap                 *tap;
  const LgSessionConfig *config;
  LgFramer              *framer;
  GByteArray            *packet;
  gsize                  written;
  short                  events;
  gint64                 connect_us;
  guint                  n_pings;
  gboolean               ping_wanted;
  gboolean               left;
};

/* CONNECT has the password in it. */
static void
clear_packet (LgOutbound *self)
{
  if (self->packet->len > 0)
    explicit_bzero (self->packet->data, self->packet->len);
  g_byte_array_set_size (self->packet, 0);
  self->written = 0;
}

/**
 * lg_outbound_new:
 * @stream: where the packets go; must outlive this
 * @tap: reads along; must outlive this
 * @config: what to log in with; must outlive this
 *
 * Returns: (transfer full): the way to the server
 */
LgOutbound *
lg_outbound_new (LgStream              *stream,
                 LgTap                 *tap,
                 const LgSessionConfig *config)
{
  LgOutbound *self = g_new0 (LgOutbound, 1);

  self->stream = stream;
  self->tap = tap;
  self->config = config;
  self->framer = lg_framer_new (0);
  self->packet = g_byte_array_new ();
  return self;
}

/**
 * lg_outbound_free:
 * @self: the way to the server
 */
void
lg_outbound_free (LgOutbound *self)
{
  clear_packet (self);
  g_byte_array_unref (self->packet);
  lg_framer_free (self->framer);
  g_free (self);
}

static void
load_connect (LgOutbound *self)
{
  LgConnect connect;

  lg_session_config_get_connect (self->config, &connect);

  /* Sized before, so that it never moves and leaves a copy of the password behind. */
  g_byte_array_unref (self->packet);
  self->packet = g_byte_array_sized_new (lg_packet_get_connect_size (&connect));
  lg_packet_write_connect (self->packet, &connect);
}

static LgIoStatus
write_packet (LgOutbound  *self,
              GError     **error)
{
  self->events = 0;
  while (self->written < self->packet->len)
    {
      gsize length = 0;
      LgIoStatus status = lg_stream_write (self->stream, self->packet->data + self->written,
                                           self->packet->len - self->written, &length, error);

      if (status == LG_IO_WANT_READ)
        self->events = POLLIN;
      else if (status == LG_IO_WANT_WRITE)
        self->events = POLLOUT;
      if (status != LG_IO_OK)
        return status;
      self->written += length;
    }

  return LG_IO_OK;
}

static void
finish_packet (LgOutbound *self)
{
  LgPacketType type = self->packet->data[0] >> 4;
  gint64 now_us = g_get_monotonic_time ();

  lg_tap_read_out (self->tap, (LgSlice) { self->packet->data, self->packet->len }, now_us);
  if (type == LG_PACKET_CONNECT)
    self->connect_us = now_us;
  self->n_pings += type == LG_PACKET_PINGREQ;
  self->left = type == LG_PACKET_DISCONNECT;
  clear_packet (self);
}

/* Whether libmosquitto has sent another packet. */
static gboolean
load_packet (LgOutbound *self,
             int         peer_fd)
{
  guint8 buffer[16 << 10];
  LgSlice packet;

  if (self->ping_wanted)
    {
      self->ping_wanted = FALSE;
      lg_packet_write_pingreq (self->packet);
      return TRUE;
    }

  while (!lg_framer_next (self->framer, &packet, NULL))
    {
      ssize_t length = read (peer_fd, buffer, sizeof buffer);

      if (length <= 0)
        return FALSE;
      lg_framer_push (self->framer, buffer, length);
    }

  if (packet.data[0] >> 4 == LG_PACKET_CONNECT)
    load_connect (self);
  else
    g_byte_array_append (self->packet, packet.data, packet.length);
  return TRUE;
}

/**
 * lg_outbound_pump:
 * @peer_fd: the relay's end of libmosquitto's socket, non-blocking
 * @error: return location (#LgTransportError)
 *
 * Writes what libmosquitto has sent as far as the server takes it.
 *
 * Returns: %LG_IO_OK when nothing is left to write; else why writing cannot go on
 */
LgIoStatus
lg_outbound_pump (LgOutbound  *self,
                  int          peer_fd,
                  GError     **error)
{
  do
    {
      LgIoStatus status = write_packet (self, error);

      if (status != LG_IO_OK)
        return status;
      if (self->packet->len > 0)
        finish_packet (self);
    }
  while (!self->left && load_packet (self, peer_fd));

  return LG_IO_OK;
}

/**
 * lg_outbound_ping:
 *
 * Has a PINGREQ sent before the next packet of libmosquitto's.
 */
void
lg_outbound_ping (LgOutbound *self)
{
  self->ping_wanted = TRUE;
}

/**
 * lg_outbound_get_n_pings:
 *
 * Returns: how many PINGREQ were sent
 */
guint
lg_outbound_get_n_pings (LgOutbound *self)
{
  return self->n_pings;
}

/**
 * lg_outbound_get_events:
 *
 * Returns: the `poll` events of the server's socket with which writing can go on, or 0 when nothing
 *   is left to write
 */
short
lg_outbound_get_events (LgOutbound *self)
{
  return self->events;
}

/**
 * lg_outbound_get_connect_time:
 *
 * Returns: when CONNECT was written, `CLOCK_MONOTONIC` µs; 0 before
 */
gint64
lg_outbound_get_connect_time (LgOutbound *self)
{
  return self->connect_us;
}

/**
 * lg_outbound_has_left:
 *
 * Returns: whether DISCONNECT was written; nothing follows it
 */
gboolean
lg_outbound_has_left (LgOutbound *self)
{
  return self->left;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-end-reason.h"

#include "mqtt/lg-packet-details.h"
#include "transport/lg-transport.h"

/**
 * lg_end_clear:
 * @self: an end
 *
 * Frees what it holds.
 */
void
lg_end_clear (LgEnd *self)
{
  g_free (self->detail);
}

/**
 * lg_end_set:
 * @reason: an [enum@EndReason] and what it is added to
 * @detail: (nullable): a few English words
 *
 * Ends the link, unless it has ended.
 */
void
lg_end_set (LgEnd      *self,
            int         reason,
            const char *detail)
{
  if (self->reason != 0)
    return;

  self->reason = self->wanted ? LG_END_OPERATOR : reason;
  self->detail = self->wanted ? NULL : g_strdup (detail);
}

static void
set_told (LgEnd          *self,
          int             reason,
          LgMqttVersion   version,
          const LgPacket *packet)
{
  g_autofree char *told = version == LG_MQTT_5 ? lg_packet_dup_details (packet) : NULL;

  lg_end_set (self, reason, told);
}

/**
 * lg_end_set_by_packet:
 * @packet: a valid packet of the server
 * @version: what is spoken
 * @online: whether CONNACK has accepted the device
 *
 * Ends the link, unless it has ended, if the packet says so or is not the server's to send now. The
 * detail is what an MQTT 5 packet says of its reason.
 */
void
lg_end_set_by_packet (LgEnd          *self,
                      const LgPacket *packet,
                      LgMqttVersion   version,
                      gboolean        online)
{
  if (!online && packet->type != LG_PACKET_CONNACK)
    lg_end_set (self, LG_END_MALFORMED, "another packet before CONNACK");
  else if (online && packet->type == LG_PACKET_CONNACK)
    lg_end_set (self, LG_END_MALFORMED, "a second CONNACK");
  else if (packet->type == LG_PACKET_CONNACK && packet->code != 0)
    set_told (self, LG_END_CONNACK + packet->code, version, packet);
  else if (packet->type == LG_PACKET_DISCONNECT)
    set_told (self, LG_END_SERVER_DISCONNECT, version, packet);
  else if (packet->type == LG_PACKET_AUTH)
    lg_end_set (self, LG_END_MALFORMED, "AUTH was not asked for");
}

/**
 * lg_end_set_by_client:
 * @error: (transfer full): why libmosquitto does not go on
 * @online: whether CONNACK has accepted the device
 *
 * Ends the link, unless it has ended. libmosquitto waits one Keep Alive for an answer, which may be
 * less than our own deadline.
 */
void
lg_end_set_by_client (LgEnd    *self,
                      GError   *error,
                      gboolean  online)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    lg_end_set (self, LG_END_INTERNAL, error->message);
  else
    lg_end_set (self, online ? LG_END_NO_PINGRESP : LG_END_CONNACK_TIMEOUT, NULL);

  g_error_free (error);
}

static LgEndReason
judge_stream (LgIoStatus    status,
              const GError *error,
              gboolean      online)
{
  LgEndReason reason;

  if (status == LG_IO_FIN)
    reason = LG_END_FIN;
  else if (status == LG_IO_CLOSE_NOTIFY)
    reason = LG_END_CLOSE_NOTIFY;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    reason = LG_END_RESET;
  else if (error->domain == LG_TRANSPORT_ERROR)
    return LG_END_ALERT;
  else
    return LG_END_LOST;

  return online ? reason : LG_END_CLOSED_BEFORE_CONNACK;
}

/**
 * lg_end_set_by_stream:
 * @status: what a read or a write came to: an end or %LG_IO_ERROR
 * @error: (nullable): the error with %LG_IO_ERROR
 * @online: whether CONNACK has accepted the device
 * @cut: whether the beginning of a packet waits for its rest
 *
 * Ends the link, unless it has ended, telling apart how a server ended it. Before CONNACK all the
 * ways of closing mean the same: it does not want this CONNECT; the detail still tells which it
 * was.
 */
void
lg_end_set_by_stream (LgEnd        *self,
                      LgIoStatus    status,
                      const GError *error,
                      gboolean      online,
                      gboolean      cut)
{
  const char *how = status == LG_IO_FIN ? "FIN" : status == LG_IO_CLOSE_NOTIFY ? "close_notify"
    : error->message;
  g_autofree char *detail = g_strconcat (how, cut ? " in the middle of a packet" : NULL, NULL);

  lg_end_set (self, judge_stream (status, error, online), detail);
}

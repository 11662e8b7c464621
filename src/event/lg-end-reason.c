/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-end-reason.h"

#include "lg-packet-clause.h"
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
  g_clear_pointer (&self->clause, lg_clause_free);
}

/**
 * lg_end_set:
 * @reason: an [enum@EndReason] and what it is added to
 * @clause: (transfer full) (nullable): what else is to be said of it
 *
 * Ends the link, unless it has ended.
 */
void
lg_end_set (LgEnd    *self,
            int       reason,
            LgClause *clause)
{
  g_autoptr (LgClause) owned = clause;

  if (self->reason != 0)
    return;

  self->reason = self->wanted ? LG_END_OPERATOR : reason;
  self->clause = self->wanted ? NULL : g_steal_pointer (&owned);
}

static void
set_told (LgEnd          *self,
          int             reason,
          LgMqttVersion   version,
          const LgPacket *packet)
{
  lg_end_set (self, reason, lg_packet_clause_new (packet, version));
}

/**
 * lg_end_set_by_packet:
 * @packet: a valid packet of the server
 * @version: what is spoken
 * @online: whether CONNACK has accepted the device
 *
 * Ends the link, unless it has ended, if the packet says so or is not the server's to send now. The
 * clause is what an MQTT 5 packet says of its reason.
 */
void
lg_end_set_by_packet (LgEnd          *self,
                      const LgPacket *packet,
                      LgMqttVersion   version,
                      gboolean        online)
{
  if (!online && packet->type != LG_PACKET_CONNACK)
    lg_end_set (self, LG_END_MALFORMED, lg_clause_new ("end.packet-before-connack", NULL));
  else if (online && packet->type == LG_PACKET_CONNACK)
    lg_end_set (self, LG_END_MALFORMED, lg_clause_new ("end.second-connack", NULL));
  else if (packet->type == LG_PACKET_CONNACK && packet->code != 0)
    set_told (self, LG_END_CONNACK + packet->code, version, packet);
  else if (packet->type == LG_PACKET_DISCONNECT)
    set_told (self, LG_END_SERVER_DISCONNECT, version, packet);
  else if (packet->type == LG_PACKET_AUTH)
    lg_end_set (self, LG_END_MALFORMED, lg_clause_new ("end.auth-not-asked", NULL));
}

/**
 * lg_end_set_by_client:
 * @error: (transfer full): why libmosquitto does not go on (#GIOErrorEnum)
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
    lg_end_set (self, LG_END_INTERNAL, lg_transport_error_dup_clause (error));
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
  else if (g_error_matches (error, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_RESET))
    reason = LG_END_RESET;
  else if (g_error_matches (error, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_FAILED))
    return LG_END_LOST;
  else
    return LG_END_ALERT;

  return online ? reason : LG_END_CLOSED_BEFORE_CONNACK;
}

static LgClause *
new_how (LgIoStatus    status,
         const GError *error)
{
  if (status == LG_IO_FIN)
    return lg_clause_new ("end.fin", NULL);
  if (status == LG_IO_CLOSE_NOTIFY)
    return lg_clause_new ("end.close-notify", NULL);
  return lg_transport_error_dup_clause (error);
}

/**
 * lg_end_set_by_stream:
 * @status: what a read or a write came to: an end or %LG_IO_ERROR
 * @error: (nullable): the error (#LgTransportError) with %LG_IO_ERROR
 * @online: whether CONNACK has accepted the device
 * @cut: whether the beginning of a packet waits for its rest
 *
 * Ends the link, unless it has ended, telling apart how a server ended it. Before CONNACK all the
 * ways of closing mean the same: it does not want this CONNECT; the clause still tells which it
 * was.
 */
void
lg_end_set_by_stream (LgEnd        *self,
                      LgIoStatus    status,
                      const GError *error,
                      gboolean      online,
                      gboolean      cut)
{
  LgClause *how = new_how (status, error);

  if (cut)
    {
      LgClause *whole = lg_clause_new ("end.in-packet", NULL);

      lg_clause_say (whole, how);
      how = whole;
    }
  lg_end_set (self, judge_stream (status, error, online), how);
}

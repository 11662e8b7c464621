/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-relay.h"

#include "event/lg-pressure.h"
#include "event/lg-sleep.h"
#include "lg-forward.h"
#include "lg-inbound.h"
#include "lg-life.h"
#include "lg-outbound.h"
#include "lg-terms.h"
#include "mqtt/lg-packet-writer.h"
#include "transport/lg-second-look.h"

#include <poll.h>
#include <unistd.h>

/* A bound for one turn, so that commands get theirs under a flood. */
#define PACKETS_PER_TURN 5000

/* What is for the client goes to it in pieces of about this size. */
#define FORWARD_SIZE (64 << 10)

/* How long a DISCONNECT may take to get out. */
#define LEAVE_US (500 * 1000)

struct _LgRelay
{
  LgStream              *stream;
  LgOutlet              *outlet;
  const LgSessionConfig *config;
  LgMosquittoClient     *client;
  LgTap                 *tap;
  int                    peer_fd;
  LgOutbound            *outbound;
  LgInbound             *inbound;
  LgForward             *forward;
  LgTerms                terms;

  gint64                 start_us;
  gint64                 leave_us;
  gint64                 tick_us;
  gint64                 stats_us;
  gint64                 pressed_us;
  gint64                 released_us;
  gint64                 asleep_us;
  gint64                 answer_due_us;
  LgLife                 life;
  guint                  own_ping_s;
  guint                  n_pings;
  gint64                 overdue_us;
  gboolean               online;
  gboolean               broken;
  gboolean               pings_held;

  LgEnd                  end;
};

static void
set_end_of_stream (LgRelay      *self,
                   LgIoStatus    status,
                   const GError *error)
{
  lg_end_set_by_stream (&self->end, status, error, self->online,
                        lg_inbound_is_cut (self->inbound));
  if (self->end.reason == LG_END_CLOSED_BEFORE_CONNACK
      && lg_outbound_get_connect_time (self->outbound) == 0)
    self->end.reason = LG_END_CLOSED_BEFORE_CONNECT;
  self->broken = TRUE;
}

static void
set_malformed (LgRelay      *self,
               const GError *error)
{
  lg_end_set (&self->end,
              error->code == LG_MQTT_ERROR_TOO_LARGE ? LG_END_LIMIT : LG_END_MALFORMED,
              lg_mqtt_error_dup_clause (error));
}

/**
 * lg_relay_new:
 * @stream: (transfer full): the server's stream, connected and secured
 * @outlet: where the events go
 * @config: what to log in with; must outlive the relay
 * @error: return location (#GIOErrorEnum)
 *
 * Makes a relay whose client is about to send CONNECT.
 *
 * Returns: (transfer full) (nullable): a relay, or %NULL with @error
 */
LgRelay *
lg_relay_new (LgStream               *stream,
              LgOutlet               *outlet,
              const LgSessionConfig  *config,
              GError                **error)
{
  g_autoptr (LgRelay) self = g_new0 (LgRelay, 1);

  self->stream = stream;
  self->outlet = lg_outlet_ref (outlet);
  self->config = config;
  self->tap = lg_tap_new (outlet, config->protocol);
  self->outbound = lg_outbound_new (stream, self->tap, config);
  self->inbound = lg_inbound_new (stream);
  self->forward = lg_forward_new (config->protocol);
  self->start_us = g_get_monotonic_time ();
  self->asleep_us = lg_sleep_get_total ();
  self->stats_us = G_MAXINT64;
  self->overdue_us = G_MAXINT64;
  self->peer_fd = -1;
  self->own_ping_s = lg_keepalive_rule_get_ping_s (&config->keepalive);
  if (self->own_ping_s >= LG_MOSQUITTO_KEEPALIVE_MIN)
    self->own_ping_s = 0;
  self->client = lg_mosquitto_client_new (config->protocol,
                                          self->own_ping_s > 0 ? 0
                                          : lg_keepalive_rule_get_ping_s (&config->keepalive),
                                          config->clean_session, &self->peer_fd, error);

  return self->client != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * lg_relay_free:
 * @self: a relay
 *
 * Closes the link at once and frees the relay.
 */
void
lg_relay_free (LgRelay *self)
{
  lg_outbound_free (self->outbound);
  g_clear_pointer (&self->client, lg_mosquitto_client_free);
  if (self->peer_fd >= 0)
    close (self->peer_fd);
  lg_stream_free (self->stream);
  lg_inbound_free (self->inbound);
  lg_forward_free (self->forward);
  lg_tap_free (self->tap);
  lg_outlet_unref (self->outlet);
  lg_end_clear (&self->end);
  g_free (self);
}

static void
go_online (LgRelay        *self,
           const LgPacket *connack)
{
  LgKeepaliveRule rule = self->config->keepalive;

  lg_terms_read (&self->terms, connack);
  if (self->terms.keepalive_s >= 0)
    {
      /* libmosquitto pings as often as a server asks. */
      rule.interval_s = self->terms.keepalive_s;
      self->own_ping_s = 0;
    }
  self->online = TRUE;
  if (self->config->answer_timeout_ms > 0)
    self->answer_due_us = g_get_monotonic_time () + self->config->answer_timeout_ms * 1000LL;
  lg_outlet_go_online (self->outlet, &rule,
                       lg_outbound_get_connect_time (self->outbound),
                       lg_inbound_get_time (self->inbound));
  lg_outlet_emit (self->outlet, &(LgEvent) {
    .kind = LG_EVENT_STATE, .code = LG_SESSION_CONNECTED,
  });
  lg_terms_tell (&self->terms, self->config->keepalive.interval_s, self->outlet);
}

static void
receive (LgRelay *self,
         LgSlice  bytes)
{
  g_auto (LgPacket) packet = LG_PACKET_INIT;
  g_autoptr (GError) error = NULL;
  LgStats before = { 0 };

  if (bytes.data[0] >> 4 == LG_PACKET_PINGRESP)
    lg_outlet_get_stats (self->outlet, &before);
  if (!lg_tap_read_in (self->tap, bytes, lg_inbound_get_time (self->inbound), &packet, &error))
    set_malformed (self, error);
  else
    lg_end_set_by_packet (&self->end, &packet, self->config->protocol, self->online);
  /* MQTT 5, 3.2.2.1.1 */
  if (packet.type == LG_PACKET_CONNACK && packet.session_present && self->config->clean_session
      && self->config->protocol == LG_MQTT_5)
    lg_end_set (&self->end, LG_END_MALFORMED, lg_clause_new ("end.session-present", NULL));
  if (self->end.reason != 0)
    return;

  if (lg_tap_is_delivery (&packet))
    {
      self->answer_due_us = 0;
      lg_inbound_wipe (self->inbound);
      return;
    }

  if (packet.type == LG_PACKET_CONNACK)
    go_online (self, &packet);
  else if (packet.type == LG_PACKET_PINGRESP)
    lg_life_note_pong (&self->life, &before.keepalive, lg_inbound_get_time (self->inbound),
                       self->outlet);
  lg_forward_add (self->forward, &packet, lg_inbound_get_time (self->inbound));
}

/* Words of another protocol may look like the beginning of a long packet. */
static void
check_protocol (LgRelay *self)
{
  LgSpeaks speaks = lg_relay_get_speaks (self, NULL);

  if (speaks == LG_SPEAKS_HTTP || speaks == LG_SPEAKS_SSH || speaks == LG_SPEAKS_TLS)
    lg_end_set (&self->end, LG_END_MALFORMED, lg_second_look_new_clause (speaks));
}

static void
pull_in (LgRelay *self)
{
  for (guint i = 0; i < PACKETS_PER_TURN && self->end.reason == 0; i++)
    {
      g_autoptr (GError) error = NULL;
      LgIoStatus status;
      LgSlice bytes;

      if (lg_outlet_is_full (self->outlet)
          || (lg_forward_get_size (self->forward) >= FORWARD_SIZE
              && !lg_forward_flush (self->forward, self->peer_fd)))
        break;

      status = lg_inbound_next (self->inbound, &bytes, &error);
      if (status == LG_IO_OK)
        receive (self, bytes);
      else if (error != NULL && error->domain == LG_MQTT_ERROR)
        set_malformed (self, error);
      else if (status == LG_IO_WANT_READ || status == LG_IO_WANT_WRITE)
        break;
      else
        set_end_of_stream (self, status, error);
    }

  lg_forward_flush (self->forward, self->peer_fd);
  if (!self->online)
    check_protocol (self);
}

static void
push_out (LgRelay *self)
{
  g_autoptr (GError) error = NULL;
  LgIoStatus status = lg_outbound_pump (self->outbound, self->peer_fd, &error);

  for (; self->n_pings < lg_outbound_get_n_pings (self->outbound); self->n_pings++)
    lg_forward_add_pong (self->forward);
  if (lg_outbound_has_left (self->outbound))
    {
      lg_end_set (&self->end, LG_END_OPERATOR, NULL);
    }
  else if (status == LG_IO_FIN || status == LG_IO_CLOSE_NOTIFY || status == LG_IO_ERROR)
    {
      /* What the server said before it closed says more than the failed write. */
      if (self->leave_us == 0)
        pull_in (self);
      set_end_of_stream (self, status, error);
    }
}

/* Whether nothing may be read and no answer is waited for; leaving needs no room in the outlet. */
static gboolean
is_pressed (LgRelay *self)
{
  return self->pressed_us != 0 && self->leave_us == 0;
}

/* What is waited for has its whole time again. */
static void
restart_deadlines (LgRelay *self,
                   gint64   now_us)
{
  self->released_us = now_us;
  self->tick_us = now_us + G_USEC_PER_SEC;
}

/* The link's clock; after a time without reading, the answer to a PINGREQ has its whole time
 * again. */
static LgKeepalive
get_clock (LgRelay *self)
{
  LgStats stats;

  lg_outlet_get_stats (self->outlet, &stats);
  if (stats.keepalive.ping_us != 0)
    stats.keepalive.ping_us = MAX (stats.keepalive.ping_us, self->released_us);
  return stats.keepalive;
}

/* When the current wait ends without an answer, or G_MAXINT64 when nothing is waited for. */
static gint64
get_deadline (LgRelay *self,
              int     *reason)
{
  LgKeepalive clock;

  if (self->leave_us != 0)
    {
      *reason = LG_END_OPERATOR;
      return self->leave_us;
    }
  if (!self->online)
    {
      *reason = LG_END_CONNACK_TIMEOUT;
      return self->start_us + self->config->connack_timeout_ms * 1000LL;
    }

  *reason = LG_END_NO_ANSWER;
  if (self->answer_due_us != 0)
    return self->answer_due_us;

  clock = get_clock (self);
  if (clock.ping_us == 0 || self->pings_held)
    return G_MAXINT64;
  *reason = LG_END_NO_PINGRESP;
  return lg_life_get_due (&self->life, &clock, lg_inbound_get_last_us (self->inbound));
}

/* Whether there is a sign of life, although a PINGREQ has no answer in time. */
static gboolean
is_alive (LgRelay *self)
{
  LgKeepalive clock = get_clock (self);

  return lg_life_look (&self->life, lg_stream_get_fd (self->stream), &clock,
                       lg_inbound_get_last_us (self->inbound), self->outlet);
}

/* The PINGREQ of a Keep Alive too short for libmosquitto: with a second to spare, as it is asked
 * for once a second. */
static void
ping_if_due (LgRelay *self,
             gint64   now_us)
{
  LgStats stats;

  if (self->own_ping_s == 0 || !self->online)
    return;

  lg_outlet_get_stats (self->outlet, &stats);
  if (now_us >= stats.keepalive.last_out_us + (self->own_ping_s - 1) * (gint64) G_USEC_PER_SEC)
    lg_outbound_ping (self->outbound);
}

static void
check_deadline (LgRelay *self,
                gint64   now_us)
{
  int reason = 0;

  if (now_us < get_deadline (self, &reason))
    return;
  if (reason == LG_END_NO_PINGRESP && is_alive (self))
    return;
  if (reason == LG_END_CONNACK_TIMEOUT && lg_inbound_is_cut (self->inbound))
    lg_end_set (&self->end, LG_END_MALFORMED, lg_clause_new ("end.cut-connack", NULL));
  lg_end_set (&self->end, reason, NULL);
}

static void
run_client (LgRelay *self,
            gint64   now_us)
{
  GError *error = NULL;

  if (!lg_mosquitto_client_run (self->client, &error))
    {
      lg_end_set_by_client (&self->end, error, self->online);
      return;
    }
  if (now_us < self->tick_us || self->leave_us != 0 || self->pings_held)
    return;

  /* On the second, because libmosquitto counts in whole ones. */
  self->tick_us = (now_us / G_USEC_PER_SEC + 1) * G_USEC_PER_SEC;
  ping_if_due (self, now_us);
  if (!lg_mosquitto_client_tick (self->client, &error))
    lg_end_set_by_client (&self->end, error, self->online);
}

/**
 * lg_relay_turn:
 *
 * Moves what can be moved, both ways.
 *
 * Returns: whether the link goes on; else [method@Relay.get_end] says why not
 */
gboolean
lg_relay_turn (LgRelay *self)
{
  gint64 now_us = g_get_monotonic_time ();

  lg_sleep_note (&self->asleep_us, self->outlet);
  if (lg_pressure_note (&self->pressed_us, self->outlet, now_us))
    restart_deadlines (self, now_us);
  if (self->leave_us == 0)
    pull_in (self);
  if (self->end.reason == 0 && !is_pressed (self))
    run_client (self, now_us);
  if (self->end.reason == 0)
    push_out (self);
  if (self->end.reason == 0 && !is_pressed (self))
    check_deadline (self, g_get_monotonic_time ());
  if (self->end.reason == 0 && !is_pressed (self))
    self->overdue_us = lg_tap_tell_overdue (self->tap, now_us);
  self->stats_us = lg_outlet_tell_stats (self->outlet, now_us);

  return self->end.reason == 0;
}

static gboolean
is_reading (LgRelay *self)
{
  return self->pressed_us == 0 && self->leave_us == 0
    && lg_forward_get_size (self->forward) == 0;
}

static int
get_timeout_ms (LgRelay *self)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 until_us = self->stats_us, deadline_us;
  int reason;

  if (!is_pressed (self))
    {
      if (is_reading (self) && lg_inbound_get_events (self->inbound) == 0)
        return 0;
      deadline_us = get_deadline (self, &reason);
      until_us = MIN (until_us, MIN (deadline_us, self->overdue_us));
      if (self->leave_us == 0 && !self->pings_held)
        until_us = MIN (until_us, self->tick_us);
    }
  if (until_us == G_MAXINT64)
    return -1;

  return CLAMP ((until_us - now_us + 999) / 1000, 0, 60 * 1000);
}

/* Asking for nothing would still report an error or a hang-up, again and again. */
static struct pollfd
watch (int   fd,
       short events)
{
  return (struct pollfd) { .fd = events != 0 ? fd : -1, .events = events };
}

/**
 * lg_relay_wait:
 * @wake_fd: a descriptor that ends the wait when it is readable
 *
 * Blocks until another turn is worth it.
 */
void
lg_relay_wait (LgRelay *self,
               int      wake_fd)
{
  short read_events = is_reading (self) ? lg_inbound_get_events (self->inbound) : 0;
  short write_events = lg_outbound_get_events (self->outbound);
  struct pollfd fds[] = {
    watch (lg_stream_get_fd (self->stream), read_events | write_events),
    watch (self->peer_fd, (write_events != 0 ? 0 : POLLIN)
                          | (lg_forward_get_size (self->forward) > 0 ? POLLOUT : 0)),
    watch (lg_mosquitto_client_get_fd (self->client),
           is_pressed (self) ? 0
           : POLLIN | (lg_mosquitto_client_wants_write (self->client) ? POLLOUT : 0)),
    watch (wake_fd, POLLIN),
  };

  poll (fds, G_N_ELEMENTS (fds), get_timeout_ms (self));
}

/**
 * lg_relay_leave:
 *
 * Has DISCONNECT sent behind whatever is still to be written, and nothing more read; the link ends
 * when it is out, or after half a second.
 */
void
lg_relay_leave (LgRelay *self)
{
  GError *error = NULL;

  if (self->leave_us != 0)
    return;

  self->leave_us = g_get_monotonic_time () + LEAVE_US;
  self->end.wanted = TRUE;
  if (!self->online)
    lg_end_set (&self->end, LG_END_OPERATOR, NULL);
  else if (!lg_mosquitto_client_disconnect (self->client, &error))
    lg_end_set_by_client (&self->end, error, self->online);
}

/**
 * lg_relay_drop:
 *
 * Resets the TCP connection at once, with nothing said to the server.
 */
void
lg_relay_drop (LgRelay *self)
{
  lg_end_set (&self->end, LG_END_DROPPED, NULL);
  lg_stream_abort (self->stream);
  self->broken = TRUE;
}

/**
 * lg_relay_hold_pings:
 * @hold: whether to
 *
 * Holds PINGREQ back, and with it the wait for a PINGRESP, or sends it again as it is due. All else
 * goes on.
 */
void
lg_relay_hold_pings (LgRelay  *self,
                     gboolean  hold)
{
  if (self->pings_held == hold)
    return;

  self->pings_held = hold;
  restart_deadlines (self, g_get_monotonic_time ());
  lg_outlet_emit (self->outlet, &(LgEvent) {
    .kind = LG_EVENT_NOTE,
    .code = hold ? LG_NOTE_PINGS_HELD : LG_NOTE_PINGS_RELEASED,
    .clause = hold ? "note.pings-paused" : "note.pings-resumed",
  });
}

/* What ends a link from the other side, or is taken for its end. */
static gboolean
is_end_of_peer (int reason)
{
  return reason == LG_END_FIN || reason == LG_END_CLOSE_NOTIFY || reason == LG_END_RESET
         || reason == LG_END_LOST || reason == LG_END_NO_PINGRESP;
}

/* The recording has every packet, but the main thread hears of few messages. */
static void
note_quiet (LgRelay *self)
{
  gint64 quiet_us = g_get_monotonic_time () - lg_inbound_get_last_us (self->inbound);
  g_autofree char *seconds = g_strdup_printf ("%.1f", quiet_us / (double) G_USEC_PER_SEC);
  g_autoptr (LgClause) clause = lg_clause_new ("note.quiet", "seconds", seconds, NULL);
  LgEvent event = { .kind = LG_EVENT_NOTE, .code = LG_NOTE_QUIET, .duration_us = quiet_us };

  lg_event_say (&event, clause);
  if (self->online && is_end_of_peer (self->end.reason))
    lg_outlet_emit (self->outlet, &event);
}

/**
 * lg_relay_shutdown:
 *
 * Says good-bye to the server in order, unless the stream is broken: close_notify where TLS is on,
 * then FIN. Notes before that what had no answer and, where the other side ended the link, how long
 * nothing had come.
 */
void
lg_relay_shutdown (LgRelay *self)
{
  lg_tap_tell_left (self->tap, g_get_monotonic_time (),
                    self->end.wanted || self->end.reason == LG_END_DROPPED);
  note_quiet (self);
  if (!self->broken)
    lg_stream_shutdown (self->stream);
}

static LgClause *
refuse (const GError *error,
        LgNote       *note)
{
  *note = LG_NOTE_NOT_SENT;
  return lg_transport_error_dup_clause (error);
}

/**
 * lg_relay_publish:
 * @topic: a valid topic name
 * @payload: what to send
 * @flags: QoS and %LG_EVENT_FLAG_RETAIN
 * @note: (out): what a refusal is to be noted as
 *
 * Sends PUBLISH, if the server's CONNACK allows it.
 *
 * Returns: (transfer full) (nullable): why it is not sent; %NULL: it is on its way
 */
LgClause *
lg_relay_publish (LgRelay    *self,
                  const char *topic,
                  GBytes     *payload,
                  guint8      flags,
                  LgNote     *note)
{
  g_autoptr (GError) error = NULL;
  gsize size = lg_packet_get_publish_size (self->config->protocol, topic,
                                           g_bytes_get_size (payload),
                                           flags & LG_EVENT_FLAG_QOS_MASK);
  LgClause *refusal = lg_terms_refuse (&self->terms, size, flags, note);

  if (refusal == NULL
      && !lg_mosquitto_client_publish (self->client, topic, payload, flags, &error))
    refusal = refuse (error, note);
  return refusal;
}

/**
 * lg_relay_subscribe:
 * @filter: a valid topic filter
 * @qos: highest QoS wanted
 * @note: (out): what a refusal is to be noted as
 *
 * Sends SUBSCRIBE with the one filter, if the server's CONNACK allows it.
 *
 * Returns: (transfer full) (nullable): why it is not sent; %NULL: it is on its way
 */
LgClause *
lg_relay_subscribe (LgRelay    *self,
                    const char *filter,
                    guint8      qos,
                    LgNote     *note)
{
  gsize size = lg_packet_get_subscribe_size (self->config->protocol, filter);
  LgClause *refusal = lg_terms_refuse_filter (&self->terms, size, filter, note);
  g_autoptr (GError) error = NULL;

  if (refusal == NULL && !lg_mosquitto_client_subscribe (self->client, filter, qos, &error))
    refusal = refuse (error, note);
  return refusal;
}

/**
 * lg_relay_unsubscribe:
 * @filter: a valid topic filter
 * @note: (out): what a refusal is to be noted as
 *
 * Sends UNSUBSCRIBE with the one filter, if the server's CONNACK allows it.
 *
 * Returns: (transfer full) (nullable): why it is not sent; %NULL: it is on its way
 */
LgClause *
lg_relay_unsubscribe (LgRelay    *self,
                      const char *filter,
                      LgNote     *note)
{
  gsize size = lg_packet_get_subscribe_size (self->config->protocol, filter) - 1;
  LgClause *refusal = lg_terms_refuse_filter (&self->terms, size, filter, note);
  g_autoptr (GError) error = NULL;

  if (refusal == NULL && !lg_mosquitto_client_unsubscribe (self->client, filter, &error))
    refusal = refuse (error, note);
  return refusal;
}

/**
 * lg_relay_get_speaks:
 * @line: (out) (optional) (nullable): the first line, where the answer is text
 *
 * Returns: what the server's first bytes speak; %LG_SPEAKS_MQTT once it has taken the device
 */
LgSpeaks
lg_relay_get_speaks (LgRelay  *self,
                     char    **line)
{
  LgSlice first = lg_inbound_get_first (self->inbound);
  LgSpeaks speaks = self->online ? LG_SPEAKS_MQTT
                                 : lg_second_look_guess (first.data, first.length);

  if (line != NULL)
    *line = speaks == LG_SPEAKS_HTTP || speaks == LG_SPEAKS_SSH
            ? lg_second_look_dup_line (first.data, first.length) : NULL;
  return speaks;
}

/**
 * lg_relay_get_end:
 *
 * Returns: (transfer none): why the link ended; its reason is 0 while it goes on
 */
const LgEnd *
lg_relay_get_end (LgRelay *self)
{
  return &self->end;
}

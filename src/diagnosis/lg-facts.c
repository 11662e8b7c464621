/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-facts.h"

#include "device/lg-json-reader.h"
#include "device/lg-printable.h"
#include "event/lg-reply.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define NOTIFY_TOPIC "/ext/notify"
#define ERROR_TOPICS "/ext/error/"
#define ERROR_MAX 200 /* bytes of its message that are quoted */

/* Where a platform names no detection period; brokers commonly look every few seconds. */
#define SCAN_PERIOD_UNKNOWN_S 30
#define FACTOR_BY_STANDARD 150

/* How soon a server closes over what it does not take, beside the time of the way. */
#define SENT_AHEAD_US (500 * (gint64) G_TIME_SPAN_MILLISECOND)
#define ROUND_TRIP_MAX_US (3 * (gint64) G_USEC_PER_SEC)

/* How long before the end a notice of it may come. */
#define NOTIFY_AHEAD_US (10 * G_USEC_PER_SEC)

/* From the first step of another session to its login: name, TCP, TLS, CONNECT. */
#define RIVAL_AHEAD_US (30 * (gint64) G_USEC_PER_SEC)

/* After a suspend, the end of what did not outlive it is seen by then, a PINGREQ included. */
#define WAKING_US (60 * (gint64) G_USEC_PER_SEC)

/* What the platform's window may miss by: its clock, the way there and back. */
#define WINDOW_EARLY_US (1 * G_USEC_PER_SEC)
#define WINDOW_LATE_US (3 * G_USEC_PER_SEC)

#define DISCONNECT_KEEPALIVE 0x8d
#define DISCONNECT_TAKEN_OVER 0x8e

/**
 * lg_facts_init:
 *
 * Makes empty facts; the target is all zero.
 */
void
lg_facts_init (LgFacts *self)
{
  *self = (LgFacts) {
    .target = { .family = LG_FAMILY_CUSTOM, .version_offered = TRUE },
    .tcp = g_string_new (NULL),
    .tcp_tries = g_array_new (FALSE, FALSE, sizeof (LgMark)),
    .kicks = g_array_new (FALSE, FALSE, sizeof (LgMark)),
    .pauses = lg_pauses_new (),
  };
  lg_witness_init (&self->witness);
}

/**
 * lg_facts_clear:
 *
 * Frees what the facts hold.
 */
void
lg_facts_clear (LgFacts *self)
{
  lg_facts_begin_attempt (self);
  g_string_free (self->tcp, TRUE);
  g_array_unref (self->tcp_tries);
  g_array_unref (self->kicks);
  g_array_unref (self->pauses);
  g_free (self->target.host);
  g_free (self->target.root);
  lg_witness_clear (&self->witness);
  g_clear_object (&self->trusted_root);
  g_clear_object (&self->known_roots);
  g_clear_pointer (&self->inspected, g_ptr_array_unref);
}

/**
 * lg_facts_cite:
 * @event: an event
 *
 * Returns: how a finding refers to it
 */
LgCitation
lg_facts_cite (const LgEvent *event)
{
  return (LgCitation) { event->id, event->wall_us, event->kind, event->direction };
}

static void
set_mark (LgMark        *mark,
          const LgEvent *event,
          const char    *text)
{
  g_free (mark->text);
  *mark = (LgMark) {
    .citation = lg_facts_cite (event),
    .mono_us = event->mono_us,
    .code = event->code,
    .text = g_strdup (text),
  };
}

static void
clear_mark (LgMark *mark)
{
  g_free (mark->text);
  *mark = (LgMark) { 0 };
}

/**
 * lg_facts_begin_attempt:
 *
 * Forgets one attempt; the target and the pattern of ends stay.
 */
void
lg_facts_begin_attempt (LgFacts *self)
{
  LgMark *marks[] = {
    &self->dns, &self->tls, &self->verify, &self->alert, &self->connect, &self->connack,
    &self->notify, &self->disconnect, &self->ping, &self->reset, &self->rival, &self->slept,
    &self->delivery, &self->sent, &self->quiet,
    &self->speaks, &self->spoken, &self->sub_device, &self->request,
    &self->stray, &self->in_flight, &self->reply, &self->clock,
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    clear_mark (marks[i]);
  g_clear_pointer (&self->verify_cause, g_free);
  g_string_truncate (self->tcp, 0);
  g_array_set_size (self->tcp_tries, 0);
  self->tcp_connected = FALSE;
  self->slept_us = 0;
  self->n_packets = 0;
  self->noted = 0;
  self->refused = 0;
  self->pings_held = FALSE;
  self->keepalive = (LgKeepalive) { 0 };
  self->missing = 0;
  lg_witness_clear (&self->witness);
  self->rejection = (LgRejection) { 0 };
}

/* With what is to be said of the event, in the reader's language. */
static void
set_told (LgMark        *mark,
          const LgEvent *event)
{
  g_autofree char *text = lg_event_dup_text (event);

  set_mark (mark, event, text);
}

static void
gather_tcp (LgFacts       *self,
            const LgEvent *event)
{
  g_autoptr (LgClause) clause = lg_event_dup_clause (event);
  g_autofree char *address = clause != NULL ? lg_clause_dup_string (clause, "address") : NULL;
  g_autofree char *shown = lg_printable_line (address, -1);
  g_autofree char *words = clause != NULL ? lg_clause_dup_string (clause, "words") : NULL;
  g_autofree char *told = lg_printable_line (words, -1);
  const char *answer = event->code == 0 ? _("connected")
                       : told != NULL ? told : g_strerror (event->code);
  LgMark mark = { .citation = lg_facts_cite (event) };

  g_array_append_val (self->tcp_tries, mark);
  if (event->code == 0)
    self->tcp_connected = TRUE;
  if (self->tcp->len > 0)
    g_string_append (self->tcp, "; ");
  g_string_append_printf (self->tcp, "%s: %s", shown != NULL ? shown : "?", answer);
}

/* A close_notify (0) is no error. The number may be negative: sent by us. */
static void
gather_alert (LgFacts       *self,
              const LgEvent *event)
{
  if (event->code == 0)
    return;

  set_told (&self->alert, event);
  self->alert_direction = event->direction;
}

/* {"code":520,…}: 520 to 522 are about sub-devices (Alibaba Cloud, "Error codes for devices"). */
static void
gather_error (LgFacts       *self,
              const LgEvent *event)
{
  const char *payload = event->payload != NULL ? (const char *) event->payload : "";
  g_autofree char *text = g_utf8_make_valid (payload, MIN (event->payload_length, ERROR_MAX));
  g_autoptr (GRegex) regex =
    g_regex_new ("\"code\"\\s{0,8}:\\s{0,8}\"?(52[0-2])(?!\\d)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *code = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    return;

  code = g_match_info_fetch (match, 1);
  set_mark (&self->sub_device, event, text);
  self->sub_device.code = atoi (code);
}

/* {"code":6306,"message":"…"} to what a device reported. */
static void
gather_reply (LgFacts       *self,
              const LgEvent *event)
{
  int code = 0;
  g_autofree char *words = lg_reply_read ((const char *) event->payload, event->payload_length,
                                          &code);

  set_mark (&self->reply, event, words);
  self->reply.code = code;
}

/* In any other form, or on another broker, it is only a message on a topic of that name. */
static gboolean
is_kick (const char *text)
{
  LgJsonReader reader;

  lg_json_reader_init (&reader, text, strlen (text));
  if (lg_json_reader_next (&reader) != LG_JSON_OBJECT)
    return FALSE;

  while (lg_json_reader_next (&reader) == LG_JSON_NAME)
    {
      gboolean title = reader.length == strlen ("title")
                       && memcmp (reader.token, "title", reader.length) == 0;
      LgJsonToken token = lg_json_reader_next (&reader);

      if (title)
        return token == LG_JSON_STRING && reader.length == strlen ("kick")
               && g_ascii_strncasecmp (reader.token, "kick", reader.length) == 0;
      if (lg_json_reader_skip (&reader, token) == LG_JSON_BROKEN)
        return FALSE;
    }

  return FALSE;
}

/* {"title":"kick","content":"Kicked by the same device"}, as seen on the wire. */
static void
gather_notify (LgFacts       *self,
               const LgEvent *event)
{
  g_autofree char *text = NULL;

  if (event->direction != LG_DIRECTION_IN || event->topic == NULL)
    return;
  if (g_str_equal (event->topic, "/ext/register") || g_str_equal (event->topic, "/ext/regnwl"))
    set_mark (&self->delivery, event, NULL);
  if (g_str_has_prefix (event->topic, ERROR_TOPICS))
    gather_error (self, event);
  if (lg_reply_is_topic (event->topic))
    gather_reply (self, event);
  if (!g_str_equal (event->topic, NOTIFY_TOPIC))
    return;

  text = g_utf8_make_valid (event->payload != NULL ? (const char *) event->payload : "",
                            event->payload_length);
  if ((self->target.family & (LG_FAMILY_ALIBABA | LG_FAMILY_TUYA)) != 0 && is_kick (text))
    set_mark (&self->notify, event, text);
}

static void
gather_connack (LgFacts       *self,
                const LgEvent *event)
{
  const LgTarget *target = &self->target;
  const LgKeepaliveRule rule = {
    .interval_s = self->connect.code,
    .factor_percent = target->factor_percent > 0 ? target->factor_percent : FACTOR_BY_STANDARD,
    .scan_period_s = target->scan_period_s > 0 ? target->scan_period_s : SCAN_PERIOD_UNKNOWN_S,
  };

  set_told (&self->connack, event);
  if (event->code == 0)
    {
      lg_keepalive_start (&self->keepalive, &rule, event->mono_us);
      set_mark (&self->reset, event, NULL);
    }
}

static void
gather_sent (LgFacts       *self,
             const LgEvent *event)
{
  set_mark (&self->sent, event, event->topic);
  self->sent.code = MIN (event->payload_length, G_MAXINT);
  self->sent_flags = event->flags;
  if (event->topic != NULL && (strstr (event->topic, "/thing/topo/") != NULL
                               || strstr (event->topic, "/combine/") != NULL))
    set_mark (&self->request, event, event->topic);
}

static void
gather_publish (LgFacts       *self,
                const LgEvent *event)
{
  if (event->direction == LG_DIRECTION_IN)
    {
      gather_notify (self, event);
      return;
    }

  gather_sent (self, event);
}

static gboolean
was_sent (const LgFacts *self,
          LgPacketType   type)
{
  return self->sent.citation.kind == LG_EVENT_PACKET + type;
}

static void
gather_packet (LgFacts       *self,
               const LgEvent *event)
{
  LgPacketType type = lg_event_get_packet (event);
  gboolean in = event->direction == LG_DIRECTION_IN;

  if (type == LG_PACKET_CONNECT)
    set_mark (&self->connect, event, event->text);
  else if (type == LG_PACKET_CONNACK)
    gather_connack (self, event);
  else if (type == LG_PACKET_PUBLISH)
    gather_publish (self, event);
  else if (type == LG_PACKET_SUBSCRIBE)
    gather_sent (self, event);
  else if (type == LG_PACKET_SUBACK && was_sent (self, LG_PACKET_SUBSCRIBE))
    clear_mark (&self->sent);
  else if (type == LG_PACKET_DISCONNECT && in)
    set_told (&self->disconnect, event);
  else if (type == LG_PACKET_PINGREQ && self->ping.mono_us == 0)
    set_mark (&self->ping, event, NULL);
  else if (type == LG_PACKET_PINGRESP)
    clear_mark (&self->ping);

  if (self->keepalive.online_us != 0 && type != LG_PACKET_CONNACK)
    {
      self->n_packets++;
      lg_keepalive_packet (&self->keepalive, event->direction, type, event->mono_us);
      if (lg_keepalive_resets_timer (event->direction, type))
        set_mark (&self->reset, event, NULL);
    }
}

/* Most messages that arrive are not among the events: this tells of the last one. */
static void
gather_quiet (LgFacts       *self,
              const LgEvent *event)
{
  set_mark (&self->quiet, event, NULL);
  self->keepalive.last_in_us = MAX (self->keepalive.last_in_us,
                                    event->mono_us - event->duration_us);
}

static void
gather_note (LgFacts       *self,
             const LgEvent *event)
{
  if (event->code == LG_NOTE_PINGS_HELD || event->code == LG_NOTE_PINGS_RELEASED)
    self->pings_held = event->code == LG_NOTE_PINGS_HELD;
  else if (event->code == LG_NOTE_RIVAL)
    set_mark (&self->rival, event, event->topic);
  else if (event->code == LG_NOTE_KEEPALIVE)
    lg_keepalive_set_interval (&self->keepalive, event->duration_us / G_USEC_PER_SEC);
  else if (event->code == LG_NOTE_MISSING)
    self->missing += event->size;
  else if (event->code == LG_NOTE_SPEAKS)
    {
      set_mark (&self->speaks, event, event->topic);
      set_told (&self->spoken, event);
    }
  else if (event->code == LG_NOTE_STRAY)
    {
      set_mark (&self->stray, event, NULL);
      self->stray.code = event->packet_id;
    }
  else if (event->code == LG_NOTE_IN_FLIGHT)
    set_mark (&self->in_flight, event, event->topic);
  else if (event->code == LG_NOTE_CLOCK_BEHIND || event->code == LG_NOTE_CLOCK_AHEAD)
    set_mark (&self->clock, event, NULL);
  else if (event->code == LG_NOTE_QUIET)
    gather_quiet (self, event);
  else if (event->code == LG_NOTE_SLEPT)
    {
      set_mark (&self->slept, event, NULL);
      self->slept_us += event->duration_us;
      lg_keepalive_sleep (&self->keepalive, event->duration_us);
      lg_detection_sleep (&self->detection, event->duration_us);
    }
}

/**
 * lg_facts_gather:
 * @event: the next event
 *
 * Takes in what one event tells.
 */
void
lg_facts_gather (LgFacts       *self,
                 const LgEvent *event)
{
  lg_witness_gather (&self->witness, event);
  if (event->kind > LG_EVENT_PACKET)
    gather_packet (self, event);
  else if (event->kind == LG_EVENT_DNS)
    set_told (&self->dns, event);
  else if (event->kind == LG_EVENT_TCP)
    gather_tcp (self, event);
  else if (event->kind == LG_EVENT_TLS)
    set_told (&self->tls, event);
  else if (event->kind == LG_EVENT_ALERT)
    gather_alert (self, event);
  else if (event->kind == LG_EVENT_NOTE)
    gather_note (self, event);
  else if (event->kind == LG_EVENT_VERIFY)
    {
      set_told (&self->verify, event);
      g_free (self->verify_cause);
      self->verify_cause = g_strdup (event->topic);
    }
}

/* About a round trip, as the login took one: what is closed later is not closed for that packet. */
static gint64
get_sent_ahead (const LgFacts *self)
{
  gint64 round_trip_us = self->connack.mono_us - self->connect.mono_us;

  return SENT_AHEAD_US + 2 * CLAMP (round_trip_us, 0, ROUND_TRIP_MAX_US);
}

/* Whether the server closed just after such a packet. */
static gboolean
is_closed_after (const LgFacts *self,
                 LgPacketType   type)
{
  int code = self->event->code;

  return self->sent.citation.kind == LG_EVENT_PACKET + type
         && self->event->mono_us - self->sent.mono_us <= get_sent_ahead (self)
         && (code == LG_END_FIN || code == LG_END_CLOSE_NOTIFY || code == LG_END_RESET);
}

/* %NULL: the server did not close just after a PUBLISH, or no limits are known. */
static const LgLimits *
get_limits (const LgFacts *self)
{
  return self->target.platform != NULL && is_closed_after (self, LG_PACKET_PUBLISH)
         ? lg_platform_get_limits_of (self->target.platform, self->target.protocol) : NULL;
}

/**
 * lg_facts_is_sent_refused:
 *
 * Returns: whether the server closed on what this side sent, for any reason below
 */
gboolean
lg_facts_is_sent_refused (const LgFacts *self)
{
  return lg_facts_is_payload_refused (self) || lg_facts_is_topic_refused (self)
         || lg_facts_is_qos_refused (self) || lg_facts_is_retain_refused (self)
         || lg_facts_is_subscribe_refused (self);
}

/**
 * lg_facts_is_payload_refused:
 *
 * Returns: whether the server closed on a message larger than the platform takes
 */
gboolean
lg_facts_is_payload_refused (const LgFacts *self)
{
  const LgLimits *limits = get_limits (self);

  return limits != NULL && limits->payload_max > 0
         && self->sent.code > (int) limits->payload_max;
}

/**
 * lg_facts_is_topic_refused:
 *
 * Returns: whether the server closed on a message to a topic that breaks the platform's rules
 */
gboolean
lg_facts_is_topic_refused (const LgFacts *self)
{
  g_autofree char *issue = get_limits (self) != NULL ? lg_facts_dup_topic_issue (self) : NULL;

  return issue != NULL;
}

/**
 * lg_facts_is_qos_refused:
 *
 * Returns: whether the server closed on a message with a QoS the platform does not have
 */
gboolean
lg_facts_is_qos_refused (const LgFacts *self)
{
  const LgLimits *limits = get_limits (self);

  return limits != NULL && limits->qos_max > 0
         && (self->sent_flags & LG_EVENT_FLAG_QOS_MASK) > limits->qos_max;
}

/**
 * lg_facts_is_retain_refused:
 *
 * Returns: whether the server closed on a retained message, where the platform keeps none
 */
gboolean
lg_facts_is_retain_refused (const LgFacts *self)
{
  const LgLimits *limits = get_limits (self);

  return limits != NULL && !limits->retain && (self->sent_flags & LG_EVENT_FLAG_RETAIN) != 0;
}

/**
 * lg_facts_is_subscribe_refused:
 *
 * Returns: whether the server closed on a SUBSCRIBE instead of answering it
 */
gboolean
lg_facts_is_subscribe_refused (const LgFacts *self)
{
  return is_closed_after (self, LG_PACKET_SUBSCRIBE);
}

/**
 * lg_facts_dup_topic_issue:
 *
 * Returns: (transfer full) (nullable): which of the platform's rules the topic of the last PUBLISH
 *   breaks, in words; %NULL: none
 */
char *
lg_facts_dup_topic_issue (const LgFacts *self)
{
  g_autoptr (GPtrArray) issues = NULL;

  if (self->target.platform == NULL || self->sent.text == NULL)
    return NULL;

  issues = lg_platform_validate_topic (self->target.platform, self->sent.text);
  return issues->len > 0 ? g_strdup (((const LgIssue *) issues->pdata[0])->message) : NULL;
}

/**
 * lg_facts_is_online:
 *
 * Returns: whether a CONNACK accepted the device in this attempt
 */
gboolean
lg_facts_is_online (const LgFacts *self)
{
  return self->keepalive.online_us != 0;
}

/* Whether this side ended an attempt nothing had been decided in yet. */
static gboolean
is_undecided (const LgFacts *self)
{
  return !lg_facts_is_online (self) && self->connack.mono_us == 0;
}

/**
 * lg_facts_is_undecided_name:
 *
 * Returns: whether the name was still being looked up
 */
gboolean
lg_facts_is_undecided_name (const LgFacts *self)
{
  return is_undecided (self) && self->dns.mono_us == 0;
}

/**
 * lg_facts_is_undecided_tcp:
 *
 * Returns: whether no address had answered yet
 */
gboolean
lg_facts_is_undecided_tcp (const LgFacts *self)
{
  return is_undecided (self) && !self->tcp_connected;
}

/**
 * lg_facts_is_undecided_tls:
 *
 * Returns: whether the handshake was still going on
 */
gboolean
lg_facts_is_undecided_tls (const LgFacts *self)
{
  return is_undecided (self) && self->target.security == LG_SECURITY_TLS && self->tls.mono_us == 0;
}

/**
 * lg_facts_is_undecided_login:
 *
 * Returns: whether CONNECT had no answer yet
 */
gboolean
lg_facts_is_undecided_login (const LgFacts *self)
{
  return is_undecided (self);
}

/**
 * lg_facts_has_spoken:
 * @nick: a nick of [enum@Speaks], or `hangs-up`
 *
 * Returns: whether the login got no answer, and this is what the other side was found to do
 */
gboolean
lg_facts_has_spoken (const LgFacts *self,
                     const char    *nick)
{
  return !lg_facts_is_online (self) && g_strcmp0 (self->speaks.text, nick) == 0;
}

/**
 * lg_facts_is_reply_refused:
 *
 * Returns: whether the message that has just come is the platform's answer to a payload, and no
 *   success: another code than 200 (Alibaba Cloud, device properties, events and services), in
 *   TuyaLink another than 0 (Tuya, Thing Model)
 */
gboolean
lg_facts_is_reply_refused (const LgFacts *self)
{
  const LgMark *reply = &self->reply;

  const char *topic = self->event->topic;

  if (reply->text == NULL)
    return FALSE;
  if (self->target.family == LG_FAMILY_TUYALINK)
    return g_str_has_prefix (topic, "tylink/") && reply->code != 0;

  return self->target.family != LG_FAMILY_CUSTOM && g_str_has_prefix (topic, "/sys/")
         && reply->code != 200;
}

/**
 * lg_facts_is_registering:
 *
 * Returns: whether CONNECT asked for a registration and was no login
 */
gboolean
lg_facts_is_registering (const LgFacts *self)
{
  const char *client_id = self->connect.text != NULL ? self->connect.text : "";

  return strstr (client_id, "authType=register") != NULL
         || strstr (client_id, "authType=regnwl") != NULL;
}

/**
 * lg_facts_is_kick_notified:
 *
 * Returns: whether the platform said on `/ext/notify`, just before the end, that another client
 *   took the identity
 */
gboolean
lg_facts_is_kick_notified (const LgFacts *self)
{
  return self->notify.mono_us != 0
         && self->event->mono_us - self->notify.mono_us <= NOTIFY_AHEAD_US;
}

/**
 * lg_facts_is_taken_over:
 *
 * Returns: whether the server's DISCONNECT says that another client took the identity (MQTT 5)
 */
gboolean
lg_facts_is_taken_over (const LgFacts *self)
{
  return self->disconnect.mono_us != 0 && self->disconnect.code == DISCONNECT_TAKEN_OVER;
}

/**
 * lg_facts_has_request:
 *
 * Returns: whether the gateway asked the platform something about a sub-device
 */
gboolean
lg_facts_has_request (const LgFacts *self)
{
  return self->request.mono_us != 0;
}

/**
 * lg_facts_is_timeout_told:
 *
 * Returns: whether the server's DISCONNECT says that the keep-alive timer expired (MQTT 5)
 */
gboolean
lg_facts_is_timeout_told (const LgFacts *self)
{
  return self->disconnect.mono_us != 0 && self->disconnect.code == DISCONNECT_KEEPALIVE;
}

/**
 * lg_facts_is_keepalive_range:
 *
 * Returns: whether the Keep Alive sent is outside the platform's range
 */
gboolean
lg_facts_is_keepalive_range (const LgFacts *self)
{
  const LgTarget *target = &self->target;
  guint sent = MAX (self->connect.code, 0);

  if (self->connect.mono_us == 0 || target->keepalive_min == 0)
    return FALSE;

  return sent < target->keepalive_min
         || (target->keepalive_max > 0 && sent > target->keepalive_max);
}

/**
 * lg_facts_get_reset_us:
 *
 * When the device sent what last reset the platform's timer. The end of a link tells; the events
 * alone may not, since most PUBLISH are not among them.
 *
 * Returns: `CLOCK_MONOTONIC` µs; 0: never
 */
gint64
lg_facts_get_reset_us (const LgFacts *self)
{
  if (self->event != NULL && self->event->duration_us > 0)
    return MAX (self->keepalive.reset_us, self->event->mono_us - self->event->duration_us);

  return self->keepalive.reset_us;
}

/**
 * lg_facts_is_keepalive_expired:
 *
 * Returns: whether the end came when the platform's keep-alive timer would make it come
 */
gboolean
lg_facts_is_keepalive_expired (const LgFacts *self)
{
  LgKeepalive keepalive = self->keepalive;
  gint64 from_us, until_us;

  keepalive.reset_us = lg_facts_get_reset_us (self);
  return lg_keepalive_get_window (&keepalive, &from_us, &until_us)
         && self->event->mono_us >= from_us - WINDOW_EARLY_US
         && self->event->mono_us <= until_us + WINDOW_LATE_US;
}

/**
 * lg_facts_is_held_expired:
 *
 * Returns: whether the end came when the platform's keep-alive timer would make it come, and
 *   PINGREQ was held back
 */
gboolean
lg_facts_is_held_expired (const LgFacts *self)
{
  return self->pings_held && lg_facts_is_keepalive_expired (self);
}

/**
 * lg_facts_is_rival_seen:
 *
 * Returns: whether another session of this program began to log in as the same device just before
 *   the end
 */
gboolean
lg_facts_is_rival_seen (const LgFacts *self)
{
  return self->rival.mono_us != 0
         && self->event->mono_us - self->rival.mono_us <= RIVAL_AHEAD_US;
}

/**
 * lg_facts_is_asleep:
 *
 * Returns: whether this computer was suspended just before the end, and nothing arrived since
 */
gboolean
lg_facts_is_asleep (const LgFacts *self)
{
  return self->slept.mono_us != 0
         && self->keepalive.last_in_us <= self->slept.mono_us
         && self->event->mono_us - self->slept.mono_us <= WAKING_US;
}

/**
 * lg_facts_is_interval_silent:
 *
 * Returns: whether the device was silent for one Keep Alive, but not until the platform's window
 */
gboolean
lg_facts_is_interval_silent (const LgFacts *self)
{
  gint64 silent_us = self->event->mono_us - lg_facts_get_reset_us (self);

  return lg_facts_is_online (self) && self->keepalive.rule.interval_s > 0
         && silent_us >= self->keepalive.rule.interval_s * (gint64) G_USEC_PER_SEC
                           - WINDOW_EARLY_US
         && silent_us < (gint64) self->keepalive.rule.interval_s
                          * self->keepalive.rule.factor_percent * (G_USEC_PER_SEC / 100)
                          - WINDOW_EARLY_US;
}

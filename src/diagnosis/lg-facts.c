/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-facts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NOTIFY_TOPIC "/ext/notify"

/* How long before the end a notice of it may come. */
#define NOTIFY_AHEAD_US (10 * G_USEC_PER_SEC)

/* What the platform's window may miss by: its clock, the way there and back. */
#define WINDOW_EARLY_US (1 * G_USEC_PER_SEC)
#define WINDOW_LATE_US (3 * G_USEC_PER_SEC)

/* Where a platform names no detection period; brokers commonly look every few seconds. */
#define SCAN_PERIOD_UNKNOWN_S 30
#define FACTOR_BY_STANDARD 150

/* Kick-like ends this close together are a pattern. */
#define FLAPPING_WINDOW_US (300 * (gint64) G_USEC_PER_SEC)
#define FLAPPING_ENDS 3

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
    .target = { .family = LG_FAMILY_CUSTOM },
    .tcp = g_string_new (NULL),
    .kicks = g_array_new (FALSE, FALSE, sizeof (gint64)),
  };
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
  g_array_unref (self->kicks);
  g_free (self->target.host);
  g_free (self->target.root);
}

static void
set_mark (LgMark        *mark,
          const LgEvent *event,
          const char    *text)
{
  g_free (mark->text);
  *mark = (LgMark) { event->wall_us, event->mono_us, event->code, g_strdup (text) };
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
    &self->notify, &self->disconnect, &self->ping,
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    clear_mark (marks[i]);
  g_clear_pointer (&self->verify_cause, g_free);
  g_string_truncate (self->tcp, 0);
  self->tcp_connected = FALSE;
  self->pings_held = FALSE;
  self->keepalive = (LgKeepalive) { 0 };
}

/* The text is the address; what came of it may follow. */
static void
gather_tcp (LgFacts       *self,
            const LgEvent *event)
{
  const char *text = event->text != NULL ? event->text : "?";
  const char *answer = event->code == 0 ? _("connected") : g_strerror (event->code);

  if (event->code == 0)
    self->tcp_connected = TRUE;
  if (self->tcp->len > 0)
    g_string_append (self->tcp, "; ");
  if (strstr (text, ": ") != NULL)
    g_string_append (self->tcp, text);
  else
    g_string_append_printf (self->tcp, "%s: %s", text, answer);
}

/* A close_notify (0) is no error. The number may be negative: sent by us. */
static void
gather_alert (LgFacts       *self,
              const LgEvent *event)
{
  if (event->code == 0)
    return;

  set_mark (&self->alert, event, event->text);
  self->alert_direction = event->direction;
}

/* {"title":"kick","content":"Kicked by the same device"}, as seen on the wire. */
static void
gather_notify (LgFacts       *self,
               const LgEvent *event)
{
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (event->direction != LG_DIRECTION_IN || g_strcmp0 (event->topic, NOTIFY_TOPIC) != 0)
    return;

  text = g_utf8_make_valid (event->payload != NULL ? (const char *) event->payload : "",
                            event->payload_length);
  folded = g_utf8_strdown (text, -1);
  if (strstr (folded, "kick") != NULL)
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

  set_mark (&self->connack, event, event->text);
  if (event->code == 0)
    lg_keepalive_start (&self->keepalive, &rule, event->mono_us);
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
    gather_notify (self, event);
  else if (type == LG_PACKET_DISCONNECT && in)
    set_mark (&self->disconnect, event, event->text);
  else if (type == LG_PACKET_PINGREQ && self->ping.mono_us == 0)
    set_mark (&self->ping, event, NULL);
  else if (type == LG_PACKET_PINGRESP)
    clear_mark (&self->ping);

  if (self->keepalive.online_us != 0 && type != LG_PACKET_CONNACK)
    lg_keepalive_packet (&self->keepalive, event->direction, type, event->mono_us);
}

static void
gather_note (LgFacts       *self,
             const LgEvent *event)
{
  if (event->code == LG_NOTE_PINGS_HELD || event->code == LG_NOTE_PINGS_RELEASED)
    self->pings_held = event->code == LG_NOTE_PINGS_HELD;
  else if (event->code == LG_NOTE_SLEPT)
    lg_keepalive_sleep (&self->keepalive, event->duration_us);
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
  if (event->kind > LG_EVENT_PACKET)
    gather_packet (self, event);
  else if (event->kind == LG_EVENT_DNS)
    set_mark (&self->dns, event, event->text);
  else if (event->kind == LG_EVENT_TCP)
    gather_tcp (self, event);
  else if (event->kind == LG_EVENT_TLS)
    set_mark (&self->tls, event, event->text);
  else if (event->kind == LG_EVENT_ALERT)
    gather_alert (self, event);
  else if (event->kind == LG_EVENT_NOTE)
    gather_note (self, event);
  else if (event->kind == LG_EVENT_VERIFY)
    {
      set_mark (&self->verify, event, event->text);
      g_free (self->verify_cause);
      self->verify_cause = g_strdup (event->topic);
    }
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
 * lg_facts_remember_kick:
 *
 * Counts the end being judged if it looks like a kick: the server closed a link that was up, in
 * order and not because its keep-alive timer expired.
 */
void
lg_facts_remember_kick (LgFacts *self)
{
  int code = self->event->code;

  if (!lg_facts_is_online (self) || lg_facts_is_keepalive_expired (self))
    return;
  if (code == LG_END_FIN || code == LG_END_CLOSE_NOTIFY || lg_facts_is_taken_over (self))
    g_array_append_val (self->kicks, self->event->mono_us);
}

/**
 * lg_facts_count_kicks:
 *
 * Returns: how many ends of the last minutes look like a kick, this one included if it does
 */
guint
lg_facts_count_kicks (const LgFacts *self)
{
  gint64 since_us = self->event->mono_us - FLAPPING_WINDOW_US;
  guint n = 0;

  for (guint i = 0; i < self->kicks->len; i++)
    if (g_array_index (self->kicks, gint64, i) >= since_us)
      n++;

  return n;
}

/**
 * lg_facts_is_flapping:
 *
 * Returns: whether this end and those before it make the pattern of two clients with one identity
 */
gboolean
lg_facts_is_flapping (const LgFacts *self)
{
  return lg_facts_count_kicks (self) >= FLAPPING_ENDS;
}

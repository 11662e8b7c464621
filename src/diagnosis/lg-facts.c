/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-facts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NOTIFY_TOPIC "/ext/notify"

/* Where a platform names no detection period; brokers commonly look every few seconds. */
#define SCAN_PERIOD_UNKNOWN_S 30
#define FACTOR_BY_STANDARD 150

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
  g_array_unref (self->tcp_tries);
  g_array_unref (self->kicks);
  g_free (self->target.host);
  g_free (self->target.root);
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
    &self->delivery, &self->sent,
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    clear_mark (marks[i]);
  g_clear_pointer (&self->verify_cause, g_free);
  g_string_truncate (self->tcp, 0);
  g_array_set_size (self->tcp_tries, 0);
  self->tcp_connected = FALSE;
  self->slept_us = 0;
  self->refused = 0;
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
  LgMark mark = { .citation = lg_facts_cite (event) };

  g_array_append_val (self->tcp_tries, mark);
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

  if (event->direction != LG_DIRECTION_IN || event->topic == NULL)
    return;
  if (g_str_equal (event->topic, "/ext/register") || g_str_equal (event->topic, "/ext/regnwl"))
    set_mark (&self->delivery, event, NULL);
  if (!g_str_equal (event->topic, NOTIFY_TOPIC))
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
    set_mark (&self->disconnect, event, event->text);
  else if (type == LG_PACKET_PINGREQ && self->ping.mono_us == 0)
    set_mark (&self->ping, event, NULL);
  else if (type == LG_PACKET_PINGRESP)
    clear_mark (&self->ping);

  if (self->keepalive.online_us != 0 && type != LG_PACKET_CONNACK)
    {
      lg_keepalive_packet (&self->keepalive, event->direction, type, event->mono_us);
      if (lg_keepalive_resets_timer (event->direction, type))
        set_mark (&self->reset, event, NULL);
    }
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

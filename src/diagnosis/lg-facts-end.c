/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the facts say of an end. */
#include "lg-facts.h"

#include <string.h>

/* How long before the end a notice of it may come. */
#define NOTIFY_AHEAD_US (10 * G_USEC_PER_SEC)

/* From the first step of another session to its login: name, TCP, TLS, CONNECT. */
#define RIVAL_AHEAD_US (30 * (gint64) G_USEC_PER_SEC)

/* After a suspend, the end of what did not outlive it is seen by then, a PINGREQ included. */
#define WAKING_US (60 * (gint64) G_USEC_PER_SEC)

/* What the platform's window may miss by: its clock, the way there and back. */
#define WINDOW_EARLY_US (1 * G_USEC_PER_SEC)
#define WINDOW_LATE_US (3 * G_USEC_PER_SEC)

/* Kick-like ends this close together are a pattern. */
#define FLAPPING_WINDOW_US (300 * (gint64) G_USEC_PER_SEC)
#define FLAPPING_ENDS 3

#define DISCONNECT_KEEPALIVE 0x8d
#define DISCONNECT_TAKEN_OVER 0x8e

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

/* The server closed a link that was up, in order or with a notice, and not because its keep-alive
 * timer expired or this computer slept. */
static gboolean
is_kick_like (const LgFacts *self)
{
  int code = self->event->code;

  if (!lg_facts_is_online (self) || lg_facts_is_registering (self)
      || code == LG_END_OPERATOR || code == LG_END_DROPPED)
    return FALSE;
  if (lg_facts_is_kick_notified (self) || lg_facts_is_taken_over (self))
    return TRUE;

  return (code == LG_END_FIN || code == LG_END_CLOSE_NOTIFY)
    && !lg_facts_is_keepalive_expired (self) && !lg_facts_is_asleep (self)
    && !lg_facts_is_sent_refused (self);
}

/**
 * lg_facts_remember_kick:
 *
 * Counts the end being judged if it looks like a kick, and forgets those too old for a pattern.
 */
void
lg_facts_remember_kick (LgFacts *self)
{
  const LgEvent *event = self->event;

  while (self->kicks->len > 0
         && g_array_index (self->kicks, LgMark, 0).mono_us < event->mono_us - FLAPPING_WINDOW_US)
    g_array_remove_index (self->kicks, 0);

  if (is_kick_like (self))
    {
      LgMark mark = {
        .citation = lg_facts_cite (event),
        .mono_us = event->mono_us,
        .code = event->code,
      };

      g_array_append_val (self->kicks, mark);
    }
}

/**
 * lg_facts_count_kicks:
 *
 * Returns: how many ends of the last five minutes look like a kick, this one included if it does
 */
guint
lg_facts_count_kicks (const LgFacts *self)
{
  return self->kicks->len;
}

/**
 * lg_facts_is_flapping:
 *
 * Returns: whether this end and those before it make the pattern of two clients with one identity
 */
gboolean
lg_facts_is_flapping (const LgFacts *self)
{
  return is_kick_like (self) && lg_facts_count_kicks (self) >= FLAPPING_ENDS;
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several ends have in common. */
#include "lg-facts.h"

/* Kick-like ends this close together are a pattern. */
#define FLAPPING_WINDOW_US (300 * (gint64) G_USEC_PER_SEC)
#define FLAPPING_ENDS 3

/* Earlier than that, it is the last packet the server did not like; and one pause is no pattern. */
#define PAUSE_MIN_US ((gint64) G_USEC_PER_SEC)
#define PAUSES_ENOUGH 2

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

/* Whether somebody ended a link nothing passed through any more, for no reason that was told. */
static gboolean
is_idle_end (const LgFacts *self,
             gint64         pause_us)
{
  int code = self->event->code;

  return lg_facts_is_online (self) && !lg_facts_is_registering (self) && pause_us >= PAUSE_MIN_US
         && (code == LG_END_FIN || code == LG_END_CLOSE_NOTIFY || code == LG_END_RESET)
         && !lg_facts_is_kick_notified (self) && !lg_facts_is_keepalive_expired (self)
         && !lg_facts_is_asleep (self) && !lg_facts_is_sent_refused (self)
         && !lg_facts_is_rival_seen (self);
}

/**
 * lg_facts_get_last_packet_us:
 *
 * Returns: when the last packet passed before the end, either way, `CLOCK_MONOTONIC` µs
 */
gint64
lg_facts_get_last_packet_us (const LgFacts *self)
{
  return MAX (lg_facts_get_reset_us (self),
              MAX (self->keepalive.last_out_us, self->keepalive.last_in_us));
}

/**
 * lg_facts_remember_pause:
 *
 * Counts the end being judged if it came without a reason after nothing had passed for a while.
 */
void
lg_facts_remember_pause (LgFacts *self)
{
  gint64 pause_us = self->event->mono_us - lg_facts_get_last_packet_us (self);

  self->paused = is_idle_end (self, pause_us);
  if (self->paused)
    lg_pauses_add (self->pauses, &(LgPause) {
      .citation = lg_facts_cite (self->event),
      .pause_us = pause_us,
      .up_us = self->event->mono_us - self->keepalive.online_us,
      .n_packets = self->n_packets,
    });
}

/**
 * lg_facts_is_idle_timeout:
 *
 * Returns: whether this end and those before it came the same time after the last packet each, and
 *   not after the login. Two clients do not reset a connection.
 */
gboolean
lg_facts_is_idle_timeout (const LgFacts *self)
{
  return self->paused && self->pauses->len >= PAUSES_ENOUGH
         && (self->event->code == LG_END_RESET || lg_pauses_are_counted (self->pauses));
}

/**
 * lg_facts_is_fixed_time:
 *
 * Returns: whether the ends came a fixed time after the last packet or after the login: nothing
 *   tells which
 */
gboolean
lg_facts_is_fixed_time (const LgFacts *self)
{
  return self->paused && self->pauses->len >= PAUSES_ENOUGH && !lg_facts_is_idle_timeout (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-clock-words.h"

#include <glib/gi18n.h>

/* Local wall-clock time of a monotonic instant, with milliseconds. */
static char *
format_wall (const LgClockDrawing *clock,
             gint64                mono_us)
{
  gint64 wall_us = clock->wall_us - (clock->now_us - mono_us);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (wall_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *time = g_date_time_format (local, "%H:%M:%S");

  return g_strdup_printf ("%s.%03d", time, (int) (wall_us % G_USEC_PER_SEC / 1000));
}

static char *
dup_window (const LgClockDrawing *clock,
            gint64                from_us,
            gint64                until_us)
{
  g_autofree char *from = format_wall (clock, from_us);
  g_autofree char *until = format_wall (clock, until_us);
  g_autofree char *reset = format_wall (clock, clock->keepalive.reset_us);

  if (clock->held)
    return g_strdup_printf (_("PINGREQ paused: the platform closes between %.8s and %.8s."),
                            from, until);

  return g_strdup_printf (_("The platform’s timer was last reset by %s at %s. "
                            "Silent since then, it closes between %.8s and %.8s."),
                          lg_packet_type_get_name (clock->keepalive.reset_type), reset, from,
                          until);
}

/* Where in its course the clock stopped. */
static char *
dup_end (const LgClockDrawing *clock)
{
  const char *reset = lg_packet_type_get_name (clock->keepalive.reset_type);
  double after_s = (clock->now_us - clock->keepalive.reset_us) / (double) G_USEC_PER_SEC;
  g_autofree char *end = format_wall (clock, clock->now_us);
  g_autofree char *from = NULL, *until = NULL;
  gint64 from_us, until_us;

  if (!lg_keepalive_get_window (&clock->keepalive, &from_us, &until_us))
    /* Translators: when, how long after what, by name of an MQTT packet */
    return g_strdup_printf (_("Stopped at the end, %s: %.1f s after %s."), end, after_s, reset);

  from = format_wall (clock, from_us);
  until = format_wall (clock, until_us);
  /* Translators: when, how long after what, and when the platform would have closed the link */
  return g_strdup_printf (_("Stopped at the end, %s: %.1f s after %s had reset the platform’s "
                            "timer, which runs out between %.8s and %.8s."),
                          end, after_s, reset, from, until);
}

/**
 * lg_clock_words_dup_summary:
 * @clock: what is drawn
 *
 * Returns: (transfer full): what reset the platform's timer, and when it closes; after the end,
 *   where in that the link ended
 */
char *
lg_clock_words_dup_summary (const LgClockDrawing *clock)
{
  g_autofree char *window = NULL;
  g_autofree char *cut = NULL;
  gint64 from_us, until_us;

  if (clock->ended)
    return dup_end (clock);

  if (!lg_keepalive_get_window (&clock->keepalive, &from_us, &until_us))
    {
      g_autofree char *reset = format_wall (clock, clock->keepalive.reset_us);

      return g_strdup_printf (_("The timer was last reset by %s at %s."),
                              lg_packet_type_get_name (clock->keepalive.reset_type), reset);
    }

  window = dup_window (clock, from_us, until_us);
  if (clock->detection.period_us == 0)
    return g_steal_pointer (&window);

  cut = format_wall (clock, lg_detection_get_next (&clock->detection, from_us));
  /* Translators: a sentence, then a time */
  return g_strdup_printf (_("%s From earlier cut-offs it is estimated to look at %.8s."), window,
                          cut);
}

/**
 * lg_clock_words_dup_ago:
 * @clock: what is drawn
 * @mono_us: `CLOCK_MONOTONIC` µs; 0: never
 *
 * Returns: (transfer full): how long ago that is, or, where the link has ended, how long before
 */
char *
lg_clock_words_dup_ago (const LgClockDrawing *clock,
                        gint64                mono_us)
{
  gint64 seconds = MAX (clock->now_us - mono_us, 0) / G_USEC_PER_SEC;

  if (mono_us == 0)
    return g_strdup ("–");
  if (seconds < 60)
    return g_strdup_printf (clock->ended
                            /* Translators: how long before the end of a link, in seconds */
                            ? _("%d s before")
                            /* Translators: how long ago a packet was seen, in seconds */
                            : _("%d s ago"), (int) seconds);

  return g_strdup_printf (clock->ended
                          /* Translators: how long before the end, in minutes and seconds */
                          ? _("%d:%02d before")
                          /* Translators: how long ago a packet was seen, in minutes and seconds */
                          : _("%d:%02d ago"), (int) (seconds / 60), (int) (seconds % 60));
}

static char *
dup_pings (const LgClockDrawing *clock)
{
  gint64 pong_us = lg_keepalive_get_pong_due (&clock->keepalive);
  gint64 ping_us = lg_keepalive_get_next_ping (&clock->keepalive);
  gint64 left_us = (pong_us != 0 ? pong_us : ping_us) - clock->now_us;
  int left_s = MAX (left_us, 0) / G_USEC_PER_SEC;

  if (clock->held)
    return g_strdup (_("PINGREQ is paused."));
  if (pong_us != 0)
    return g_strdup_printf (_("PINGRESP is awaited for %d s more."), left_s);
  return g_strdup_printf (_("The next PINGREQ is due in %d s."), left_s);
}

/**
 * lg_clock_words_dup_description:
 * @clock: what is drawn
 *
 * Returns: (transfer full): every part of the drawing in words
 */
char *
lg_clock_words_dup_description (const LgClockDrawing *clock)
{
  g_autofree char *pings = dup_pings (clock);
  g_autofree char *out = lg_clock_words_dup_ago (clock, clock->keepalive.last_out_us);
  g_autofree char *in = lg_clock_words_dup_ago (clock, clock->keepalive.last_in_us);
  g_autofree char *summary = lg_clock_words_dup_summary (clock);

  if (clock->ended)
    return g_steal_pointer (&summary);

  /* Translators: a sentence, how long ago two packets were seen, and a sentence */
  return g_strdup_printf (_("%s Last packet out: %s. Last packet in: %s. %s"), pings, out, in,
                          summary);
}

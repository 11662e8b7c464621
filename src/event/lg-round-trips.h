/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** LG_ROUND_TRIPS_MAX: how many round trips are remembered: at 300 s a PINGREQ, ten hours. */
#define LG_ROUND_TRIPS_MAX 128

/**
 * LgRoundTrips:
 * @us: the latest round trips, µs, in a ring
 * @n: how many there are in it
 * @next: where the next one goes
 *
 * How long the latest answers took. A value, all zero when there is none yet: copy it freely.
 */
typedef struct
{
  guint32 us[LG_ROUND_TRIPS_MAX];
  guint   n;
  guint   next;
} LgRoundTrips;

/**
 * LgRoundTripFigures:
 * @last_us: the latest
 * @min_us: the shortest
 * @median_us: half of them took no longer
 * @p99_us: 99 of 100 took no longer
 *
 * What the remembered round trips come to, µs. Each figure is one of them (nearest rank).
 */
typedef struct
{
  guint32 last_us;
  guint32 min_us;
  guint32 median_us;
  guint32 p99_us;
} LgRoundTripFigures;

void     lg_round_trips_add       (LgRoundTrips       *self,
                                   gint64              us);
guint32  lg_round_trips_get       (const LgRoundTrips *self,
                                   guint               position);
gboolean lg_round_trips_summarize (const LgRoundTrips *self,
                                   LgRoundTripFigures *figures);

G_END_DECLS

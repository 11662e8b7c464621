/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgRhythmKind:
 * @LG_RHYTHM_NONE: nothing was measured
 * @LG_RHYTHM_SINGLE: one interval only
 * @LG_RHYTHM_STEADY: always the same time, but for a few seconds
 * @LG_RHYTHM_SPREAD: within one period of a scan
 * @LG_RHYTHM_IRREGULAR: no fixed time
 *
 * How regular the times between events are.
 */
typedef enum
{
  LG_RHYTHM_NONE,
  LG_RHYTHM_SINGLE,
  LG_RHYTHM_STEADY,
  LG_RHYTHM_SPREAD,
  LG_RHYTHM_IRREGULAR,
} LgRhythmKind;

/**
 * LgRhythm:
 * @kind: how regular they are
 * @n: how many intervals there are
 * @min: the shortest, seconds
 * @max: the longest
 * @median: the middle one
 * @n_fit: how many follow the rhythm, those of which one or more events are missing included
 * @n_missed: of how many that is so
 * @low: the shortest of those that follow it
 * @high: the longest of them
 *
 * Intervals, measured. One that is twice as long as the others is taken for two with an event that
 * was not seen; a few that fit nothing are left out.
 */
typedef struct
{
  LgRhythmKind kind;
  guint        n;
  double       min;
  double       max;
  double       median;
  guint        n_fit;
  guint        n_missed;
  double       low;
  double       high;
} LgRhythm;

void   lg_rhythm_measure    (LgRhythm     *self,
                             const double *intervals,
                             guint         n,
                             double        scan_s);
double lg_rhythm_get_spread (const double *intervals,
                             guint         n);

G_END_DECLS

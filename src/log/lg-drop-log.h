/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-drop-line.h"

G_BEGIN_DECLS

/**
 * LgDrop:
 * @at_ms: when it went offline; counts from what the log counts from
 * @clock_ms: the time of day as written, ms; -1: not known
 * @up_s: how long it had been online, seconds; -1: not known
 * @text: the line that tells of it
 *
 * One end of a device's connection.
 */
typedef struct
{
  gint64  at_ms;
  gint64  clock_ms;
  double  up_s;
  char   *text;
} LgDrop;

/**
 * LgDropLog:
 * @drops: (element-type LgDrop): the ends, in order
 * @intervals: (element-type double): seconds from one end to the next, or from login to end
 * @of_sessions: the intervals are from login to end
 * @dated: the days of the drops are known
 * @resolution_s: the last digit of the times, seconds
 * @told: (element-type utf8): lines that may tell a reason
 * @n_untimed: lines without a time
 * @n_restarts: how often the device's own count of time began anew
 * @n_steps: how often the clock was set back
 * @n_wraps: how often the device's count of time came to its end and went on from zero
 * @sorted: the lines were not in order
 *
 * What a text tells of the times at which one device went offline.
 */
typedef struct
{
  GPtrArray *drops;
  GArray    *intervals;
  gboolean   of_sessions;
  gboolean   dated;
  double     resolution_s;
  GPtrArray *told;
  guint      n_untimed;
  guint      n_restarts;
  guint      n_steps;
  guint      n_wraps;
  gboolean   sorted;
} LgDropLog;

LgDropLog *lg_drop_log_new_for_intervals (GArray    *intervals);
LgDropLog *lg_drop_log_new_for_lines     (GPtrArray *lines,
                                          LgLogWord  drop_word);
void       lg_drop_log_free              (LgDropLog *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgDropLog, lg_drop_log_free)

G_END_DECLS

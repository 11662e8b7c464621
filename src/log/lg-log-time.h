/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgLogTimeKind:
 * @LG_LOG_TIME_DATE: a date and a time of day
 * @LG_LOG_TIME_CLOCK: a time of day alone
 * @LG_LOG_TIME_UPTIME: the time since the device started
 *
 * What a time in a log counts from.
 */
typedef enum
{
  LG_LOG_TIME_DATE,
  LG_LOG_TIME_CLOCK,
  LG_LOG_TIME_UPTIME,
} LgLogTimeKind;

/**
 * LgLogTimeStyle:
 * @now_s: Unix seconds; a date without a year is the last one before it
 * @month_first: 10/4 is a day in October
 *
 * How the times of one log are to be read.
 */
typedef struct
{
  gint64   now_s;
  gboolean month_first;
} LgLogTimeStyle;

/**
 * LgLogTime:
 * @kind: what it counts from
 * @ms: ms since 1970, midnight, or the device's start; in UTC if the zone is told
 * @clock_ms: the time of day as it is written, ms; -1: none
 * @resolution_ms: 1, 1000 or 60000: its last digit
 * @zoned: it says what zone it is in, or counts in UTC; one that does not may be local
 * @wrap_ms: where a count begins anew without a restart, ms; 0: not known
 * @bare: a count that does not say of what; ms is assumed
 * @start: where the time begins in the line, bytes
 * @end: where it ends
 *
 * The time one line of a log begins with, or has somewhere.
 */
typedef struct
{
  LgLogTimeKind kind;
  gint64        ms;
  gint64        clock_ms;
  guint         resolution_ms;
  gboolean      zoned;
  gint64        wrap_ms;
  gboolean      bare;
  int           start;
  int           end;
} LgLogTime;

void     lg_log_time_style_init (LgLogTimeStyle       *self,
                                 const char           *text,
                                 gint64                now_s);
gboolean lg_log_time_parse      (LgLogTime            *self,
                                 const LgLogTimeStyle *style,
                                 const char           *line);

G_END_DECLS

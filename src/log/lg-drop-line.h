/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-log-name.h"
#include "lg-log-time.h"
#include "lg-log-word.h"

G_BEGIN_DECLS

/**
 * LgDropLine:
 * @time: when it happened
 * @timed: the time is known
 * @word: what it tells
 * @text: the line; a record that is written over several lines is one
 * @names: what it names, of each [enum@LogField] but the time; %NULL: nothing
 * @position: which one it is
 *
 * A line of a log with times, or a record of a console. Private to this folder.
 */
typedef struct
{
  LgLogTime  time;
  gboolean   timed;
  LgLogWord  word;
  char      *text;
  char      *names[LG_LOG_FIELD_TIME];
  guint      position;
} LgDropLine;

GPtrArray *lg_drop_lines_read (const char *text,
                               gint64      now_s);
void       lg_drop_line_free  (LgDropLine *self);

G_END_DECLS

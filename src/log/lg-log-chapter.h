/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-finding.h"

G_BEGIN_DECLS

/**
 * LgLogOutcome:
 * @LG_LOG_OUTCOME_CONNECTED: it logged in, and no end was seen
 * @LG_LOG_OUTCOME_REFUSED: it did not get online
 * @LG_LOG_OUTCOME_DROPPED: it was online, and the link ended
 * @LG_LOG_OUTCOME_FAULT: something failed on a link that went on
 *
 * How an attempt of a device ended.
 */
typedef enum
{
  LG_LOG_OUTCOME_CONNECTED,
  LG_LOG_OUTCOME_REFUSED,
  LG_LOG_OUTCOME_DROPPED,
  LG_LOG_OUTCOME_FAULT,
} LgLogOutcome;

/**
 * LgLogPlace:
 * @line: which line of the log, from 1; 0: none
 * @time: (nullable): its time, as it is written
 * @at_ms: the same time, ms; -1: not known
 *
 * A place in a log.
 */
typedef struct
{
  guint   line;
  char   *time;
  gint64  at_ms;
} LgLogPlace;

/**
 * LgLogChapter:
 * @outcome: how it ended
 * @device: (nullable): which device
 * @number: how many attempts in a row went alike
 * @first: where the first of them begins
 * @last: where the last of them ends
 * @finding: (nullable): why, as the best of its lines tells
 * @shortest_s: how long it was online at least, seconds; -1: not known
 * @longest_s: how long at most
 *
 * Attempts of a device that followed each other and went alike.
 */
typedef struct
{
  LgLogOutcome  outcome;
  char         *device;
  guint         number;
  LgLogPlace    first;
  LgLogPlace    last;
  LgFinding    *finding;
  double        shortest_s;
  double        longest_s;
} LgLogChapter;

LgLogChapter *lg_log_chapter_new      (LgLogOutcome        outcome,
                                       const char         *device,
                                       const LgLogPlace   *first);
void          lg_log_chapter_end      (LgLogChapter       *self,
                                       const LgLogPlace   *last);
void          lg_log_chapter_blame    (LgLogChapter       *self,
                                       LgFinding          *finding);
gboolean      lg_log_chapter_join     (LgLogChapter       *self,
                                       const LgLogChapter *next);
const char   *lg_log_chapter_get_nick (const LgLogChapter *self);
char         *lg_log_chapter_describe (const LgLogChapter *self);
char         *lg_log_chapter_describe_places (const LgLogChapter *self);
void          lg_log_chapter_free     (LgLogChapter       *self);

G_END_DECLS

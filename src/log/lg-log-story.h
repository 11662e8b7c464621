/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-family.h"
#include "diagnosis/lg-finding.h"
#include "lg-log-word.h"

G_BEGIN_DECLS

/**
 * LgLogMoment:
 * @number: which line of the log it is, from 1
 * @word: a login, an end, a failed attempt, or something else
 * @text: the line, its secrets masked
 * @finding: (nullable): what it means
 *
 * A line of a log that matters.
 */
typedef struct
{
  guint      number;
  LgLogWord  word;
  char      *text;
  LgFinding *finding;
} LgLogMoment;

/**
 * LgLogStory:
 * @family: whose rules apply
 * @n_lines: how many lines were read
 * @n_words: how many moments there are of each kind
 *
 * What a log tells, read line by line.
 */
typedef struct
{
  LgFamily family;
  guint    n_lines;
  guint    n_words[LG_LOG_N_WORDS];
} LgLogStory;

void         lg_log_story_init     (LgLogStory  *self,
                                    LgFamily     family);
LgLogMoment *lg_log_story_take     (LgLogStory  *self,
                                    const char  *line);
char        *lg_log_story_describe (LgLogStory  *self);
void         lg_log_moment_free    (LgLogMoment *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgLogMoment, lg_log_moment_free)

G_END_DECLS

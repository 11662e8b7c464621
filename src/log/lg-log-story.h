/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-family.h"
#include "diagnosis/lg-finding.h"
#include "lg-log-chapter.h"
#include "lg-log-time.h"
#include "lg-log-word.h"

G_BEGIN_DECLS

/**
 * LgLogMoment:
 * @number: which line of the log it is, from 1
 * @word: a login, an end, a failed attempt, or something else
 * @time: (nullable): the time as the line, or one before it, writes it
 * @at_ms: the same time, ms; counts from what the log counts from; -1: not known
 * @device: (nullable): the DeviceName or client ID it names
 * @text: the line, its secrets masked
 * @finding: (nullable): what it means
 *
 * A line of a log that matters.
 */
typedef struct
{
  guint      number;
  LgLogWord  word;
  char      *time;
  gint64     at_ms;
  char      *device;
  char      *text;
  LgFinding *finding;
} LgLogMoment;

/**
 * LgLogStory:
 *
 * What a log tells, read line by line: who connected, was refused or dropped, when, and by whom.
 */
typedef struct _LgLogStory LgLogStory;

LgLogStory  *lg_log_story_new          (LgFamily     family,
                                        gint64       now_s);
LgLogMoment *lg_log_story_take         (LgLogStory  *self,
                                        const char  *line);
void         lg_log_story_end          (LgLogStory  *self);
guint        lg_log_story_get_n_lines  (LgLogStory  *self);
guint        lg_log_story_get_n_moments (LgLogStory *self);
GPtrArray   *lg_log_story_get_chapters (LgLogStory  *self);
GPtrArray   *lg_log_story_list_devices (LgLogStory  *self);
GPtrArray   *lg_log_story_findings     (LgLogStory  *self,
                                        const char  *device);
const char  *lg_log_story_get_times    (LgLogStory  *self);
char        *lg_log_story_describe     (LgLogStory  *self);
void         lg_log_story_free         (LgLogStory  *self);
void         lg_log_moment_free        (LgLogMoment *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgLogStory, lg_log_story_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgLogMoment, lg_log_moment_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-drop-times.h"
#include "lg-log-story.h"

G_BEGIN_DECLS

/**
 * LgLogTaleDevice:
 * @name: (nullable): its DeviceName or client ID
 * @findings: (element-type LgFinding): the reasons of its ends and refusals
 *
 * One device of a log.
 */
typedef struct
{
  char      *name;
  GPtrArray *findings;
} LgLogTaleDevice;

/**
 * LgLogTale:
 * @n_lines: how many lines the log has
 * @recognized: one at least matters
 * @summary: how often what happened, translated
 * @next: what to look for where no line matters, translated
 * @chapters: (element-type LgLogChapter): what happened, in order
 * @devices: (element-type LgLogTaleDevice): whom it is about
 * @findings: (element-type LgFinding): the reasons the lines tell, and after them those that the
 *   times of the ends make likely
 *
 * What a whole log tells.
 */
typedef struct
{
  guint       n_lines;
  gboolean    recognized;
  char       *summary;
  const char *next;
  GPtrArray  *chapters;
  GPtrArray  *devices;
  GPtrArray  *findings;
} LgLogTale;

LgLogTale *lg_log_tale_new  (LgLogStory       *story,
                             const LgDropCase *known,
                             gint64            now_s);
void       lg_log_tale_free (LgLogTale        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgLogTale, lg_log_tale_free)

G_END_DECLS

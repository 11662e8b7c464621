/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-family.h"
#include "diagnosis/lg-finding.h"

G_BEGIN_DECLS

/**
 * LgLogLine:
 * @findings: (element-type LgFinding): what the line means; empty if it tells of no fault, or
 *   nothing is known of it
 * @recognized: who writes such lines is known. A line that is not is neither good nor bad
 * @next: what to look for next where the line tells no cause, translated
 *
 * What a line of a log means.
 */
typedef struct
{
  GPtrArray  *findings;
  gboolean    recognized;
  const char *next;
} LgLogLine;

LgLogLine *lg_log_line_read     (const char *line,
                                 LgFamily    family);
void       lg_log_line_free     (LgLogLine  *self);
GPtrArray *lg_log_line_findings (const char *line,
                                 LgFamily    family);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgLogLine, lg_log_line_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-issue.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_ISSUE_ROW (lg_issue_row_get_type ())

/**
 * LgIssueRow:
 *
 * One sentence below an input about what is wrong with it; hidden while nothing is. Properties:
 * `field` ([enum@Field], the input it speaks about) and `target` (the input's row, which gets the
 * matching style).
 */
G_DECLARE_FINAL_TYPE (LgIssueRow, lg_issue_row, LG, ISSUE_ROW, AdwPreferencesRow)

void        lg_issue_rows_update      (GtkWidget  *ancestor,
                                       GPtrArray  *issues);
LgIssueRow *lg_issue_rows_find        (GtkWidget  *ancestor,
                                       LgField     field);
void        lg_issue_row_focus_target (LgIssueRow *self);

G_END_DECLS

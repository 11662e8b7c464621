/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-finding.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_FINDING_ROW (lg_finding_row_get_type ())

/**
 * LgFindingRow:
 *
 * One finding: when, what happened and how sure; opened, its four parts, each selectable, the
 * events that show it as links to Traffic, the console's words, and what fits, too.
 */
G_DECLARE_FINAL_TYPE (LgFindingRow, lg_finding_row, LG, FINDING_ROW, AdwExpanderRow)

GtkWidget *lg_finding_row_new         (LgFinding    *finding);
void       lg_finding_row_add_action  (LgFindingRow *self,
                                       const char   *label,
                                       const char   *action);
void       lg_finding_row_set_compact (LgFindingRow *self);

G_END_DECLS

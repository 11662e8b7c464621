/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/lg-check.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_CHECK_TABLE (lg_check_table_get_type ())

/**
 * LgCheckTable:
 *
 * The matrix: a row for each port, a column for each step and each root. Properties: `check`
 * (%NULL: empty) and `selected` (read-only, notifying: the [class@CheckPort] of the selected row).
 */
G_DECLARE_FINAL_TYPE (LgCheckTable, lg_check_table, LG, CHECK_TABLE, AdwBin)

void         lg_check_table_set_check    (LgCheckTable *self,
                                          LgCheck      *check);
LgCheckPort *lg_check_table_get_selected (LgCheckTable *self);
void         lg_check_table_select       (LgCheckTable *self,
                                          LgCheckPort  *port);

G_END_DECLS

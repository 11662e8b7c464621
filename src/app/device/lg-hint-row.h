/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_HINT_ROW (lg_hint_row_get_type ())

/**
 * LgHintRow:
 *
 * A remark among the rows of a form. The keyboard passes it, where another row that takes no focus
 * ends the way through its list. Property: `text`.
 */
G_DECLARE_FINAL_TYPE (LgHintRow, lg_hint_row, LG, HINT_ROW, AdwPreferencesRow)

G_END_DECLS

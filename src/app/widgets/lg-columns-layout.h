/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LG_TYPE_COLUMNS_LAYOUT (lg_columns_layout_get_type ())

/**
 * LgColumnsLayout:
 *
 * Places children side by side, equally wide, where there is room for it, and below each other
 * where there is not. Properties: `spacing` (pixels between children) and `threshold` (the width in
 * pixels from which they stand side by side).
 */
G_DECLARE_FINAL_TYPE (LgColumnsLayout, lg_columns_layout, LG, COLUMNS_LAYOUT, GtkLayoutManager)

G_END_DECLS

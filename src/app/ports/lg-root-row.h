/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/lg-root.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LG_TYPE_ROOT_ROW (lg_root_row_get_type ())

/**
 * LgRootRow:
 *
 * One root certificate: where it comes from, how long it lasts, whether its file is the vendor's,
 * and a button that writes it to a file.
 */
G_DECLARE_FINAL_TYPE (LgRootRow, lg_root_row, LG, ROOT_ROW, GtkListBoxRow)

GtkWidget *lg_root_row_new (LgRoot *root,
                            gint64  now_s);

G_END_DECLS

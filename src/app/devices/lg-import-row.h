/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/lg-import-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_IMPORT_ROW (lg_import_row_get_type ())

/**
 * LgImportRow:
 *
 * One device as it was understood: who it is, where it connects, how it signs in, and what there is
 * to say about that.
 */
G_DECLARE_FINAL_TYPE (LgImportRow, lg_import_row, LG, IMPORT_ROW, GtkListBoxRow)

GtkWidget *lg_import_row_new (LgImportDevice *device);

GtkWidget *lg_import_row_new_left_out (const char *reason);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/lg-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_IMPORT_DIALOG (lg_import_dialog_get_type ())

/**
 * LgImportDialog:
 *
 * Takes devices from a text that was pasted, dropped or opened, and shows what was understood of it
 * before anything is used. Emits `imported` with the [class@Link] to show.
 */
G_DECLARE_FINAL_TYPE (LgImportDialog, lg_import_dialog, LG, IMPORT_DIALOG, AdwWindow)

LgImportDialog *lg_import_dialog_new       (GtkWindow      *parent,
                                            LgWorkspace    *workspace,
                                            LgLink         *selected);
void            lg_import_dialog_take_text (LgImportDialog *self,
                                            const char     *text,
                                            gsize           length);
void            lg_import_dialog_take_file (LgImportDialog *self,
                                            GFile          *file);
gboolean        lg_import_dialog_take_drop (LgImportDialog *self,
                                            const GValue   *value);
void            lg_import_dialog_paste     (LgImportDialog *self);

G_END_DECLS

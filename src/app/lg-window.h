/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/lg-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_WINDOW (lg_window_get_type ())

/**
 * LgWindow:
 *
 * The window: the devices at the left, the pages of the selected one beside them. Properties:
 * `workspace` (construct-only) and `link` (the selected device's).
 *
 * Actions: `win.connect`, `win.disconnect`, `win.page (s)`, `win.add-device`, `win.remove-device`,
 * `win.run-checks`, `win.new-window` (another device of the same workspace beside this one),
 * `win.show-event (x)` (in Traffic), `win.toast (s)` (says that something is done).
 */
G_DECLARE_FINAL_TYPE (LgWindow, lg_window, LG, WINDOW, AdwApplicationWindow)

GtkWidget *lg_window_new      (AdwApplication *application,
                               LgWorkspace    *workspace);
LgLink    *lg_window_get_link (LgWindow       *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-device-list.h"
#include "model/lg-workspace.h"

G_BEGIN_DECLS

/* What can be done with the devices of the list: `win.add-device`, `win.duplicate-device`,
 * `win.name-device`, `win.remove-device`, `win.search-devices` and `win.export-devices`. */
void lg_device_actions_add (GtkApplicationWindow *window,
                            LgWorkspace          *workspace,
                            LgDeviceList         *devices,
                            AdwToastOverlay      *toasts);

G_END_DECLS

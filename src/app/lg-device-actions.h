/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-device-list.h"
#include "lg-workspace.h"

G_BEGIN_DECLS

/* What can be done with the list of devices as a whole: `win.search-devices`, `win.name-device` and
 * `win.export-devices`. */
void lg_device_actions_add (GtkApplicationWindow *window,
                            LgWorkspace          *workspace,
                            LgDeviceList         *devices);

G_END_DECLS

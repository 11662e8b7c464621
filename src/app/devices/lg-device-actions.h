/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-device-list.h"
#include "model/lg-workspace.h"

G_BEGIN_DECLS

/**
 * LgDeviceActions:
 *
 * What can be done with the devices of the list: `win.add-device`, `win.duplicate-device`,
 * `win.name-device`, `win.remove-device`, `win.search-devices` and `win.export-devices`.
 */
typedef struct _LgDeviceActions LgDeviceActions;

LgDeviceActions *lg_device_actions_new (GtkApplicationWindow *window,
                                        LgWorkspace          *workspace,
                                        LgDeviceList         *devices,
                                        AdwToastOverlay      *toasts);

G_END_DECLS

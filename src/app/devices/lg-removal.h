/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-device-list.h"
#include "model/lg-workspace.h"

G_BEGIN_DECLS

/* Removing a saved device, which can be undone as long as its toast is shown. */
AdwToast *lg_removal_new (LgWorkspace  *workspace,
                          LgDeviceList *devices,
                          LgLink       *link);

G_END_DECLS

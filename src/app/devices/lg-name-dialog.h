/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/lg-profile.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_NAME_DIALOG (lg_name_dialog_get_type ())

/** LgNameDialog: what the operator calls a device, and the group it belongs to. */
G_DECLARE_FINAL_TYPE (LgNameDialog, lg_name_dialog, LG, NAME_DIALOG, AdwMessageDialog)

GtkWidget *lg_name_dialog_new (GtkWindow  *parent,
                               LgProfile  *profile,
                               GListModel *profiles);

G_END_DECLS

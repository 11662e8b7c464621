/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/lg-checkup.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_REMOTE_WINDOW (lg_remote_window_get_type ())

/**
 * LgRemoteWindow:
 *
 * A check from somebody else's computer: the lines to send there, and a place for the answer.
 */
G_DECLARE_FINAL_TYPE (LgRemoteWindow, lg_remote_window, LG, REMOTE_WINDOW, AdwWindow)

GtkWidget *lg_remote_window_new (GtkWindow *parent,
                                 LgCheckup *checkup);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/lg-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_FLEET_WINDOW (lg_fleet_window_get_type ())

/**
 * LgFleetWindow:
 *
 * Several devices at once: until when does each of them work with the root it is declared to carry?
 * Begins with the saved devices; a CSV file may add more, and the table may be saved as one.
 */
G_DECLARE_FINAL_TYPE (LgFleetWindow, lg_fleet_window, LG, FLEET_WINDOW, AdwWindow)

GtkWidget *lg_fleet_window_new (GtkWindow   *parent,
                                LgWorkspace *workspace);

G_END_DECLS

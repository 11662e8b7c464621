/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/lg-workspace.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LG_TYPE_PORTS_PAGE (lg_ports_page_get_type ())

/**
 * LgPortsPage:
 *
 * Ports & Certificates: which port works with which root, and why the others do not. Properties:
 * `link`, and what it shows, read-only: `running` (checks run) and `checked` (there are results).
 *
 * Actions: `ports.cancel`, `ports.copy`, `ports.roots`.
 */
G_DECLARE_FINAL_TYPE (LgPortsPage, lg_ports_page, LG, PORTS_PAGE, GtkWidget)

void lg_ports_page_set_workspace (LgPortsPage *self,
                                  LgWorkspace *workspace);
void lg_ports_page_set_link      (LgPortsPage *self,
                                  LgLink      *link);
void lg_ports_page_run           (LgPortsPage *self);

G_END_DECLS

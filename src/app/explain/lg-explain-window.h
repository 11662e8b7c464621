/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_EXPLAIN_WINDOW (lg_explain_window_get_type ())

/**
 * LgExplainWindow:
 *
 * Explains what a device reports: a line of its log, the values it sends, the times at which it
 * goes offline. It stays beside the main window, whose actions settle what it cannot.
 *
 * Property: `link` (the device selected there).
 */
G_DECLARE_FINAL_TYPE (LgExplainWindow, lg_explain_window, LG, EXPLAIN_WINDOW, AdwWindow)

void lg_explain_window_install_action (GtkWidgetClass  *parent_class);
void lg_explain_window_present_values (GtkWindow       *parent,
                                       LgCredentials   *sent);
void lg_explain_window_set_link       (LgExplainWindow *self,
                                       LgLink          *link);

G_END_DECLS

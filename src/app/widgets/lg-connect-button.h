/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/lg-readiness.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LG_TYPE_CONNECT_BUTTON (lg_connect_button_get_type ())

/**
 * LgConnectButton:
 *
 * Connect, Cancel while connecting, or Disconnect, as the link's state asks for; with the reason as
 * tooltip while it cannot connect. Activates `win.connect` and `win.disconnect`.
 */
G_DECLARE_FINAL_TYPE (LgConnectButton, lg_connect_button, LG, CONNECT_BUTTON, GtkButton)

void lg_connect_button_set_readiness (LgConnectButton *self,
                                      LgReadiness     *readiness);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void lg_toast_install_action (GtkWidgetClass *window_class);

G_END_DECLS

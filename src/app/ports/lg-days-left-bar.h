/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/lg-certificate.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void lg_days_left_bar_show (GtkLevelBar         *bar,
                            const LgCertificate *certificate,
                            gint64               at_s);

G_END_DECLS

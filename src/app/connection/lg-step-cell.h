/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-attempt.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *lg_step_cell_new (LgAttemptStep *step);

G_END_DECLS

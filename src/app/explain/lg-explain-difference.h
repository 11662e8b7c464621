/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "explain/lg-explanation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *lg_explain_difference_new (const LgExplanation *explanation);

G_END_DECLS

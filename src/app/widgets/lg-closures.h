/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a `<closure>` of several pages computes. */
gboolean lg_closure_has_text (GObject    *object,
                              const char *text);

G_END_DECLS

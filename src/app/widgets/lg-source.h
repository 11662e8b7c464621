/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

void  lg_source_follow_style (GtkSourceView *view);
void  lg_source_set_json     (GtkSourceView *view,
                              gboolean       json);
void  lg_source_set_text     (GtkSourceView *view,
                              const char    *text);
char *lg_source_dup_text     (GtkSourceView *view);

G_END_DECLS

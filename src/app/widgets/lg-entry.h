/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What AdwEntryRow lacks. */
void lg_entry_set_text (GtkEditable *row,
                        const char  *text);
void lg_entry_name_all (GtkWidget   *ancestor);

G_END_DECLS

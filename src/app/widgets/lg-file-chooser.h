/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The one place that knows how to ask for a file on this version of GTK. */
void   lg_file_chooser_open_async (GtkWindow            *parent,
                                   const char           *title,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
void   lg_file_chooser_save_async (GtkWindow            *parent,
                                   const char           *title,
                                   const char           *name,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
GFile *lg_file_chooser_finish     (GAsyncResult         *result);

G_END_DECLS

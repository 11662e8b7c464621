/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-file-chooser.h"

#include <glib/gi18n.h>

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             GTask           *task)
{
  GFile *file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  g_task_return_pointer (task, file, g_object_unref);
  g_object_unref (task);
}

/**
 * lg_file_chooser_open_async:
 * @parent: the window the dialog belongs to
 * @title: what the file is for
 * @cancellable: (nullable): a cancellable
 *
 * Asks for a file to read.
 */
void
lg_file_chooser_open_async (GtkWindow           *parent,
                            const char          *title,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);
  GtkFileChooserNative *dialog;

  dialog = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_OPEN,
                                        _("_Open"), _("_Cancel"));
  g_task_set_source_tag (task, lg_file_chooser_open_async);
  g_task_set_task_data (task, dialog, g_object_unref);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * lg_file_chooser_open_finish:
 *
 * Returns: (transfer full) (nullable): the file, or %NULL when none was chosen
 */
GFile *
lg_file_chooser_open_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

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

static void
ask (GtkWindow            *parent,
     const char           *title,
     GtkFileChooserAction  action,
     const char           *name,
     GTask                *task)
{
  gboolean save = action == GTK_FILE_CHOOSER_ACTION_SAVE;
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, action,
                                                              save ? _("_Save") : _("_Open"),
                                                              _("_Cancel"));

  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_task_set_task_data (task, dialog, g_object_unref);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
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

  g_task_set_source_tag (task, lg_file_chooser_open_async);
  ask (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, task);
}

/**
 * lg_file_chooser_save_async:
 * @parent: the window the dialog belongs to
 * @title: what the file is for
 * @name: the name to suggest
 * @cancellable: (nullable): a cancellable
 *
 * Asks for a file to write; whether one that exists may be replaced is asked there.
 */
void
lg_file_chooser_save_async (GtkWindow           *parent,
                            const char          *title,
                            const char          *name,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, lg_file_chooser_save_async);
  ask (parent, title, GTK_FILE_CHOOSER_ACTION_SAVE, name, task);
}

/**
 * lg_file_chooser_finish:
 *
 * Returns: (transfer full) (nullable): the file, or %NULL when none was chosen
 */
GFile *
lg_file_chooser_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

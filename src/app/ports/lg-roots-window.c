/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-roots-window.h"

#include "app/widgets/lg-file-chooser.h"
#include "app/widgets/lg-finding-row.h"
#include "check/lg-check-root.h"
#include "lg-root-row.h"

#include <glib/gi18n.h>

struct _LgRootsWindow
{
  AdwWindow            parent_instance;
  AdwPreferencesGroup *file_group;
  GtkWidget           *import;
  GtkListBox          *file_rows;
  GtkListBox          *rows;
  LgRootStore         *roots;
  GFile               *file;
};

G_DEFINE_FINAL_TYPE (LgRootsWindow, lg_roots_window, ADW_TYPE_WINDOW)

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  return lg_root_row_new (item, get_now ());
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (LgRootsWindow) self = user_data;
  g_autoptr (GFile) file = lg_file_chooser_finish (result);

  if (file != NULL)
    lg_roots_window_verify (self, file);
}

static void
open_clicked_cb (LgRootsWindow *self)
{
  lg_file_chooser_open_async (GTK_WINDOW (self), _("Certificate File"), NULL, chosen_cb,
                              g_object_ref (self));
}

static void
import_clicked_cb (LgRootsWindow *self)
{
  if (lg_root_store_load_file (self->roots, g_file_peek_path (self->file), NULL) != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->file_group), FALSE);
  else
    lg_roots_window_verify (self, self->file);
}

static void
lg_roots_window_dispose (GObject *object)
{
  LgRootsWindow *self = LG_ROOTS_WINDOW (object);

  g_clear_object (&self->roots);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (lg_roots_window_parent_class)->dispose (object);
}

static void
lg_roots_window_class_init (LgRootsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_roots_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-roots-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LgRootsWindow, file_group);
  gtk_widget_class_bind_template_child (widget_class, LgRootsWindow, import);
  gtk_widget_class_bind_template_child (widget_class, LgRootsWindow, file_rows);
  gtk_widget_class_bind_template_child (widget_class, LgRootsWindow, rows);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_clicked_cb);
}

static void
lg_roots_window_init (LgRootsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lg_roots_window_new:
 * @parent: the window it belongs to
 * @roots: the roots; files are added to them
 *
 * Returns: (transfer none): a window
 */
GtkWidget *
lg_roots_window_new (GtkWindow   *parent,
                     LgRootStore *roots)
{
  LgRootsWindow *self = g_object_new (LG_TYPE_ROOTS_WINDOW, "transient-for", parent, NULL);

  self->roots = g_object_ref (roots);
  gtk_list_box_bind_model (self->rows, G_LIST_MODEL (roots), create_row_cb, NULL, NULL);
  return GTK_WIDGET (self);
}

static void
append_finding (LgRootsWindow *self,
                LgFinding     *finding)
{
  GtkWidget *row = lg_finding_row_new (finding);

  lg_finding_row_set_compact (LG_FINDING_ROW (row));
  gtk_list_box_append (self->file_rows, row);
}

static void
clear_file (LgRootsWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->file_rows))) != NULL)
    gtk_list_box_remove (self->file_rows, child);
}

/**
 * lg_roots_window_verify:
 * @file: a certificate file
 *
 * Shows what is in it and what is wrong with it. It becomes a known root only when the operator
 * says so.
 */
void
lg_roots_window_verify (LgRootsWindow *self,
                        GFile         *file)
{
  g_autoptr (LgRootStore) scratch = lg_root_store_new (NULL);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *escaped = NULL;
  g_autoptr (GError) error = NULL;
  LgRoot *root;

  g_return_if_fail (LG_IS_ROOTS_WINDOW (self));

  g_set_object (&self->file, file);
  clear_file (self);
  root = lg_root_store_load_file (scratch, g_file_peek_path (file), &error);
  if (root != NULL)
    {
      g_autoptr (GPtrArray) findings = lg_check_judge_root_file (root, get_now ());

      gtk_list_box_append (self->file_rows, lg_root_row_new (root, get_now ()));
      for (guint i = 0; i < findings->len; i++)
        append_finding (self, findings->pdata[i]);
    }
  else
    {
      g_autoptr (LgFinding) finding = lg_check_judge_root_error (error);

      append_finding (self, finding);
    }
  /* The title is markup. */
  escaped = g_markup_escape_text (name, -1);
  adw_preferences_group_set_title (self->file_group, escaped);
  gtk_widget_set_visible (self->import, root != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->file_group), TRUE);
}

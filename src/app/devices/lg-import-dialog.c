/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-import-dialog.h"

#include "app/explain/lg-explain-window.h"
#include "app/widgets/lg-closures.h"
#include "app/widgets/lg-entry.h"
#include "app/widgets/lg-file-chooser.h"
#include "device/lg-printable.h"
#include "exchange/lg-import.h"
#include "lg-import-row.h"
#include "profile/lg-profile-exchange.h"
#include "profile/lg-profile-file.h"

#include <glib/gi18n.h>
#include <string.h>

/* Rows of several lines each take time to lay out. */
#define SHOWN_MAX 50

struct _LgImportDialog
{
  AdwWindow       parent_instance;
  GtkWidget      *use;
  GtkLabel       *problem;
  GtkListBox     *list;
  GtkWidget      *fill_row;
  GtkCheckButton *into_selected;
  GtkWidget      *group;

  LgWorkspace    *workspace;
  LgLink         *selected;
  GListStore     *devices;
  GCancellable   *cancellable;
};

G_DEFINE_FINAL_TYPE (LgImportDialog, lg_import_dialog, ADW_TYPE_WINDOW)

static guint imported_signal;

static void
show_problem (LgImportDialog *self,
              const char     *problem)
{
  g_autofree char *shown = lg_printable_lines (problem);

  gtk_label_set_label (self->problem, shown);
}

static LgImportDevice *
get_first (LgImportDialog *self)
{
  g_autoptr (LgImportDevice) device = g_list_model_get_item (G_LIST_MODEL (self->devices), 0);

  /* The list keeps it. */
  return device;
}

/* What the dialog shows follows from the devices understood; see the closures of its template. */
static gboolean
is_any (LgImportDialog *self,
        guint           n_devices)
{
  return n_devices > 0;
}

static char *
dup_page (LgImportDialog *self,
          guint           n_devices)
{
  return g_strdup (n_devices > 0 ? "devices" : "start");
}

/* Several are new, and may be grouped. */
static gboolean
are_several (LgImportDialog *self,
             guint           n_devices)
{
  return n_devices > 1;
}

/* One may take the place of the selected device, but not of the practice device. */
static gboolean
is_fillable (LgImportDialog *self,
             guint           n_devices)
{
  return n_devices == 1 && !lg_profile_is_practice (lg_link_get_profile (self->selected));
}

static gboolean
is_explainable (LgImportDialog *self,
                guint           n_devices)
{
  return n_devices == 1 && lg_import_device_is_signed (get_first (self));
}

static gboolean
is_risky (LgImportDevice *device)
{
  GPtrArray *remarks = lg_import_device_get_remarks (device);

  return remarks->len > 0 && ((LgImportRemark *) remarks->pdata[0])->severity != LG_SEVERITY_NOTE;
}

static char *
dup_summary (LgImportDialog *self,
             guint           n_devices)
{
  g_autofree char *count = NULL, *risky = NULL;
  const char *kind;
  guint n_risky = 0;

  if (n_devices == 0)
    return NULL;

  kind = lg_import_kind_get_name (lg_import_device_get_kind (get_first (self)));
  for (guint i = 0; i < n_devices; i++)
    {
      g_autoptr (LgImportDevice) device = g_list_model_get_item (G_LIST_MODEL (self->devices), i);

      n_risky += is_risky (device);
    }
  count = g_strdup_printf (ngettext ("%u device", "%u devices", n_devices), n_devices);
  risky = g_strdup_printf (ngettext ("%u with a risk", "%u with risks", n_risky), n_risky);

  return g_strjoin (" · ", kind, n_devices > 1 ? count : NULL,
                    n_devices > 1 && n_risky > 0 ? risky : NULL, NULL);
}

static void
append_more (LgImportDialog *self,
             guint           n)
{
  g_autofree char *title = g_strdup_printf (ngettext ("… and %u more", "… and %u more", n), n);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_append (self->list, row);
}

/* All of them, or as many as can be looked at, those with risks first. */
static void
show_list (LgImportDialog *self,
           GPtrArray      *devices)
{
  gboolean sort = devices->len > SHOWN_MAX;
  GtkListBoxRow *row;
  guint n = 0;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  for (guint pass = sort ? 0 : 1; pass < 2; pass++)
    for (guint i = 0; i < devices->len && n < SHOWN_MAX; i++)
      if (!sort || is_risky (devices->pdata[i]) == (pass == 0))
        {
          gtk_list_box_append (self->list, lg_import_row_new (devices->pdata[i]));
          n++;
        }
  if (n < devices->len)
    append_more (self, devices->len - n);
}

static void
show_devices (LgImportDialog *self,
              GPtrArray      *devices,
              GPtrArray      *left_out)
{
  gtk_label_set_label (self->problem, "");
  g_list_store_splice (self->devices, 0, 0, devices->pdata, devices->len);
  show_list (self, devices);
  for (guint i = 0; i < MIN (left_out->len, SHOWN_MAX); i++)
    gtk_list_box_insert (self->list, lg_import_row_new_left_out (left_out->pdata[i]), i);
  gtk_widget_grab_focus (self->use);
}

static LgLink *
add_devices (LgImportDialog *self)
{
  const char *group = gtk_editable_get_text (GTK_EDITABLE (self->group));
  LgLink *first = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->devices)); i++)
    {
      g_autoptr (LgImportDevice) device = g_list_model_get_item (G_LIST_MODEL (self->devices), i);
      g_autoptr (LgProfile) profile = lg_profile_new_imported (device);
      LgLink *link;

      if (*group != '\0')
        lg_profile_set_group (profile, group);
      link = lg_workspace_insert (self->workspace, G_MAXUINT, profile);
      if (first == NULL)
        first = link;
    }
  return first;
}

static void
use_clicked_cb (LgImportDialog *self)
{
  LgLink *link = self->selected;

  if (gtk_widget_get_mapped (self->fill_row)
      && gtk_check_button_get_active (self->into_selected))
    lg_profile_fill (lg_link_get_profile (link), get_first (self));
  else
    link = add_devices (self);

  g_signal_emit (self, imported_signal, 0, link);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* No more than what will be refused for its length. */
static gboolean
read_more_cb (const char *text,
              goffset     length,
              gpointer    data)
{
  return length <= LG_IMPORT_LENGTH_MAX;
}

/* What a device really sends is better compared than connected with. */
static void
explain_activated_cb (LgImportDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  lg_explain_window_present_values (parent, lg_import_device_get_credentials (get_first (self)));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (LgImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  char *text;
  gsize length;

  if (!g_file_load_partial_contents_finish (G_FILE (source), result, &text, &length, NULL, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_problem (self, error->message);
      return;
    }

  if (self->workspace != NULL)
    lg_import_dialog_take_text (self, text, length);
  explicit_bzero (text, length);
  g_free (text);
}

static void
pasted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (LgImportDialog) self = user_data;
  char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (self->workspace != NULL && text == NULL)
    show_problem (self, _("There is no text in the clipboard."));
  else if (self->workspace != NULL)
    lg_import_dialog_take_text (self, text, strlen (text));
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (LgImportDialog) self = user_data;
  g_autoptr (GFile) file = lg_file_chooser_finish (result);

  if (file != NULL && self->workspace != NULL)
    lg_import_dialog_take_file (self, file);
}

static void
open_clicked_cb (LgImportDialog *self)
{
  lg_file_chooser_open_async (GTK_WINDOW (self), _("Import Devices"), self->cancellable,
                              opened_cb, g_object_ref (self));
}

static void
paste_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  lg_import_dialog_paste (LG_IMPORT_DIALOG (widget));
}

static void
lg_import_dialog_dispose (GObject *object)
{
  LgImportDialog *self = LG_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  g_clear_object (&self->selected);

  G_OBJECT_CLASS (lg_import_dialog_parent_class)->dispose (object);
}

static void
lg_import_dialog_finalize (GObject *object)
{
  LgImportDialog *self = LG_IMPORT_DIALOG (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (lg_import_dialog_parent_class)->finalize (object);
}

static void
lg_import_dialog_class_init (LgImportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lg_import_dialog_dispose;
  object_class->finalize = lg_import_dialog_finalize;

  imported_signal = g_signal_new ("imported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, LG_TYPE_LINK);

  gtk_widget_class_install_action (widget_class, "import.paste", NULL, paste_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "import.paste",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (GDK_TYPE_FILE_LIST);
  g_type_ensure (LG_TYPE_IMPORT_DEVICE);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LgImportDialog, devices);
  gtk_widget_class_bind_template_child (widget_class, LgImportDialog, use);
  gtk_widget_class_bind_template_child (widget_class, LgImportDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, LgImportDialog, list);
  gtk_widget_class_bind_template_child (widget_class, LgImportDialog, fill_row);
  gtk_widget_class_bind_template_child (widget_class, LgImportDialog, into_selected);
  gtk_widget_class_bind_template_child (widget_class, LgImportDialog, group);
  gtk_widget_class_bind_template_callback (widget_class, is_any);
  gtk_widget_class_bind_template_callback (widget_class, dup_page);
  gtk_widget_class_bind_template_callback (widget_class, are_several);
  gtk_widget_class_bind_template_callback (widget_class, is_fillable);
  gtk_widget_class_bind_template_callback (widget_class, is_explainable);
  gtk_widget_class_bind_template_callback (widget_class, dup_summary);
  gtk_widget_class_bind_template_callback (widget_class, lg_closure_has_text);
  gtk_widget_class_bind_template_callback (widget_class, use_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, explain_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, lg_import_dialog_take_drop);
  gtk_widget_class_bind_template_callback (widget_class, lg_import_dialog_paste);
}

static void
lg_import_dialog_init (LgImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lg_entry_name_all (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * lg_import_dialog_new:
 * @parent: the window it belongs to
 * @workspace: where devices are added
 * @selected: the device that is selected there
 *
 * Returns: (transfer none): a dialog that waits for a text
 */
LgImportDialog *
lg_import_dialog_new (GtkWindow   *parent,
                      LgWorkspace *workspace,
                      LgLink      *selected)
{
  LgImportDialog *self = g_object_new (LG_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);
  g_autofree char *title = lg_profile_dup_title (lg_link_get_profile (selected));

  self->workspace = g_object_ref (workspace);
  self->selected = g_object_ref (selected);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->fill_row), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->into_selected),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return self;
}

/* What Linkglass itself exported is whole devices, which are added as they are. */
static void
take_export (LgImportDialog *self,
             const char     *text,
             gsize           length)
{
  g_autoptr (GListStore) profiles = g_list_store_new (LG_TYPE_PROFILE);
  gboolean whole = lg_profile_parse_text (text, length, profiles);
  LgLink *link = lg_workspace_add_all (self->workspace, G_LIST_MODEL (profiles));
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (g_list_model_get_n_items (G_LIST_MODEL (profiles)) == 0)
    {
      show_problem (self, _("There is no device in this file."));
      return;
    }
  if (link == NULL)
    {
      show_problem (self, _("These devices are saved already."));
      return;
    }

  g_signal_emit (self, imported_signal, 0, link);
  if (!whole)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-error", "s",
                                _("Some devices in this file are damaged and were left out."));
  gtk_window_destroy (GTK_WINDOW (self));
}

/**
 * lg_import_dialog_take_text:
 * @text: a text
 * @length: bytes of it
 *
 * Shows what is understood of @text, or why nothing is. The caller clears @text.
 */
void
lg_import_dialog_take_text (LgImportDialog *self,
                            const char     *text,
                            gsize           length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = NULL, left_out = g_ptr_array_new_with_free_func (g_free);

  g_return_if_fail (LG_IS_IMPORT_DIALOG (self));

  /* The number of devices is told anew, even where the next text has as many. */
  g_list_store_remove_all (self->devices);
  if (lg_profile_is_export_text (text))
    {
      take_export (self, text, length);
      return;
    }

  devices = lg_import_parse (text, length, left_out, &error);
  if (devices != NULL)
    show_devices (self, devices, left_out);
  else
    show_problem (self, error->message);
}

/**
 * lg_import_dialog_take_file:
 * @file: a file
 *
 * Reads @file and shows what is understood of it.
 */
void
lg_import_dialog_take_file (LgImportDialog *self,
                            GFile          *file)
{
  g_return_if_fail (LG_IS_IMPORT_DIALOG (self));

  g_file_load_partial_contents_async (file, self->cancellable, read_more_cb, loaded_cb,
                                      g_object_ref (self));
}

/**
 * lg_import_dialog_take_drop:
 * @value: what was dropped: a `GdkFileList` or a string
 *
 * Shows what is understood of the text, or of the first file.
 *
 * Returns: whether it is one of these
 */
gboolean
lg_import_dialog_take_drop (LgImportDialog *self,
                            const GValue   *value)
{
  GSList *files;

  g_return_val_if_fail (LG_IS_IMPORT_DIALOG (self), FALSE);

  if (G_VALUE_HOLDS_STRING (value))
    {
      const char *text = g_value_get_string (value);

      lg_import_dialog_take_text (self, text, strlen (text));
      return TRUE;
    }

  files = G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST)
          ? gdk_file_list_get_files (g_value_get_boxed (value)) : NULL;
  if (files == NULL)
    return FALSE;

  lg_import_dialog_take_file (self, files->data);
  g_slist_free (files);
  return TRUE;
}

/**
 * lg_import_dialog_paste:
 *
 * Shows what is understood of the text in the clipboard.
 */
void
lg_import_dialog_paste (LgImportDialog *self)
{
  g_return_if_fail (LG_IS_IMPORT_DIALOG (self));

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->cancellable,
                                 pasted_cb, g_object_ref (self));
}

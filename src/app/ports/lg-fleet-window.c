/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-fleet-window.h"

#include "app/widgets/lg-file-chooser.h"
#include "check/lg-fleet-csv.h"
#include "check/lg-fleet.h"
#include "device/lg-printable.h"
#include "model/lg-days-left.h"

#include <glib/gi18n.h>

typedef char *(*Describe) (LgFleetWindow *self,
                           LgFleetDevice *device);

#define N_COLUMNS 5

/* What a column's cells say. */
typedef struct
{
  LgFleetWindow *window;
  Describe       describe;
} Column;

struct _LgFleetWindow
{
  AdwWindow       parent_instance;
  LgWorkspace    *workspace;
  GListStore     *devices;
  GHashTable     *titles;
  GCancellable   *cancellable;
  Column          columns[N_COLUMNS];
  guint           n_columns;

  GtkWidget      *run;
  GtkProgressBar *progress;
  GtkLabel       *problem;
  GtkColumnView  *table;
};

G_DEFINE_FINAL_TYPE (LgFleetWindow, lg_fleet_window, ADW_TYPE_WINDOW)

static char *
describe_title (LgFleetWindow *self,
                LgFleetDevice *device)
{
  const char *title = g_hash_table_lookup (self->titles, device);

  return g_strdup (title != NULL ? title : "–");
}

static char *
describe_host (LgFleetWindow *self,
               LgFleetDevice *device)
{
  return g_strdup_printf ("%s:%u", lg_fleet_device_get_host (device),
                          lg_fleet_device_get_port (device));
}

static char *
describe_root (LgFleetWindow *self,
               LgFleetDevice *device)
{
  return g_path_get_basename (lg_fleet_device_get_root (device));
}

static char *
describe_end (LgFleetWindow *self,
              LgFleetDevice *device)
{
  if (!lg_fleet_device_is_done (device))
    return g_strdup ("–");
  if (lg_fleet_device_get_works_until (device) == 0)
    return g_strdup (_("does not work"));
  return lg_days_left_format_date (lg_fleet_device_get_works_until (device));
}

static char *
describe_fault (LgFleetWindow *self,
                LgFleetDevice *device)
{
  LgFinding *fault = lg_fleet_device_get_fault (device);

  return g_strdup (fault != NULL ? fault->title : "");
}

/* Anew whenever the device is looked at, or no longer counts as such. */
static char *
describe_cell (GtkListItem   *item,
               LgFleetDevice *device,
               gboolean       done,
               const Column  *column)
{
  g_autofree char *text = device != NULL ? column->describe (column->window, device) : NULL;

  return lg_printable_line (text, -1);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  column)
{
  GtkWidget *label = gtk_label_new (NULL);
  GtkExpression *device = gtk_property_expression_new (GTK_TYPE_LIST_ITEM, NULL, "item");
  GtkExpression *done = gtk_property_expression_new (LG_TYPE_FLEET_DEVICE,
                                                     gtk_expression_ref (device), "done");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
  gtk_expression_bind (gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 2,
                                                    (GtkExpression *[]) { device, done },
                                                    G_CALLBACK (describe_cell), column, NULL),
                       label, "label", item);
}

static void
add_column (LgFleetWindow *self,
            const char    *title,
            Describe       describe,
            GtkSorter     *sorter,
            gboolean       expand)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);
  Column *cells = &self->columns[self->n_columns++];

  *cells = (Column) { .window = self, .describe = describe };
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), cells);
  gtk_column_view_column_set_expand (column, expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_append_column (self->table, column);
  g_clear_object (&sorter);
}

static GtkExpression *
new_expression (const char *property)
{
  return gtk_property_expression_new (LG_TYPE_FLEET_DEVICE, NULL, property);
}

static void
add_columns (LgFleetWindow *self)
{
  add_column (self, _("Device"), describe_title, NULL, FALSE);
  add_column (self, _("Host"), describe_host,
              GTK_SORTER (gtk_string_sorter_new (new_expression ("host"))), TRUE);
  add_column (self, _("Declared root"), describe_root,
              GTK_SORTER (gtk_string_sorter_new (new_expression ("root"))), FALSE);
  add_column (self, _("Works until"), describe_end,
              GTK_SORTER (gtk_numeric_sorter_new (new_expression ("works-until"))), FALSE);
  add_column (self, _("What is wrong"), describe_fault, NULL, TRUE);
}

static void
add_saved_devices (LgFleetWindow *self)
{
  GListModel *links = lg_workspace_get_links (self->workspace);

  for (guint i = 0; i < g_list_model_get_n_items (links); i++)
    {
      g_autoptr (LgLink) link = g_list_model_get_item (links, i);
      LgProfile *profile = lg_link_get_profile (link);
      LgCredentials *credentials = lg_profile_get_credentials (profile);
      LgEndpoint *endpoint = lg_profile_get_endpoint (profile);
      g_autofree char *host =
        lg_endpoint_resolve_host (endpoint, lg_credentials_get_product_key (credentials));
      const char *root = lg_endpoint_get_root_name (endpoint);
      g_autoptr (LgFleetDevice) device = NULL;

      if (host == NULL || *host == '\0' || root == NULL
          || lg_endpoint_get_security (endpoint) != LG_SECURITY_TLS)
        continue;

      device = lg_fleet_device_new (0, host, lg_endpoint_get_port (endpoint), root);
      g_hash_table_insert (self->titles, device, lg_profile_dup_title (profile));
      g_list_store_append (self->devices, device);
    }
}

static void
set_problem (LgFleetWindow *self,
             const char    *problem)
{
  g_autofree char *shown = lg_printable_lines (problem);

  gtk_label_set_label (self->problem, shown != NULL ? shown : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (LgFleetWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = lg_fleet_run_finish (LG_FLEET (source), result, &error);

  if (self->workspace == NULL)
    return;

  gtk_widget_set_sensitive (self->run, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  set_problem (self, ok ? NULL : error->message);
}

/* The findings are worded for the platform of the practice device or the first saved one; none of
 * them differs between hosts of one vendor. */
static LgEndpoint *
get_endpoint (LgFleetWindow *self)
{
  GListModel *links = lg_workspace_get_links (self->workspace);
  guint last = g_list_model_get_n_items (links) - 1;
  g_autoptr (LgLink) link = g_list_model_get_item (links, MIN (last, 1));

  return lg_profile_get_endpoint (lg_link_get_profile (link));
}

static void
run_clicked_cb (LgFleetWindow *self)
{
  g_autoptr (LgFleet) fleet = lg_fleet_new (get_endpoint (self),
                                            lg_workspace_get_roots (self->workspace));
  GtkSelectionModel *rows = gtk_column_view_get_model (self->table);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (rows);
  gboolean all = gtk_bitset_is_empty (selected);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (rows)); i++)
    {
      g_autoptr (LgFleetDevice) device = g_list_model_get_item (G_LIST_MODEL (rows), i);

      if (all || gtk_bitset_contains (selected, i))
        lg_fleet_add (fleet, device);
    }

  set_problem (self, NULL);
  gtk_widget_set_sensitive (self->run, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  g_object_bind_property (fleet, "progress", self->progress, "fraction", G_BINDING_SYNC_CREATE);
  lg_fleet_run_async (fleet, self->cancellable, ran_cb, g_object_ref (self));
}

static void
add_file (LgFleetWindow *self,
          GFile         *file)
{
  g_autoptr (GPtrArray) errors = lg_fleet_errors_new ();
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (GString) problem = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  LgTextEncoding encoding;
  gsize length;

  if (!g_file_load_contents (file, NULL, &text, &length, NULL, &error))
    {
      set_problem (self, error->message);
      return;
    }

  devices = lg_fleet_csv_parse (text, length, errors, &encoding);
  for (guint i = 0; i < devices->len; i++)
    g_list_store_append (self->devices, devices->pdata[i]);

  if (encoding != LG_TEXT_ENCODING_UTF_8)
    g_string_append_printf (problem, _("The text was read as %s."),
                            lg_text_encoding_get_name (encoding));
  for (guint i = 0; i < errors->len; i++)
    {
      const LgFleetError *row = errors->pdata[i];

      g_string_append (problem, problem->len == 0 ? "" : "\n");
      g_string_append_printf (problem, _("Line %u: %s"), row->line, row->message);
    }
  set_problem (self, problem->len > 0 ? problem->str : NULL);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (LgFleetWindow) self = user_data;
  g_autoptr (GFile) file = lg_file_chooser_finish (result);

  if (file != NULL && self->workspace != NULL)
    add_file (self, file);
}

static void
open_clicked_cb (LgFleetWindow *self)
{
  lg_file_chooser_open_async (GTK_WINDOW (self), _("Devices"), self->cancellable, opened_cb,
                              g_object_ref (self));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (LgFleetWindow) self = user_data;
  g_autoptr (GFile) file = lg_file_chooser_finish (result);
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = NULL;
  GListModel *rows;

  if (file == NULL || self->workspace == NULL)
    return;

  rows = G_LIST_MODEL (gtk_column_view_get_model (self->table));
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    g_ptr_array_add (devices, g_list_model_get_item (rows, i));
  csv = lg_fleet_csv_write (devices, g_get_real_time () / G_USEC_PER_SEC);
  if (!g_file_replace_contents (file, csv, strlen (csv), NULL, FALSE,
                                G_FILE_CREATE_NONE, NULL, NULL, &error))
    set_problem (self, error->message);
}

static void
save_clicked_cb (LgFleetWindow *self)
{
  lg_file_chooser_save_async (GTK_WINDOW (self), _("Devices"), "devices.csv", self->cancellable,
                              saved_cb, g_object_ref (self));
}

static void
lg_fleet_window_dispose (GObject *object)
{
  LgFleetWindow *self = LG_FLEET_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (lg_fleet_window_parent_class)->dispose (object);
}

static void
lg_fleet_window_finalize (GObject *object)
{
  LgFleetWindow *self = LG_FLEET_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->devices);
  g_clear_pointer (&self->titles, g_hash_table_unref);

  G_OBJECT_CLASS (lg_fleet_window_parent_class)->finalize (object);
}

static void
lg_fleet_window_class_init (LgFleetWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lg_fleet_window_dispose;
  object_class->finalize = lg_fleet_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-fleet-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LgFleetWindow, run);
  gtk_widget_class_bind_template_child (widget_class, LgFleetWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, LgFleetWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, LgFleetWindow, table);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
lg_fleet_window_init (LgFleetWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->devices = g_list_store_new (LG_TYPE_FLEET_DEVICE);
  self->titles = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_columns (self);
}

/**
 * lg_fleet_window_new:
 * @parent: the window it belongs to
 * @workspace: whose saved devices to begin with
 *
 * Returns: (transfer none): a window
 */
GtkWidget *
lg_fleet_window_new (GtkWindow   *parent,
                     LgWorkspace *workspace)
{
  LgFleetWindow *self = g_object_new (LG_TYPE_FLEET_WINDOW, "transient-for", parent, NULL);
  GtkSorter *sorter = gtk_column_view_get_sorter (self->table);
  GtkSortListModel *sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->devices)),
                                                      g_object_ref (sorter));
  g_autoptr (GtkMultiSelection) rows = gtk_multi_selection_new (G_LIST_MODEL (sorted));

  self->workspace = g_object_ref (workspace);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (rows));
  add_saved_devices (self);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-check-table.h"

#include "lg-check-mark.h"

#include <glib/gi18n.h>

struct _LgCheckTable
{
  AdwBin              parent_instance;
  GtkColumnView      *view;
  GtkSingleSelection *selection;
  LgCheck            *check;
};

G_DEFINE_FINAL_TYPE (LgCheckTable, lg_check_table, ADW_TYPE_BIN)

enum
{
  PROP_CHECK = 1,
  PROP_SELECTED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

typedef struct
{
  guint  column;
  char  *title;
} Heading;

static void
heading_free (gpointer  data,
              GClosure *closure)
{
  g_free (((Heading *) data)->title);
  g_free (data);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          const Heading            *heading)
{
  gtk_list_item_set_child (item, lg_check_mark_new (heading->column, heading->title));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  lg_check_mark_set_port (LG_CHECK_MARK (gtk_list_item_get_child (item)),
                          gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  user_data)
{
  lg_check_mark_set_port (LG_CHECK_MARK (gtk_list_item_get_child (item)), NULL);
}

static void
append_column (LgCheckTable *self,
               guint         column,
               const char   *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = NULL;
  Heading *heading = g_new (Heading, 1);

  *heading = (Heading) { column, g_strdup (title) };
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), heading, heading_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);

  view_column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (view_column, TRUE);
  gtk_column_view_append_column (self->view, view_column);
}

/* The store as a whole has a long name for a narrow column. */
static const char *
name_root (LgRoot *root)
{
  return lg_root_get_source (root) == LG_ROOT_SYSTEM_STORE ? _("System store")
                                                           : lg_root_get_title (root);
}

static void
remove_columns (LgCheckTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

static void
append_columns (LgCheckTable *self)
{
  GListModel *roots = lg_check_get_roots (self->check);

  append_column (self, LG_CHECK_COLUMN_PORT, _("Port"));
  append_column (self, LG_CHECK_COLUMN_DNS, "DNS");
  append_column (self, LG_CHECK_COLUMN_TCP, "TCP");
  append_column (self, LG_CHECK_COLUMN_TLS, "TLS");
  for (guint i = 0; i < g_list_model_get_n_items (roots); i++)
    {
      g_autoptr (LgRoot) root = g_list_model_get_item (roots, i);

      append_column (self, LG_CHECK_COLUMN_ROOTS + i, name_root (root));
    }
  append_column (self, LG_CHECK_COLUMN_UNTIL, _("Works until"));
  append_column (self, LG_CHECK_COLUMN_LOGIN, _("Login"));
}

static void
selected_cb (LgCheckTable *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
lg_check_table_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  LgCheckTable *self = LG_CHECK_TABLE (object);

  switch (prop_id)
    {
    case PROP_CHECK:
      g_value_set_object (value, self->check);
      break;

    case PROP_SELECTED:
      g_value_set_object (value, lg_check_table_get_selected (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_check_table_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_CHECK);

  lg_check_table_set_check (LG_CHECK_TABLE (object), g_value_get_object (value));
}

static void
lg_check_table_dispose (GObject *object)
{
  g_clear_object (&LG_CHECK_TABLE (object)->check);

  G_OBJECT_CLASS (lg_check_table_parent_class)->dispose (object);
}

static void
lg_check_table_class_init (LgCheckTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_check_table_get_property;
  object_class->set_property = lg_check_table_set_property;
  object_class->dispose = lg_check_table_dispose;

  properties[PROP_CHECK] = g_param_spec_object ("check", NULL, NULL, LG_TYPE_CHECK,
                                                G_PARAM_READWRITE | flags);
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, LG_TYPE_CHECK_PORT,
                                                   G_PARAM_READABLE | flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-check-table.ui");
  gtk_widget_class_bind_template_child (widget_class, LgCheckTable, view);
  gtk_widget_class_bind_template_child (widget_class, LgCheckTable, selection);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
lg_check_table_init (LgCheckTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lg_check_table_set_check:
 * @check: (nullable): the matrix to show
 */
void
lg_check_table_set_check (LgCheckTable *self,
                          LgCheck      *check)
{
  g_return_if_fail (LG_IS_CHECK_TABLE (self));

  if (!g_set_object (&self->check, check))
    return;

  gtk_single_selection_set_model (self->selection, NULL);
  remove_columns (self);
  if (check != NULL)
    {
      append_columns (self);
      gtk_single_selection_set_model (self->selection, G_LIST_MODEL (check));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECK]);
}

/**
 * lg_check_table_get_selected:
 *
 * Returns: (transfer none) (nullable): the port of the selected row
 */
LgCheckPort *
lg_check_table_get_selected (LgCheckTable *self)
{
  g_return_val_if_fail (LG_IS_CHECK_TABLE (self), NULL);

  return gtk_single_selection_get_selected_item (self->selection);
}

/**
 * lg_check_table_select:
 * @port: one of the check's ports
 *
 * Selects its row.
 */
void
lg_check_table_select (LgCheckTable *self,
                       LgCheckPort  *port)
{
  g_return_if_fail (LG_IS_CHECK_TABLE (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->check)); i++)
    {
      g_autoptr (LgCheckPort) row = g_list_model_get_item (G_LIST_MODEL (self->check), i);

      if (row == port)
        gtk_single_selection_set_selected (self->selection, i);
    }
}

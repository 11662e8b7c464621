/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-device-list.h"

#include "lg-device-row.h"

struct _LgDeviceList
{
  AdwBin      parent_instance;
  GtkListBox *list;
  GListModel *links;
};

G_DEFINE_FINAL_TYPE (LgDeviceList, lg_device_list, ADW_TYPE_BIN)

enum
{
  PROP_LINKS = 1,
  PROP_SELECTED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint opened_signal;

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  return lg_device_row_new (item);
}

static void
row_selected_cb (LgDeviceList  *self,
                 GtkListBoxRow *row)
{
  if (row != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
row_activated_cb (LgDeviceList  *self,
                  GtkListBoxRow *row)
{
  g_signal_emit (self, opened_signal, 0);
}

/* A removed row leaves no selection: its neighbour takes over. */
static void
links_changed_cb (LgDeviceList *self,
                  guint         position,
                  guint         removed,
                  guint         added)
{
  guint n = g_list_model_get_n_items (self->links);

  if (n > 0 && gtk_list_box_get_selected_row (self->list) == NULL)
    gtk_list_box_select_row (self->list,
                             gtk_list_box_get_row_at_index (self->list, MIN (position, n - 1)));
}

static void
lg_device_list_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  LgDeviceList *self = LG_DEVICE_LIST (object);

  switch (prop_id)
    {
    case PROP_LINKS:
      g_value_set_object (value, self->links);
      break;

    case PROP_SELECTED:
      g_value_set_object (value, lg_device_list_get_selected (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_device_list_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  LgDeviceList *self = LG_DEVICE_LIST (object);

  switch (prop_id)
    {
    case PROP_LINKS:
      lg_device_list_set_links (self, g_value_get_object (value));
      break;

    case PROP_SELECTED:
      lg_device_list_set_selected (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_device_list_dispose (GObject *object)
{
  LgDeviceList *self = LG_DEVICE_LIST (object);

  lg_device_list_set_links (self, NULL);

  G_OBJECT_CLASS (lg_device_list_parent_class)->dispose (object);
}

static void
lg_device_list_class_init (LgDeviceListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_device_list_get_property;
  object_class->set_property = lg_device_list_set_property;
  object_class->dispose = lg_device_list_dispose;

  properties[PROP_LINKS] =
    g_param_spec_object ("links", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_SELECTED] =
    g_param_spec_object ("selected", NULL, NULL, LG_TYPE_LINK, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  opened_signal = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-device-list.ui");
  gtk_widget_class_bind_template_child (widget_class, LgDeviceList, list);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
lg_device_list_init (LgDeviceList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lg_device_list_get_selected:
 *
 * Returns: (transfer none) (nullable): the selected device's link
 */
LgLink *
lg_device_list_get_selected (LgDeviceList *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (LG_IS_DEVICE_LIST (self), NULL);

  row = gtk_list_box_get_selected_row (self->list);
  return row != NULL ? lg_device_row_get_link (LG_DEVICE_ROW (row)) : NULL;
}

/**
 * lg_device_list_set_selected:
 * @link: one of the links
 */
void
lg_device_list_set_selected (LgDeviceList *self,
                             LgLink       *link)
{
  GtkListBoxRow *row;

  g_return_if_fail (LG_IS_DEVICE_LIST (self));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (lg_device_row_get_link (LG_DEVICE_ROW (row)) == link)
      gtk_list_box_select_row (self->list, row);
}

/**
 * lg_device_list_set_links:
 * @links: (nullable): list model of [class@Link]
 */
void
lg_device_list_set_links (LgDeviceList *self,
                          GListModel   *links)
{
  g_return_if_fail (LG_IS_DEVICE_LIST (self));

  if (self->links == links)
    return;

  if (self->links != NULL)
    g_signal_handlers_disconnect_by_func (self->links, links_changed_cb, self);
  g_set_object (&self->links, links);
  gtk_list_box_bind_model (self->list, links, create_row, NULL, NULL);

  if (links != NULL)
    {
      /* After the list box's own handler, so that the rows are there already. */
      g_signal_connect_object (links, "items-changed", G_CALLBACK (links_changed_cb), self,
                               G_CONNECT_SWAPPED | G_CONNECT_AFTER);
      links_changed_cb (self, 0, 0, g_list_model_get_n_items (links));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINKS]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-device-list.h"

#include "lg-device-row.h"
#include "model/lg-device-model.h"

struct _LgDeviceList
{
  AdwBin              parent_instance;
  GtkSearchBar       *search_bar;
  GtkEditable        *search;
  GtkStack           *stack;
  GtkListView        *list;
  GtkSingleSelection *selection;
  LgDeviceModel      *model;
  GListModel         *links;
  LgLink             *selected;
  guint               position;
};

G_DEFINE_FINAL_TYPE (LgDeviceList, lg_device_list, ADW_TYPE_BIN)

enum
{
  PROP_SELECTED = 1,
  PROP_SEARCHING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint opened_signal;

/* Chooses the selected link in the list, if the search shows it. */
static void
show_selected (LgDeviceList *self)
{
  guint position = GTK_INVALID_LIST_POSITION;

  if (self->selected != NULL && lg_device_model_find (self->model, self->selected, &position))
    self->position = position;
  if (gtk_single_selection_get_selected (self->selection) != position)
    gtk_single_selection_set_selected (self->selection, position);
}

static void
select_link (LgDeviceList *self,
             LgLink       *link)
{
  gboolean changed = g_set_object (&self->selected, link);

  show_selected (self);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

/* The arrow keys come to a heading, too: it hands on to the device after it, or before it. */
static void
leave_heading (LgDeviceList *self,
               guint         heading)
{
  gboolean up = heading < self->position && heading > 0;
  LgLink *link = lg_device_model_get_near (self->model, up ? heading - 1 : heading + 1);

  select_link (self, link != NULL ? link : self->selected);
}

static void
selection_changed_cb (LgDeviceList *self)
{
  gpointer item = gtk_single_selection_get_selected_item (self->selection);

  if (item == NULL)
    show_selected (self);
  else if (LG_IS_LINK (item))
    select_link (self, item);
  else
    leave_heading (self, gtk_single_selection_get_selected (self->selection));
}

static void
activated_cb (LgDeviceList *self,
              guint         position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (item != NULL && LG_IS_LINK (item))
    g_signal_emit (self, opened_signal, 0);
}

/* A row is chosen by one click, where the list would take two. */
static void
released_cb (LgDeviceList *self,
             int           n_press,
             double        x,
             double        y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = picked != NULL ? gtk_widget_get_first_child (picked) : NULL;

  while (picked != NULL && !LG_IS_DEVICE_ROW (picked))
    picked = gtk_widget_get_parent (picked);
  if (picked == NULL && row != NULL && LG_IS_DEVICE_ROW (row))
    picked = row;

  if (picked != NULL && lg_device_row_get_link (LG_DEVICE_ROW (picked)) != NULL)
    g_signal_emit (self, opened_signal, 0);
}

static void
row_set_up_cb (LgDeviceList *self,
               GtkListItem  *item)
{
  gtk_list_item_set_child (item, lg_device_row_new ());
}

static void
row_bound_cb (LgDeviceList *self,
              GtkListItem  *item)
{
  gpointer device = gtk_list_item_get_item (item);
  gboolean is_link = LG_IS_LINK (device);

  gtk_list_item_set_selectable (item, is_link);
  gtk_list_item_set_activatable (item, is_link);
  lg_device_row_set_item (LG_DEVICE_ROW (gtk_list_item_get_child (item)), device);
}

static void
row_unbound_cb (LgDeviceList *self,
                GtkListItem  *item)
{
  lg_device_row_set_item (LG_DEVICE_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
shown_changed_cb (LgDeviceList *self)
{
  gboolean none = g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0;

  gtk_stack_set_visible_child_name (self->stack, none ? "none" : "devices");
  show_selected (self);
}

static void
search_changed_cb (LgDeviceList *self)
{
  lg_device_model_set_search (self->model, gtk_editable_get_text (self->search));
}

static void
search_ended_cb (LgDeviceList *self)
{
  if (!gtk_search_bar_get_search_mode (self->search_bar))
    gtk_editable_set_text (self->search, "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

static void
clear_clicked_cb (LgDeviceList *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

static gboolean
has_link (LgDeviceList *self,
          LgLink       *link)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->links); i++)
    {
      g_autoptr (LgLink) other = g_list_model_get_item (self->links, i);

      if (other == link)
        return TRUE;
    }

  return FALSE;
}

/* A removed device's neighbor takes over. */
static void
links_changed_cb (LgDeviceList *self,
                  guint         position,
                  guint         removed,
                  guint         added)
{
  LgLink *near = lg_device_model_get_near (self->model, self->position);
  g_autoptr (LgLink) first = g_list_model_get_item (self->links, 0);

  if (self->selected == NULL || (removed > 0 && !has_link (self, self->selected)))
    select_link (self, near != NULL ? near : first);
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
    case PROP_SELECTED:
      g_value_set_object (value, self->selected);
      break;

    case PROP_SEARCHING:
      g_value_set_boolean (value, gtk_search_bar_get_search_mode (self->search_bar));
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
    case PROP_SELECTED:
      lg_device_list_set_selected (self, g_value_get_object (value));
      break;

    case PROP_SEARCHING:
      gtk_search_bar_set_search_mode (self->search_bar, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_device_list_dispose (GObject *object)
{
  LgDeviceList *self = LG_DEVICE_LIST (object);

  if (self->links != NULL)
    g_signal_handlers_disconnect_by_func (self->links, links_changed_cb, self);
  g_clear_object (&self->links);
  g_clear_object (&self->selected);

  G_OBJECT_CLASS (lg_device_list_parent_class)->dispose (object);
}

static void
lg_device_list_finalize (GObject *object)
{
  g_object_unref (LG_DEVICE_LIST (object)->model);

  G_OBJECT_CLASS (lg_device_list_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-device-list.ui");
  gtk_widget_class_bind_template_child (widget_class, LgDeviceList, search_bar);
  gtk_widget_class_bind_template_child (widget_class, LgDeviceList, search);
  gtk_widget_class_bind_template_child (widget_class, LgDeviceList, stack);
  gtk_widget_class_bind_template_child (widget_class, LgDeviceList, list);
  gtk_widget_class_bind_template_child (widget_class, LgDeviceList, selection);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_set_up_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_bound_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_unbound_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_ended_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_clicked_cb);
}

static void
lg_device_list_class_init (LgDeviceListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_device_list_get_property;
  object_class->set_property = lg_device_list_set_property;
  object_class->dispose = lg_device_list_dispose;
  object_class->finalize = lg_device_list_finalize;

  properties[PROP_SELECTED] =
    g_param_spec_object ("selected", NULL, NULL, LG_TYPE_LINK, flags);
  properties[PROP_SEARCHING] =
    g_param_spec_boolean ("searching", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  opened_signal = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
lg_device_list_init (LgDeviceList *self)
{
  self->model = lg_device_model_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_search_bar_set_key_capture_widget (self->search_bar, GTK_WIDGET (self->list));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->model));
  /* After the selection's own handler. */
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (shown_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/**
 * lg_device_list_get_selected:
 *
 * Returns: (transfer none) (nullable): the selected device's link
 */
LgLink *
lg_device_list_get_selected (LgDeviceList *self)
{
  g_return_val_if_fail (LG_IS_DEVICE_LIST (self), NULL);

  return self->selected;
}

/**
 * lg_device_list_set_selected:
 * @link: one of the links
 *
 * Selects it and scrolls to it, if the search shows it.
 */
void
lg_device_list_set_selected (LgDeviceList *self,
                             LgLink       *link)
{
  guint position;

  g_return_if_fail (LG_IS_DEVICE_LIST (self));
  g_return_if_fail (LG_IS_LINK (link));

  select_link (self, link);
  if (lg_device_model_find (self->model, link, &position))
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

/**
 * lg_device_list_open:
 * @link: one of the links
 *
 * Selects it and emits `opened`, as if the operator had chosen it.
 */
void
lg_device_list_open (LgDeviceList *self,
                     LgLink       *link)
{
  g_return_if_fail (LG_IS_DEVICE_LIST (self));

  lg_device_list_set_selected (self, link);
  g_signal_emit (self, opened_signal, 0);
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
  lg_device_model_set_links (self->model, links);

  if (links != NULL)
    {
      /* After the model's own handler, so that the list is right already. */
      g_signal_connect_object (links, "items-changed", G_CALLBACK (links_changed_cb), self,
                               G_CONNECT_SWAPPED | G_CONNECT_AFTER);
      links_changed_cb (self, 0, 0, g_list_model_get_n_items (links));
    }
}

/**
 * lg_device_list_search:
 *
 * Lets the operator type what to search for.
 */
void
lg_device_list_search (LgDeviceList *self)
{
  g_return_if_fail (LG_IS_DEVICE_LIST (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

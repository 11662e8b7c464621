/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-event-list.h"

#include "lg-event-cell.h"

#include <glib/gi18n.h>

struct _LgEventList
{
  AdwBin              parent_instance;
  GtkStack           *stack;
  GtkScrolledWindow  *scroller;
  GtkListView        *view;
  GtkSingleSelection *selection;
  GtkButton          *newest;

  LgRecording        *recording;
  LgEventKinds        kinds;

  gboolean            following;
  gboolean            measured;
  double              last_value;
  guint               seen;
  guint               tick_id;
  guint               scroll_id;
  guint               scroll_frames;
  gint64              wanted;
};

G_DEFINE_FINAL_TYPE (LgEventList, lg_event_list, ADW_TYPE_BIN)

enum
{
  PROP_RECORDING = 1,
  PROP_SHOWN,
  PROP_SELECTED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
update_stack (LgEventList *self)
{
  gboolean recorded = self->recording != NULL && lg_recording_get_length (self->recording) > 0;

  gtk_stack_set_visible_child_name (self->stack,
                                    lg_event_list_get_shown (self) > 0 ? "events"
                                    : recorded ? "none" : "empty");
}

static void
update_newest (LgEventList *self)
{
  guint unseen = lg_event_list_get_shown (self) - self->seen;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->newest), !self->following);
  if (self->following)
    return;

  if (unseen > 0)
    text = g_strdup_printf (ngettext ("%'u new ↓", "%'u new ↓", unseen), unseen);
  else
    text = g_strdup (_("Newest ↓"));
  gtk_button_set_label (self->newest, text);
}

static GtkAdjustment *
get_adjustment (LgEventList *self)
{
  return gtk_scrolled_window_get_vadjustment (self->scroller);
}

static double
get_end (GtkAdjustment *adjustment)
{
  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
}

/* The list learns its new height in the frame after the rows came; until it has, the end moves. Of
 * a list that has not been shown yet, not even the old end is known. */
static gboolean
follow_tick_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  LgEventList *self = LG_EVENT_LIST (widget);
  GtkAdjustment *adjustment = get_adjustment (self);

  if (!self->following || !gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    {
      self->tick_id = 0;
      return G_SOURCE_REMOVE;
    }

  if (!self->measured)
    {
      self->measured = TRUE;
      return G_SOURCE_CONTINUE;
    }

  if (gtk_adjustment_get_value (adjustment) < get_end (adjustment))
    {
      gtk_adjustment_set_value (adjustment, get_end (adjustment));
      return G_SOURCE_CONTINUE;
    }

  if (self->seen != lg_event_list_get_shown (self))
    {
      self->seen = lg_event_list_get_shown (self);
      return G_SOURCE_CONTINUE;
    }

  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

static void
follow (LgEventList *self)
{
  if (self->following && self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), follow_tick_cb, NULL, NULL);
}

static void
set_following (LgEventList *self,
               gboolean     following)
{
  self->following = following;
  self->seen = lg_event_list_get_shown (self);
  update_newest (self);
  follow (self);
}

/* Only a way up is the operator's: growing and resizing never lower the value but to the end. */
static void
value_changed_cb (LgEventList   *self,
                  GtkAdjustment *adjustment)
{
  double value = gtk_adjustment_get_value (adjustment);
  gboolean up = value < self->last_value - 0.5;
  gboolean at_end = value >= get_end (adjustment) - 0.5;

  self->last_value = value;
  if (at_end && !self->following)
    set_following (self, TRUE);
  else if (up && !at_end && self->following)
    set_following (self, FALSE);
}

static void
mapped_cb (LgEventList *self)
{
  self->measured = FALSE;
  follow (self);
}

static void
newest_clicked_cb (LgEventList *self)
{
  set_following (self, TRUE);
}

static void
scroll_to (LgEventList *self,
           guint        position)
{
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

/* GTK scrolls by the heights it knows; a row that has just come has none before the next frame. */
static gboolean
scroll_tick_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  LgEventList *self = LG_EVENT_LIST (widget);
  guint position = gtk_single_selection_get_selected (self->selection);

  if (--self->scroll_frames > 0)
    return G_SOURCE_CONTINUE;

  self->scroll_id = 0;
  if (!self->following && position != GTK_INVALID_LIST_POSITION)
    scroll_to (self, position);
  return G_SOURCE_REMOVE;
}

static gboolean
select_now (LgEventList *self,
            gint64       id)
{
  GListModel *view = gtk_single_selection_get_model (self->selection);
  guint position;

  if (view == NULL || !lg_event_view_find (LG_EVENT_VIEW (view), id, &position))
    return FALSE;

  self->wanted = 0;
  set_following (self, FALSE);
  gtk_single_selection_set_selected (self->selection, position);
  scroll_to (self, position);
  self->scroll_frames = 2;
  if (self->scroll_id == 0)
    self->scroll_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_tick_cb, NULL, NULL);
  return TRUE;
}

static void
items_changed_cb (LgEventList *self)
{
  if (self->wanted != 0)
    select_now (self, self->wanted);
  update_stack (self);
  update_newest (self);
  follow (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

static void
selected_cb (LgEventList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  gtk_list_item_set_child (item, lg_event_cell_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  lg_event_cell_set_row (LG_EVENT_CELL (gtk_list_item_get_child (item)),
                         gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item)
{
  lg_event_cell_set_row (LG_EVENT_CELL (gtk_list_item_get_child (item)), NULL);
}

static gboolean
shows_all (LgEventList *self)
{
  return self->kinds == 0 || self->kinds == LG_EVENT_KINDS_ALL;
}

/* Another recording or other kinds are another view: a view only ever grows. */
static void
renew_view (LgEventList *self)
{
  g_autoptr (LgEventView) view = NULL;

  if (self->recording != NULL)
    view = lg_event_view_new (self->recording,
                              shows_all (self) ? LG_EVENT_KINDS_ALL : self->kinds);

  self->wanted = 0;
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (view));
  self->measured = FALSE;
  self->last_value = 0;
  set_following (self, TRUE);
  items_changed_cb (self);
}

static void
lg_event_list_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  LgEventList *self = LG_EVENT_LIST (object);

  switch (prop_id)
    {
    case PROP_RECORDING:
      g_value_set_object (value, self->recording);
      break;

    case PROP_SHOWN:
      g_value_set_uint (value, lg_event_list_get_shown (self));
      break;

    case PROP_SELECTED:
      g_value_set_object (value, lg_event_list_get_selected (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_event_list_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  LgEventList *self = LG_EVENT_LIST (object);

  switch (prop_id)
    {
    case PROP_RECORDING:
      lg_event_list_set_recording (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_event_list_dispose (GObject *object)
{
  LgEventList *self = LG_EVENT_LIST (object);

  g_clear_object (&self->recording);
  /* GTK would unparent the stack without telling the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LG_TYPE_EVENT_LIST);

  G_OBJECT_CLASS (lg_event_list_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (LG_TYPE_EVENT_CELL);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-event-list.ui");
  gtk_widget_class_bind_template_child (widget_class, LgEventList, stack);
  gtk_widget_class_bind_template_child (widget_class, LgEventList, scroller);
  gtk_widget_class_bind_template_child (widget_class, LgEventList, view);
  gtk_widget_class_bind_template_child (widget_class, LgEventList, selection);
  gtk_widget_class_bind_template_child (widget_class, LgEventList, newest);
  gtk_widget_class_bind_template_callback (widget_class, mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, items_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, newest_clicked_cb);
}

static void
lg_event_list_class_init (LgEventListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags writable = readable | G_PARAM_WRITABLE;

  object_class->get_property = lg_event_list_get_property;
  object_class->set_property = lg_event_list_set_property;
  object_class->dispose = lg_event_list_dispose;

  properties[PROP_RECORDING] =
    g_param_spec_object ("recording", NULL, NULL, LG_TYPE_RECORDING, writable);
  properties[PROP_SHOWN] =
    g_param_spec_uint ("shown", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_SELECTED] =
    g_param_spec_object ("selected", NULL, NULL, LG_TYPE_EVENT_ROW, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
lg_event_list_init (LgEventList *self)
{
  self->following = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (get_adjustment (self), "value-changed",
                           G_CALLBACK (value_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * lg_event_list_set_recording:
 * @recording: (nullable): what to show; %NULL shows that there is nothing yet
 */
void
lg_event_list_set_recording (LgEventList *self,
                             LgRecording *recording)
{
  g_return_if_fail (LG_IS_EVENT_LIST (self));

  if (self->recording == recording)
    return;

  if (self->recording != NULL)
    g_signal_handlers_disconnect_by_func (self->recording, update_stack, self);
  g_set_object (&self->recording, recording);
  if (recording != NULL)
    g_signal_connect_object (recording, "notify::length", G_CALLBACK (update_stack), self,
                             G_CONNECT_SWAPPED);
  renew_view (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
}

/**
 * lg_event_list_set_kinds:
 * @kinds: which events to show; 0 for all
 */
void
lg_event_list_set_kinds (LgEventList  *self,
                         LgEventKinds  kinds)
{
  g_return_if_fail (LG_IS_EVENT_LIST (self));

  if (self->kinds == kinds)
    return;

  self->kinds = kinds;
  renew_view (self);
}

/**
 * lg_event_list_get_shown:
 *
 * Returns: how many rows there are
 */
guint
lg_event_list_get_shown (LgEventList *self)
{
  g_return_val_if_fail (LG_IS_EVENT_LIST (self), 0);

  return self->selection != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->selection)) : 0;
}

/**
 * lg_event_list_get_selected:
 *
 * Returns: (transfer none) (nullable): the selected row
 */
LgEventRow *
lg_event_list_get_selected (LgEventList *self)
{
  g_return_val_if_fail (LG_IS_EVENT_LIST (self), NULL);

  return self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection) : NULL;
}

/**
 * lg_event_list_unselect:
 *
 * Takes the selection back.
 */
void
lg_event_list_unselect (LgEventList *self)
{
  g_return_if_fail (LG_IS_EVENT_LIST (self));

  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

/**
 * lg_event_list_select:
 * @id: an event's id
 *
 * Selects an event and scrolls to it; the list stays there. What is not recorded yet is selected as
 * soon as it is. Of what kind it will be is not known before: only a list of all kinds is sure to
 * get it.
 *
 * Returns: whether it is among the rows, or will be
 */
gboolean
lg_event_list_select (LgEventList *self,
                      gint64       id)
{
  g_return_val_if_fail (LG_IS_EVENT_LIST (self), FALSE);

  if (select_now (self, id))
    return TRUE;

  self->wanted = id;
  return self->recording != NULL && shows_all (self)
         && id > (gint64) lg_recording_get_length (self->recording);
}

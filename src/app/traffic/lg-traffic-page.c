/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-traffic-page.h"

#include "lg-event-list.h"
#include "lg-payload-pane.h"
#include "lg-publish-pane.h"
#include "lg-subscribe-bar.h"

#include <glib/gi18n.h>

/* Below these there is no room for everything at once, pixels. */
#define WIDE_FROM 700
#define HIGH_FROM 560

#define MIN_WIDTH 300
#define MIN_HEIGHT 240

/* The list's part of what it shares with the payload. */
#define WIDE_PART 0.62
#define NARROW_PART 0.5

struct _LgTrafficPage
{
  GtkWidget        parent_instance;
  GtkWidget       *content;
  GtkToggleButton *messages;
  GtkToggleButton *packets;
  GtkToggleButton *transport;
  GtkToggleButton *state;
  GtkLabel        *count;
  GtkLabel        *problem;
  GtkPaned        *paned;
  LgEventList     *list;
  LgPayloadPane   *payload;
  GtkWidget       *tools;
  LgPublishPane   *publish;
  LgSubscribeBar  *subscribe;
  GtkWidget       *tool_buttons;
  GtkToggleButton *show_publish;
  GtkToggleButton *show_subscribe;

  LgLink          *link;
  GSignalGroup    *link_signals;
  GSignalGroup    *recording_signals;

  gboolean         narrow;
  gboolean         compact;
  guint            arrange_id;
};

G_DEFINE_FINAL_TYPE (LgTrafficPage, lg_traffic_page, GTK_TYPE_WIDGET)

enum
{
  PROP_LINK = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static LgRecording *
get_recording (LgTrafficPage *self)
{
  return self->link != NULL ? lg_link_get_recording (self->link) : NULL;
}

static void
update_count (LgTrafficPage *self)
{
  LgRecording *recording = get_recording (self);
  guint length = recording != NULL ? MIN (lg_recording_get_length (recording), G_MAXUINT) : 0;
  guint shown = lg_event_list_get_shown (self->list);
  g_autofree char *text = NULL;

  if (length == shown)
    text = g_strdup_printf (ngettext ("%'u event", "%'u events", length), length);
  else
    text = g_strdup_printf (_("%'u of %'u events"), shown, length);
  gtk_label_set_text (self->count, length > 0 ? text : "");
}

static void
update_problem (LgTrafficPage *self)
{
  LgRecording *recording = get_recording (self);
  const GError *error = recording != NULL ? lg_recording_get_error (recording) : NULL;
  g_autofree char *text = error == NULL ? g_strdup ("")
    : g_strdup_printf (_("Recording has stopped, the link goes on. %s"), error->message);

  gtk_label_set_text (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
}

static void
recording_changed_cb (LgTrafficPage *self)
{
  LgRecording *recording = get_recording (self);

  g_signal_group_set_target (self->recording_signals, recording);
  lg_event_list_set_recording (self->list, recording);
  update_count (self);
  update_problem (self);
}

static void
update_visible (LgTrafficPage *self)
{
  gboolean publish = !self->compact || gtk_toggle_button_get_active (self->show_publish);
  gboolean subscribe = !self->compact || gtk_toggle_button_get_active (self->show_subscribe);
  gboolean selected = lg_event_list_get_selected (self->list) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->publish), publish);
  gtk_widget_set_visible (GTK_WIDGET (self->subscribe), subscribe);
  gtk_widget_set_visible (self->tools, publish || subscribe);
  gtk_widget_set_visible (self->tool_buttons, self->compact);
  gtk_widget_set_visible (GTK_WIDGET (self->count), !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->payload),
                          !self->narrow || (selected && !publish && !subscribe));
}

static void
close_tools (LgTrafficPage *self)
{
  gtk_toggle_button_set_active (self->show_publish, FALSE);
  gtk_toggle_button_set_active (self->show_subscribe, FALSE);
}

/* In a narrow window there is room for the event or for a tool. */
static void
selected_cb (LgTrafficPage *self)
{
  lg_payload_pane_show (self->payload,
                        self->link != NULL ? lg_link_get_profile (self->link) : NULL,
                        get_recording (self), lg_event_list_get_selected (self->list));
  if (self->narrow && lg_event_list_get_selected (self->list) != NULL)
    close_tools (self);
  update_visible (self);
}

static void
payload_closed_cb (LgTrafficPage *self)
{
  lg_event_list_unselect (self->list);
}

static void
chip_toggled_cb (LgTrafficPage *self)
{
  LgEventKinds kinds = 0;

  kinds |= gtk_toggle_button_get_active (self->messages) ? LG_EVENT_KINDS_MESSAGES : 0;
  kinds |= gtk_toggle_button_get_active (self->packets) ? LG_EVENT_KINDS_PACKETS : 0;
  kinds |= gtk_toggle_button_get_active (self->transport) ? LG_EVENT_KINDS_TRANSPORT : 0;
  kinds |= gtk_toggle_button_get_active (self->state) ? LG_EVENT_KINDS_STATE : 0;
  lg_event_list_set_kinds (self->list, kinds);
}

/* One at a time. */
static void
tool_toggled_cb (LgTrafficPage   *self,
                 GtkToggleButton *button)
{
  GtkToggleButton *other = button == self->show_publish ? self->show_subscribe
                                                        : self->show_publish;

  if (gtk_toggle_button_get_active (button))
    gtk_toggle_button_set_active (other, FALSE);
  update_visible (self);
}

static gboolean
arrange_cb (gpointer user_data)
{
  LgTrafficPage *self = user_data;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self->paned));

  self->arrange_id = 0;
  g_object_set (self->payload, "closable", self->narrow, NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->paned),
                                  self->narrow ? GTK_ORIENTATION_VERTICAL
                                               : GTK_ORIENTATION_HORIZONTAL);
  gtk_paned_set_position (self->paned, self->narrow ? height * NARROW_PART : width * WIDE_PART);
  update_visible (self);
  return G_SOURCE_REMOVE;
}

/* What is visible may not change while sizes are being given out. */
static void
lg_traffic_page_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  LgTrafficPage *self = LG_TRAFFIC_PAGE (widget);
  gboolean narrow = width < WIDE_FROM;
  gboolean compact = narrow || height < HIGH_FROM;
  GtkAllocation allocation = { 0, 0, width, height };
  int min;

  gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &min, NULL, NULL, NULL);
  allocation.width = MAX (width, min);
  gtk_widget_measure (self->content, GTK_ORIENTATION_VERTICAL, allocation.width, &min, NULL,
                      NULL, NULL);
  allocation.height = MAX (height, min);
  gtk_widget_size_allocate (self->content, &allocation, baseline);

  if (narrow == self->narrow && compact == self->compact)
    return;

  self->narrow = narrow;
  self->compact = compact;
  if (self->arrange_id == 0)
    self->arrange_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, arrange_cb, self, NULL);
}

static void
lg_traffic_page_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  LgTrafficPage *self = LG_TRAFFIC_PAGE (widget);

  gtk_widget_measure (self->content, orientation, -1, NULL, natural, NULL, NULL);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : MIN_HEIGHT;
  *natural = MAX (*minimum, *natural);
}

static void
lg_traffic_page_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  g_assert (prop_id == PROP_LINK);

  g_value_set_object (value, LG_TRAFFIC_PAGE (object)->link);
}

static void
lg_traffic_page_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_LINK);

  lg_traffic_page_set_link (LG_TRAFFIC_PAGE (object), g_value_get_object (value));
}

static void
lg_traffic_page_dispose (GObject *object)
{
  LgTrafficPage *self = LG_TRAFFIC_PAGE (object);

  g_clear_handle_id (&self->arrange_id, g_source_remove);
  g_clear_object (&self->link_signals);
  g_clear_object (&self->recording_signals);
  g_clear_object (&self->link);
  gtk_widget_dispose_template (GTK_WIDGET (self), LG_TYPE_TRAFFIC_PAGE);

  G_OBJECT_CLASS (lg_traffic_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LgTrafficPage, content);
  gtk_widget_class_bind_template_child (widget_class, LgTrafficPage, messages);
  gtk_widget_class_bind_template_child (widget_class, LgTrafficPage, packets);
  gtk_widget_class_bind_template_child (widget_class, LgTrafficPage, transport);
  gtk_widget_class_bind_template_child (widget_class, LgTrafficPage, state);
  gtk_widget_class_bind_template_child (widget_class, LgTrafficPage, count);
  gtk_widget_class_bind_template_child (widget_class, LgTrafficPage, problem);
  gtk_widget_class_bind_template_child (widget_class, LgTrafficPage, paned);
  gtk_widget_class_bind_template_child (widget_class, LgTrafficPage, list);
  gtk_widget_class_bind_template_child (widget_class, LgTrafficPage, payload);
  gtk_widget_class_bind_template_child (widget_class, LgTrafficPage, tools);
  gtk_widget_class_bind_template_child (widget_class, LgTrafficPage, publish);
  gtk_widget_class_bind_template_child (widget_class, LgTrafficPage, subscribe);
  gtk_widget_class_bind_template_child (widget_class, LgTrafficPage, tool_buttons);
  gtk_widget_class_bind_template_child (widget_class, LgTrafficPage, show_publish);
  gtk_widget_class_bind_template_child (widget_class, LgTrafficPage, show_subscribe);
}

static void
lg_traffic_page_class_init (LgTrafficPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lg_traffic_page_get_property;
  object_class->set_property = lg_traffic_page_set_property;
  object_class->dispose = lg_traffic_page_dispose;
  widget_class->measure = lg_traffic_page_measure;
  widget_class->size_allocate = lg_traffic_page_size_allocate;

  properties[PROP_LINK] =
    g_param_spec_object ("link", NULL, NULL, LG_TYPE_LINK,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (LG_TYPE_EVENT_LIST);
  g_type_ensure (LG_TYPE_PAYLOAD_PANE);
  g_type_ensure (LG_TYPE_PUBLISH_PANE);
  g_type_ensure (LG_TYPE_SUBSCRIBE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-traffic-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, update_count);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, payload_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, chip_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, tool_toggled_cb);
}

static void
lg_traffic_page_init (LgTrafficPage *self)
{
  /* Neither can be: the first size given is a change. */
  self->narrow = -1;
  self->compact = -1;
  gtk_widget_init_template (GTK_WIDGET (self));

  self->link_signals = g_signal_group_new (LG_TYPE_LINK);
  g_signal_group_connect_swapped (self->link_signals, "notify::recording",
                                  G_CALLBACK (recording_changed_cb), self);
  self->recording_signals = g_signal_group_new (LG_TYPE_RECORDING);
  g_signal_group_connect_swapped (self->recording_signals, "notify::error",
                                  G_CALLBACK (update_problem), self);
  g_signal_group_connect_swapped (self->recording_signals, "notify::length",
                                  G_CALLBACK (update_count), self);
}

/**
 * lg_traffic_page_set_link:
 * @link: (nullable): the device whose traffic is shown
 */
void
lg_traffic_page_set_link (LgTrafficPage *self,
                          LgLink        *link)
{
  g_return_if_fail (LG_IS_TRAFFIC_PAGE (self));

  if (!g_set_object (&self->link, link))
    return;

  g_signal_group_set_target (self->link_signals, link);
  lg_publish_pane_set_link (self->publish, link);
  lg_subscribe_bar_set_link (self->subscribe, link);
  recording_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
}

/**
 * lg_traffic_page_show_event:
 * @id: an event of the recording
 *
 * Selects an event and scrolls to it. Chips that hide it are taken back.
 */
void
lg_traffic_page_show_event (LgTrafficPage *self,
                            gint64         id)
{
  GtkToggleButton *chips[] = { self->messages, self->packets, self->transport, self->state };

  g_return_if_fail (LG_IS_TRAFFIC_PAGE (self));

  if (lg_event_list_select (self->list, id))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    gtk_toggle_button_set_active (chips[i], FALSE);
  lg_event_list_select (self->list, id);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-subscribe-bar.h"

#include "lg-subscription-row.h"
#include "lg-topic-picker.h"
#include "model/lg-catalogue.h"
#include "mqtt/lg-topic-rules.h"

struct _LgSubscribeBar
{
  AdwBin         parent_instance;
  LgTopicPicker *suggestions;
  GtkEntry      *filter;
  GtkDropDown   *qos;
  GtkWidget     *button;
  GtkLabel      *problem;
  GtkListBox    *list;

  LgLink        *link;
  GSignalGroup  *session;
};

G_DEFINE_FINAL_TYPE (LgSubscribeBar, lg_subscribe_bar, ADW_TYPE_BIN)

enum
{
  PROP_LINK = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const char *
get_filter (LgSubscribeBar *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->filter));
}

static void
show_problem (LgSubscribeBar *self,
              const char     *text,
              gboolean        error)
{
  gtk_label_set_text (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *text != '\0');
  gtk_widget_remove_css_class (GTK_WIDGET (self->problem), error ? "warning" : "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), error ? "error" : "warning");
}

static void
update_ready (LgSubscribeBar *self)
{
  gboolean connected = self->link != NULL
    && lg_session_get_state (lg_link_get_session (self->link)) == LG_SESSION_CONNECTED;

  gtk_widget_set_sensitive (self->button, connected && *get_filter (self) != '\0');
}

/* A rule of MQTT is the library's to enforce; a rule of the platform may be tried out. */
static void
changed_cb (LgSubscribeBar *self)
{
  const char *filter = get_filter (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) issues = NULL;

  update_ready (self);
  show_problem (self, "", FALSE);
  if (*filter == '\0' || self->link == NULL)
    return;

  if (!lg_topic_is_valid_filter (filter, &error))
    {
      show_problem (self, error->message, TRUE);
      return;
    }

  issues = lg_platform_validate_topic (lg_catalogue_get_platform (lg_link_get_profile (self->link)),
                                       filter);
  if (issues->len > 0)
    show_problem (self, ((const LgIssue *) issues->pdata[0])->message, FALSE);
}

static void
subscribe (LgSubscribeBar *self)
{
  g_autoptr (GError) error = NULL;

  if (self->link == NULL || *get_filter (self) == '\0')
    return;

  if (lg_session_subscribe (lg_link_get_session (self->link), get_filter (self),
                            gtk_drop_down_get_selected (self->qos), &error))
    gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  else
    show_problem (self, error->message, TRUE);
}

static void
suggestion_picked_cb (LgSubscribeBar *self,
                      gpointer        topic)
{
  g_autofree char *filter = lg_catalogue_expand (lg_link_get_profile (self->link), topic);

  gtk_editable_set_text (GTK_EDITABLE (self->filter), filter);
  gtk_widget_grab_focus (GTK_WIDGET (self->filter));
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  return lg_subscription_row_new (LG_SUBSCRIBE_BAR (user_data)->link, item);
}

static void
lg_subscribe_bar_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  g_assert (prop_id == PROP_LINK);

  g_value_set_object (value, LG_SUBSCRIBE_BAR (object)->link);
}

static void
lg_subscribe_bar_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_LINK);

  lg_subscribe_bar_set_link (LG_SUBSCRIBE_BAR (object), g_value_get_object (value));
}

static void
lg_subscribe_bar_dispose (GObject *object)
{
  LgSubscribeBar *self = LG_SUBSCRIBE_BAR (object);

  g_clear_object (&self->session);
  g_clear_object (&self->link);
  gtk_widget_dispose_template (GTK_WIDGET (self), LG_TYPE_SUBSCRIBE_BAR);

  G_OBJECT_CLASS (lg_subscribe_bar_parent_class)->dispose (object);
}

static void
lg_subscribe_bar_class_init (LgSubscribeBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lg_subscribe_bar_get_property;
  object_class->set_property = lg_subscribe_bar_set_property;
  object_class->dispose = lg_subscribe_bar_dispose;

  properties[PROP_LINK] =
    g_param_spec_object ("link", NULL, NULL, LG_TYPE_LINK,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (LG_TYPE_TOPIC_PICKER);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-subscribe-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LgSubscribeBar, suggestions);
  gtk_widget_class_bind_template_child (widget_class, LgSubscribeBar, filter);
  gtk_widget_class_bind_template_child (widget_class, LgSubscribeBar, qos);
  gtk_widget_class_bind_template_child (widget_class, LgSubscribeBar, button);
  gtk_widget_class_bind_template_child (widget_class, LgSubscribeBar, problem);
  gtk_widget_class_bind_template_child (widget_class, LgSubscribeBar, list);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, subscribe);
  gtk_widget_class_bind_template_callback (widget_class, suggestion_picked_cb);
}

static void
lg_subscribe_bar_init (LgSubscribeBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->session = g_signal_group_new (LG_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session, "notify::state", G_CALLBACK (update_ready), self);
  update_ready (self);
}

/**
 * lg_subscribe_bar_set_link:
 * @link: (nullable): the device to subscribe as
 */
void
lg_subscribe_bar_set_link (LgSubscribeBar *self,
                           LgLink         *link)
{
  g_return_if_fail (LG_IS_SUBSCRIBE_BAR (self));

  if (!g_set_object (&self->link, link))
    return;

  g_signal_group_set_target (self->session, link != NULL ? lg_link_get_session (link) : NULL);
  lg_topic_picker_set_profile (self->suggestions,
                               link != NULL ? lg_link_get_profile (link) : NULL);
  gtk_list_box_bind_model (self->list,
                           link != NULL ? G_LIST_MODEL (lg_link_get_subscriptions (link)) : NULL,
                           create_row_cb, self, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-link-bar.h"

#include <glib/gi18n.h>

struct _LgLinkBar
{
  GtkWidget     parent_instance;
  LgLink       *link;
  GSignalGroup *session;
  GSignalGroup *reconnector;
  GBinding     *binding;

  GtkButton    *pause;
  GtkWidget    *drop;
  GtkWidget    *by_itself;
  GtkWidget    *waiting;
  GtkLabel     *countdown;
  GtkWidget    *now;
  GtkWidget    *stop;
};

G_DEFINE_FINAL_TYPE (LgLinkBar, lg_link_bar, GTK_TYPE_WIDGET)

enum
{
  PROP_LINK = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* Why no attempt follows, where the operator could expect one. */
static char *
explain (LgReconnector *reconnector)
{
  switch (lg_reconnector_get_stop (reconnector))
    {
    case LG_RECONNECT_REFUSED:
      return g_strdup (_("Not reconnecting: the answer would be the same again."));
    case LG_RECONNECT_KICKED:
      return g_strdup (_("Not reconnecting: another client has taken the device’s place."));
    case LG_RECONNECT_FLAPPING:
      return g_strdup (_("Not reconnecting: two clients seem to take the device’s place from each "
                         "other."));
    case LG_RECONNECT_EDITED:
      return g_strdup (_("Not reconnecting: the values have changed since. Connect with the new "
                         "ones."));
    case LG_RECONNECT_FAILED:
      return g_strdup_printf (_("Not reconnecting: %s"),
                              lg_reconnector_get_error (reconnector)->message);
    case LG_RECONNECT_GOES_ON:
    case LG_RECONNECT_NOT_WANTED:
    case LG_RECONNECT_NEVER_ONLINE:
    default:
      return NULL;
    }
}

static void
update_waiting (LgLinkBar *self)
{
  LgReconnector *reconnector = self->link != NULL ? lg_link_get_reconnector (self->link) : NULL;
  int seconds = reconnector != NULL ? lg_reconnector_get_seconds_left (reconnector) : -1;
  gboolean idle = reconnector != NULL && lg_reconnector_get_enabled (reconnector)
    && lg_session_get_state (lg_link_get_session (self->link)) == LG_SESSION_DISCONNECTED;
  /* Translators: a number of seconds */
  g_autofree char *text = seconds >= 0 ? g_strdup_printf (_("Reconnecting in %d s"), seconds)
                          : idle ? explain (reconnector) : NULL;

  gtk_widget_set_visible (self->waiting, text != NULL);
  gtk_widget_set_visible (self->now, seconds >= 0);
  gtk_widget_set_visible (self->stop, seconds >= 0);
  gtk_label_set_label (self->countdown, text != NULL ? text : "");
}

static void
update (LgLinkBar *self)
{
  LgSession *session = self->link != NULL ? lg_link_get_session (self->link) : NULL;
  gboolean connected = session != NULL
                       && lg_session_get_state (session) == LG_SESSION_CONNECTED;
  gboolean held = session != NULL && lg_session_get_hold_pings (session);

  gtk_button_set_label (self->pause, held ? _("Resume PINGREQ") : _("Pause PINGREQ"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->pause), connected);
  gtk_widget_set_sensitive (self->drop, connected);
  update_waiting (self);
}

static void
now_clicked_cb (LgLinkBar *self)
{
  lg_reconnector_hurry (lg_link_get_reconnector (self->link));
}

static void
stop_clicked_cb (LgLinkBar *self)
{
  lg_link_disconnect (self->link);
}

static void
pause_clicked_cb (LgLinkBar *self)
{
  LgSession *session = lg_link_get_session (self->link);

  lg_session_set_hold_pings (session, !lg_session_get_hold_pings (session));
}

static void
drop_clicked_cb (LgLinkBar *self)
{
  lg_session_drop (lg_link_get_session (self->link));
}

static void
show_enabled (LgLinkBar *self)
{
  if (self->binding != NULL)
    g_binding_unbind (self->binding);
  g_clear_object (&self->binding);
  if (self->link != NULL)
    self->binding = g_object_ref (
      g_object_bind_property (lg_link_get_reconnector (self->link), "enabled",
                              self->by_itself, "active",
                              G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL));
}

static void
lg_link_bar_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  g_assert (prop_id == PROP_LINK);

  g_value_set_object (value, LG_LINK_BAR (object)->link);
}

static void
lg_link_bar_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_LINK);

  lg_link_bar_set_link (LG_LINK_BAR (object), g_value_get_object (value));
}

static void
lg_link_bar_dispose (GObject *object)
{
  LgLinkBar *self = LG_LINK_BAR (object);
  GtkWidget *child;

  g_clear_object (&self->session);
  g_clear_object (&self->reconnector);
  g_clear_object (&self->binding);
  g_clear_object (&self->link);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (lg_link_bar_parent_class)->dispose (object);
}

static void
lg_link_bar_class_init (LgLinkBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lg_link_bar_get_property;
  object_class->set_property = lg_link_bar_set_property;
  object_class->dispose = lg_link_bar_dispose;

  properties[PROP_LINK] =
    g_param_spec_object ("link", NULL, NULL, LG_TYPE_LINK,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-link-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LgLinkBar, pause);
  gtk_widget_class_bind_template_child (widget_class, LgLinkBar, drop);
  gtk_widget_class_bind_template_child (widget_class, LgLinkBar, by_itself);
  gtk_widget_class_bind_template_child (widget_class, LgLinkBar, waiting);
  gtk_widget_class_bind_template_child (widget_class, LgLinkBar, countdown);
  gtk_widget_class_bind_template_child (widget_class, LgLinkBar, now);
  gtk_widget_class_bind_template_child (widget_class, LgLinkBar, stop);
  gtk_widget_class_bind_template_callback (widget_class, now_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, pause_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_clicked_cb);
}

static void
lg_link_bar_init (LgLinkBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->session = g_signal_group_new (LG_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session, "notify::state", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->session, "notify::hold-pings", G_CALLBACK (update), self);
  self->reconnector = g_signal_group_new (LG_TYPE_RECONNECTOR);
  g_signal_group_connect_swapped (self->reconnector, "notify", G_CALLBACK (update_waiting), self);
  update (self);
}

/**
 * lg_link_bar_set_link:
 * @link: (nullable): the link to act on
 */
void
lg_link_bar_set_link (LgLinkBar *self,
                      LgLink    *link)
{
  g_return_if_fail (LG_IS_LINK_BAR (self));
  g_return_if_fail (link == NULL || LG_IS_LINK (link));

  if (!g_set_object (&self->link, link))
    return;

  g_signal_group_set_target (self->session, link != NULL ? lg_link_get_session (link) : NULL);
  g_signal_group_set_target (self->reconnector,
                             link != NULL ? lg_link_get_reconnector (link) : NULL);
  show_enabled (self);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-connect-button.h"

#include <glib/gi18n.h>

struct _LgConnectButton
{
  GtkButton     parent_instance;
  LgReadiness  *readiness;
  GSignalGroup *session;
};

G_DEFINE_FINAL_TYPE (LgConnectButton, lg_connect_button, GTK_TYPE_BUTTON)

static void
offer (LgConnectButton *self,
       const char      *label,
       const char      *action,
       const char      *tooltip)
{
  gboolean connects = g_str_equal (action, "win.connect");

  gtk_button_set_label (GTK_BUTTON (self), label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), action);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tooltip,
                                  -1);
  if (connects)
    gtk_widget_add_css_class (GTK_WIDGET (self), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "suggested-action");
}

static void
update (LgConnectButton *self)
{
  LgLink *link = lg_readiness_get_link (self->readiness);
  const char *reason = lg_readiness_get_reason (self->readiness);
  LgCredentials *credentials;

  if (link == NULL)
    return;

  credentials = lg_profile_get_credentials (lg_link_get_profile (link));

  switch (lg_session_get_state (lg_link_get_session (link)))
    {
    case LG_SESSION_CONNECTED:
    case LG_SESSION_DISCONNECTING:
      offer (self, _("Disconnect"), "win.disconnect", _("Log out and close the connection"));
      break;

    case LG_SESSION_RESOLVING:
    case LG_SESSION_CONNECTING:
    case LG_SESSION_SECURING:
    case LG_SESSION_LOGGING_IN:
      offer (self, _("Cancel"), "win.disconnect", _("Stop connecting"));
      break;

    case LG_SESSION_DISCONNECTED:
    default:
      if (lg_credentials_get_mode (credentials) == LG_MODE_REGISTRATION)
        offer (self, _("Register"), "win.connect",
               reason != NULL ? reason : _("Have the platform give this device its secret"));
      else
        offer (self, _("Connect"), "win.connect",
               reason != NULL ? reason : _("Connect as this device"));
      break;
    }
}

static void
link_changed_cb (LgConnectButton *self)
{
  LgLink *link = lg_readiness_get_link (self->readiness);

  g_signal_group_set_target (self->session, link != NULL ? lg_link_get_session (link) : NULL);
  update (self);
}

static void
lg_connect_button_dispose (GObject *object)
{
  LgConnectButton *self = LG_CONNECT_BUTTON (object);

  g_clear_object (&self->session);
  g_clear_object (&self->readiness);

  G_OBJECT_CLASS (lg_connect_button_parent_class)->dispose (object);
}

static void
lg_connect_button_class_init (LgConnectButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lg_connect_button_dispose;
}

static void
lg_connect_button_init (LgConnectButton *self)
{
  self->session = g_signal_group_new (LG_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session, "notify::state", G_CALLBACK (update), self);
}

/**
 * lg_connect_button_set_readiness:
 * @readiness: the judge of the selected device
 *
 * Called once.
 */
void
lg_connect_button_set_readiness (LgConnectButton *self,
                                 LgReadiness     *readiness)
{
  g_return_if_fail (LG_IS_CONNECT_BUTTON (self));
  g_return_if_fail (self->readiness == NULL);

  self->readiness = g_object_ref (readiness);
  g_signal_connect_object (readiness, "notify::link", G_CALLBACK (link_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (readiness, "notify::reason", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  link_changed_cb (self);
}

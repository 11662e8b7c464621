/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-takeover.h"

#include <glib/gi18n.h>

/* The task's data is the profile, its source object the window the questions belong to. */

static void ask_takeover (GTask *task);
static void ask_mqtt_5 (GTask *task);

static void
plain_response_cb (AdwMessageDialog *dialog,
                   const char       *response,
                   GTask            *task)
{
  if (g_str_equal (response, "connect"))
    ask_mqtt_5 (task);
  else
    g_task_return_boolean (task, FALSE);
  g_object_unref (task);
}

static void
mqtt_5_response_cb (AdwMessageDialog *dialog,
                    const char       *response,
                    GTask            *task)
{
  if (g_str_equal (response, "connect"))
    {
      lg_profile_set_mqtt_5_confirmed (g_task_get_task_data (task), TRUE);
      ask_takeover (task);
    }
  else
    {
      g_task_return_boolean (task, FALSE);
    }
  g_object_unref (task);
}

static void
takeover_response_cb (AdwMessageDialog *dialog,
                      const char       *response,
                      GTask            *task)
{
  gboolean confirmed = g_str_equal (response, "connect");

  if (confirmed)
    lg_profile_set_takeover_confirmed (g_task_get_task_data (task), TRUE);

  g_task_return_boolean (task, confirmed);
  g_object_unref (task);
}

/* Asked every time: every registration voids the one before. */
static void
register_response_cb (AdwMessageDialog *dialog,
                      const char       *response,
                      GTask            *task)
{
  g_task_return_boolean (task, g_str_equal (response, "connect"));
  g_object_unref (task);
}

static void
ask (GTask                 *task,
     const char            *heading,
     const char            *body,
     const char            *label,
     AdwResponseAppearance  appearance,
     GCallback              response_cb)
{
  GtkWidget *dialog = adw_message_dialog_new (g_task_get_source_object (task), heading, body);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (message, "cancel", _("Cancel"), "connect", label, NULL);
  adw_message_dialog_set_response_appearance (message, "connect", appearance);
  adw_message_dialog_set_default_response (message, "cancel");
  adw_message_dialog_set_close_response (message, "cancel");
  g_signal_connect (message, "response", response_cb, g_object_ref (task));
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
is_plain (LgProfile *profile)
{
  return lg_endpoint_get_security (lg_profile_get_endpoint (profile)) == LG_SECURITY_TCP;
}

static void
ask_takeover (GTask *task)
{
  LgProfile *profile = g_task_get_task_data (task);
  LgCredentials *credentials = lg_profile_get_credentials (profile);

  if (lg_profile_is_practice (profile))
    g_task_return_boolean (task, TRUE);
  else if (lg_credentials_get_mode (credentials) == LG_MODE_REGISTRATION)
    ask (task, _("Register This Device?"),
         _("The platform gives it a new secret. If the real device has registered before, what it "
           "got is void, and it can no longer log in."),
         _("Register"), ADW_RESPONSE_SUGGESTED, G_CALLBACK (register_response_cb));
  else if (!lg_profile_get_takeover_confirmed (profile))
    ask (task, _("Take This Device’s Place?"),
         _("This device goes offline meanwhile; messages waiting for it may arrive here or be "
           "lost; publishing changes real data."),
         _("Connect"), ADW_RESPONSE_SUGGESTED, G_CALLBACK (takeover_response_cb));
  else
    g_task_return_boolean (task, TRUE);
}

/* What cannot be taken back is asked before what ends with the link. */
static void
ask_mqtt_5 (GTask *task)
{
  LgProfile *profile = g_task_get_task_data (task);
  const char *lock = lg_endpoint_get_mqtt_5_lock (lg_profile_get_endpoint (profile));

  if (lock == NULL || lg_profile_get_mqtt_5_confirmed (profile))
    ask_takeover (task);
  else
    ask (task, _("Connect With MQTT 5 for Good?"), lock, _("Connect"), ADW_RESPONSE_DESTRUCTIVE,
         G_CALLBACK (mqtt_5_response_cb));
}

/**
 * lg_takeover_ask_async:
 * @parent: the window the questions belong to
 * @profile: the device to be connected
 * @cancellable: (nullable): a cancellable
 *
 * Asks what must be asked before connecting: nothing for the practice device; whether credentials
 * may travel unencrypted, every time; whether the device may lose MQTT 3.1.1 for good, once per
 * device; whether the real device may go offline, once per device; or whether it may get a new
 * secret, every time.
 */
void
lg_takeover_ask_async (GtkWindow           *parent,
                       LgProfile           *profile,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (parent, cancellable, callback, user_data);

  g_return_if_fail (LG_IS_PROFILE (profile));

  g_task_set_source_tag (task, lg_takeover_ask_async);
  g_task_set_task_data (task, g_object_ref (profile), g_object_unref);

  if (!lg_profile_is_practice (profile) && is_plain (profile))
    ask (task, _("Connect Without Encryption?"),
         _("The user name and the computed password travel unencrypted; anyone on the way can read "
           "them and everything that is published."),
         _("Connect"), ADW_RESPONSE_DESTRUCTIVE, G_CALLBACK (plain_response_cb));
  else
    ask_mqtt_5 (task);
}

/**
 * lg_takeover_ask_login_async:
 * @parent: the window the question belongs to
 * @profile: the device to log in as, over TLS
 * @cancellable: (nullable): a cancellable
 *
 * Asks once per device whether it may lose MQTT 3.1.1 for good, and whether the real one may go
 * offline; nothing for the practice device.
 */
void
lg_takeover_ask_login_async (GtkWindow           *parent,
                             LgProfile           *profile,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (parent, cancellable, callback, user_data);

  g_return_if_fail (LG_IS_PROFILE (profile));

  g_task_set_source_tag (task, lg_takeover_ask_login_async);
  g_task_set_task_data (task, g_object_ref (profile), g_object_unref);
  ask_mqtt_5 (task);
}

/**
 * lg_takeover_ask_finish:
 *
 * Returns: whether to connect
 */
gboolean
lg_takeover_ask_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

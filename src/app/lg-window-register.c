/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registering the selected device, and what becomes of the secret it gets. */
#include "config.h"

#include "lg-window-private.h"

#include "link/lg-registration.h"

#include <glib/gi18n.h>

/* What is said stays for a while: it is read, and then the device is connected. */
#define TOAST_S 15

typedef struct
{
  LgWindow *window;
  LgLink   *link;
} Enrolment;

static void
enrolment_free (Enrolment *self)
{
  g_object_unref (self->window);
  g_object_unref (self->link);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Enrolment, enrolment_free)

/* What the button of a toast is for; the toast is part of the window. */
typedef struct
{
  LgWindow *window;
  char     *profile_id;
} Offer;

static void
offer_free (gpointer  data,
            GClosure *closure)
{
  g_free (((Offer *) data)->profile_id);
  g_free (data);
}

/* Another device may have been selected since, or this one removed. */
static void
connect_clicked_cb (AdwToast *toast,
                    Offer    *offer)
{
  LgLink *link = lg_workspace_find (offer->window->workspace, offer->profile_id);

  if (!g_str_equal (lg_profile_get_id (lg_link_get_profile (link)), offer->profile_id))
    return;
  lg_device_list_set_selected (offer->window->devices, link);
  gtk_widget_activate_action (GTK_WIDGET (offer->window), "win.connect", NULL);
}

static void
say_registered (LgWindow             *window,
                LgLink               *link,
                const LgRegistration *registration)
{
  AdwToast *toast = adw_toast_new (registration->client_id != NULL
                                   ? _("DeviceToken received") : _("DeviceSecret received"));
  Offer *offer = g_new (Offer, 1);

  *offer = (Offer) { window, g_strdup (lg_profile_get_id (lg_link_get_profile (link))) };
  adw_toast_set_timeout (toast, TOAST_S);
  adw_toast_set_button_label (toast, _("Connect"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (connect_clicked_cb), offer,
                         offer_free, 0);
  adw_toast_overlay_add_toast (window->toasts, toast);
}

/* Without a keyring the secret stays for this session, and the row about it says so. */
static void
take_over (LgWindow             *window,
           LgLink               *link,
           const LgRegistration *registration)
{
  LgProfile *profile = lg_link_get_profile (link);
  LgSecretKeeper *keeper = lg_workspace_get_keeper (window->workspace, profile);

  lg_registration_apply (registration, lg_profile_get_credentials (profile));
  if (keeper != NULL && lg_secret_keeper_get_state (keeper) != LG_KEYRING_ABSENT)
    lg_secret_keeper_keep (keeper);

  if (link == window->link)
    adw_view_stack_set_visible_child_name (window->pages, "device");
  say_registered (window, link, registration);
}

static void
registered_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (Enrolment) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LgRegistration) registration = lg_link_register_finish (self->link, result, &error);

  if (registration != NULL)
    take_over (self->window, self->link, registration);
  /* A refusal has a finding, which is shown by itself. */
  else if (!g_error_matches (error, LG_REGISTRATION_ERROR, LG_REGISTRATION_ERROR_REFUSED))
    lg_finding_banner_show_error (self->window->banner, error->message);
}

/**
 * lg_window_register:
 * @link: a link of this window's workspace, of a device in the mode %LG_MODE_REGISTRATION
 *
 * Registers the device, and makes it log in from now on with what it got, which goes to the
 * keyring.
 */
void
lg_window_register (LgWindow *self,
                    LgLink   *link)
{
  Enrolment *enrolment = g_new (Enrolment, 1);

  enrolment->window = g_object_ref (self);
  enrolment->link = g_object_ref (link);
  lg_link_register_async (link, NULL, registered_cb, enrolment);
  if (lg_session_get_state (lg_link_get_session (link)) != LG_SESSION_DISCONNECTED)
    adw_view_stack_set_visible_child_name (self->pages, "connection");
}

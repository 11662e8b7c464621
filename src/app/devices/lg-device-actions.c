/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-device-actions.h"

#include "app/widgets/lg-file-chooser.h"
#include "lg-name-dialog.h"
#include "lg-removal.h"
#include "profile/lg-profile-file.h"

#include <glib/gi18n.h>

/* What the actions work on. */
struct _LgDeviceActions
{
  GtkApplicationWindow *window;
  LgWorkspace          *workspace;
  LgDeviceList         *devices;
  AdwToastOverlay      *toasts;
};

/* A device to be typed into. */
static void
edit (LgDeviceActions *self,
      LgLink          *link)
{
  lg_device_list_open (self->devices, link);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.fill-in", NULL);
}

static void
add_action (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  LgDeviceActions *self = user_data;

  edit (self, lg_workspace_add (self->workspace));
}

static void
duplicate_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  LgDeviceActions *self = user_data;
  LgLink *link = lg_device_list_get_selected (self->devices);

  edit (self, lg_workspace_duplicate (self->workspace, link));
}

static void
remove_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  LgDeviceActions *self = user_data;
  LgLink *link = lg_device_list_get_selected (self->devices);

  adw_toast_overlay_add_toast (self->toasts,
                               lg_removal_new (self->workspace, self->devices, link));
}

static void
search_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  lg_device_list_search (((LgDeviceActions *) user_data)->devices);
}

static void
name_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  LgDeviceActions *self = user_data;
  LgProfile *profile = lg_link_get_profile (lg_device_list_get_selected (self->devices));
  GtkWidget *dialog = lg_name_dialog_new (GTK_WINDOW (self->window), profile,
                                          lg_workspace_get_profiles (self->workspace));

  gtk_window_present (GTK_WINDOW (dialog));
}

static void
export_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (LgWorkspace) workspace = user_data;
  g_autoptr (GFile) file = lg_file_chooser_finish (result);
  g_autoptr (GError) error = NULL;

  if (file == NULL)
    return;

  if (lg_profile_export_file (lg_workspace_get_profiles (workspace), g_file_peek_path (file),
                              &error))
    gtk_widget_activate_action (GTK_WIDGET (object), "win.toast", "s",
                                _("Devices exported without their secrets"));
  else
    gtk_widget_activate_action (GTK_WIDGET (object), "win.show-error", "s", error->message);
}

static void
export_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  LgDeviceActions *self = user_data;

  lg_file_chooser_save_async (GTK_WINDOW (self->window), _("Export Devices"), "devices.ini",
                              NULL, export_chosen_cb, g_object_ref (self->workspace));
}

static const GActionEntry entries[] = {
  { "add-device", add_action },
  { "duplicate-device", duplicate_action },
  { "remove-device", remove_action },
  { "search-devices", search_action },
  { "name-device", name_action },
  { "export-devices", export_action },
};

/* The practice device has its name, and stays. */
static void
selected_cb (LgDeviceList *devices,
             GParamSpec   *pspec,
             GActionMap   *window)
{
  LgLink *link = lg_device_list_get_selected (devices);
  gboolean saved = link != NULL && !lg_profile_is_practice (lg_link_get_profile (link));
  const char *const names[] = { "name-device", "remove-device" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (window, names[i])),
                                 saved);
}

/**
 * lg_device_actions_new:
 * @window: the window to add them to
 * @workspace: what it works on
 * @devices: its list
 * @toasts: where it says what is done
 *
 * Adds the actions.
 *
 * Returns: (transfer full): what they work on: the window has to keep it as long as it lives, and
 *   then free it with g_free()
 */
LgDeviceActions *
lg_device_actions_new (GtkApplicationWindow *window,
                       LgWorkspace          *workspace,
                       LgDeviceList         *devices,
                       AdwToastOverlay      *toasts)
{
  LgDeviceActions *self;

  g_return_val_if_fail (GTK_IS_APPLICATION_WINDOW (window), NULL);

  self = g_new (LgDeviceActions, 1);
  *self = (LgDeviceActions) { window, workspace, devices, toasts };
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (devices, "notify::selected", G_CALLBACK (selected_cb), window, 0);
  selected_cb (devices, NULL, G_ACTION_MAP (window));
  return self;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-removal.h"

#include <glib/gi18n.h>

typedef struct
{
  LgWorkspace    *workspace;
  LgDeviceList   *devices;
  LgSecretKeeper *keeper;
  guint           position;
  gboolean        undone;
} Removal;

/* Only now that it cannot be undone any more is the secret deleted, too. */
static void
removal_free (gpointer  data,
              GClosure *closure)
{
  Removal *removal = data;

  if (!removal->undone)
    lg_secret_keeper_forget (removal->keeper);

  g_object_unref (removal->workspace);
  g_object_unref (removal->devices);
  g_object_unref (removal->keeper);
  g_free (removal);
}

static void
undo_clicked_cb (Removal *removal)
{
  LgProfile *profile = lg_secret_keeper_get_profile (removal->keeper);
  LgLink *link = lg_workspace_insert (removal->workspace, removal->position, profile);

  removal->undone = TRUE;
  lg_device_list_set_selected (removal->devices, link);
}

/**
 * lg_removal_new:
 * @workspace: the workspace
 * @devices: its list, where the device is selected again
 * @link: a saved device's link
 *
 * Removes the device at once, and its secret from the keyring when the toast is gone.
 *
 * Returns: (transfer full): a toast that says so and brings it back on request
 */
AdwToast *
lg_removal_new (LgWorkspace  *workspace,
                LgDeviceList *devices,
                LgLink       *link)
{
  LgProfile *profile = lg_link_get_profile (link);
  g_autofree char *name = lg_profile_dup_title (profile);
  g_autofree char *escaped = g_markup_escape_text (name, -1);
  g_autofree char *title = g_strdup_printf (_("%s removed"), escaped);
  AdwToast *toast = adw_toast_new (title);
  Removal *removal = g_new0 (Removal, 1);

  removal->workspace = g_object_ref (workspace);
  removal->devices = g_object_ref (devices);
  removal->keeper = g_object_ref (lg_workspace_get_keeper (workspace, profile));
  removal->position = lg_workspace_remove (workspace, link);

  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), removal,
                         removal_free, G_CONNECT_SWAPPED);
  return toast;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the menus, buttons and keys of a window do. */
#include "config.h"

#include "lg-window-private.h"

#include "app/explain/lg-explain-window.h"
#include "app/ports/lg-fleet-window.h"
#include "app/widgets/lg-takeover.h"
#include "app/widgets/lg-toast.h"

/**
 * lg_window_show_content:
 *
 * Shows the selected device, where the window is too narrow for the list and it.
 */
void
lg_window_show_content (LgWindow *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
connect_link (LgWindow *self,
              LgLink   *link)
{
  LgCredentials *credentials = lg_profile_get_credentials (lg_link_get_profile (link));
  g_autoptr (GError) error = NULL;

  if (lg_credentials_get_mode (credentials) == LG_MODE_REGISTRATION)
    lg_window_register (self, link);
  else if (!lg_link_connect (link, &error))
    lg_finding_banner_show_error (self->banner, error->message);
  else
    adw_view_stack_set_visible_child_name (self->pages, "connection");
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (LgLink) link = user_data;

  if (lg_takeover_ask_finish (result))
    connect_link (LG_WINDOW (object), link);
}

static void
connect_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  LgWindow *self = LG_WINDOW (widget);

  lg_takeover_ask_async (GTK_WINDOW (self), lg_link_get_profile (self->link), NULL,
                         asked_cb, g_object_ref (self->link));
}

static void
disconnect_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  lg_link_disconnect (LG_WINDOW (widget)->link);
}

static void
run_checks_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  LgWindow *self = LG_WINDOW (widget);

  adw_view_stack_set_visible_child_name (self->pages, "ports");
  lg_ports_page_run (self->ports_page);
}

/* The first value of a device is the one to begin with. */
static void
fill_in_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  LgWindow *self = LG_WINDOW (widget);

  adw_view_stack_set_visible_child_name (self->pages, "device");
  gtk_widget_activate_action (GTK_WIDGET (self->device_page), "device.show-field", "s",
                              lg_field_get_nick (LG_FIELD_PRODUCT_KEY));
}

static void
show_end_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  LgWindow *self = LG_WINDOW (widget);

  adw_view_stack_set_visible_child_name (self->pages, "connection");
  lg_connection_page_show_end (self->connection_page);
}

static void
show_event_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  LgWindow *self = LG_WINDOW (widget);

  adw_view_stack_set_visible_child_name (self->pages, "traffic");
  lg_traffic_page_show_event (self->traffic_page, g_variant_get_int64 (parameter));
}

/* Another device, one that is online before one that is not: for a look at both. */
static LgLink *
find_another (LgWindow *self)
{
  GListModel *links = lg_workspace_get_links (self->workspace);
  LgLink *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (links); i++)
    {
      g_autoptr (LgLink) link = g_list_model_get_item (links, i);
      LgSessionState state = lg_session_get_state (lg_link_get_session (link));

      if (link != self->link && (found == NULL || state == LG_SESSION_CONNECTED))
        found = link;
    }

  return found != NULL ? found : self->link;
}

static void
new_window_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  LgWindow *self = LG_WINDOW (widget);
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  LgWindow *window = g_object_new (G_OBJECT_TYPE (self),
                                   "application", application,
                                   "workspace", self->workspace,
                                   NULL);

  lg_device_list_set_selected (window->devices, find_another (self));
  adw_view_stack_set_visible_child_name (window->pages,
                                         adw_view_stack_get_visible_child_name (self->pages));
  gtk_window_present (GTK_WINDOW (window));
}

static void
show_error_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  lg_finding_banner_show_error (LG_WINDOW (widget)->banner,
                                g_variant_get_string (parameter, NULL));
}

static void
check_several_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  LgWindow *self = LG_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (lg_fleet_window_new (GTK_WINDOW (self), self->workspace)));
}

static void
imported_cb (LgWindow *self,
             LgLink   *link)
{
  lg_device_list_set_selected (self->devices, link);
  adw_view_stack_set_visible_child_name (self->pages, "device");
  lg_window_show_content (self);
}

/**
 * lg_window_present_import:
 *
 * Returns: (transfer none): a dialog for importing devices into this window
 */
LgImportDialog *
lg_window_present_import (LgWindow *self)
{
  LgImportDialog *dialog = lg_import_dialog_new (GTK_WINDOW (self), self->workspace, self->link);

  g_signal_connect_object (dialog, "imported", G_CALLBACK (imported_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  lg_window_present_import (LG_WINDOW (widget));
}

static void
paste_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  lg_import_dialog_paste (lg_window_present_import (LG_WINDOW (widget)));
}

/**
 * lg_window_install_actions:
 * @widget_class: the window's class
 *
 * Installs what the menus, buttons and keys of a window do.
 */
void
lg_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "win.disconnect", NULL, disconnect_action);
  gtk_widget_class_install_action (widget_class, "win.run-checks", NULL, run_checks_action);
  gtk_widget_class_install_action (widget_class, "win.fill-in", NULL, fill_in_action);
  gtk_widget_class_install_action (widget_class, "win.show-end", NULL, show_end_action);
  gtk_widget_class_install_action (widget_class, "win.show-event", "x", show_event_action);
  gtk_widget_class_install_action (widget_class, "win.new-window", NULL, new_window_action);
  lg_toast_install_action (widget_class);
  gtk_widget_class_install_action (widget_class, "win.show-error", "s", show_error_action);
  lg_explain_window_install_action (widget_class);
  gtk_widget_class_install_action (widget_class, "win.check-several", NULL, check_several_action);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "win.paste", NULL, paste_action);

  /* No accelerator of the application: where text is typed, the same keys insert it. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste",
                                       NULL);
}

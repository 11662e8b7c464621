/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-window.h"

#include "lg-adaptive-bin.h"
#include "lg-connect-button.h"
#include "lg-connection-page.h"
#include "lg-device-actions.h"
#include "lg-device-list.h"
#include "lg-device-page.h"
#include "lg-finding-banner.h"
#include "lg-fleet-window.h"
#include "lg-import-dialog.h"
#include "lg-ports-page.h"
#include "lg-readiness.h"
#include "lg-removal.h"
#include "lg-state-pill.h"
#include "lg-takeover.h"
#include "lg-traffic-page.h"

struct _LgWindow
{
  AdwApplicationWindow  parent_instance;
  AdwToastOverlay      *toasts;
  AdwLeaflet           *leaflet;
  LgDeviceList         *devices;
  LgFindingBanner      *banner;
  AdwViewStack         *pages;
  LgDevicePage         *device_page;
  LgPortsPage          *ports_page;
  LgTrafficPage        *traffic_page;
  LgConnectButton      *connect;

  LgWorkspace          *workspace;
  LgReadiness          *readiness;
  LgLink               *link;
  GSettings            *settings;
  GSignalGroup         *session;
  GSignalGroup         *profile;
};

G_DEFINE_FINAL_TYPE (LgWindow, lg_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_WORKSPACE = 1,
  PROP_LINK,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
update_actions (LgWindow *self)
{
  LgSessionState state = lg_session_get_state (lg_link_get_session (self->link));
  gboolean idle = state == LG_SESSION_DISCONNECTED;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.connect",
                                 idle && lg_readiness_get_ready (self->readiness));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.disconnect",
                                 !idle && state != LG_SESSION_DISCONNECTING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.remove-device",
                                 !lg_profile_is_practice (lg_link_get_profile (self->link)));
}

static void
update_title (LgWindow *self)
{
  g_autofree char *title = lg_profile_dup_title (lg_link_get_profile (self->link));

  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
set_link (LgWindow *self,
          LgLink   *link)
{
  if (!g_set_object (&self->link, link))
    return;

  g_signal_group_set_target (self->session, lg_link_get_session (link));
  g_signal_group_set_target (self->profile, lg_link_get_profile (link));
  lg_readiness_set_link (self->readiness, link);
  lg_device_page_set_link (self->device_page, link);
  lg_device_page_set_keeper (self->device_page,
                             lg_workspace_get_keeper (self->workspace,
                                                      lg_link_get_profile (link)));
  lg_ports_page_set_link (self->ports_page, link);
  update_title (self);
  update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
}

static void
device_selected_cb (LgWindow *self)
{
  LgLink *link = lg_device_list_get_selected (self->devices);

  if (link != NULL)
    set_link (self, link);
}

static void
device_opened_cb (LgWindow *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
back_clicked_cb (LgWindow *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
connect_link (LgWindow *self,
              LgLink   *link)
{
  g_autoptr (GError) error = NULL;

  if (!lg_link_connect (link, &error))
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

static void
show_event_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  LgWindow *self = LG_WINDOW (widget);

  adw_view_stack_set_visible_child_name (self->pages, "traffic");
  lg_traffic_page_show_event (self->traffic_page, g_variant_get_int64 (parameter));
}

static void
toast_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  AdwToast *toast = adw_toast_new (g_variant_get_string (parameter, NULL));

  adw_toast_set_timeout (toast, 2);
  adw_toast_overlay_add_toast (LG_WINDOW (widget)->toasts, toast);
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
add_device_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  LgWindow *self = LG_WINDOW (widget);

  lg_device_list_set_selected (self->devices, lg_workspace_add (self->workspace));
  adw_view_stack_set_visible_child_name (self->pages, "device");
  device_opened_cb (self);
}

static void
duplicate_device_action (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  LgWindow *self = LG_WINDOW (widget);

  lg_device_list_set_selected (self->devices,
                               lg_workspace_duplicate (self->workspace, self->link));
  adw_view_stack_set_visible_child_name (self->pages, "device");
  device_opened_cb (self);
}

static void
remove_device_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  LgWindow *self = LG_WINDOW (widget);

  adw_toast_overlay_add_toast (self->toasts,
                               lg_removal_new (self->workspace, self->devices, self->link));
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
  device_opened_cb (self);
}

static LgImportDialog *
present_import (LgWindow *self)
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
  present_import (LG_WINDOW (widget));
}

static void
paste_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  lg_import_dialog_paste (present_import (LG_WINDOW (widget)));
}

static gboolean
dropped_cb (LgWindow     *self,
            const GValue *value)
{
  return lg_import_dialog_take_drop (present_import (self), value);
}

static void
remember (LgWindow *self)
{
  LgProfile *profile = lg_link_get_profile (self->link);

  g_settings_set_string (self->settings, "page",
                         adw_view_stack_get_visible_child_name (self->pages));
  g_settings_set_string (self->settings, "device",
                         lg_profile_is_practice (profile) ? "" : lg_profile_get_id (profile));
}

static void
recall (LgWindow *self)
{
  g_autofree char *page = g_settings_get_string (self->settings, "page");
  g_autofree char *device = g_settings_get_string (self->settings, "device");

  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  if (adw_view_stack_get_child_by_name (self->pages, page) != NULL)
    adw_view_stack_set_visible_child_name (self->pages, page);
  lg_device_list_set_selected (self->devices, lg_workspace_find (self->workspace, device));
}

static gboolean
lg_window_close_request (GtkWindow *window)
{
  remember (LG_WINDOW (window));

  return GTK_WINDOW_CLASS (lg_window_parent_class)->close_request (window);
}

static void
lg_window_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  LgWindow *self = LG_WINDOW (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;

    case PROP_LINK:
      g_value_set_object (value, self->link);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_window_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_WORKSPACE);

  LG_WINDOW (object)->workspace = g_value_dup_object (value);
}

static void
lg_window_constructed (GObject *object)
{
  LgWindow *self = LG_WINDOW (object);

  G_OBJECT_CLASS (lg_window_parent_class)->constructed (object);

  lg_device_page_set_readiness (self->device_page, self->readiness,
                                lg_workspace_get_practice (self->workspace));
  lg_ports_page_set_practice (self->ports_page, lg_workspace_get_practice (self->workspace));
  lg_device_list_set_links (self->devices, lg_workspace_get_links (self->workspace));
  lg_device_actions_add (GTK_APPLICATION_WINDOW (self), self->workspace, self->devices);
  recall (self);
  if (lg_workspace_get_problem (self->workspace) != NULL)
    lg_finding_banner_show_error (self->banner, lg_workspace_get_problem (self->workspace));
}

static void
lg_window_dispose (GObject *object)
{
  LgWindow *self = LG_WINDOW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->profile);
  g_clear_object (&self->readiness);
  g_clear_object (&self->settings);
  g_clear_object (&self->link);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (lg_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "win.disconnect", NULL, disconnect_action);
  gtk_widget_class_install_action (widget_class, "win.run-checks", NULL, run_checks_action);
  gtk_widget_class_install_action (widget_class, "win.show-event", "x", show_event_action);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_action);
  gtk_widget_class_install_action (widget_class, "win.show-error", "s", show_error_action);
  gtk_widget_class_install_action (widget_class, "win.add-device", NULL, add_device_action);
  gtk_widget_class_install_action (widget_class, "win.duplicate-device", NULL,
                                   duplicate_device_action);
  gtk_widget_class_install_action (widget_class, "win.remove-device", NULL, remove_device_action);
  gtk_widget_class_install_action (widget_class, "win.check-several", NULL, check_several_action);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "win.paste", NULL, paste_action);

  /* No accelerator of the application: where text is typed, the same keys insert it. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste",
                                       NULL);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (LG_TYPE_ADAPTIVE_BIN);
  g_type_ensure (LG_TYPE_CONNECT_BUTTON);
  g_type_ensure (LG_TYPE_CONNECTION_PAGE);
  g_type_ensure (LG_TYPE_DEVICE_LIST);
  g_type_ensure (LG_TYPE_DEVICE_PAGE);
  g_type_ensure (LG_TYPE_FINDING_BANNER);
  g_type_ensure (LG_TYPE_PORTS_PAGE);
  g_type_ensure (LG_TYPE_STATE_PILL);
  g_type_ensure (LG_TYPE_TRAFFIC_PAGE);

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LgWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, LgWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, LgWindow, devices);
  gtk_widget_class_bind_template_child (widget_class, LgWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, LgWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, LgWindow, device_page);
  gtk_widget_class_bind_template_child (widget_class, LgWindow, ports_page);
  gtk_widget_class_bind_template_child (widget_class, LgWindow, traffic_page);
  gtk_widget_class_bind_template_child (widget_class, LgWindow, connect);
  gtk_widget_class_bind_template_callback (widget_class, device_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, device_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, dropped_cb);
}

static void
lg_window_class_init (LgWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lg_window_get_property;
  object_class->set_property = lg_window_set_property;
  object_class->constructed = lg_window_constructed;
  object_class->dispose = lg_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = lg_window_close_request;

  properties[PROP_WORKSPACE] =
    g_param_spec_object ("workspace", NULL, NULL, LG_TYPE_WORKSPACE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LINK] =
    g_param_spec_object ("link", NULL, NULL, LG_TYPE_LINK,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  install_actions (GTK_WIDGET_CLASS (klass));
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
lg_window_init (LgWindow *self)
{
  g_autoptr (GPropertyAction) page = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  page = g_property_action_new ("page", self->pages, "visible-child-name");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (page));

  self->settings = g_settings_new (APP_ID);
  self->readiness = lg_readiness_new ();
  g_signal_connect_object (self->readiness, "notify::ready", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  lg_connect_button_set_readiness (self->connect, self->readiness);

  self->session = g_signal_group_new (LG_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session, "notify::state", G_CALLBACK (update_actions),
                                  self);
  self->profile = g_signal_group_new (LG_TYPE_PROFILE);
  g_signal_group_connect_swapped (self->profile, "changed", G_CALLBACK (update_title), self);
}

/**
 * lg_window_new:
 * @application: the application
 * @workspace: what to work on
 *
 * Returns: (transfer floating): a window as it was left last time
 */
GtkWidget *
lg_window_new (AdwApplication *application,
               LgWorkspace    *workspace)
{
  return g_object_new (LG_TYPE_WINDOW,
                       "application", application,
                       "workspace", workspace,
                       NULL);
}

/**
 * lg_window_get_link:
 *
 * Returns: (transfer none): the selected device's link
 */
LgLink *
lg_window_get_link (LgWindow *self)
{
  g_return_val_if_fail (LG_IS_WINDOW (self), NULL);

  return self->link;
}

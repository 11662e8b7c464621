/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-window-private.h"

#include "app/connection/lg-connection-page.h"
#include "app/devices/lg-device-actions.h"
#include "app/widgets/lg-adaptive-bin.h"
#include "app/widgets/lg-state-pill.h"

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
back_clicked_cb (LgWindow *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static gboolean
dropped_cb (LgWindow     *self,
            const GValue *value)
{
  return lg_import_dialog_take_drop (lg_window_present_import (self), value);
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
  static const struct
  {
    const char *key;
    const char *property;
  } kept[] = {
    { "window-width", "default-width" },
    { "window-height", "default-height" },
    { "maximized", "maximized" },
  };
  g_autofree char *page = g_settings_get_string (self->settings, "page");
  g_autofree char *device = g_settings_get_string (self->settings, "device");

  /* Each window begins like the last one that was changed, and goes its own way from there. */
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_settings_bind (self->settings, kept[i].key, self, kept[i].property,
                     G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_GET_NO_CHANGES);
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
show_problem (LgWindow *self)
{
  const char *problem = lg_workspace_get_problem (self->workspace);

  if (self->problem != NULL)
    lg_finding_banner_take_back (self->banner, self->problem);
  if (problem != NULL)
    lg_finding_banner_show_error (self->banner, problem);
  g_free (self->problem);
  self->problem = g_strdup (problem);
}

static void
lg_window_constructed (GObject *object)
{
  LgWindow *self = LG_WINDOW (object);

  G_OBJECT_CLASS (lg_window_parent_class)->constructed (object);

  lg_device_page_set_readiness (self->device_page, self->readiness,
                                lg_workspace_get_practice (self->workspace));
  lg_ports_page_set_workspace (self->ports_page, self->workspace);
  lg_device_list_set_links (self->devices, lg_workspace_get_links (self->workspace));
  self->device_actions = lg_device_actions_new (GTK_APPLICATION_WINDOW (self), self->workspace,
                                                self->devices, self->toasts);
  recall (self);
  g_signal_connect_object (self->workspace, "notify::problem", G_CALLBACK (show_problem), self,
                           G_CONNECT_SWAPPED);
  show_problem (self);
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
  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (lg_window_parent_class)->dispose (object);
}

static void
lg_window_finalize (GObject *object)
{
  g_free (LG_WINDOW (object)->device_actions);

  G_OBJECT_CLASS (lg_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (GDK_TYPE_FILE_LIST);
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
  gtk_widget_class_bind_template_child (widget_class, LgWindow, connection_page);
  gtk_widget_class_bind_template_child (widget_class, LgWindow, traffic_page);
  gtk_widget_class_bind_template_child (widget_class, LgWindow, connect);
  gtk_widget_class_bind_template_callback (widget_class, device_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, lg_window_show_content);
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
  object_class->finalize = lg_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = lg_window_close_request;

  properties[PROP_WORKSPACE] =
    g_param_spec_object ("workspace", NULL, NULL, LG_TYPE_WORKSPACE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LINK] =
    g_param_spec_object ("link", NULL, NULL, LG_TYPE_LINK,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  lg_window_install_actions (GTK_WIDGET_CLASS (klass));
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

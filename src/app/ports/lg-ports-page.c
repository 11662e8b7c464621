/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-ports-page.h"

#include "app/widgets/lg-closures.h"
#include "app/widgets/lg-takeover.h"
#include "device/lg-printable.h"
#include "lg-check-bar.h"
#include "lg-check-view.h"
#include "lg-remote-window.h"
#include "lg-roots-window.h"
#include "model/lg-check-report.h"

#include <glib/gi18n.h>

struct _LgPortsPage
{
  GtkWidget          parent_instance;
  GtkScrolledWindow *scroller;
  GtkLabel          *host;
  GtkLabel          *source;
  LgCheckBar        *bar;
  GtkLabel          *problem;
  GtkWidget         *progress;
  LgCheckView       *results;

  LgLink            *link;
  LgCheckup         *checkup;
  LgWorkspace       *workspace;
  GSignalGroup      *signals;
  GSignalGroup      *check_signals;
  GSignalGroup      *profile_signals;
  GBindingGroup     *bindings;
};

G_DEFINE_FINAL_TYPE (LgPortsPage, lg_ports_page, GTK_TYPE_WIDGET)

enum
{
  PROP_LINK = 1,
  PROP_RUNNING,
  PROP_CHECKED,
  PROP_PASTED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static LgCheck *
get_check (LgPortsPage *self)
{
  return self->checkup != NULL ? lg_checkup_get_check (self->checkup) : NULL;
}

static gboolean
is_running (LgPortsPage *self)
{
  return self->checkup != NULL && lg_checkup_get_running (self->checkup);
}

/* The results stay those of the host that was looked at; the next run is about what is set now. */
static void
update_host (LgPortsPage *self)
{
  LgCheck *check = get_check (self);
  g_autofree char *problem = NULL, *host = NULL, *shown = NULL, *source = NULL;

  if (self->checkup != NULL)
    host = lg_checkup_dup_host (self->checkup, &problem);
  if (check != NULL && g_strcmp0 (host, lg_check_get_host (check)) == 0)
    source = lg_check_report_describe_source (check);
  else if (check != NULL)
    source = lg_printable_format (_("The results below are those of %s"),
                                  lg_check_get_host (check));

  shown = lg_printable_line (host, -1);
  gtk_label_set_text (self->host, shown != NULL ? shown : _("No host yet"));
  gtk_label_set_text (self->source, source != NULL ? source : problem != NULL ? problem : "");
  if (host != NULL)
    gtk_label_set_text (self->problem, "");
}

static void
running_cb (LgPortsPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  update_host (self);
}

static void
check_changed_cb (LgPortsPage *self)
{
  LgCheck *check = get_check (self);

  g_binding_group_set_source (self->bindings, check);
  g_signal_group_set_target (self->check_signals,
                             check != NULL ? lg_check_get_findings (check) : NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ports.copy", check != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECKED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PASTED]);
  running_cb (self);
}

static void
run (LgPortsPage *self)
{
  g_autoptr (GError) error = NULL;

  lg_checkup_run (self->checkup, &error);
  gtk_label_set_text (self->problem, error != NULL ? error->message : "");
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (LgPortsPage) self = user_data;

  if (lg_takeover_ask_finish (result) && self->checkup != NULL && !is_running (self))
    run (self);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  lg_checkup_cancel (LG_PORTS_PAGE (widget)->checkup);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_autofree char *text = lg_check_report_new (get_check (LG_PORTS_PAGE (widget)));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  gtk_widget_activate_action (widget, "win.toast", "s", _("Report copied"));
}

static void
remote_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  LgPortsPage *self = LG_PORTS_PAGE (widget);

  if (self->checkup != NULL)
    gtk_window_present (GTK_WINDOW (
      lg_remote_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->checkup)));
}

static void
roots_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  LgPortsPage *self = LG_PORTS_PAGE (widget);

  gtk_window_present (GTK_WINDOW (lg_roots_window_new (GTK_WINDOW (gtk_widget_get_root (widget)),
                                                       lg_link_get_roots (self->link))));
}

static void
lg_ports_page_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  LgPortsPage *self = LG_PORTS_PAGE (object);

  switch (prop_id)
    {
    case PROP_LINK:
      g_value_set_object (value, self->link);
      break;

    case PROP_RUNNING:
      g_value_set_boolean (value, is_running (self));
      break;

    case PROP_CHECKED:
      g_value_set_boolean (value, get_check (self) != NULL);
      break;

    case PROP_PASTED:
      g_value_set_boolean (value, get_check (self) != NULL
                                  && lg_check_is_pasted (get_check (self)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_ports_page_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_LINK);

  lg_ports_page_set_link (LG_PORTS_PAGE (object), g_value_get_object (value));
}

static void
lg_ports_page_dispose (GObject *object)
{
  LgPortsPage *self = LG_PORTS_PAGE (object);
  GtkWidget *child;

  g_clear_object (&self->signals);
  g_clear_object (&self->check_signals);
  g_clear_object (&self->profile_signals);
  g_clear_object (&self->bindings);
  g_clear_weak_pointer (&self->workspace);
  g_clear_object (&self->checkup);
  g_clear_object (&self->link);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (lg_ports_page_parent_class)->dispose (object);
}

static void
lg_ports_page_class_init (LgPortsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_ports_page_get_property;
  object_class->set_property = lg_ports_page_set_property;
  object_class->dispose = lg_ports_page_dispose;

  properties[PROP_LINK] = g_param_spec_object ("link", NULL, NULL, LG_TYPE_LINK,
                                               G_PARAM_WRITABLE | flags);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  properties[PROP_CHECKED] = g_param_spec_boolean ("checked", NULL, NULL, FALSE, flags);
  properties[PROP_PASTED] = g_param_spec_boolean ("pasted", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "ports.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "ports.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "ports.remote", NULL, remote_action);
  gtk_widget_class_install_action (widget_class, "ports.roots", NULL, roots_action);

  g_type_ensure (LG_TYPE_CHECK_BAR);
  g_type_ensure (LG_TYPE_CHECK_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-ports-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LgPortsPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, LgPortsPage, host);
  gtk_widget_class_bind_template_child (widget_class, LgPortsPage, source);
  gtk_widget_class_bind_template_child (widget_class, LgPortsPage, bar);
  gtk_widget_class_bind_template_child (widget_class, LgPortsPage, problem);
  gtk_widget_class_bind_template_child (widget_class, LgPortsPage, progress);
  gtk_widget_class_bind_template_child (widget_class, LgPortsPage, results);
  gtk_widget_class_bind_template_callback (widget_class, lg_closure_has_text);
}

static void
lg_ports_page_init (LgPortsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (LG_TYPE_CHECKUP);
  g_signal_group_connect_swapped (self->signals, "notify::check", G_CALLBACK (check_changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->signals, "notify::running", G_CALLBACK (running_cb),
                                  self);
  self->check_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->check_signals, "items-changed", G_CALLBACK (update_host),
                                  self);
  self->profile_signals = g_signal_group_new (LG_TYPE_PROFILE);
  g_signal_group_connect_swapped (self->profile_signals, "changed", G_CALLBACK (update_host),
                                  self);
  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "progress", self->progress, "fraction",
                        G_BINDING_SYNC_CREATE);
}

/**
 * lg_ports_page_set_workspace:
 * @workspace: whose devices it checks
 *
 * Has to be called once, before the page is given a device. The page does not keep it alive.
 */
void
lg_ports_page_set_workspace (LgPortsPage *self,
                             LgWorkspace *workspace)
{
  g_return_if_fail (LG_IS_PORTS_PAGE (self));
  g_return_if_fail (self->workspace == NULL);

  g_set_weak_pointer (&self->workspace, workspace);
}

/**
 * lg_ports_page_set_link:
 * @link: (nullable): the device to check
 */
void
lg_ports_page_set_link (LgPortsPage *self,
                        LgLink      *link)
{
  g_return_if_fail (LG_IS_PORTS_PAGE (self));

  if (!g_set_object (&self->link, link))
    return;

  g_clear_object (&self->checkup);
  if (link != NULL)
    {
      self->checkup = g_object_ref (lg_workspace_get_checkup (self->workspace, link));
      lg_checkup_set_practice (self->checkup, lg_practice_process_get_pairings (
        lg_workspace_get_practice (self->workspace)));
      lg_check_bar_set_checkup (self->bar, self->checkup, lg_link_get_roots (link));
    }
  g_signal_group_set_target (self->signals, self->checkup);
  g_signal_group_set_target (self->profile_signals,
                             link != NULL ? lg_link_get_profile (link) : NULL);
  lg_check_view_set_checkup (self->results, self->checkup);
  gtk_label_set_text (self->problem, "");
  check_changed_cb (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
}

/**
 * lg_ports_page_run:
 *
 * Runs the checks, unless they run already. Before a login takes the device's place it asks.
 */
void
lg_ports_page_run (LgPortsPage *self)
{
  g_return_if_fail (LG_IS_PORTS_PAGE (self));

  if (self->checkup == NULL || is_running (self))
    return;

  if (lg_checkup_get_login (self->checkup))
    lg_takeover_ask_login_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 lg_link_get_profile (self->link), NULL, asked_cb,
                                 g_object_ref (self));
  else
    run (self);
}

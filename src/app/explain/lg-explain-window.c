/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-explain-window.h"

#include "app/widgets/lg-adaptive-bin.h"
#include "app/widgets/lg-toast.h"
#include "lg-explain-drops-page.h"
#include "lg-explain-line-page.h"
#include "lg-explain-values-page.h"

struct _LgExplainWindow
{
  AdwWindow            parent_instance;
  AdwToastOverlay     *toasts;
  AdwWindowTitle      *narrow_title;
  AdwViewStack        *pages;
  LgExplainLinePage   *line_page;
  LgExplainValuesPage *values_page;
  LgExplainDropsPage  *drops_page;
  LgLink              *link;
};

G_DEFINE_FINAL_TYPE (LgExplainWindow, lg_explain_window, ADW_TYPE_WINDOW)

enum
{
  PROP_LINK = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* An action of the main window, which then has to be seen. */
static void
activate_in_parent (GtkWidget  *widget,
                    const char *name)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (parent == NULL)
    return;

  gtk_window_present (parent);
  gtk_widget_activate_action (GTK_WIDGET (parent), name, NULL);
}

static void
check_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  activate_in_parent (widget, "win.run-checks");
}

/* The Device page says what is missing, should the device not be ready to connect. */
static void
connect_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.page", "s", "device");
  activate_in_parent (widget, "win.connect");
}

static void
values_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  adw_view_stack_set_visible_child_name (LG_EXPLAIN_WINDOW (widget)->pages, "values");
}

static void
lg_explain_window_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  g_assert (prop_id == PROP_LINK);

  g_value_set_object (value, LG_EXPLAIN_WINDOW (object)->link);
}

static void
lg_explain_window_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_LINK);

  lg_explain_window_set_link (LG_EXPLAIN_WINDOW (object), g_value_get_object (value));
}

static void
lg_explain_window_dispose (GObject *object)
{
  g_clear_object (&LG_EXPLAIN_WINDOW (object)->link);

  G_OBJECT_CLASS (lg_explain_window_parent_class)->dispose (object);
}

static void
lg_explain_window_class_init (LgExplainWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lg_explain_window_get_property;
  object_class->set_property = lg_explain_window_set_property;
  object_class->dispose = lg_explain_window_dispose;

  properties[PROP_LINK] =
    g_param_spec_object ("link", NULL, NULL, LG_TYPE_LINK,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (LG_TYPE_ADAPTIVE_BIN);
  g_type_ensure (LG_TYPE_EXPLAIN_DROPS_PAGE);
  g_type_ensure (LG_TYPE_EXPLAIN_LINE_PAGE);
  g_type_ensure (LG_TYPE_EXPLAIN_VALUES_PAGE);

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-explain-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LgExplainWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, LgExplainWindow, narrow_title);
  gtk_widget_class_bind_template_child (widget_class, LgExplainWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, LgExplainWindow, line_page);
  gtk_widget_class_bind_template_child (widget_class, LgExplainWindow, values_page);
  gtk_widget_class_bind_template_child (widget_class, LgExplainWindow, drops_page);
  gtk_widget_class_install_action (widget_class, "explain.check", NULL, check_action);
  gtk_widget_class_install_action (widget_class, "explain.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "explain.values", NULL, values_action);
  lg_toast_install_action (widget_class);
}

static void
lg_explain_window_init (LgExplainWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static LgExplainWindow *
find_window (GtkWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (LG_IS_EXPLAIN_WINDOW (window) && gtk_window_get_transient_for (window) == parent)
        return LG_EXPLAIN_WINDOW (window);
    }

  return NULL;
}

static LgExplainWindow *
present (GtkWindow *parent)
{
  LgExplainWindow *self = find_window (parent);

  if (self == NULL)
    {
      self = g_object_new (LG_TYPE_EXPLAIN_WINDOW, "transient-for", parent, NULL);
      g_object_bind_property (parent, "link", self, "link", G_BINDING_SYNC_CREATE);
    }

  gtk_window_present (GTK_WINDOW (self));
  return self;
}

static void
explain_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  present (GTK_WINDOW (widget));
}

static void
explain_values_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  LgExplainWindow *self = present (GTK_WINDOW (widget));

  adw_view_stack_set_visible_child_name (self->pages, "values");
}

/**
 * lg_explain_window_present_values:
 * @parent: the main window
 * @sent: custom credentials: client ID, user name and password as a device sends them
 *
 * Shows the window with these values, compared with those of the device selected in @parent.
 */
void
lg_explain_window_present_values (GtkWindow     *parent,
                                  LgCredentials *sent)
{
  LgExplainWindow *self = present (parent);

  lg_explain_values_page_set_values (self->values_page, sent);
  adw_view_stack_set_visible_child_name (self->pages, "values");
}

/**
 * lg_explain_window_install_action:
 * @parent_class: class of the main window, whose property `link` is followed
 *
 * Installs the actions `win.explain` and `win.explain-values`: they show the window, with what was
 * typed if it is open already, the second one on its page about values sent.
 */
void
lg_explain_window_install_action (GtkWidgetClass *parent_class)
{
  gtk_widget_class_install_action (parent_class, "win.explain", NULL, explain_action);
  gtk_widget_class_install_action (parent_class, "win.explain-values", NULL,
                                   explain_values_action);
}

/**
 * lg_explain_window_set_link:
 * @link: the device that reports
 */
void
lg_explain_window_set_link (LgExplainWindow *self,
                            LgLink          *link)
{
  g_autofree char *title = NULL;

  g_return_if_fail (LG_IS_EXPLAIN_WINDOW (self));

  if (link == NULL || !g_set_object (&self->link, link))
    return;

  title = lg_profile_dup_title (lg_link_get_profile (link));
  adw_window_title_set_subtitle (self->narrow_title, title);
  lg_explain_line_page_set_link (self->line_page, link);
  lg_explain_values_page_set_link (self->values_page, link);
  lg_explain_drops_page_set_link (self->drops_page, link);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
}

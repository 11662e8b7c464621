/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-toast.h"

static void
toast_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  GObject *toasts = gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), "toasts");
  AdwToast *toast = adw_toast_new (g_variant_get_string (parameter, NULL));

  adw_toast_set_timeout (toast, 2);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), toast);
}

/**
 * lg_toast_install_action:
 * @window_class: class of a window with a template child `toasts`
 *
 * Installs the action `win.toast`, with which whatever is in the window tells that something is
 * done.
 */
void
lg_toast_install_action (GtkWidgetClass *window_class)
{
  gtk_widget_class_install_action (window_class, "win.toast", "s", toast_action);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-remote-window.h"

#include "app/widgets/lg-closures.h"

#include <glib/gi18n.h>
#include <string.h>

struct _LgRemoteWindow
{
  AdwWindow        parent_instance;
  AdwToastOverlay *toasts;
  GtkTextBuffer   *answer;
  GtkLabel        *problem;
  LgCheckup       *checkup;
};

G_DEFINE_FINAL_TYPE (LgRemoteWindow, lg_remote_window, ADW_TYPE_WINDOW)

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LgRemoteWindow *self = LG_REMOTE_WINDOW (widget);
  g_autoptr (GEnumClass) shells = g_type_class_ref (LG_TYPE_REMOTE_SHELL);
  GEnumValue *shell = g_enum_get_value_by_nick (shells, g_variant_get_string (parameter, NULL));
  g_autoptr (GError) error = NULL;
  g_autofree char *lines = shell != NULL
    ? lg_checkup_dup_remote_lines (self->checkup, shell->value, &error) : NULL;

  gtk_label_set_text (self->problem, error != NULL ? error->message : "");
  if (lines == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), lines);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Lines copied")));
}

static char *
dup_answer (LgRemoteWindow *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->answer, &start, &end);
  return gtk_text_buffer_get_text (self->answer, &start, &end, FALSE);
}

static void
judge_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  LgRemoteWindow *self = LG_REMOTE_WINDOW (widget);
  char *text = dup_answer (self);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
  g_autoptr (GError) error = NULL;

  if (lg_checkup_get_running (self->checkup))
    gtk_label_set_text (self->problem, _("The checks are still running."));
  else if (lg_checkup_take_pasted (self->checkup, bytes, &error))
    gtk_window_close (GTK_WINDOW (self));
  else
    gtk_label_set_text (self->problem, error->message);
}

static void
changed_cb (LgRemoteWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "remote.judge",
                                 gtk_text_buffer_get_char_count (self->answer) > 0);
  gtk_label_set_text (self->problem, "");
}

static void
lg_remote_window_dispose (GObject *object)
{
  g_clear_object (&LG_REMOTE_WINDOW (object)->checkup);

  G_OBJECT_CLASS (lg_remote_window_parent_class)->dispose (object);
}

static void
lg_remote_window_class_init (LgRemoteWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_remote_window_dispose;

  gtk_widget_class_install_action (widget_class, "remote.copy", "s", copy_action);
  gtk_widget_class_install_action (widget_class, "remote.judge", NULL, judge_action);

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-remote-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LgRemoteWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, LgRemoteWindow, answer);
  gtk_widget_class_bind_template_child (widget_class, LgRemoteWindow, problem);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, lg_closure_has_text);
}

static void
lg_remote_window_init (LgRemoteWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  changed_cb (self);
}

/**
 * lg_remote_window_new:
 * @parent: the window it belongs to
 * @checkup: whose ports somebody else looks at; gets the check made of the answer
 *
 * Returns: (transfer none): a window
 */
GtkWidget *
lg_remote_window_new (GtkWindow *parent,
                      LgCheckup *checkup)
{
  LgRemoteWindow *self = g_object_new (LG_TYPE_REMOTE_WINDOW, "transient-for", parent, NULL);

  self->checkup = g_object_ref (checkup);
  return GTK_WIDGET (self);
}

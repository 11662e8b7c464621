/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-window.h"
#include "lib/lg-test-time.h"

#include <glib/gstdio.h>
#include <string.h>

/* A window must settle long before this; a machine under load may need some of it. */
#define DEADLINE_S 20

/* Runs what is due now. */
void
lg_test_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Waits for @condition, and fails at the deadline. It must be one that cannot hold before what the
 * step began has come about: what held already is not waited for. */
void
lg_test_wait (LgTestCondition condition,
              gpointer        user_data)
{
  gint64 deadline = lg_test_get_deadline (DEADLINE_S * G_USEC_PER_SEC);

  while (!condition (user_data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

/* The same, right after a step that undoes @condition at once and lets it come true again. */
void
lg_test_wait_again (LgTestCondition condition,
                    gpointer        user_data)
{
  g_assert_false (condition (user_data));
  lg_test_wait (condition, user_data);
}

typedef struct
{
  GtkWidget  *ancestor;
  const char *text;
} Shown;

static gboolean
shows (gpointer user_data)
{
  const Shown *shown = user_data;

  return lg_test_shows (shown->ancestor, shown->text);
}

/* Waits until a visible label below @ancestor contains @text. */
void
lg_test_wait_for_text (GtkWidget  *ancestor,
                       const char *text)
{
  lg_test_wait (shows, &(Shown) { ancestor, text });
}

static gboolean
is_laid_out (gpointer widget)
{
  return gtk_widget_get_width (widget) > 0;
}

/* libadwaita 1.7 measures the heading of a message dialog for less than it needs, and GTK warns. */
static GLogWriterOutput
write_log_cb (GLogLevelFlags   level,
              const GLogField *fields,
              gsize            n_fields,
              gpointer         user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, "MESSAGE") == 0 && fields[i].length < 0
        && g_str_has_prefix (fields[i].value, "Trying to measure GtkLabel "))
      return G_LOG_WRITER_HANDLED;

  return g_log_writer_default (level, fields, n_fields, user_data);
}

/* It brings the style sheet and the icons; a process can register only one. */
static AdwApplication *
get_application (void)
{
  static AdwApplication *application;

  if (application == NULL)
    {
      g_log_set_writer_func (write_log_cb, NULL, NULL);
      application = g_object_new (ADW_TYPE_APPLICATION,
                                  "application-id", "org.linkglass.Test",
                                  "flags", G_APPLICATION_NON_UNIQUE,
                                  "resource-base-path", "/org/linkglass/Linkglass",
                                  NULL);
      g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
    }

  return application;
}

/* No test begins with what the one before it left. */
static void
forget_settings (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.linkglass.Linkglass");
  const char *const keys[] = { "window-width", "window-height", "maximized", "page", "device" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (settings, keys[i]);
}

static void
open_window (LgTestWindow *self)
{
  self->workspace = lg_workspace_new (self->directory, "/nonexistent/linkglass-cli");
  self->window = LG_WINDOW (lg_window_new (get_application (), self->workspace));
  g_object_ref (self->window);
  gtk_window_present (GTK_WINDOW (self->window));
  lg_test_wait (is_laid_out, self->window);
}

static void
close_window (LgTestWindow *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_object_unref (self->window);
  g_assert_true (lg_workspace_close (self->workspace, NULL));
  lg_test_settle ();
  g_assert_finalize_object (self->workspace);
}

void
lg_test_window_set_up (LgTestWindow  *self,
                       gconstpointer  user_data)
{
  forget_settings ();
  self->directory = g_dir_make_tmp ("linkglass-XXXXXX", NULL);
  open_window (self);
}

/* Closes Linkglass as the operator would, and starts it again. */
void
lg_test_window_reopen (LgTestWindow *self)
{
  gtk_window_close (GTK_WINDOW (self->window));
  lg_test_settle ();
  close_window (self);
  open_window (self);
}

void
lg_test_window_tear_down (LgTestWindow  *self,
                          gconstpointer  user_data)
{
  g_autofree char *file = g_build_filename (self->directory, "devices.ini", NULL);

  close_window (self);
  g_remove (file);
  g_rmdir (self->directory);
  g_free (self->directory);
}

/* Keeps a picture of a window in the folder LINKGLASS_ARTIFACTS names, if any. */
void
lg_test_save (GtkWidget  *widget,
              const char *name)
{
  const char *folder = g_getenv ("LINKGLASS_ARTIFACTS");
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = NULL, *path = NULL;

  if (folder == NULL)
    return;

  gtk_test_widget_wait_for_draw (widget);
  paintable = gtk_widget_paintable_new (widget);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), node, NULL);
  file = g_strconcat (name, ".png", NULL);
  path = g_build_filename (folder, file, NULL);
  gdk_texture_save_to_png (texture, path);
}

/* The same of the window itself. */
void
lg_test_window_save (LgTestWindow *self,
                     const char   *name)
{
  lg_test_save (GTK_WIDGET (self->window), name);
}

/* The text that was copied last. */
char *
lg_test_read_clipboard (LgTestWindow *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->window));
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value,
                                                 NULL));
  return g_value_dup_string (&value);
}

static gboolean
is_titled (GtkWidget  *widget,
           const char *title)
{
  if (title == NULL)
    return TRUE;
  if (ADW_IS_PREFERENCES_ROW (widget))
    return g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
  if (GTK_IS_BUTTON (widget))
    return g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), title) == 0;
  if (GTK_IS_INSCRIPTION (widget))
    return strstr (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), title) != NULL;
  if (GTK_IS_LABEL (widget))
    return strstr (gtk_label_get_text (GTK_LABEL (widget)), title) != NULL;

  return g_strcmp0 (gtk_widget_get_name (widget), title) == 0;
}

/* The first mapped widget of @type below @ancestor with that title, or NULL. */
GtkWidget *
lg_test_find (GtkWidget  *ancestor,
              GType       type,
              const char *title)
{
  for (GtkWidget *child = gtk_widget_get_first_child (ancestor);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (!gtk_widget_get_mapped (child))
        continue;
      if (G_TYPE_CHECK_INSTANCE_TYPE (child, type) && is_titled (child, title))
        return child;

      found = lg_test_find (child, type, title);
      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Replaces the text of the entry row with that title. */
void
lg_test_type (GtkWidget  *ancestor,
              const char *title,
              const char *text)
{
  GtkWidget *row = lg_test_find (ancestor, GTK_TYPE_EDITABLE, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/* Whether a visible label below @ancestor contains @text. */
gboolean
lg_test_shows (GtkWidget  *ancestor,
               const char *text)
{
  return lg_test_find (ancestor, GTK_TYPE_LABEL, text) != NULL
         || lg_test_find (ancestor, GTK_TYPE_INSCRIPTION, text) != NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-application.h"

#include "app/widgets/lg-names.h"
#include "lg-window.h"

#include <glib/gi18n.h>

struct _LgApplication
{
  AdwApplication  parent_instance;
  LgWorkspace    *workspace;
};

G_DEFINE_FINAL_TYPE (LgApplication, lg_application, ADW_TYPE_APPLICATION)

/* What a support desk asks for. */
static char *
describe_environment (void)
{
  g_autofree char *os = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  GdkDisplay *display = gdk_display_get_default ();

  return g_strdup_printf ("Linkglass %s\n%s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\nGLib %u.%u.%u\n"
                          "Display: %s\nLanguage: %s\n",
                          VERSION, os != NULL ? os : "?",
                          gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (),
                          adw_get_micro_version (),
                          glib_major_version, glib_minor_version, glib_micro_version,
                          G_OBJECT_TYPE_NAME (display), g_get_language_names ()[0]);
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  g_autofree char *information = describe_environment ();

  adw_show_about_window (gtk_application_get_active_window (user_data),
                         "application-name", "Linkglass",
                         "application-icon", APP_ID,
                         "version", VERSION,
                         "comments", _("See why a device does not stay connected to its platform"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "developer-name", _("The Linkglass developers"),
                         "translator-credits", _("translator-credits"),
                         "debug-info", information,
                         "debug-info-filename", "linkglass.txt",
                         NULL);
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *window = windows; window != NULL; window = window->next)
    gtk_window_close (window->data);
  if (windows == NULL)
    g_application_quit (user_data);
}

static const GActionEntry actions[] = {
  { "about", about_action },
  { "quit", quit_action },
};

static const struct
{
  const char *action;
  const char *accels[3];
} shortcuts[] = {
  { "app.quit", { "<Ctrl>q" } },
  { "window.close", { "<Ctrl>w" } },
  { "win.show-help-overlay", { "<Ctrl>question", "F1" } },
  { "win.connect", { "<Ctrl>Return" } },
  { "win.disconnect", { "<Ctrl>BackSpace" } },
  { "win.add-device", { "<Ctrl>n" } },
  { "win.new-window", { "<Ctrl><Shift>n" } },
  { "win.import", { "<Ctrl>i" } },
  { "win.search-devices", { "<Ctrl>f" } },
  { "win.run-checks", { "F5" } },
  { "win.explain", { "<Ctrl>e" } },
  { "win.page::device", { "<Alt>1" } },
  { "win.page::ports", { "<Alt>2" } },
  { "win.page::connection", { "<Alt>3" } },
  { "win.page::traffic", { "<Alt>4" } },
};

/* The command line tool beside this program's own file, or else the one in PATH. */
static char *
find_practice_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;
  const char *const places[] = { ".", "../cli" };

  for (guint i = 0; folder != NULL && i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (folder, places[i], "linkglass-cli", NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_canonicalize_filename (path, NULL);
    }

  return g_strdup ("linkglass-cli");
}

static void
lg_application_startup (GApplication *application)
{
  LgApplication *self = LG_APPLICATION (application);
  g_autofree char *program = find_practice_program ();

  G_APPLICATION_CLASS (lg_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (APP_ID);
  lg_names_install ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action,
                                           shortcuts[i].accels);

  self->workspace = lg_workspace_new (NULL, program);
  lg_practice_process_start (lg_workspace_get_practice (self->workspace));
}

static void
lg_application_activate (GApplication *application)
{
  LgApplication *self = LG_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    window = GTK_WINDOW (lg_window_new (ADW_APPLICATION (self), self->workspace));
  gtk_window_present (window);
}

static void
lg_application_shutdown (GApplication *application)
{
  LgApplication *self = LG_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  if (self->workspace != NULL && !lg_workspace_close (self->workspace, &error))
    g_warning ("The devices could not be saved: %s", error->message);
  g_clear_object (&self->workspace);

  G_APPLICATION_CLASS (lg_application_parent_class)->shutdown (application);
}

static void
lg_application_class_init (LgApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = lg_application_startup;
  application_class->activate = lg_application_activate;
  application_class->shutdown = lg_application_shutdown;
}

static void
lg_application_init (LgApplication *self)
{
}

/**
 * lg_application_new:
 *
 * Returns: (transfer full): the application; run it once
 */
LgApplication *
lg_application_new (void)
{
  return g_object_new (LG_TYPE_APPLICATION,
                       "application-id", APP_ID,
                       "resource-base-path", "/org/linkglass/Linkglass",
                       NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define OWN_ICONS "/org/linkglass/Linkglass/icons"
#define GTK_ICONS "/org/gtk/libgtk/icons/"

/* A theme of nothing but the program's own icons, GTK's, and what the theme package has. */
typedef struct
{
  char         *folder;
  GtkIconTheme *theme;
  GHashTable   *names; /* of every icon the sources name, with the file that names it */
} Fixture;

static void
collect_from_file (GHashTable *names,
                   const char *folder,
                   const char *file)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GRegex) regex = g_regex_new ("(?<=[\">/])[A-Za-z][\\w.-]*-symbolic(?=[\"<.])"
                                          "|(?<=icon-name\">)[^<]+", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  for (g_regex_match (regex, text, 0, &match);
       g_match_info_matches (match);
       g_match_info_next (match, NULL))
    g_hash_table_insert (names, g_match_info_fetch (match, 0), g_strdup (file));
}

static void
collect (GHashTable *names,
         const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *file;

  g_assert_no_error (error);
  while ((file = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (file, ".c") || g_str_has_suffix (file, ".ui")
        || g_str_has_suffix (file, ".xml"))
      collect_from_file (names, folder, file);
}

static char *
find_theme (void)
{
  for (const char *const *data = g_get_system_data_dirs (); *data != NULL; data++)
    {
      char *path = g_build_filename (*data, "icons", "Adwaita", NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        return path;
      g_free (path);
    }

  g_error ("The theme package is not installed");
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  g_autofree char *sources = g_test_build_filename (G_TEST_DIST, "..", "src", "app", NULL);
  g_autofree char *ui = g_build_filename (sources, "gtk", NULL);
  g_autofree char *adwaita = find_theme ();
  g_autofree char *link = NULL;
  const char *search[] = { NULL, NULL };
  const char *resources[] = { OWN_ICONS, GTK_ICONS, NULL };

  fixture->folder = g_dir_make_tmp ("linkglass-icons-XXXXXX", NULL);
  link = g_build_filename (fixture->folder, "Adwaita", NULL);
  g_assert_cmpint (symlink (adwaita, link), ==, 0);
  search[0] = fixture->folder;

  fixture->theme = gtk_icon_theme_new ();
  gtk_icon_theme_set_search_path (fixture->theme, search);
  gtk_icon_theme_set_resource_path (fixture->theme, resources);
  gtk_icon_theme_set_theme_name (fixture->theme, "Adwaita");

  fixture->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  collect (fixture->names, sources);
  collect (fixture->names, ui);
  g_assert_cmpuint (g_hash_table_size (fixture->names), >=, 20);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "Adwaita", NULL);

  g_object_unref (fixture->theme);
  g_hash_table_unref (fixture->names);
  g_remove (link);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

/* A name nobody has is shown as a picture that says that a picture is missing. */
static void
test_resolve (Fixture       *fixture,
              gconstpointer  user_data)
{
  GHashTableIter iter;
  gpointer name, file;

  g_hash_table_iter_init (&iter, fixture->names);
  while (g_hash_table_iter_next (&iter, &name, &file))
    if (!gtk_icon_theme_has_icon (fixture->theme, name))
      {
        g_test_message ("%s in %s is no icon", (char *) name, (char *) file);
        g_test_fail ();
      }
}

static gboolean
is_in_resources (const char *folder,
                 const char *name)
{
  g_auto (GStrv) children = g_resources_enumerate_children (folder, 0, NULL);

  for (guint i = 0; children != NULL && children[i] != NULL; i++)
    {
      g_autofree char *path = g_build_path ("/", folder, children[i], NULL);

      if (g_str_has_suffix (path, "/") ? is_in_resources (path, name)
          : g_str_has_prefix (children[i], name) && children[i][strlen (name)] == '.')
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_own (const char *name)
{
  return is_in_resources (OWN_ICONS "/", name);
}

/* What a desktop's theme has in one release may be gone from it in the next. */
static void
test_need_no_theme (Fixture       *fixture,
                    gconstpointer  user_data)
{
  GHashTableIter iter;
  gpointer name, file;

  g_hash_table_iter_init (&iter, fixture->names);
  while (g_hash_table_iter_next (&iter, &name, &file))
    if (!is_own (name) && !is_in_resources (GTK_ICONS, name))
      {
        g_test_message ("%s in %s hangs on the desktop's theme", (char *) name, (char *) file);
        g_test_fail ();
      }
}

/* A judgement looks the same whatever the desktop's theme makes of names that others use, too. */
static void
test_marks_are_own (Fixture       *fixture,
                    gconstpointer  user_data)
{
  static const char *const marks[] = {
    "lg-good-symbolic", "lg-warning-symbolic", "lg-fault-symbolic", "lg-note-symbolic",
    "lg-question-symbolic", "lg-waiting-symbolic", "lg-ended-symbolic",
  };
  g_autoptr (GRegex) foreign = g_regex_new ("^(emblem-|content-|face-|process-|"
                                            "dialog-(error|warning|information|question)|"
                                            "media-playback-)", 0, 0, NULL);
  GHashTableIter iter;
  gpointer name, file;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_assert_true (is_own (marks[i]));
      g_assert_true (g_hash_table_contains (fixture->names, marks[i]));
    }

  g_hash_table_iter_init (&iter, fixture->names);
  while (g_hash_table_iter_next (&iter, &name, &file))
    if (g_regex_match (foreign, name, 0, NULL))
      {
        g_test_message ("%s in %s is another's mark", (char *) name, (char *) file);
        g_test_fail ();
      }
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define add(path, test) g_test_add ("/icons/" path, Fixture, NULL, set_up, test, tear_down)
  add ("resolve", test_resolve);
  add ("need-no-theme", test_need_no_theme);
  add ("marks-are-own", test_marks_are_own);
#undef add

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-store.h"
#include "lib/lg-test-time.h"
#include "profile/lg-profile-file.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define SECRET "0123456789abcdef0123456789abcdef"

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (LgProfileStore) store = lg_profile_store_new (fixture->directory);
  g_autoptr (LgProfileStore) again = NULL;
  g_autoptr (LgSecret) secret = lg_secret_new (SECRET);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GStatBuf status;
  LgProfile *press;

  g_assert_null (lg_profile_store_get_problem (store));
  press = add_named (store, "press-04");
  lg_credentials_set_secret (lg_profile_get_credentials (press), secret);
  add_named (store, "pump-11");
  g_assert_true (lg_profile_store_flush (store, &error));
  g_assert_no_error (error);

  text = read_file (fixture);
  g_assert_null (strstr (text, SECRET));
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  again = lg_profile_store_new (fixture->directory);
  assert_names (again, NAMES ("press-04", "pump-11"));
  g_assert_null (lg_profile_store_get_problem (again));
}

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GString    *log)
{
  g_string_append_printf (log, "(%u,%u,%u)", position, removed, added);
}

static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (LgProfileStore) store = lg_profile_store_new (fixture->directory);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (LgProfile) removed = NULL;

  g_signal_connect (store, "items-changed", G_CALLBACK (items_changed_cb), log);
  add_named (store, "a");
  removed = g_object_ref (add_named (store, "b"));
  add_named (store, "c");
  lg_profile_store_remove (store, removed);
  assert_names (store, NAMES ("a", "c"));
  lg_profile_store_insert (store, 1, removed);
  assert_names (store, NAMES ("a", "b", "c"));
  g_assert_cmpstr (log->str, ==, "(0,0,1)(1,0,1)(2,0,1)(1,1,0)(1,0,1)");
}

/* A removed profile that is edited on must not wake a store that is gone. */
static void
test_removed_outlives (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (LgProfileStore) store = lg_profile_store_new (fixture->directory);
  g_autoptr (LgProfile) removed = g_object_ref (add_named (store, "a"));
  g_autoptr (LgProfile) kept = g_object_ref (add_named (store, "b"));

  lg_profile_store_remove (store, removed);
  g_clear_object (&store);
  lg_profile_set_title (removed, "changed");
  lg_profile_set_title (kept, "changed");
}

static void
test_saves_by_itself (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (LgProfileStore) store = lg_profile_store_new (fixture->directory);
  gboolean late = FALSE;
  guint deadline = g_timeout_add_seconds (lg_test_stretch (10), deadline_cb, &late);

  add_named (store, "press-04");
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  while (!late && !g_file_test (fixture->path, G_FILE_TEST_EXISTS))
    g_main_context_iteration (NULL, TRUE);

  g_assert_false (late);
  g_source_remove (deadline);
}

static void
test_saves_at_the_end (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (LgProfileStore) store = lg_profile_store_new (fixture->directory);
  g_autofree char *text = NULL;

  add_named (store, "press-04");
  g_clear_object (&store);
  text = read_file (fixture);
  g_assert_nonnull (strstr (text, "press-04"));
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const texts[] = {
    "[a]\ndevice-name=a\n[b]\nwhat is this\n[c]\ndevice-name=c\n",
    "[a]\ndevice-name=a\n[b]\nport=many\n[c]\ndevice-name=c\n",
    "[a]\ndevice-name=a\n[c]\ndevice-name=c\n[b\ndevice-name=b\n",
    "[a]\ndevice-name=a\n[c]\ndevice-name=c\n[a]\ndevice-name=again\n",
    "garbage\n[a]\ndevice-name=a\n[c]\ndevice-name=c\n",
    /* Half a file. */
    "[a]\ndevice-name=a\n[c]\ndevice-name=c\n[b]\ndevice-na",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (LgProfileStore) store = NULL;
      g_autoptr (LgProfileStore) again = NULL;
      g_autofree char *aside = NULL;
      g_autofree char *kept = NULL;

      write_file (fixture, texts[i]);
      store = lg_profile_store_new (fixture->directory);
      assert_names (store, NAMES ("a", "c"));

      aside = find_kept_aside (fixture);
      g_assert_nonnull (aside);
      g_assert_nonnull (strstr (lg_profile_store_get_problem (store), aside));
      g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
      g_assert_cmpstr (kept, ==, texts[i]);
      g_remove (aside);

      g_assert_true (lg_profile_store_flush (store, NULL));
      again = lg_profile_store_new (fixture->directory);
      assert_names (again, NAMES ("a", "c"));
      g_assert_null (lg_profile_store_get_problem (again));
    }
}

static void
test_truncated (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (LgProfileStore) store = NULL;

  write_file (fixture, "");
  store = lg_profile_store_new (fixture->directory);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 0);
  g_assert_null (lg_profile_store_get_problem (store));
}

/* Devices that are there already are not added a second time; others with their ID are copied. */
static void
test_import (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (LgProfileStore) store = lg_profile_store_new (fixture->directory);
  g_autoptr (GListStore) read = g_list_store_new (LG_TYPE_PROFILE);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->top, "export.ini", NULL);
  g_autofree char *text = NULL;
  LgProfile *pump;
  gsize length;

  add_named (store, "press-04");
  pump = add_named (store, "pump-11");
  g_assert_true (lg_profile_export_file (G_LIST_MODEL (store), path, &error));
  g_assert_true (g_file_get_contents (path, &text, &length, &error));
  g_assert_true (lg_profile_parse_text (text, length, read));
  g_assert_cmpuint (lg_profile_store_add_all (store, G_LIST_MODEL (read)), ==, 0);

  lg_credentials_set_device_name (lg_profile_get_credentials (pump), "pump-12");
  g_signal_connect (store, "items-changed", G_CALLBACK (items_changed_cb), log);
  g_assert_cmpuint (lg_profile_store_add_all (store, G_LIST_MODEL (read)), ==, 1);
  g_assert_cmpstr (log->str, ==, "(2,0,1)");
  assert_names (store, NAMES ("press-04", "pump-12", "pump-11"));
}

/* The good devices of a damaged export are taken, and the damage is told. */
static void
test_import_damaged (Fixture       *fixture,
                     gconstpointer  data)
{
  static const char text[] = "[a]\ndevice-name=a\n[b]\nport=x\n";
  g_autoptr (GListStore) read = g_list_store_new (LG_TYPE_PROFILE);

  g_assert_false (lg_profile_parse_text (text, strlen (text), read));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (read)), ==, 1);
  g_assert_false (lg_profile_parse_text ("\0\1garbage", 9, read));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (read)), ==, 1);
}

/* A full disk takes nothing of what was saved before. */
static void
test_disk_full (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (LgProfileStore) store = lg_profile_store_new (fixture->directory);
  g_autoptr (LgProfileStore) again = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit old, none = { 0 };

  add_named (store, "press-04");
  g_assert_true (lg_profile_store_flush (store, NULL));

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  none.rlim_max = old.rlim_max;
  add_named (store, "pump-11");
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
  g_assert_false (lg_profile_store_flush (store, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
  g_assert_nonnull (strstr (lg_profile_store_get_problem (store), error->message));

  again = lg_profile_store_new (fixture->directory);
  assert_names (again, NAMES ("press-04"));
  g_assert_null (lg_profile_store_get_problem (again));

  g_assert_true (lg_profile_store_flush (store, NULL));
  g_assert_null (lg_profile_store_get_problem (store));
}

/* Nobody can write into the folder any more; root can, and so skips. */
static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (LgProfileStore) store = lg_profile_store_new (fixture->directory);
  g_autoptr (GError) error = NULL;

  if (geteuid () == 0)
    {
      g_test_skip ("root may write everywhere");
      return;
    }

  add_named (store, "press-04");
  g_assert_true (lg_profile_store_flush (store, NULL));
  g_assert_cmpint (g_chmod (fixture->directory, 0500), ==, 0);
  add_named (store, "pump-11");
  g_assert_false (lg_profile_store_flush (store, &error));
  g_assert_nonnull (lg_profile_store_get_problem (store));
  g_assert_cmpint (g_chmod (fixture->directory, 0700), ==, 0);
  g_assert_true (lg_profile_store_flush (store, NULL));
}

/* A directory in the file's place can neither be read nor replaced. */
static void
test_unreadable (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (LgProfileStore) store = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (fixture->path, 0700), ==, 0);
  store = lg_profile_store_new (fixture->directory);
  g_assert_nonnull (lg_profile_store_get_problem (store));
  add_named (store, "press-04");
  g_assert_false (lg_profile_store_flush (store, &error));
  g_assert_nonnull (error);
}

static void
test_cannot_save (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *file = g_build_filename (fixture->top, "not", NULL);
  g_autoptr (LgProfileStore) store = NULL;
  g_autoptr (GError) error = NULL;
  guint count = 0;

  store = lg_profile_store_new (fixture->directory);
  g_assert_true (g_file_set_contents (file, "", -1, NULL));
  add_named (store, "press-04");
  g_signal_connect_swapped (store, "notify::problem", G_CALLBACK (g_atomic_int_inc), &count);
  g_assert_false (lg_profile_store_flush (store, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count, ==, 1);
  g_assert_nonnull (strstr (lg_profile_store_get_problem (store), error->message));

  g_remove (file);
  g_assert_true (lg_profile_store_flush (store, NULL));
  g_assert_null (lg_profile_store_get_problem (store));
}

#define ADD(name, function) \
  g_test_add ("/profile-store/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("round-trip", test_round_trip);
  ADD ("list", test_list);
  ADD ("removed-outlives", test_removed_outlives);
  ADD ("saves-by-itself", test_saves_by_itself);
  ADD ("saves-at-the-end", test_saves_at_the_end);
  ADD ("damaged", test_damaged);
  ADD ("truncated", test_truncated);
  ADD ("import", test_import);
  ADD ("import-damaged", test_import_damaged);
  ADD ("disk-full", test_disk_full);
  ADD ("read-only", test_read_only);
  ADD ("unreadable", test_unreadable);
  ADD ("cannot-save", test_cannot_save);

  return g_test_run ();
}

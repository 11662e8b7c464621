/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two stores on one directory, as a window and a command are. */
#include "lg-test-store.h"
#include "lib/lg-test-time.h"

static LgProfile *
get_first (LgProfileStore *store)
{
  g_autoptr (LgProfile) profile = g_list_model_get_item (G_LIST_MODEL (store), 0);

  return profile;
}

static void
remove_named (LgProfileStore *store,
              const char     *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (LgProfile) profile = g_list_model_get_item (G_LIST_MODEL (store), i);
      g_autofree char *title = lg_profile_dup_title (profile);

      if (strcmp (title, name) == 0)
        {
          lg_profile_store_remove (store, profile);
          return;
        }
    }

  g_assert_not_reached ();
}

static void
assert_saved (Fixture            *fixture,
              const char *const  *names)
{
  g_autoptr (LgProfileStore) store = lg_profile_store_new (fixture->directory);

  assert_names (store, names);
  g_assert_null (lg_profile_store_get_problem (store));
}

/* A window and a command, neither of which hears of the other before it saves. */
static void
test_in_turn (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (LgProfileStore) window = lg_profile_store_new (fixture->directory);
  g_autoptr (LgProfileStore) command = lg_profile_store_new (fixture->directory);
  g_autoptr (LgProfile) oven = NULL;

  add_named (window, "press-04");
  g_assert_true (lg_profile_store_flush (window, NULL));
  add_named (command, "pump-11");
  g_assert_true (lg_profile_store_flush (command, NULL));
  oven = g_object_ref (add_named (window, "oven"));
  g_assert_true (lg_profile_store_flush (window, NULL));
  assert_names (window, NAMES ("press-04", "oven", "pump-11"));
  assert_saved (fixture, NAMES ("press-04", "oven", "pump-11"));

  /* The command still has what the window removes, and the other way round. */
  remove_named (window, "press-04");
  g_assert_true (lg_profile_store_flush (window, NULL));
  assert_names (command, NAMES ("pump-11", "press-04"));
  add_named (command, "fan");
  g_assert_true (lg_profile_store_flush (command, NULL));
  assert_names (command, NAMES ("pump-11", "fan", "oven"));
  remove_named (command, "oven");
  remove_named (window, "pump-11");
  g_assert_true (lg_profile_store_flush (command, NULL));
  g_assert_true (lg_profile_store_flush (window, NULL));
  assert_saved (fixture, NAMES ("fan"));

  /* Put back, it is there for both. */
  lg_profile_store_insert (window, 0, oven);
  g_assert_true (lg_profile_store_flush (window, NULL));
  add_named (command, "saw");
  g_assert_true (lg_profile_store_flush (command, NULL));
  assert_saved (fixture, NAMES ("fan", "saw", "oven"));

  /* The last one, too. */
  remove_named (command, "fan");
  remove_named (command, "saw");
  remove_named (command, "oven");
  g_assert_true (lg_profile_store_flush (command, NULL));
  lg_profile_set_title (oven, "Oven");
  g_assert_true (lg_profile_store_flush (window, NULL));
  assert_saved (fixture, NAMES (NULL));
}

/* As fast as they can, within one tick of the file system's clock. */
static void
test_fast (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (LgProfileStore) window = lg_profile_store_new (fixture->directory);
  g_autoptr (LgProfileStore) command = lg_profile_store_new (fixture->directory);
  g_autoptr (LgProfileStore) again = NULL;
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("kept-%u", i);
      LgProfileStore *store = i % 2 == 0 ? window : command;

      add_named (store, name);
      add_named (store, "removed");
      g_assert_true (lg_profile_store_flush (store, NULL));
      remove_named (store, "removed");
      g_assert_true (lg_profile_store_flush (store, NULL));
    }

  again = lg_profile_store_new (fixture->directory);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 40);
}

/* Values that both have stay those of who saves. */
static void
test_values (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (LgProfileStore) window = lg_profile_store_new (fixture->directory);
  g_autoptr (LgProfileStore) command = NULL;
  LgProfile *press = add_named (window, "press-04");

  g_assert_true (lg_profile_store_flush (window, NULL));
  command = lg_profile_store_new (fixture->directory);
  add_named (command, "pump-11");
  lg_profile_set_title (press, "Press");
  g_assert_true (lg_profile_store_flush (command, NULL));
  g_assert_true (lg_profile_store_flush (window, NULL));
  assert_saved (fixture, NAMES ("Press", "pump-11"));
}

/* What cannot be read was not removed: who still has it writes it again. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  static const char text[] = "[x]\ndevice-name=x\n[y]\nport=many\n";
  g_autoptr (LgProfileStore) window = lg_profile_store_new (fixture->directory);
  g_autoptr (LgProfileStore) command = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *kept = NULL;

  add_named (window, "press-04");
  g_assert_true (lg_profile_store_flush (window, NULL));
  write_file (fixture, text);
  command = lg_profile_store_new (fixture->directory);
  aside = find_kept_aside (fixture);
  add_named (command, "pump-11");
  g_assert_true (lg_profile_store_flush (command, NULL));
  lg_profile_set_title (get_first (window), "Press");
  g_assert_true (lg_profile_store_flush (window, NULL));
  g_assert_null (lg_profile_store_get_problem (window));
  assert_saved (fixture, NAMES ("Press", "x", "pump-11"));

  /* A window that comes upon damage while it saves loses neither side's, nor the first damage. */
  write_file (fixture, "[z]\ndevice-name=z\n[broken\n");
  add_named (window, "fan");
  g_assert_true (lg_profile_store_flush (window, NULL));
  g_assert_nonnull (strstr (lg_profile_store_get_problem (window), "devices.ini.damaged-"));
  assert_saved (fixture, NAMES ("Press", "x", "pump-11", "fan", "z"));
  g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, text);
}

/* An empty file may be one that was cut. */
static void
test_emptied (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (LgProfileStore) window = lg_profile_store_new (fixture->directory);
  g_autoptr (LgProfileStore) command = NULL;

  add_named (window, "press-04");
  g_assert_true (lg_profile_store_flush (window, NULL));
  write_file (fixture, "");
  command = lg_profile_store_new (fixture->directory);
  add_named (command, "pump-11");
  g_assert_true (lg_profile_store_flush (command, NULL));
  lg_profile_set_title (get_first (window), "Press");
  g_assert_true (lg_profile_store_flush (window, NULL));
  assert_saved (fixture, NAMES ("Press", "pump-11"));
}

/* What another saves is in the list without anything being done. */
static void
test_live (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (LgProfileStore) window = NULL;
  g_autoptr (LgProfileStore) command = NULL;
  gboolean late = FALSE;
  guint deadline = g_timeout_add_seconds (lg_test_stretch (20), deadline_cb, &late);

  g_assert_cmpint (g_mkdir_with_parents (fixture->directory, 0700), ==, 0);
  window = lg_profile_store_new (fixture->directory);
  command = lg_profile_store_new (fixture->directory);
  add_named (command, "press-04");
  g_assert_true (lg_profile_store_flush (command, NULL));
  while (!late && g_list_model_get_n_items (G_LIST_MODEL (window)) == 0)
    g_main_context_iteration (NULL, TRUE);
  assert_names (window, NAMES ("press-04"));

  remove_named (command, "press-04");
  g_assert_true (lg_profile_store_flush (command, NULL));
  while (!late && g_list_model_get_n_items (G_LIST_MODEL (window)) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (deadline);
}

#define ADD(name, function) \
  g_test_add ("/profile-share/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("in-turn", test_in_turn);
  ADD ("fast", test_fast);
  ADD ("values", test_values);
  ADD ("damaged", test_damaged);
  ADD ("emptied", test_emptied);
  ADD ("live", test_live);

  return g_test_run ();
}

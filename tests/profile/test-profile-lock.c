/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another process holds the saved devices for longer than it should. */
#include "lg-test-store.h"
#include "lib/lg-test-time.h"

#define PRESS "[press]\ndevice-name=press-04\n"
#define PUMP "[pump]\ndevice-name=pump-11\n"

/* Iterates the main context until the condition holds. */
#define wait_until(condition)                                                    \
  G_STMT_START {                                                                 \
    gboolean late_ = FALSE;                                                      \
    guint deadline_ = g_timeout_add_seconds (lg_test_stretch (10), deadline_cb, &late_); \
    while (!late_ && !(condition))                                               \
      g_main_context_iteration (NULL, TRUE);                                     \
    g_assert_false (late_);                                                      \
    g_source_remove (deadline_);                                                 \
  } G_STMT_END

static gboolean
is_saved (Fixture    *fixture,
          const char *name)
{
  g_autofree char *text = read_file (fixture);

  return strstr (text, name) != NULL;
}

static void
test_read_only_until_it_is_had (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr (LgProfileStore) store = NULL;
  int lock;

  write_file (fixture, PRESS);
  lock = hold_lock (fixture->directory);
  store = lg_profile_store_new (fixture->directory);
  assert_names (store, NAMES ("press-04"));

  add_named (store, "valve-07");
  wait_until (lg_profile_store_get_problem (store) != NULL);
  g_assert_nonnull (strstr (lg_profile_store_get_problem (store), "Another program"));
  g_assert_false (is_saved (fixture, "valve-07"));

  close (lock);
  wait_until (lg_profile_store_get_problem (store) == NULL);
  wait_until (is_saved (fixture, "valve-07"));
  g_assert_true (is_saved (fixture, "press-04"));
}

/* What the other process writes is taken in before it lets go, and ours is added to it after. */
static void
test_takes_in_meanwhile (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (LgProfileStore) store = NULL;
  int lock;

  write_file (fixture, PRESS);
  store = lg_profile_store_new (fixture->directory);
  lock = hold_lock (fixture->directory);
  add_named (store, "valve-07");
  write_file (fixture, PRESS PUMP);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (store)) == 3);
  assert_names (store, NAMES ("press-04", "valve-07", "pump-11"));

  close (lock);
  wait_until (is_saved (fixture, "valve-07"));
  g_assert_true (is_saved (fixture, "pump-11"));
}

/* Only who holds the lock may move a damaged file away. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (LgProfileStore) store = NULL;
  g_autofree char *early = NULL;
  g_autofree char *aside = NULL;
  int lock;

  write_file (fixture, PRESS "[x]\nport=many\n" PUMP);
  lock = hold_lock (fixture->directory);
  store = lg_profile_store_new (fixture->directory);
  assert_names (store, NAMES ("press-04", "pump-11"));
  wait_until (lg_profile_store_get_problem (store) != NULL);
  early = find_kept_aside (fixture);
  g_assert_null (early);

  close (lock);
  wait_until ((aside = find_kept_aside (fixture)) != NULL);
  g_assert_nonnull (strstr (lg_profile_store_get_problem (store), aside));
  wait_until (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_true (is_saved (fixture, "press-04"));
}

/* A file that cannot be read is not replaced once the lock is had, either. */
static void
test_unreadable (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (LgProfileStore) store = NULL;
  g_autoptr (GError) error = NULL;
  int lock;

  g_assert_cmpint (g_mkdir_with_parents (fixture->path, 0700), ==, 0);
  lock = hold_lock (fixture->directory);
  store = lg_profile_store_new (fixture->directory);
  add_named (store, "press-04");
  close (lock);
  wait_until (lg_profile_store_get_problem (store) != NULL);
  g_assert_nonnull (strstr (lg_profile_store_get_problem (store), "cannot be read"));
  g_assert_false (lg_profile_store_flush (store, &error));
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_DIR));
}

#define PATIENCE_US G_USEC_PER_SEC

typedef struct
{
  int    lock;
  gint64 let_go;
} Holder;

static gpointer
let_go_thread (gpointer user_data)
{
  Holder *holder = user_data;

  g_usleep (PATIENCE_US / 5);
  close (holder->lock);
  holder->let_go = g_get_monotonic_time ();
  return NULL;
}

/* Whether what is to be saved is saved while another one holds the lock for a fifth of what is
   waited; on a machine too busy to let go in time it is tried again. */
static gboolean
flush_beside_holder (Fixture        *fixture,
                     LgProfileStore *store)
{
  gboolean saved = FALSE, late = TRUE;

  for (guint i = 0; !saved && late && i < 10; i++)
    {
      Holder holder = { .lock = hold_lock (fixture->directory) };
      gint64 start = g_get_monotonic_time ();
      GThread *thread = g_thread_new ("let-go", let_go_thread, &holder);

      saved = lg_profile_store_flush (store, NULL);
      g_thread_join (thread);
      late = holder.let_go - start >= PATIENCE_US;
    }

  return saved;
}

/* Whoever saves for some milliseconds is waited for; whoever is stuck is not, and only once. */
static void
test_flush (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (LgProfileStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start;
  int lock;

  write_file (fixture, PRESS);
  store = lg_profile_store_new (fixture->directory);
  add_named (store, "valve-07");
  g_assert_true (flush_beside_holder (fixture, store));
  g_assert_true (is_saved (fixture, "valve-07"));

  add_named (store, "fan-02");
  lock = hold_lock (fixture->directory);
  start = g_get_monotonic_time ();
  g_assert_false (lg_profile_store_flush (store, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_cmpstr (lg_profile_store_get_problem (store), ==, error->message);
  g_assert_cmpint (g_get_monotonic_time () - start, <, lg_test_stretch (2 * G_USEC_PER_SEC));

  close (lock);
  g_assert_true (lg_profile_store_flush (store, NULL));
  g_assert_null (lg_profile_store_get_problem (store));
  g_assert_true (is_saved (fixture, "fan-02"));
}

static gboolean
is_left (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->directory, "devices-unsaved.ini", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Whoever has to go while another one holds the lock leaves what it knows to the next one. */
static void
test_left (Fixture       *fixture,
           gconstpointer  data)
{
  LgProfileStore *store;
  g_autoptr (LgProfileStore) next = NULL;
  g_autoptr (LgProfile) press = NULL;
  int lock;

  write_file (fixture, PRESS PUMP);
  store = lg_profile_store_new (fixture->directory);
  lock = hold_lock (fixture->directory);
  press = g_list_model_get_item (G_LIST_MODEL (store), 0);
  lg_credentials_set_device_name (lg_profile_get_credentials (press), "press-05");
  add_named (store, "valve-07");
  g_object_unref (store);
  close (lock);
  g_assert_false (is_saved (fixture, "valve-07"));
  g_assert_true (is_left (fixture));

  next = lg_profile_store_new (fixture->directory);
  assert_names (next, NAMES ("press-04", "pump-11", "press-05", "valve-07"));
  wait_until (is_saved (fixture, "valve-07"));
  g_assert_true (is_saved (fixture, "press-05"));
  g_assert_false (is_left (fixture));
}

#define ADD(name, function) \
  g_test_add ("/profile-lock/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("read-only-until-it-is-had", test_read_only_until_it_is_had);
  ADD ("takes-in-meanwhile", test_takes_in_meanwhile);
  ADD ("damaged", test_damaged);
  ADD ("unreadable", test_unreadable);
  ADD ("flush", test_flush);
  ADD ("left", test_left);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recording-fixture.h"

#include <sqlite3.h>

static gboolean
count_cb (const LgEvent *event,
          gpointer       user_data)
{
  gint64 *last = user_data;

  g_assert_cmpint (event->id, ==, *last + 1);
  *last = event->id;
  return TRUE;
}

/* What is before the damage is read, and the damage is told. */
static void
test_cut_short (Fixture       *fixture,
                gconstpointer  data)
{
  const gint64 n = 2000;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gint64 last = 0;
  gsize length;

  fixture_push_many (fixture, n);
  g_assert_true (lg_recording_close (fixture->recording, NULL));
  g_clear_object (&fixture->recording);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (fixture->path, contents, length / 2, NULL));

  fixture->recording = lg_recording_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_false (lg_recording_walk (fixture->recording, 0, count_cb, &last, &error));
  g_assert_error (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_DAMAGED);
  g_assert_cmpint (last, >, n / 4);
  g_assert_cmpint (last, <, n);
}

static gboolean
take_cb (const LgEvent *event,
         gpointer       user_data)
{
  LgEvent **taken = user_data;

  g_clear_pointer (taken, lg_event_free);
  *taken = lg_event_copy (event);
  return TRUE;
}

/* Whoever wrote the file, an event has values that an event may have. */
static void
test_foreign_values (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (LgEvent) event = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *database;

  fixture_push_many (fixture, 1);
  g_assert_true (lg_recording_close (fixture->recording, NULL));
  g_clear_object (&fixture->recording);
  g_assert_cmpint (sqlite3_open (fixture->path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "UPDATE event SET direction = 77, wall = -5,"
                                 " text = CAST (x'41ff42' AS TEXT)", NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (database);

  fixture->recording = lg_recording_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_true (lg_recording_walk (fixture->recording, 0, take_cb, &event, &error));
  g_assert_cmpint (event->direction, <=, LG_DIRECTION_IN);
  g_assert_cmpint (event->wall_us, >=, 0);
  g_assert_true (g_utf8_validate (event->text, -1, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define add(path, test) \
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)
  add ("/recording/cut-short", test_cut_short);
  add ("/recording/foreign-values", test_foreign_values);
#undef add

  return g_test_run ();
}

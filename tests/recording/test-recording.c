/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recording-fixture.h"

#include "lib/lg-test-time.h"
#include "recording/lg-database.h"
#include "recording/lg-topic-ids.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

static const guint8 binary[] = { 0, 0xff, 0x80, '\n', 0, 'a' };

static const LgEvent samples[] = {
  { .kind = LG_EVENT_STATE, .code = 5 },
  {
    .wall_us = G_GINT64_CONSTANT (1795244400123456), .mono_us = G_MAXINT64,
    .kind = LG_EVENT_PACKET + LG_PACKET_PUBLISH, .direction = LG_DIRECTION_IN,
    .flags = 1 | LG_EVENT_FLAG_RETAIN | LG_EVENT_FLAG_DUP, .packet_id = 65535,
    .code = -104, .size = G_MAXUINT32, .duration_us = 41000,
    .topic = "/sys/温度/🌡", .text = "été", .payload = binary, .payload_length = sizeof binary,
  },
  {
    .kind = LG_EVENT_PACKET + LG_PACKET_PUBLISH, .direction = LG_DIRECTION_OUT,
    .topic = "/sys/温度/🌡", .text = "", .payload = binary, .payload_length = 0,
  },
  {
    .kind = LG_EVENT_DNS, .code = -2, .clause = "dns.failed",
    .args = "{\"name\":\"温度.example\",\"eai\":-2}", .duration_us = 1,
  },
  { .kind = LG_EVENT_NOTE, .clause = "note.suspended" },
  { .kind = LG_EVENT_PACKET + LG_PACKET_SUBACK, .topic = "", .code = 0x80 },
};

static void
assert_same_event (const LgEvent *event,
                   const LgEvent *expected,
                   gint64         id)
{
  g_assert_cmpint (event->id, ==, id);
  g_assert_cmpint (event->wall_us, ==, expected->wall_us);
  g_assert_cmpint (event->mono_us, ==, expected->mono_us);
  g_assert_cmpint (event->kind, ==, expected->kind);
  g_assert_cmpint (event->direction, ==, expected->direction);
  g_assert_cmpint (event->flags, ==, expected->flags);
  g_assert_cmpint (event->packet_id, ==, expected->packet_id);
  g_assert_cmpint (event->code, ==, expected->code);
  g_assert_cmpuint (event->size, ==, expected->size);
  g_assert_cmpint (event->duration_us, ==, expected->duration_us);
  g_assert_cmpstr (event->topic, ==, expected->topic);
  g_assert_cmpstr (event->clause, ==, expected->clause);
  g_assert_cmpstr (event->args, ==, expected->args);
  g_assert_cmpstr (event->text, ==, expected->text);
  g_assert_true ((event->payload == NULL) == (expected->payload == NULL));
  g_assert_cmpmem (event->payload, event->payload_length,
                   expected->payload, expected->payload_length);
}

static void
assert_samples (Fixture *fixture)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LgEvent) event = lg_recording_read (fixture->recording, i + 1, &error);

      g_assert_no_error (error);
      assert_same_event (event, &samples[i], i + 1);
    }
}

static void
push_samples (Fixture *fixture)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    fixture_push (fixture, &samples[i]);
}

static void
test_read_back (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  push_samples (fixture);
  fixture_wait_length (fixture, G_N_ELEMENTS (samples));
  assert_samples (fixture);

  g_assert_null (lg_recording_read (fixture->recording, 1000, &error));
  g_assert_error (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_FAILED);
}

/* Asks the file as anybody else would. */
static gint64
query (const char *path,
       const char *sql)
{
  sqlite3 *handle;
  sqlite3_stmt *statement;
  gint64 answer;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  answer = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (handle);
  return answer;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_whole (Fixture *fixture,
              gint64   length)
{
  GStatBuf info;

  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
  g_assert_cmpint (query (fixture->path, "PRAGMA application_id"), ==, 0x4c476c73);
  g_assert_cmpint (query (fixture->path, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (query (fixture->path, "SELECT count(*) FROM event"), ==, length);
  g_assert_cmpint (query (fixture->path, "SELECT max(id) FROM event"), ==, length);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_close (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  push_samples (fixture);
  g_assert_true (lg_recording_close (fixture->recording, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (lg_recording_get_length (fixture->recording), ==, G_N_ELEMENTS (samples));
  assert_whole (fixture, G_N_ELEMENTS (samples));
  g_assert_cmpint (query (fixture->path, "SELECT count(*) FROM meta WHERE key = 'generator'"
                          " AND value LIKE 'linkglass %'"), ==, 1);

  /* Late events have nowhere to go, reading goes on, and closing again does nothing. */
  fixture_push (fixture, &samples[0]);
  assert_samples (fixture);
  g_assert_true (lg_recording_close (fixture->recording, NULL));
}

/* Files of another form or of another program say so; none is shown as if it were ours. */
static void
test_other_forms (Fixture       *fixture,
                  gconstpointer  data)
{
  static const struct { const char *change; int code; } rows[] = {
    { "PRAGMA user_version = 1", LG_RECORDING_ERROR_VERSION },
    { "PRAGMA user_version = 3", LG_RECORDING_ERROR_VERSION },
    { "PRAGMA application_id = 7", LG_RECORDING_ERROR_DAMAGED },
  };
  g_autoptr (LgDatabase) ours = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lg_recording_close (fixture->recording, NULL));
  ours = lg_database_open (fixture->path, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      sqlite3 *handle;

      g_assert_cmpint (sqlite3_open (fixture->path, &handle), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (handle, rows[i].change, NULL, NULL, NULL), ==, SQLITE_OK);
      sqlite3_close (handle);
      g_assert_null (lg_database_open (fixture->path, &error));
      g_assert_error (error, LG_RECORDING_ERROR, rows[i].code);
      g_clear_error (&error);
    }
}

static void
test_drop (Fixture       *fixture,
           gconstpointer  data)
{
  fixture_push_many (fixture, 10000);
  g_assert_finalize_object (g_steal_pointer (&fixture->recording));
  assert_whole (fixture, 10000);
}

static void
test_never_overwrites (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lg_recording_new (fixture->path, &error));
  g_assert_error (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_OPEN);
  push_samples (fixture);
  g_assert_true (lg_recording_close (fixture->recording, NULL));
  assert_whole (fixture, G_N_ELEMENTS (samples));
}

static void
test_unwritable_place (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lg_recording_new ("/nonexistent/x.linkglass", &error));
  g_assert_error (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_OPEN);
}

static void
test_cache (void)
{
  g_autoptr (LgRecording) one = lg_recording_new (NULL, NULL);
  g_autoptr (LgRecording) two = lg_recording_new (NULL, NULL);
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "linkglass", NULL);
  g_autoptr (GDir) files = NULL;
  const char *name;
  guint n = 0;

  g_assert_true (lg_recording_close (one, NULL));
  g_assert_true (lg_recording_close (two, NULL));
  files = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (files);
  for (; (name = g_dir_read_name (files)) != NULL; n++)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_true (g_str_has_suffix (name, ".linkglass"));
      g_unlink (path);
    }
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
copy (const char *from,
      const char *folder,
      const char *name)
{
  g_autofree char *to = g_build_filename (folder, name, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (from, &contents, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, contents, length, &error);
  g_assert_no_error (error);
}

/* What is on the disk at any moment is what a crash would leave. */
static void
test_survives_a_crash (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *left = g_build_filename (fixture->folder, "left.linkglass", NULL);

  fixture_push_many (fixture, 5000);
  fixture_wait_length (fixture, 5000);
  copy (fixture->path, fixture->folder, "left.linkglass");
  copy (log, fixture->folder, "left.linkglass-wal");
  g_assert_cmpint (query (left, "SELECT count(*) FROM event"), ==, 5000);
}

static void
test_disk_full (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "full.linkglass", NULL);
  g_autoptr (LgDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  char payload[8192] = "";
  LgEvent event = { .id = 1, .payload = (const guint8 *) payload, .payload_length = 8192 };

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  database = lg_database_create (path, NULL);
  g_assert_true (lg_database_execute (database, "PRAGMA max_page_count = 20", NULL));
  while (lg_database_append (database, &event, &error))
    g_assert_cmpint (event.id++, <, 100);
  g_assert_error (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_DISK_FULL);
}

/* A device may make up topics, many or long ones: that costs no memory, and each stays its own. */
static void
test_many_topics (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (LgTopicIds) ids = lg_topic_ids_new ();
  g_autofree char *filler = g_strnfill (65000, 'x');
  gint64 found;

  for (guint i = 1; i <= 50000; i++)
    {
      g_autofree char *topic = g_strdup_printf ("/made/up/%u%s", i, i % 1000 == 0 ? filler : "");

      lg_topic_ids_add (ids, topic, i);
      g_assert_cmpuint (lg_topic_ids_get_size (ids), >, 0);
      g_assert_cmpuint (lg_topic_ids_get_size (ids), <=, LG_TOPIC_IDS_MAX);
      g_assert_true (lg_topic_ids_find (ids, topic, &found));
      g_assert_cmpint (found, ==, i);
    }
  g_assert_false (lg_topic_ids_find (ids, "/made/up/1", &found));

  /* A topic that was forgotten meanwhile is none of its own when it comes again. */
  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *topic = g_strdup_printf ("%u%s", i % 60, filler);

      fixture_push (fixture, &(LgEvent) { .kind = LG_EVENT_PACKET + LG_PACKET_PUBLISH,
                                          .topic = topic });
    }
  fixture_wait_length (fixture, 120);
  g_assert_cmpint (query (fixture->path, "SELECT count(*) FROM topic"), ==, 60);
  g_assert_cmpint (query (fixture->path, "SELECT count(*) FROM event JOIN topic ON topic.id = topic"
                                         " WHERE CAST(name AS INTEGER) = (event.id - 1) % 60"),
                   ==, 120);
}

static void
error_notify_cb (guint *notified)
{
  (*notified)++;
}

/* The disk fails under the recording: it says so and stops, and the session's events still go
 * somewhere. */
static void
test_write_error (Fixture       *fixture,
                  gconstpointer  data)
{
  LgMailbox *mailbox = lg_recording_get_mailbox (fixture->recording);
  struct rlimit before, limit;
  guint notified = 0;
  guint64 durable;

  g_signal_connect_swapped (fixture->recording, "notify::error", G_CALLBACK (error_notify_cb),
                            &notified);
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  limit = (struct rlimit) { .rlim_cur = 200000, .rlim_max = before.rlim_max };
  setrlimit (RLIMIT_FSIZE, &limit);

  fixture_push_many (fixture, 100000);
  wait_until (lg_recording_get_error (fixture->recording) != NULL);
  wait_until (!lg_mailbox_is_full (mailbox));
  fixture_push_many (fixture, 100000);
  g_assert_false (lg_recording_close (fixture->recording, NULL));
  setrlimit (RLIMIT_FSIZE, &before);

  durable = lg_recording_get_length (fixture->recording);
  g_assert_cmpuint (durable, <, 100000);
  g_assert_cmpuint (notified, ==, 1);
  g_assert_cmpint (query (fixture->path, "SELECT count(*) FROM event"), ==, durable);
}

/* Something else than the disk fails, and SQLite does not take the batch back by itself. */
static void
test_failed_batch (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  sqlite3 *handle;

  fixture_push_many (fixture, 10);
  fixture_wait_length (fixture, 10);
  g_assert_cmpint (sqlite3_open (fixture->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, "CREATE TRIGGER stop BEFORE INSERT ON event"
                                         " WHEN new.id = 15 BEGIN SELECT RAISE (ABORT, 'no'); END",
                                 NULL, NULL, NULL), ==, SQLITE_OK);

  fixture_push_many (fixture, 10);
  wait_until (lg_recording_get_error (fixture->recording) != NULL);
  g_assert_cmpuint (lg_recording_get_length (fixture->recording), <=, 14);
  /* Another program can write: what was begun holds nobody up. */
  g_assert_cmpint (sqlite3_exec (handle, "BEGIN IMMEDIATE; ROLLBACK", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (handle);

  g_assert_false (lg_recording_close (fixture->recording, NULL));
  g_assert_cmpint (query (fixture->path, "SELECT count(*) FROM event"), ==,
                   lg_recording_get_length (fixture->recording));
  /* One file again, as after any recording. */
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_cmpint (query (fixture->path, "SELECT count(*) FROM pragma_journal_mode"
                                         " WHERE journal_mode = 'delete'"), ==, 1);
}

static void
test_ingest (Fixture       *fixture,
             gconstpointer  data)
{
  guint n = 100000;
  gint64 start = g_get_monotonic_time ();
  double seconds;

  fixture_push_many (fixture, n);
  fixture_wait_length (fixture, n);
  seconds = (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC;
  g_test_message ("%u messages of 100 bytes in %.2f s: %.0f a second", n, seconds, n / seconds);
  g_assert_cmpfloat (seconds, <, lg_test_stretch (10));
}

static void
length_notify_cb (GArray *times)
{
  gint64 now = g_get_monotonic_time ();

  g_array_append_val (times, now);
}

static void
test_notifies_calmly (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 begin_us = g_get_monotonic_time (), took_us;

  g_signal_connect_swapped (fixture->recording, "notify::length", G_CALLBACK (length_notify_cb),
                            times);
  fixture_push_many (fixture, 200000);
  fixture_wait_length (fixture, 200000);
  /* One that comes late leaves less time to the next: their number counts. */
  g_assert_cmpuint (times->len, >, 0);
  took_us = g_array_index (times, gint64, times->len - 1) - begin_us;
  g_assert_cmpint (times->len, <=, took_us / (30 * G_TIME_SPAN_MILLISECOND) + 1);
}

static gboolean
count_cb (const LgEvent *event,
          gpointer       user_data)
{
  gint64 *last = user_data;

  g_assert_cmpint (event->id, ==, *last + 1);
  *last = event->id;
  return TRUE;
}

/* Somebody else's desk: the same events, and the file is not touched. */
static void
test_open (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (LgRecording) writing = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *device = NULL;
  g_autoptr (GError) error = NULL;
  gint64 last = 0;
  gsize n_before, n_after;

  lg_recording_set_meta (fixture->recording, "device", "press-04");
  push_samples (fixture);
  fixture_wait_length (fixture, G_N_ELEMENTS (samples));
  writing = lg_recording_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lg_recording_get_length (writing), ==, G_N_ELEMENTS (samples));
  g_clear_object (&writing);

  g_assert_true (lg_recording_close (fixture->recording, NULL));
  g_clear_object (&fixture->recording);
  g_assert_true (g_file_get_contents (fixture->path, &before, &n_before, NULL));
  fixture->recording = lg_recording_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lg_recording_get_length (fixture->recording), ==, G_N_ELEMENTS (samples));
  device = lg_recording_dup_meta (fixture->recording, "device");
  g_assert_cmpstr (device, ==, "press-04");
  g_assert_null (lg_recording_dup_meta (fixture->recording, "no such key"));
  assert_samples (fixture);
  g_assert_true (lg_recording_walk (fixture->recording, 0, count_cb, &last, &error));
  g_assert_cmpint (last, ==, G_N_ELEMENTS (samples));
  g_assert_true (lg_recording_close (fixture->recording, &error));
  g_assert_true (g_file_get_contents (fixture->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

/* Also while it is written: one clean file, and never in the place of another. */
static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = g_strconcat (fixture->path, ".copy.linkglass", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (LgRecording) copy = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  push_samples (fixture);
  fixture_wait_length (fixture, G_N_ELEMENTS (samples));
  g_assert_true (lg_recording_copy (fixture->recording, path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  copy = lg_recording_open (path, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_false (lg_recording_copy (fixture->recording, path, &error));
  g_assert_error (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_OPEN);

  g_set_object (&fixture->recording, copy);
  assert_samples (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *cache = g_dir_make_tmp ("linkglass-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_test_init (&argc, &argv, NULL);

#define add(path, test) \
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)
  add ("/recording/read-back", test_read_back);
  add ("/recording/close", test_close);
  add ("/recording/other-forms", test_other_forms);
  add ("/recording/open", test_open);
  add ("/recording/copy", test_copy);
  add ("/recording/drop", test_drop);
  add ("/recording/never-overwrites", test_never_overwrites);
  g_test_add_func ("/recording/unwritable-place", test_unwritable_place);
  g_test_add_func ("/recording/cache", test_cache);
  add ("/recording/survives-a-crash", test_survives_a_crash);
  add ("/recording/disk-full", test_disk_full);
  add ("/recording/write-error", test_write_error);
  add ("/recording/failed-batch", test_failed_batch);
  add ("/recording/many-topics", test_many_topics);
  add ("/recording/ingest", test_ingest);
  add ("/recording/notifies-calmly", test_notifies_calmly);
#undef add

  status = g_test_run ();
  g_rmdir (cache);
  return status;
}

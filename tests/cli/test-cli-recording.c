/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-practice.h"

#include <glib/gstdio.h>
#include <signal.h>

#define FILTER "/${productKey}/${deviceName}/user/get"
#define MESSAGE "/${productKey}/${deviceName}/user/update={\"hello\":\"Press\"}"
/* Ends with the message it waits for. */
#define DEADLINE_S "240"

/* A folder and the recording of a run in it. */
typedef struct
{
  LgTestPractice practice;
  LgTestRun      watch;
  char          *secret;
  char          *folder;
  char          *path;
} Fixture;

static GSubprocess *
spawn_watch (Fixture           *self,
             const char        *secret,
             const char *const *more)
{
  const char *root = NULL;
  g_autofree char *port = lg_test_practice_dup_port (&self->practice, 8883, TRUE, &root);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;

  g_strv_builder_add_many (builder, "watch", "--json", "--platform", "practice",
                           "--product-key", lg_test_practice_get (&self->practice, "productKey"),
                           "--device-name", lg_test_practice_get (&self->practice, "deviceName"),
                           "--host", "localhost", "--port", port, "--root", root,
                           "--seconds", DEADLINE_S, "--record", self->path, NULL);
  g_strv_builder_addv (builder, (const char **) more);
  arguments = g_strv_builder_end (builder);
  return lg_test_spawn (secret, (const char *const *) arguments);
}

static void
set_up (Fixture           *self,
        const char *const *practice)
{
  lg_test_practice_start (&self->practice, practice);
  self->folder = g_dir_make_tmp ("linkglass-test-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "run.linkglass", NULL);
  g_assert_true (g_file_get_contents (lg_test_practice_get (&self->practice, "deviceSecretFile"),
                                      &self->secret, NULL, NULL));
}

static void
watch (Fixture           *self,
       const char        *secret,
       const char *const *more)
{
  g_autoptr (GSubprocess) process = spawn_watch (self, secret, more);

  g_subprocess_communicate_utf8 (process, NULL, NULL, &self->watch.out, &self->watch.err, NULL);
  self->watch.status = g_subprocess_get_exit_status (process);
}

static void
watch_echo (Fixture *self)
{
  watch (self, self->secret, ARGS ("--subscribe", FILTER, "--publish", MESSAGE, "--messages", "1"));
  g_assert_cmpint (self->watch.status, ==, 0);
}

static void
tear_down (Fixture *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  lg_test_practice_stop (&self->practice);
  lg_test_run_clear (&self->watch);
  g_free (self->secret);
  g_free (self->folder);
  g_free (self->path);
}

static char *
dup_findings (JsonObject *object)
{
  return json_to_string (json_object_get_member (object, "findings"), FALSE);
}

static char *
dup_last_line (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strdup (lines[g_strv_length (lines) - 2]);
}

/* The verdict of the recording is that of the live session, to the letter: its words, its evidence
   and what the platform would call it, too; and so is the exit status. */
static void
assert_same_findings (Fixture    *self,
                      const char *cause)
{
  g_autofree char *last = dup_last_line (self->watch.out);
  g_autoptr (JsonParser) live = json_parser_new ();
  g_autoptr (JsonParser) later = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonObject *summary, *opened, *attempt;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  summary = json_object_get_object_member (lg_test_parse_json (live, last), "summary");
  lg_test_cli (&run, NULL, NULL, ARGS ("open", self->path, "--json"));
  opened = lg_test_parse_json (later, run.out);
  before = dup_findings (summary);
  after = dup_findings (opened);
  g_assert_nonnull (strstr (before, cause));
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (run.status, ==, self->watch.status);

  attempt = json_array_get_object_element (json_object_get_array_member (opened, "attempts"), 0);
  g_assert_cmpstr (json_object_get_string_member (attempt, "endCause"), ==, cause);
  g_assert_true (json_object_get_boolean_member (attempt, "online")
                 == json_object_get_boolean_member (summary, "connected"));
}

static void
test_healthy (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  Fixture fixture = { 0 };
  JsonObject *opened;

  set_up (&fixture, ARGS ("practice", "--until-eof"));
  watch_echo (&fixture);
  assert_same_findings (&fixture, "client.disconnected");

  lg_test_cli (&run, NULL, NULL, ARGS ("open", fixture.path, "--json"));
  opened = lg_test_parse_json (parser, run.out);
  g_assert_cmpstr (json_object_get_string_member (opened, "schema"), ==, "linkglass.recording/1");
  g_assert_cmpstr (json_object_get_string_member (opened, "source"), ==, "session");
  g_assert_cmpstr (json_object_get_string_member (opened, "device"), ==,
                   lg_test_practice_get (&fixture.practice, "deviceName"));
  g_assert_cmpstr (json_object_get_string_member (opened, "host"), ==, "localhost");
  g_assert_cmpint (json_object_get_int_member (opened, "messagesIn"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (opened, "messagesOut"), ==, 1);
  tear_down (&fixture);
}

/* These causes are told by the platform's rules, which the recording has to name. */
static void
test_refused (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, ARGS ("practice", "--until-eof"));
  watch (&fixture, "another-secret", ARGS ("--quiet"));
  assert_same_findings (&fixture, "auth.bad-credentials");
  tear_down (&fixture);
}

static void
test_fault (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, ARGS ("practice", "--until-eof", "--fault", "connack-5"));
  watch (&fixture, fixture.secret, ARGS ("--quiet"));
  assert_same_findings (&fixture, "auth.not-authorized");
  tear_down (&fixture);
}

/* What `watch` printed, to the letter; and no secret. */
static void
test_events (void)
{
  g_auto (LgTestRun) run = { 0 };
  Fixture fixture = { 0 };
  char *end;

  set_up (&fixture, ARGS ("practice", "--until-eof"));
  watch_echo (&fixture);
  lg_test_cli (&run, NULL, NULL, ARGS ("open", fixture.path, "--events", "--json"));
  end = strstr (fixture.watch.out, "{\"summary\"");
  g_assert_nonnull (end);
  *end = '\0';
  g_assert_true (g_str_has_prefix (run.out, fixture.watch.out));
  g_assert_null (strstr (run.out, fixture.secret));
  tear_down (&fixture);
}

static guint
count_events (Fixture           *self,
              const char *const *filters)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (LgTestRun) run = { 0 };

  g_strv_builder_add_many (builder, "open", self->path, "--events", "--json", NULL);
  g_strv_builder_addv (builder, (const char **) filters);
  arguments = g_strv_builder_end (builder);
  lg_test_cli (&run, NULL, NULL, (const char *const *) arguments);
  g_assert_cmpint (run.status, ==, 0);
  lines = g_strsplit (run.out, "\n", -1);
  return g_strv_length (lines) - 2;
}

static void
test_filters (void)
{
  g_auto (LgTestRun) run = { 0 };
  Fixture fixture = { 0 };
  guint all;

  set_up (&fixture, ARGS ("practice", "--until-eof"));
  watch_echo (&fixture);
  all = count_events (&fixture, ARGS (NULL));
  g_assert_cmpuint (all, >, 10);
  g_assert_cmpuint (count_events (&fixture, ARGS ("--search", "press\"")), ==, 2);
  g_assert_cmpuint (count_events (&fixture, ARGS ("--search", "Trusted until")), ==, 1);
  g_assert_cmpuint (count_events (&fixture, ARGS ("--kind", "publish")), ==, 2);
  g_assert_cmpuint (count_events (&fixture, ARGS ("--kind", "publish", "--kind", "end")), ==, 3);
  g_assert_cmpuint (count_events (&fixture, ARGS ("--topic", "/+/+/user/update")), ==, 1);
  g_assert_cmpuint (count_events (&fixture, ARGS ("--since", "2026-01-01")), ==, all);
  g_assert_cmpuint (count_events (&fixture, ARGS ("--until", "2001-01-01 08:30:00")), ==, 0);

  lg_test_cli (&run, NULL, NULL, ARGS ("open", fixture.path, "--kind", "publisch"));
  g_assert_cmpint (run.status, ==, 2);
  lg_test_cli (&run, NULL, NULL, ARGS ("open", fixture.path, "--since", "yesterday"));
  g_assert_cmpint (run.status, ==, 2);
  lg_test_cli (&run, NULL, NULL, ARGS ("open", fixture.path, "--topic", "a/#/b"));
  g_assert_cmpint (run.status, ==, 2);
  lg_test_cli (&run, NULL, NULL, ARGS ("open", fixture.path, "--port", "8883"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_true (g_str_has_prefix (run.err, "port: "));
  tear_down (&fixture);
}

static char *
export (Fixture    *self,
        const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_auto (LgTestRun) run = { 0 };
  char *contents = NULL;

  lg_test_cli (&run, NULL, NULL, ARGS ("open", self->path, "--export", path));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));

  lg_test_cli (&run, NULL, NULL, ARGS ("open", self->path, "--export", path));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_true (g_str_has_prefix (run.err, "export: "));
  return contents;
}

static void
test_export (void)
{
  Fixture fixture = { 0 };
  g_autofree char *lines = NULL;
  g_autofree char *table = NULL;
  g_autofree char *copy = NULL;
  g_auto (LgTestRun) run = { 0 };
  g_autofree char *copy_path = NULL;
  char *end;

  set_up (&fixture, ARGS ("practice", "--until-eof"));
  watch_echo (&fixture);
  lines = export (&fixture, "x.jsonl");
  end = strstr (fixture.watch.out, "{\"summary\"");
  *end = '\0';
  g_assert_cmpstr (lines, ==, fixture.watch.out);
  table = export (&fixture, "x.csv");
  g_assert_true (g_str_has_prefix (table, "\xef\xbb\xbfid,time,"));
  g_assert_nonnull (strstr (table, ",\"{\"\"hello\"\":\"\"Press\"\"}\","));
  copy = export (&fixture, "x.linkglass");

  copy_path = g_build_filename (fixture.folder, "x.linkglass", NULL);
  lg_test_cli (&run, NULL, NULL, ARGS ("open", copy_path, "--events", "--json"));
  g_assert_true (g_str_has_prefix (run.out, fixture.watch.out));
  lg_test_cli (&run, NULL, NULL, ARGS ("open", fixture.path, "--export", "x.doc"));
  g_assert_cmpint (run.status, ==, 2);
  tear_down (&fixture);
}

/* Opened while it is written, and after its writer was killed. */
static void
test_live (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) out = NULL;
  g_auto (LgTestRun) run = { 0 };
  gboolean online = FALSE;

  set_up (&fixture, ARGS ("practice", "--until-eof"));
  process = spawn_watch (&fixture, fixture.secret, ARGS (NULL));
  out = lg_test_open_lines (process);
  while (!online)
    {
      g_autofree char *line = lg_test_read_line (out);

      online = strstr (line, "\"CONNACK\"") != NULL;
    }

  /* A line is printed once it is durable. */
  lg_test_cli (&run, NULL, NULL, ARGS ("open", fixture.path));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "no end recorded"));
  g_assert_nonnull (strstr (run.out, "The device was online."));

  g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, NULL);
  lg_test_cli (&run, NULL, NULL, ARGS ("open", fixture.path));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "The device was online."));
  tear_down (&fixture);
}

/* A damaged one is read up to where. */
static void
test_damaged (void)
{
  Fixture fixture = { 0 };
  g_auto (LgTestRun) run = { 0 };
  g_autofree char *contents = NULL;
  gsize length;

  set_up (&fixture, ARGS ("practice", "--until-eof"));
  watch_echo (&fixture);
  g_assert_true (g_file_get_contents (fixture.path, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (fixture.path, contents, 4096, NULL));
  lg_test_cli (&run, NULL, NULL, ARGS ("open", fixture.path));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "The file is damaged."));

  memset (contents + 16, 'x', 500);
  g_assert_true (g_file_set_contents (fixture.path, contents, length, NULL));
  lg_test_cli (&run, NULL, NULL, ARGS ("open", fixture.path));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_true (g_str_has_prefix (run.err, "file: "));
  tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/recording/healthy", test_healthy);
  g_test_add_func ("/cli/recording/refused", test_refused);
  g_test_add_func ("/cli/recording/fault", test_fault);
  g_test_add_func ("/cli/recording/events", test_events);
  g_test_add_func ("/cli/recording/filters", test_filters);
  g_test_add_func ("/cli/recording/export", test_export);
  g_test_add_func ("/cli/recording/live", test_live);
  g_test_add_func ("/cli/recording/damaged", test_damaged);

  return g_test_run ();
}

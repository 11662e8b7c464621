/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-cli.h"

#include "lib/lg-test-peer.h"
#include "trust/lg-pki.h"

#include <glib/gstdio.h>
#include <signal.h>

typedef struct
{
  LgKeyPair  *root;
  LgKeyPair  *leaf;
  char       *directory;
  char       *root_path;
  char       *fleet_path;
  LgTestPeer *peer;
  char       *until;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  static const LgTestStep script[] = { { LG_TEST_END } };
  const char *const names[] = { "127.0.0.1", NULL };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) until = g_date_time_add_hours (now, 200 * 24 + 1);
  g_autoptr (LgTlsServer) server = NULL;

  self->directory = g_dir_make_tmp ("linkglass-fleet-XXXXXX", NULL);
  self->root_path = g_build_filename (self->directory, "root, of the test.pem", NULL);
  self->fleet_path = g_build_filename (self->directory, "fleet.csv", NULL);
  self->until = g_date_time_format (until, "%Y-%m-%d");
  self->root = lg_key_pair_new (&(LgPkiSpec) { .name = "Root", .ca = TRUE }, NULL, NULL);
  self->leaf = lg_key_pair_new (&(LgPkiSpec) {
    .name = "leaf", .names = names, .not_after = g_date_time_to_unix (until),
  }, self->root, NULL);
  g_assert_true (g_file_set_contents (self->root_path,
                                      lg_key_pair_get_certificate_pem (self->root), -1, NULL));
  server = lg_tls_server_new (lg_key_pair_get_certificate_pem (self->leaf),
                              lg_key_pair_get_key_pem (self->leaf), NULL);
  self->peer = lg_test_peer_new (script, server);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  lg_test_peer_free (self->peer);
  g_remove (self->root_path);
  g_remove (self->fleet_path);
  g_rmdir (self->directory);
  g_free (self->directory);
  g_free (self->root_path);
  g_free (self->fleet_path);
  g_free (self->until);
  lg_key_pair_free (self->root);
  lg_key_pair_free (self->leaf);
}

/* In @rows PORT is the port and ROOT the root that fits. */
static void
write_fleet (Fixture    *self,
             const char *rows)
{
  g_autoptr (GString) text = g_string_new (rows);
  g_autofree char *number = g_strdup_printf ("%u", lg_test_peer_get_port (self->peer));

  g_string_replace (text, "PORT", number, 0);
  g_string_replace (text, "ROOT", self->root_path, 0);
  g_assert_true (g_file_set_contents (self->fleet_path, text->str, -1, NULL));
}

#define GOOD "host,port,root\n127.0.0.1,PORT,\"ROOT\"\n"

/* What scripts depend on: one device that works, one with another root, one line that is none. */
static void
test_json (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonObject *object, *device, *finding;
  JsonArray *devices;

  write_fleet (self, "# the hall\n127.0.0.1,PORT,\"ROOT\"\n127.0.0.1,x,y\n"
                     "127.0.0.1,PORT,aliyun-iot\n");
  lg_test_cli (&run, NULL, NULL,
               ARGS ("check", "--json", "--platform", "custom", "--fleet", self->fleet_path));
  g_assert_cmpint (run.status, ==, 1);
  g_assert_true (g_str_has_prefix (run.err, "fleet: Line 3: "));

  object = lg_test_parse_json (parser, run.out);
  g_assert_false (json_object_get_boolean_member (object, "healthy"));
  devices = json_object_get_array_member (object, "devices");
  g_assert_cmpuint (json_array_get_length (devices), ==, 2);

  device = json_array_get_object_element (devices, 0);
  g_assert_cmpint (json_object_get_int_member (device, "line"), ==, 4);
  g_assert_false (json_object_get_boolean_member (device, "works"));
  g_assert_true (json_object_get_null_member (device, "worksUntil"));
  finding = json_array_get_object_element (json_object_get_array_member (device, "findings"), 0);
  g_assert_cmpstr (json_object_get_string_member (finding, "cause"), ==, "cert.wrong-root");

  device = json_array_get_object_element (devices, 1);
  g_assert_cmpint (json_object_get_int_member (device, "line"), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (device, "declaredRoot"), ==, self->root_path);
  g_assert_true (json_object_get_boolean_member (device, "works"));
  g_assert_cmpstr (json_object_get_string_member (device, "worksUntil"), ==, self->until);

  finding = json_array_get_object_element (json_object_get_array_member (object, "findings"), 0);
  g_assert_cmpstr (json_object_get_string_member (finding, "cause"), ==, "cert.wrong-root");
  object = json_array_get_object_element (json_object_get_array_member (object, "refused"), 0);
  g_assert_cmpint (json_object_get_int_member (object, "line"), ==, 3);
}

/* For people it says what it does not know; for spreadsheets there is nothing but the table. */
static void
test_tables (Fixture       *self,
             gconstpointer  data)
{
  g_auto (LgTestRun) run = { 0 };
  g_autofree char *row = NULL;

  write_fleet (self, GOOD);
  lg_test_cli (&run, NULL, NULL,
               ARGS ("check", "--platform", "custom", "--fleet", self->fleet_path));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, self->until));
  g_assert_nonnull (strstr (run.out, "1 of 1 device works."));
  g_assert_nonnull (strstr (run.out, "not read from the device"));

  lg_test_cli (&run, NULL, NULL,
               ARGS ("check", "--platform", "custom", "--fleet", self->fleet_path, "--csv"));
  g_assert_cmpint (run.status, ==, 0);
  row = g_strdup_printf ("\n127.0.0.1,%u,\"%s\",%s,200,works,,\n",
                         lg_test_peer_get_port (self->peer), self->root_path, self->until);
  g_assert_true (g_str_has_prefix (run.out, "\xEF\xBB\xBFhost,port,declared_root,works_until,"));
  g_assert_nonnull (strstr (run.out, row));
}

/* Judged for a day after the end, nothing works any more. */
static void
test_at (Fixture       *self,
         gconstpointer  data)
{
  g_auto (LgTestRun) run = { 0 };

  write_fleet (self, GOOD);
  lg_test_cli (&run, NULL, NULL, ARGS ("check", "--platform", "custom", "--fleet",
                                       self->fleet_path, "--at", "2099-01-01", "--csv"));
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.out, "fails,"));
}

static void
test_usage (Fixture       *self,
            gconstpointer  data)
{
  g_auto (LgTestRun) run = { 0 };
  const char *path = self->fleet_path;
  const char *const *const rows[] = {
    ARGS ("check", "--csv", "--host", "127.0.0.1"),
    ARGS ("check", "--fleet", "/nonexistent.csv"),
    ARGS ("check", "--fleet", path, "--host", "127.0.0.1"),
    ARGS ("check", "--fleet", path, "--login"),
    ARGS ("check", "--fleet", path, "--json", "--csv"),
    ARGS ("check", "--fleet", path, "--platform", "nowhere"),
    ARGS ("check", "--fleet", path, "--at", "tomorrow"),
    ARGS ("check", "--fleet", self->root_path),
  };

  write_fleet (self, GOOD);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      lg_test_cli (&run, NULL, NULL, rows[i]);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_cmpstr (run.out, ==, "");
      g_assert_cmpstr (run.err, !=, "");
    }
}

int
main (int    argc,
      char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/cli/fleet/json", Fixture, NULL, set_up, test_json, tear_down);
  g_test_add ("/cli/fleet/tables", Fixture, NULL, set_up, test_tables, tear_down);
  g_test_add ("/cli/fleet/at", Fixture, NULL, set_up, test_at, tear_down);
  g_test_add ("/cli/fleet/usage", Fixture, NULL, set_up, test_usage, tear_down);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/lg-printable.h"
#include "lg-test-cli.h"
#include "lib/lg-test-keyring.h"
#include "lib/lg-test-tree.h"
#include "lib/lg-test-time.h"
#include "profile/lg-secret-store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#define FILE_TEXT \
  "[one]\ntitle=The press\ngroup=Hall 2\nproduct-key=a1B2c3D4e5F\ndevice-name=press-04\n" \
  "secret-place=keyring\ntakeover-confirmed=true\ntimestamp-policy=none\n" \
  "[two]\nproduct-key=a1B2c3D4e5F\ndevice-name=pump-11\nport=443\n"

typedef struct
{
  char *home;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  text)
{
  g_autofree char *directory = NULL;

  fixture->home = g_dir_make_tmp ("linkglass-home-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", fixture->home, TRUE);
  directory = g_build_filename (fixture->home, "linkglass", NULL);
  fixture->path = g_build_filename (directory, "devices.ini", NULL);
  if (text == NULL)
    return;

  g_assert_cmpint (g_mkdir (directory, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  text)
{
  lg_test_remove_tree (fixture->home);
  g_free (fixture->home);
  g_free (fixture->path);
}

static void
test_list (Fixture       *fixture,
           gconstpointer  text)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "list"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "The press  Hall 2"));
  g_assert_nonnull (strstr (run.out, "in the keyring"));
  g_assert_nonnull (strstr (run.out, "pump-11"));
  g_assert_nonnull (strstr (run.out, "a1B2c3D4e5F.iot-as-mqtt.cn-shanghai.aliyuncs.com"));
}

static void
test_list_json (Fixture       *fixture,
                gconstpointer  text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonArray *devices;
  JsonObject *device;

  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "list", "--json"));
  g_assert_cmpint (run.status, ==, 0);
  devices = json_object_get_array_member (lg_test_parse_json (parser, run.out), "devices");
  g_assert_cmpuint (json_array_get_length (devices), ==, 2);
  device = json_array_get_object_element (devices, 0);
  g_assert_cmpstr (json_object_get_string_member (device, "id"), ==, "one");
  g_assert_cmpstr (json_object_get_string_member (device, "title"), ==, "The press");
  g_assert_cmpstr (json_object_get_string_member (device, "group"), ==, "Hall 2");
  g_assert_cmpstr (json_object_get_string_member (device, "secretPlace"), ==, "keyring");
  device = json_array_get_object_element (devices, 1);
  g_assert_cmpstr (json_object_get_string_member (device, "deviceName"), ==, "pump-11");
  g_assert_cmpint (json_object_get_int_member (device, "port"), ==, 443);
}

static void
test_export (Fixture       *fixture,
             gconstpointer  text)
{
  g_autofree char *path = g_build_filename (fixture->home, "export.ini", NULL);
  g_autofree char *exported = NULL;
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "export", path));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_file_get_contents (path, &exported, NULL, NULL));
  g_assert_nonnull (strstr (exported, "device-name=press-04\n"));
  g_assert_nonnull (strstr (exported, "device-name=pump-11\n"));
  /* What this operator confirmed is nobody else's. */
  g_assert_null (strstr (exported, "takeover"));
  g_assert_null (strstr (exported, "secret"));

  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "export"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (run.out, ==, exported);

  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "export", "/nonexistent/export.ini"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "file: "));
}

static void
test_none (Fixture       *fixture,
           gconstpointer  text)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL, ARGS ("devices"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "no saved device"));

  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "--json"));
  g_assert_cmpstr (run.out, ==, "{\"devices\":[]}\n");
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  text)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "list"));
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.out, "pump-11"));
  g_assert_nonnull (strstr (run.err, "devices.ini.damaged-"));
}

#define HELD "devices: Another program holds the saved devices."

/* Another program that is stuck does not make a command wait for it; it is told once. */
static void
test_held (Fixture       *fixture,
           gconstpointer  text)
{
  g_autofree char *directory = g_path_get_dirname (fixture->path);
  g_autofree char *kept = NULL;
  g_auto (LgTestRun) run = { 0 };
  int lock = g_open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gint64 start;

  g_assert_cmpint (flock (lock, LOCK_EX), ==, 0);
  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "list"));
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.out, "pump-11"));
  g_assert_nonnull (strstr (run.err, HELD));

  start = g_get_monotonic_time ();
  lg_test_cli (&run, NULL, "[new]\ndevice-name=fan-02\n", ARGS ("devices", "import", "-"));
  g_assert_cmpint (g_get_monotonic_time () - start, <, lg_test_stretch (3 * G_USEC_PER_SEC));
  g_assert_cmpint (run.status, ==, 1);
  g_assert_cmpstr (run.out, ==, "");
  g_assert_nonnull (strstr (run.err, HELD));
  g_assert_null (strstr (strstr (run.err, HELD) + 1, HELD));
  g_assert_true (g_file_get_contents (fixture->path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, text);

  close (lock);
  lg_test_cli (&run, NULL, "[new]\ndevice-name=fan-02\n", ARGS ("devices", "import", "-"));
  g_assert_cmpint (run.status, ==, 0);
}

static void
test_usage (Fixture       *fixture,
            gconstpointer  text)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "delete", "one"));
  g_assert_cmpint (run.status, ==, 2);
  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "export", "file", "--json"));
  g_assert_cmpint (run.status, ==, 2);
}

static void
assert_harmless (const char *text,
                 const char *kept)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (strchr (kept, *p) == NULL)
      g_assert_true (lg_printable_is_harmless (g_utf8_get_char (p)));
}

/* Values that steer a terminal, turn what is read, forge a line, or are no text. */
#define EVIL "\xff\x1b[31m\xc2\x9b" "2J\u202e\u2028\\nforged"
#define EVIL_TEXT "[one]\ntitle=a" EVIL "\ngroup=g\xff\x1b[1m\nproduct-key=a1B2c3D4e5F\n" \
                  "[two]\ntitle=b\x1b]0;x\a\u202e\\nforged\ngroup=h\u2066\ndevice-name=d\n"

static void
test_harmless (Fixture       *fixture,
               gconstpointer  text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonArray *devices;
  JsonObject *last;

  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "list"));
  assert_harmless (run.out, "\n");
  g_assert_null (strstr (run.out, "\nforged"));
  g_assert_nonnull (strstr (run.out, "b\\x1b]0;x\\x07\\u{202e}\\x0aforged"));

  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "list", "--json"));
  assert_harmless (run.out, "\n");
  devices = json_object_get_array_member (lg_test_parse_json (parser, run.out), "devices");
  last = json_array_get_object_element (devices, json_array_get_length (devices) - 1);
  g_assert_cmpstr (json_object_get_string_member (last, "title"), ==,
                   "b\x1b]0;x\a\u202e\nforged");

  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "export"));
  assert_harmless (run.out, "\n");

  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "b\x1b[31m\nforged\u202e"));
  assert_harmless (run.err, "\n");
  lg_test_cli (&run, NULL, NULL, ARGS ("\x1b[31m\nforged\u202e"));
  g_assert_cmpint (run.status, ==, 2);
  assert_harmless (run.err, "\n");
  g_assert_null (strstr (run.err, "\nforged"));
}

#define SECRET "Zx9-secret-of-the-test-0123456789"

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      done)
{
  g_assert_true (lg_secret_store_save_finish (LG_SECRET_STORE (source), result, NULL));
  *(gboolean *) done = TRUE;
}

static void
save_secret (const char *id)
{
  g_autoptr (LgSecretStore) store = lg_secret_store_new (NULL);
  g_autoptr (LgSecret) secret = lg_secret_new (SECRET);
  gboolean done = FALSE;

  lg_secret_store_save_async (store, id, secret, NULL, saved_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

#define SIGN "sign", "--device", "The press"

/* A saved device signs with the secret of the keyring, as it would with the same one typed. */
static void
test_saved (Fixture       *fixture,
            gconstpointer  text)
{
  g_autoptr (LgTestKeyring) keyring = lg_test_keyring_new ();
  g_auto (LgTestRun) run = { 0 };
  g_autofree char *kept = NULL;

  if (keyring == NULL)
    return;

  save_secret ("one");
  lg_test_cli (&run, NULL, NULL, ARGS (SIGN, "--json"));
  g_assert_cmpint (run.status, ==, 0);
  kept = g_strdup (run.out);
  lg_test_cli (&run, SECRET, NULL, ARGS ("sign", "--device", "one", "--json"));
  g_assert_cmpstr (run.out, ==, kept);

  lg_test_keyring_lock (keyring);
  lg_test_cli (&run, NULL, NULL, ARGS (SIGN));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "keyring: The keyring is locked"));

  lg_test_keyring_kill (keyring);
  lg_test_cli (&run, NULL, NULL, ARGS (SIGN));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "keyring: No keyring answers"));
}

static void
test_saved_wrong (Fixture       *fixture,
                  gconstpointer  text)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, SECRET, NULL, ARGS ("sign", "--device", "nobody"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "device: There is no saved device"));
  lg_test_cli (&run, SECRET, NULL, ARGS (SIGN, "--product-key", "other"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "takes a saved device as it is"));
}

#define ADD(name, text, function) \
  g_test_add ("/cli-devices/" name, Fixture, text, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("list", FILE_TEXT, test_list);
  ADD ("list-json", FILE_TEXT, test_list_json);
  ADD ("export", FILE_TEXT, test_export);
  ADD ("none", NULL, test_none);
  ADD ("damaged", FILE_TEXT "[three]\nport=many\n", test_damaged);
  ADD ("held", FILE_TEXT, test_held);
  ADD ("usage", FILE_TEXT, test_usage);
  ADD ("harmless", EVIL_TEXT, test_harmless);
  ADD ("saved", FILE_TEXT, test_saved);
  ADD ("saved-wrong", FILE_TEXT, test_saved_wrong);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-cli.h"
#include "lib/lg-test-keyring.h"
#include "lib/lg-test-tree.h"

#define SECRET "0123456789abcdef0123456789abcdef"
#define CERTIFICATE "{\"ProductKey\":\"a1B2c3D4e5F\",\"DeviceName\":\"press-04\"," \
                    "\"DeviceSecret\":\"" SECRET "\",\"IotInstanceId\":\"iot-06z00abcd\"}"
#define TABLE "DeviceName;ProductKey;分组\npress-04;a1B2c3D4e5F;Hall 3\npump-11;a1B2c3D4e5F;\n"

typedef struct
{
  LgTestKeyring *keyring;
  char          *home;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  with_keyring)
{
  fixture->home = g_dir_make_tmp ("linkglass-home-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", fixture->home, TRUE);
  fixture->keyring = with_keyring != NULL ? lg_test_keyring_new () : lg_test_keyring_new_absent ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  with_keyring)
{
  g_clear_pointer (&fixture->keyring, lg_test_keyring_free);
  lg_test_remove_tree (fixture->home);
  g_free (fixture->home);
}

static char *
read_devices (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->home, "linkglass", "devices.ini", NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* Imported, saved without its secret, and the secret is in the keyring. */
static void
test_keyring (Fixture       *fixture,
              gconstpointer  with_keyring)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *saved = NULL, *label = NULL;
  g_auto (LgTestRun) run = { 0 };
  JsonObject *device;

  if (fixture->keyring == NULL)
    {
      g_test_skip ("no keyring daemon");
      return;
    }

  lg_test_cli (&run, NULL, CERTIFICATE, ARGS ("devices", "import", "-", "--json"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (run.err, ==, "");
  g_assert_null (strstr (run.out, SECRET));
  device = json_array_get_object_element (
    json_object_get_array_member (lg_test_parse_json (parser, run.out), "devices"), 0);
  g_assert_cmpstr (json_object_get_string_member (device, "deviceName"), ==, "press-04");
  g_assert_cmpstr (json_object_get_string_member (device, "secretPlace"), ==, "keyring");
  label = lg_test_keyring_dup_label (fixture->keyring,
                                     json_object_get_string_member (device, "id"));
  g_assert_nonnull (strstr (label, "press-04"));

  saved = read_devices (fixture);
  g_assert_nonnull (strstr (saved, "instance-id=iot-06z00abcd"));
  g_assert_nonnull (strstr (saved, "secret-place=keyring"));
  g_assert_null (strstr (saved, SECRET));
}

/* Without a keyring the device is saved, and it says that the secret is not. */
static void
test_not_kept (Fixture       *fixture,
               gconstpointer  with_keyring)
{
  g_autofree char *saved = NULL;
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, CERTIFICATE, ARGS ("devices", "import", "-"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (run.out, ==, "1 device imported.\n");
  g_assert_nonnull (strstr (run.err, "secret: 1 secret is not kept"));
  g_assert_null (strstr (run.err, SECRET));
  saved = read_devices (fixture);
  g_assert_nonnull (strstr (saved, "device-name=press-04"));
  g_assert_null (strstr (saved, SECRET));
}

/* A keyring that is there could have kept it. */
static void
test_locked (Fixture       *fixture,
             gconstpointer  with_keyring)
{
  g_auto (LgTestRun) run = { 0 };

  if (fixture->keyring == NULL)
    {
      g_test_skip ("no keyring daemon");
      return;
    }

  lg_test_cli (&run, NULL, CERTIFICATE, ARGS ("devices", "import", "-"));
  lg_test_keyring_lock (fixture->keyring);
  g_clear_pointer (&run.out, g_free);
  lg_test_cli (&run, NULL, "pk: a1B2c3D4e5F\ndn: pump-11\nds: " SECRET "\n",
               ARGS ("devices", "import", "-"));
  g_assert_cmpint (run.status, ==, 1);
  g_assert_cmpstr (run.out, ==, "1 device imported.\n");
  g_assert_nonnull (strstr (run.err, "is locked"));
}

/* Lists of any length, on a computer without a keyring. */
static void
test_lists (Fixture       *fixture,
            gconstpointer  with_keyring)
{
  static const guint lengths[] = { 1, 29, 30, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *told = g_strdup_printf ("%u device", lengths[i]);
      g_autoptr (GString) text = g_string_new ("[");
      g_auto (LgTestRun) run = { 0 };

      for (guint k = 0; k < lengths[i]; k++)
        g_string_append_printf (text, "%s{\"ProductKey\":\"a1B2c3D4e5F\",\"DeviceName\":"
                                "\"press-%u-%u\",\"DeviceSecret\":\"" SECRET "\"}",
                                k > 0 ? "," : "", lengths[i], k);
      g_string_append_c (text, ']');
      lg_test_cli (&run, NULL, text->str, ARGS ("devices", "import", "-"));
      g_assert_cmpint (run.status, ==, 0);
      g_assert_true (g_str_has_prefix (run.out, told));
      g_assert_nonnull (strstr (run.err, "not kept"));
    }
}

/* What cannot be read is told by the exit status, too; the others are saved. */
static void
test_some_left_out (Fixture       *fixture,
                    gconstpointer  with_keyring)
{
  static const struct
  {
    const char *text;
    const char *told;
  } rows[] = {
    { "DeviceName,ProductKey,Port\npress-04,pk,1\n,,1883\n", "file: Line 3" },
    { "[{\"ProductKey\":\"pk\",\"DeviceName\":\"press-05\"},{\"port\":1}]", "file: Element 2" },
    { "[x]\ndevice-name=press-06\n[y]\nport=many\n", "are damaged" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strdup_printf ("device-name=press-0%u", 4 + i);
      g_autofree char *saved = NULL;
      g_auto (LgTestRun) run = { 0 };

      lg_test_cli (&run, NULL, rows[i].text, ARGS ("devices", "import", "-"));
      g_assert_cmpint (run.status, ==, 1);
      g_assert_cmpstr (run.out, ==, "1 device imported.\n");
      g_assert_nonnull (strstr (run.err, rows[i].told));
      saved = read_devices (fixture);
      g_assert_nonnull (strstr (saved, name));
    }
}

/* A table from a file, then once more: what is saved already is left out. */
static void
test_table (Fixture       *fixture,
            gconstpointer  with_keyring)
{
  g_autofree char *path = g_build_filename (fixture->home, "devices.csv", NULL);
  g_autofree char *saved = NULL;
  g_auto (LgTestRun) run = { 0 };

  g_assert_true (g_file_set_contents (path, TABLE, -1, NULL));
  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "import", path));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (run.out, ==, "2 devices imported.\n");
  g_assert_nonnull (strstr (run.err, "line 3: There is no secret"));
  saved = read_devices (fixture);
  g_assert_nonnull (strstr (saved, "group=Hall 3"));

  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "import", path));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "0 devices imported.\n2 are saved already"));
}

/* What was exported is imported as it was. */
static void
test_export (Fixture       *fixture,
             gconstpointer  with_keyring)
{
  g_autofree char *path = g_build_filename (fixture->home, "export.ini", NULL);
  g_autofree char *other = g_build_filename (fixture->home, "other", NULL);
  g_autofree char *exported = NULL;
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, TABLE, ARGS ("devices", "import", "-"));
  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "export", path));
  g_setenv ("XDG_DATA_HOME", other, TRUE);
  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "import", path));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (run.out, ==, "2 devices imported.\n");
  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "export"));
  g_assert_true (g_file_get_contents (path, &exported, NULL, NULL));
  g_assert_cmpstr (run.out, ==, exported);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  with_keyring)
{
  g_autofree char *large = g_build_filename (fixture->home, "large.csv", NULL);
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, "{\"DeviceSecret\":\n" SECRET "}", ARGS ("devices", "import", "-"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "file: Line 2"));
  g_assert_null (strstr (run.err, SECRET));
  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "import", "/nonexistent/devices.csv"));
  g_assert_cmpint (run.status, ==, 2);
  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "import", "/dev/zero"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "no regular file"));
  g_assert_true (g_file_set_contents (large, "", 0, NULL));
  g_assert_cmpint (truncate (large, 1 << 30), ==, 0);
  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "import", large));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "too large"));
}

#define ADD(name, keyring, function) \
  g_test_add ("/cli-import/" name, Fixture, keyring, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("keyring", "keyring", test_keyring);
  ADD ("not-kept", NULL, test_not_kept);
  ADD ("locked", "keyring", test_locked);
  ADD ("lists", NULL, test_lists);
  ADD ("some-left-out", NULL, test_some_left_out);
  ADD ("table", NULL, test_table);
  ADD ("export", NULL, test_export);
  ADD ("refused", NULL, test_refused);

  return g_test_run ();
}

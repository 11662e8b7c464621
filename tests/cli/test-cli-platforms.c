/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-cli.h"

#include <glib/gstdio.h>

static const char good[] =
  "[Platform]\nname=Acme Cloud\nsource=Acme, 2026\nlike=alibaba\n"
  "[Hosts]\npublic=${productKey}.mqtt.acme.example\n"
  "[Port 8883 tls]\nroot=system\n";
static const char bad[] =
  "[Platform]\nname=Bad Cloud\nsource=Bad\n[Limits]\nqos-max=many\n";

/* The operator's own folder, with these files in it. */
static char *
make_folder (void)
{
  g_autofree char *data = g_dir_make_tmp ("linkglass-test-XXXXXX", NULL);
  char *folder = g_build_filename (data, "linkglass", "platforms", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_setenv ("XDG_DATA_HOME", data, TRUE));
  return folder;
}

static void
put (const char *folder,
     const char *name,
     const char *text,
     gssize      length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, length, NULL));
}

static JsonObject *
find (JsonArray  *platforms,
      const char *id)
{
  for (guint i = 0; i < json_array_get_length (platforms); i++)
    {
      JsonObject *platform = json_array_get_object_element (platforms, i);

      if (g_str_equal (json_object_get_string_member (platform, "id"), id))
        return platform;
    }
  return NULL;
}

/* A good file is a platform as any other; bad ones are named with file, line, key and rule, and
   nothing else is lost. */
static void
test_list (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonObject *root;
  JsonArray *platforms;
  JsonObject *acme;

  put (folder, "acme.ini", good, -1);
  put (folder, "bad.ini", bad, -1);
  put (folder, "alibaba.ini", good, -1);
  put (folder, "Ümlaut.ini", good, -1);
  put (folder, "binary.ini", "\x7f" "ELF\0\0\0\xff\xff\xff", 10);
  put (folder, "empty.ini", "", 0);
  put (folder, "notes.txt", "no platform", -1);

  lg_test_cli (&run, NULL, NULL, ARGS ("platforms", "--json"));
  g_assert_cmpint (run.status, ==, 1);
  root = lg_test_parse_json (parser, run.out);
  platforms = json_object_get_array_member (root, "platforms");
  g_assert_cmpuint (json_array_get_length (platforms), ==, 6);
  acme = find (platforms, "acme");
  g_assert_cmpstr (json_object_get_string_member (acme, "name"), ==, "Acme Cloud");
  g_assert_cmpstr (json_object_get_string_member (acme, "rules"), ==, "alibaba");
  g_assert_true (g_str_has_suffix (json_object_get_string_member (acme, "file"), "/acme.ini"));
  g_assert_cmpstr (json_object_get_string_member (find (platforms, "alibaba"), "name"), ==,
                   "Alibaba Cloud IoT Platform");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "faults")), ==, 5);
  g_assert_nonnull (strstr (run.err, "bad.ini:5: [Limits] qos-max: “many”"));
  g_assert_nonnull (strstr (run.err, "alibaba.ini: Linkglass brings along"));
  g_assert_nonnull (strstr (run.err, "mlaut.ini: The file’s name"));
  g_assert_nonnull (strstr (run.err, "binary.ini: The file is empty, or no text"));
  g_assert_null (strstr (run.err, "notes.txt"));
}

static void
test_use (void)
{
  g_autofree char *folder = make_folder ();
  g_auto (LgTestRun) run = { 0 };

  put (folder, "acme.ini", good, -1);
  put (folder, "bad.ini", bad, -1);
  lg_test_cli (&run, "0123456789abcdef", NULL,
               ARGS ("sign", "--platform", "acme", "--product-key", "a1B2c3D4e5F", "--device-name",
                     "press-04", "--json"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "a1B2c3D4e5F.mqtt.acme.example"));

  lg_test_cli (&run, "0123456789abcdef", NULL,
               ARGS ("sign", "--platform", "bad", "--product-key", "a1B2c3D4e5F", "--device-name",
                     "press-04"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "bad.ini:5: [Limits] qos-max"));

  lg_test_cli (&run, "0123456789abcdef", NULL,
               ARGS ("sign", "--platform", "worse", "--product-key", "a1B2c3D4e5F", "--device-name",
                     "press-04"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "acme"));
}

static void
test_verify (void)
{
  static const struct
  {
    const char *name;
    const char *text;
    int         status;
    const char *says;
  } rows[] = {
    { "acme.ini", good, 0, "“acme”" },
    { "bad.ini", bad, 1, "bad.ini:5: [Limits] qos-max: " },
    { "tuya.ini", good, 1, "brings along" },
    /* Both: the name does not hide what the file says. */
    { "custom.ini", bad, 1, "custom.ini:5: [Limits] qos-max" },
  };
  g_autofree char *folder = make_folder ();
  g_autofree char *large = g_strnfill (100 * 1024, '#');
  g_autofree char *missing = g_build_filename (folder, "missing.ini", NULL);
  g_autofree char *too_large = g_build_filename (folder, "large.ini", NULL);
  g_auto (LgTestRun) run = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_build_filename (folder, rows[i].name, NULL);

      put (folder, rows[i].name, rows[i].text, -1);
      lg_test_cli (&run, NULL, NULL, ARGS ("platforms", "verify", path));
      g_assert_cmpint (run.status, ==, rows[i].status);
      g_assert_nonnull (strstr (rows[i].status == 0 ? run.out : run.err, rows[i].says));
    }

  put (folder, "large.ini", large, -1);
  lg_test_cli (&run, NULL, NULL, ARGS ("platforms", "verify", too_large));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "too large"));
  lg_test_cli (&run, NULL, NULL, ARGS ("platforms", "verify", missing));
  g_assert_cmpint (run.status, ==, 2);
  lg_test_cli (&run, NULL, NULL, ARGS ("platforms", "verify"));
  g_assert_cmpint (run.status, ==, 2);
}

/* A device of a platform whose file got a fault is still there, and still of that platform. */
static void
test_devices_stay (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *devices =
    g_build_filename (g_getenv ("XDG_DATA_HOME"), "linkglass", "devices.ini", NULL);
  g_autofree char *after = NULL;
  g_auto (LgTestRun) run = { 0 };
  static const char text[] =
    "[one]\nplatform=bad\nproduct-key=a1B2c3D4e5F\ndevice-name=press-04\nhost-kind=public\n";

  put (folder, "bad.ini", bad, -1);
  g_assert_true (g_file_set_contents (devices, text, -1, NULL));
  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "--json"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "press-04"));
  g_assert_nonnull (strstr (run.out, "\"bad\""));
  g_assert_true (g_file_get_contents (devices, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, text);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli-platforms/list", test_list);
  g_test_add_func ("/cli-platforms/use", test_use);
  g_test_add_func ("/cli-platforms/verify", test_verify);
  g_test_add_func ("/cli-platforms/devices-stay", test_devices_stay);

  return g_test_run ();
}

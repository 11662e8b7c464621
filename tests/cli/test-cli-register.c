/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-practice.h"
#include "lib/lg-test-keyring.h"
#include "lib/lg-test-tree.h"

#include <glib/gstdio.h>

typedef struct
{
  LgTestPractice  practice;
  char           *directory;
  char           *out;
  LgTestKeyring  *keyring; /* where secrets go, if there is one; else to @out */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  fault)
{
  lg_test_practice_start (&self->practice,
                          fault != NULL ? ARGS ("practice", "--until-eof", "--fault", fault)
                                        : ARGS ("practice", "--until-eof"));
  self->directory = g_dir_make_tmp ("linkglass-register-test-XXXXXX", NULL);
  self->out = g_build_filename (self->directory, "secret", NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  fault)
{
  g_unlink (self->out);
  /* Nothing else is left behind. */
  g_assert_cmpint (g_rmdir (self->directory), ==, 0);
  g_free (self->directory);
  g_free (self->out);
  lg_test_practice_stop (&self->practice);
}

/* The bus first: a process that watches it holds open what is open, and the platform ends only when
 * its input does. */
static void
set_up_keyring (Fixture       *self,
                gconstpointer  with_daemon)
{
  self->keyring = with_daemon != NULL ? lg_test_keyring_new () : lg_test_keyring_new_absent ();
  set_up (self, NULL);
  g_setenv ("XDG_DATA_HOME", self->directory, TRUE);
}

static void
tear_down_keyring (Fixture       *self,
                   gconstpointer  with_daemon)
{
  g_autofree char *saved = g_build_filename (self->directory, "linkglass", NULL);

  if (g_file_test (saved, G_FILE_TEST_EXISTS))
    lg_test_remove_tree (saved);
  tear_down (self, NULL);
  g_clear_pointer (&self->keyring, lg_test_keyring_free);
}

static void
run_register (Fixture    *self,
              LgTestRun  *run,
              gboolean    tls,
              const char *device_name,
              const char *more,
              const char *input)
{
  const char *root = NULL;
  g_autofree char *port = lg_test_practice_dup_port (&self->practice, tls ? 8883 : 1883, tls,
                                                     &root);
  g_autofree char *place = self->keyring == NULL ? g_strconcat ("--out=", self->out, NULL) : NULL;
  const char *secret = input != NULL
                       ? "-" : lg_test_practice_get (&self->practice, "productSecretFile");

  lg_test_cli (run, NULL, input,
               ARGS ("register", "--json", "--platform", "practice", "--host", "127.0.0.1",
                     "--port", port, "--transport", tls ? "tls" : "tcp",
                     "--root", root != NULL ? root : "none",
                     "--product-key", lg_test_practice_get (&self->practice, "productKey"),
                     "--device-name", device_name, "--product-secret-file", secret,
                     place != NULL ? place : more, place != NULL ? more : NULL));
}

static char *
read_out (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  GStatBuf status;

  g_assert_cmpint (g_stat (self->out, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_file_get_contents (self->out, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
assert_untold (const LgTestRun *run,
               const char      *secret)
{
  g_assert_null (strstr (run->out, secret));
  g_assert_null (strstr (run->err, secret));
}

static const char *
get_cause (JsonObject *object)
{
  JsonArray *findings = json_object_get_array_member (object, "findings");

  return json_object_get_string_member (json_array_get_object_element (findings, 0), "cause");
}

static void
test_preregistered (Fixture       *self,
                    gconstpointer  fault)
{
  const char *name = lg_test_practice_get (&self->practice, "newDeviceName");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  JsonObject *object;

  run_register (self, &run, TRUE, name, NULL, NULL);
  g_assert_cmpint (run.status, ==, 0);
  object = lg_test_parse_json (parser, run.out);
  g_assert_cmpstr (json_object_get_string_member (object, "productKey"), ==,
                   lg_test_practice_get (&self->practice, "productKey"));
  g_assert_cmpstr (json_object_get_string_member (object, "deviceName"), ==, name);
  g_assert_true (json_object_get_null_member (object, "clientId"));
  first = read_out (self);
  g_assert_cmpuint (strlen (first), ==, 32);
  assert_untold (&run, first);

  /* Not over what is there, unless that is asked for. */
  run_register (self, &run, TRUE, name, NULL, NULL);
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "--overwrite"));
  run_register (self, &run, TRUE, name, "--overwrite", NULL);
  g_assert_cmpint (run.status, ==, 0);
  second = read_out (self);
  g_assert_cmpstr (first, !=, second);
  assert_untold (&run, second);
}

/* What it gets is what `watch` can log in with. */
static void
test_unknown (Fixture       *self,
              gconstpointer  fault)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  g_autofree char *token = NULL;
  g_autofree char *client_id = NULL;
  g_autofree char *port = NULL;
  const char *root;

  run_register (self, &run, TRUE, "never-seen-before", "--not-preregistered", NULL);
  g_assert_cmpint (run.status, ==, 0);
  client_id = g_strdup (json_object_get_string_member (lg_test_parse_json (parser, run.out),
                                                       "clientId"));
  token = read_out (self);
  assert_untold (&run, token);

  port = lg_test_practice_dup_port (&self->practice, 8883, TRUE, &root);
  lg_test_cli (&run, NULL, NULL,
               ARGS ("watch", "--quiet", "--json", "--platform", "practice", "--host", "127.0.0.1",
                     "--port", port, "--root", root, "--seconds", "1", "--mode",
                     "no-preregistration", "--product-key",
                     lg_test_practice_get (&self->practice, "productKey"), "--device-name",
                     "never-seen-before", "--client-id", client_id, "--device-secret-file",
                     self->out));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "\"connected\":true"));
}

static void
test_plain (Fixture       *self,
            gconstpointer  fault)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };

  run_register (self, &run, FALSE, "practice-new-device", NULL, NULL);
  g_assert_cmpint (run.status, ==, 1);
  g_assert_cmpstr (get_cause (lg_test_parse_json (parser, run.out)), ==, "register.plain-tcp");
}

static void
test_wrong_secret (Fixture       *self,
                   gconstpointer  fault)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };

  run_register (self, &run, TRUE, "practice-new-device", NULL, "Zx9-not-the-product-secret\n");
  g_assert_cmpint (run.status, ==, 1);
  g_assert_cmpstr (get_cause (lg_test_parse_json (parser, run.out)), ==,
                   "register.bad-signature");
  assert_untold (&run, "Zx9");
}

static void
test_no_answer (Fixture       *self,
                gconstpointer  fault)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };

  run_register (self, &run, TRUE, "practice-new-device", "--seconds=1", NULL);
  g_assert_cmpint (run.status, ==, 1);
  g_assert_cmpstr (get_cause (lg_test_parse_json (parser, run.out)), ==, "register.timeout");
}

static JsonArray *
list_devices (JsonParser *parser)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL, ARGS ("devices", "list", "--json"));
  g_assert_cmpint (run.status, ==, 0);
  return json_object_get_array_member (lg_test_parse_json (parser, run.out), "devices");
}

static void
assert_logs_in (const char *device)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL, ARGS ("watch", "--device", device, "--quiet", "--json",
                                       "--seconds", "1"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "\"connected\":true"));
}

/* Registered once more it is the same saved device, which logs in with what it got last. */
static void
test_keyring (Fixture       *self,
              gconstpointer  with_daemon)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  g_autofree char *label = NULL;
  JsonArray *devices;
  JsonObject *device;
  const char *name = lg_test_practice_get (&self->practice, "newDeviceName");
  const char *id;

  if (self->keyring == NULL)
    return;

  for (guint i = 0; i < 2; i++)
    {
      run_register (self, &run, TRUE, name, NULL, NULL);
      g_assert_cmpint (run.status, ==, 0);
      g_assert_cmpstr (run.err, ==, "");
    }

  devices = list_devices (parser);
  g_assert_cmpuint (json_array_get_length (devices), ==, 1);
  device = json_array_get_object_element (devices, 0);
  g_assert_cmpstr (json_object_get_string_member (device, "deviceName"), ==, name);
  g_assert_cmpstr (json_object_get_string_member (device, "secretPlace"), ==, "keyring");
  id = json_object_get_string_member (device, "id");
  label = lg_test_keyring_dup_label (self->keyring, id);
  g_assert_nonnull (label);
  g_assert_nonnull (strstr (label, name));
  assert_logs_in (id);
}

static void
test_keyring_unknown (Fixture       *self,
                      gconstpointer  with_daemon)
{
  g_auto (LgTestRun) run = { 0 };

  if (self->keyring == NULL)
    return;

  run_register (self, &run, TRUE, "never-seen-before", "--not-preregistered", NULL);
  g_assert_cmpint (run.status, ==, 0);
  assert_logs_in ("never-seen-before");
}

static void
assert_refused (Fixture    *self,
                const char *words)
{
  g_auto (LgTestRun) run = { 0 };

  run_register (self, &run, TRUE, lg_test_practice_get (&self->practice, "newDeviceName"), NULL,
                NULL);
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, words));
  g_assert_nonnull (strstr (run.err, "--out writes the secret to a file instead."));
  g_assert_cmpstr (run.out, ==, "");
}

/* What the device had is still good, so it has not registered. */
static void
test_keyring_locked (Fixture       *self,
                     gconstpointer  with_daemon)
{
  g_auto (LgTestRun) run = { 0 };
  const char *name = lg_test_practice_get (&self->practice, "newDeviceName");

  if (self->keyring == NULL)
    return;

  run_register (self, &run, TRUE, name, NULL, NULL);
  lg_test_keyring_lock (self->keyring);
  assert_refused (self, "keyring: The keyring is locked. Unlock it");
  lg_test_keyring_kill (self->keyring);
  assert_refused (self, "keyring: No keyring answers on this computer.");

  lg_test_keyring_unlock (self->keyring);
  assert_logs_in (name);
}

static void
test_keyring_absent (Fixture       *self,
                     gconstpointer  with_daemon)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (self->keyring == NULL)
    return;

  assert_refused (self, "keyring: No keyring answers on this computer.");
  g_assert_cmpuint (json_array_get_length (list_devices (parser)), ==, 0);
}

/* A device that cannot be saved would leave its secret behind under a name nobody has. */
static void
test_keyring_unreadable (Fixture       *self,
                         gconstpointer  with_daemon)
{
  g_autofree char *path = g_build_filename (self->directory, "linkglass", "devices.ini", NULL);

  if (self->keyring == NULL)
    return;

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  assert_refused (self, "devices: The saved devices cannot be read");
}

/* Where a secret could not be kept, none is asked for; and nothing else registers by accident. */
static void
test_usage (void)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, "secret", ARGS ("register", "--product-key", "a1B2c3D4e5F",
                                           "--device-name", "press-04", "--host", "127.0.0.1",
                                           "--port", "1", "--product-secret-file", "-",
                                           "--out", "/nowhere/at/all"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "out: "));

  lg_test_cli (&run, NULL, "secret", ARGS ("register", "--mode", "device"));
  g_assert_cmpint (run.status, ==, 2);

  lg_test_cli (&run, "secret", NULL, ARGS ("watch", "--mode", "registration", "--product-key",
                                           "a1B2c3D4e5F", "--device-name", "press-04", "--host",
                                           "127.0.0.1", "--port", "1"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "register"));
}

#define ADD_KEYRING(name, with_daemon, func) \
  g_test_add ("/cli-register/keyring/" name, Fixture, GINT_TO_POINTER (with_daemon), \
              set_up_keyring, func, tear_down_keyring)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/cli-register/preregistered", Fixture, NULL, set_up, test_preregistered, tear_down);
  g_test_add ("/cli-register/unknown", Fixture, NULL, set_up, test_unknown, tear_down);
  g_test_add ("/cli-register/plain", Fixture, NULL, set_up, test_plain, tear_down);
  g_test_add ("/cli-register/wrong-secret", Fixture, NULL, set_up, test_wrong_secret, tear_down);
  g_test_add ("/cli-register/no-answer", Fixture, "registration-silent", set_up, test_no_answer,
              tear_down);
  ADD_KEYRING ("kept", TRUE, test_keyring);
  ADD_KEYRING ("unknown", TRUE, test_keyring_unknown);
  ADD_KEYRING ("locked", TRUE, test_keyring_locked);
  ADD_KEYRING ("absent", FALSE, test_keyring_absent);
  ADD_KEYRING ("unreadable", TRUE, test_keyring_unreadable);
  g_test_add_func ("/cli-register/usage", test_usage);

  return g_test_run ();
}

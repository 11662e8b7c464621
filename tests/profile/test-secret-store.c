/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/lg-test-keyring.h"
#include "profile/lg-profile.h"
#include "profile/lg-secret-store.h"

#include <string.h>

#define SECRET "0123456789abcdef0123456789abcdef"
#define OTHER_SECRET "a secret with a zero byte:\0:and ünïcode"

/* The result of the operation at hand. */
typedef struct
{
  GAsyncResult *result;
} Wait;

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  ((Wait *) user_data)->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Wait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return wait->result;
}

static gboolean
save (LgSecretStore  *store,
      const char     *profile_id,
      LgSecret       *secret,
      GError        **error)
{
  Wait wait = { 0 };
  gboolean good;

  lg_secret_store_save_async (store, profile_id, secret, NULL, done_cb, &wait);
  good = lg_secret_store_save_finish (store, wait_for (&wait), error);
  g_object_unref (wait.result);
  return good;
}

static LgSecret *
load (LgSecretStore  *store,
      const char     *profile_id,
      GError        **error)
{
  Wait wait = { 0 };
  LgSecret *secret;

  lg_secret_store_load_async (store, profile_id, NULL, done_cb, &wait);
  secret = lg_secret_store_load_finish (store, wait_for (&wait), error);
  g_object_unref (wait.result);
  return secret;
}

static LgSecret *
unlock (LgSecretStore  *store,
        const char     *profile_id,
        GError        **error)
{
  Wait wait = { 0 };
  LgSecret *secret;

  lg_secret_store_unlock_async (store, profile_id, NULL, done_cb, &wait);
  secret = lg_secret_store_load_finish (store, wait_for (&wait), error);
  g_object_unref (wait.result);
  return secret;
}

static gboolean
delete (LgSecretStore  *store,
        const char     *profile_id,
        GError        **error)
{
  Wait wait = { 0 };
  gboolean good;

  lg_secret_store_delete_async (store, profile_id, NULL, done_cb, &wait);
  good = lg_secret_store_delete_finish (store, wait_for (&wait), error);
  g_object_unref (wait.result);
  return good;
}

static gboolean
probe (LgSecretStore  *store,
       GError        **error)
{
  Wait wait = { 0 };
  gboolean good;

  lg_secret_store_probe_async (store, NULL, done_cb, &wait);
  good = lg_secret_store_probe_finish (store, wait_for (&wait), error);
  g_object_unref (wait.result);
  return good;
}

static void
assert_loads (LgSecretStore *store,
              const char    *profile_id,
              LgSecret      *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LgSecret) secret = load (store, profile_id, &error);

  g_assert_no_error (error);
  g_assert_true (lg_secret_equal (secret, expected));
}

static void
test_round_trip (void)
{
  g_autoptr (LgTestKeyring) keyring = lg_test_keyring_new ();
  g_autoptr (LgSecretStore) store = lg_secret_store_new (NULL);
  g_autoptr (LgSecret) press = lg_secret_new (SECRET);
  g_autoptr (LgSecret) pump = lg_secret_new_bytes (OTHER_SECRET, sizeof OTHER_SECRET - 1);
  g_autoptr (GError) error = NULL;

  if (keyring == NULL)
    return;

  g_assert_true (probe (store, &error));
  assert_loads (store, "press", NULL);
  g_assert_true (save (store, "press", press, &error));
  g_assert_no_error (error);
  g_assert_true (save (store, "pump", pump, &error));
  assert_loads (store, "press", press);
  assert_loads (store, "pump", pump);

  /* The new secret takes the old one's place. */
  g_assert_true (save (store, "press", pump, &error));
  assert_loads (store, "press", pump);

  g_assert_true (delete (store, "press", &error));
  assert_loads (store, "press", NULL);
  assert_loads (store, "pump", pump);
  g_assert_true (delete (store, "press", &error));
  g_assert_no_error (error);
}

/* What a keyring manager lists names the device and never shows the secret. */
static void
test_label (void)
{
  g_autoptr (LgTestKeyring) keyring = lg_test_keyring_new ();
  g_autoptr (GListStore) profiles = g_list_store_new (LG_TYPE_PROFILE);
  g_autoptr (LgSecretStore) store = lg_secret_store_new (G_LIST_MODEL (profiles));
  g_autoptr (LgProfile) profile = lg_profile_new ("press");
  g_autoptr (LgSecret) secret = lg_secret_new (SECRET);
  g_autofree char *label = NULL;

  if (keyring == NULL)
    return;

  lg_credentials_set_device_name (lg_profile_get_credentials (profile), "press-04");
  lg_credentials_set_secret (lg_profile_get_credentials (profile), secret);
  g_list_store_append (profiles, profile);
  g_assert_true (save (store, "press", secret, NULL));
  label = lg_test_keyring_dup_label (keyring, "press");
  g_assert_nonnull (strstr (label, "press-04"));
  g_assert_null (strstr (label, SECRET));
}

/* Every operation fails with @code, and says what to do next. */
static void
assert_all_fail (LgSecretStore      *store,
                 LgSecretStoreError  code,
                 const char         *advice)
{
  g_autoptr (LgSecret) secret = lg_secret_new (SECRET);
  GError *errors[5] = { NULL };

  g_assert_false (probe (store, &errors[0]));
  g_assert_null (load (store, "press", &errors[1]));
  g_assert_null (unlock (store, "press", &errors[2]));
  g_assert_false (save (store, "pump", secret, &errors[3]));
  g_assert_false (delete (store, "press", &errors[4]));

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_test_message ("%u: %s", i, errors[i]->message);
      g_assert_error (errors[i], LG_SECRET_STORE_ERROR, (int) code);
      g_assert_nonnull (strstr (errors[i]->message, advice));
      g_error_free (errors[i]);
    }
}

/* With nobody to type the password, every question of the keyring counts as declined. */
static void
test_locked (void)
{
  g_autoptr (LgTestKeyring) keyring = lg_test_keyring_new ();
  g_autoptr (LgSecretStore) store = lg_secret_store_new (NULL);
  g_autoptr (LgSecret) secret = lg_secret_new (SECRET);

  if (keyring == NULL)
    return;

  g_assert_true (save (store, "press", secret, NULL));
  lg_test_keyring_lock (keyring);
  assert_all_fail (store, LG_SECRET_STORE_ERROR_LOCKED, "Unlock it");

  lg_test_keyring_unlock (keyring);
  assert_loads (store, "press", secret);
}

static void
assert_absent (LgSecretStore *store)
{
  assert_all_fail (store, LG_SECRET_STORE_ERROR_ABSENT, "start gnome-keyring");
}

static void
test_absent (void)
{
  g_autoptr (LgTestKeyring) bus = lg_test_keyring_new_absent ();
  g_autoptr (LgSecretStore) store = lg_secret_store_new (NULL);

  if (bus != NULL)
    assert_absent (store);
}

/* As in a terminal without a desktop: there is not even a bus. */
static void
test_no_bus (void)
{
  g_autoptr (LgSecretStore) store = lg_secret_store_new (NULL);
  g_autofree char *address = g_strdup (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  assert_absent (store);
  /* And nothing that could start one. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "autolaunch:", TRUE);
  g_unsetenv ("DISPLAY");
  assert_absent (store);
  if (address != NULL)
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
  else
    g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
}

/* A keyring that is there is not called absent, whatever it answers. */
static void
test_failing (void)
{
  static const struct
  {
    const char         *name;
    const char         *message;
    LgSecretStoreError  code;
    const char         *told;
  } rows[] = {
    { "org.freedesktop.Secret.Error.IsLocked", "shut", LG_SECRET_STORE_ERROR_LOCKED, "Unlock it" },
    /* As libsecret has it where the question is closed: G_IO_ERROR_CANCELLED. */
    { "org.gtk.GDBus.UnmappedGError.Quark._g_2dio_2derror_2dquark.Code19", "dismissed",
      LG_SECRET_STORE_ERROR_LOCKED, "question was dismissed" },
    /* G_IO_ERROR_FAILED, which GIO also has where there is no bus. */
    { "org.gtk.GDBus.UnmappedGError.Quark._g_2dio_2derror_2dquark.Code0", "went wrong",
      LG_SECRET_STORE_ERROR_FAILED, "answered with an error: went wrong" },
    { "org.freedesktop.Secret.Error.NoSuchObject", "no such collection",
      LG_SECRET_STORE_ERROR_FAILED, "answered with an error: no such collection" },
    { "org.freedesktop.DBus.Error.AccessDenied", "not for you",
      LG_SECRET_STORE_ERROR_FAILED, "answered with an error: not for you" },
    { "org.freedesktop.DBus.Error.UnknownMethod", "not known",
      LG_SECRET_STORE_ERROR_FAILED, "answered with an error: not known" },
    { "org.gnome.keyring.Error.Denied", "the daemon declines",
      LG_SECRET_STORE_ERROR_FAILED, "answered with an error: the daemon declines" },
    { "org.freedesktop.DBus.Error.NoReply", "late",
      LG_SECRET_STORE_ERROR_FAILED, "did not answer" },
    { "org.freedesktop.DBus.Error.Timeout", "late",
      LG_SECRET_STORE_ERROR_FAILED, "did not answer" },
    { "org.freedesktop.DBus.Error.TimedOut", "late",
      LG_SECRET_STORE_ERROR_FAILED, "did not answer" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgTestKeyring) keyring =
        lg_test_keyring_new_failing (rows[i].name, rows[i].message);
      g_autoptr (LgSecretStore) store = lg_secret_store_new (NULL);

      if (keyring == NULL)
        return;

      g_test_message ("%s", rows[i].name);
      assert_all_fail (store, rows[i].code, rows[i].told);
    }
}

/* A keyring that dies and comes back is used again without a restart of Linkglass. */
static void
test_comes_back (void)
{
  g_autoptr (LgTestKeyring) keyring = lg_test_keyring_new ();
  g_autoptr (LgSecretStore) store = lg_secret_store_new (NULL);
  g_autoptr (LgSecret) secret = lg_secret_new (SECRET);

  if (keyring == NULL)
    return;

  g_assert_true (save (store, "press", secret, NULL));
  lg_test_keyring_kill (keyring);
  assert_absent (store);
  lg_test_keyring_unlock (keyring);
  assert_loads (store, "press", secret);
}

static void
test_cancelled (void)
{
  g_autoptr (LgTestKeyring) keyring = lg_test_keyring_new ();
  g_autoptr (LgSecretStore) store = lg_secret_store_new (NULL);
  g_autoptr (LgSecret) secret = lg_secret_new (SECRET);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Wait wait = { 0 };

  if (keyring == NULL)
    return;

  g_assert_true (save (store, "press", secret, NULL));
  lg_secret_store_load_async (store, "press", cancellable, done_cb, &wait);
  g_cancellable_cancel (cancellable);
  g_assert_null (lg_secret_store_load_finish (store, wait_for (&wait), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (wait.result);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret-store/round-trip", test_round_trip);
  g_test_add_func ("/secret-store/label", test_label);
  g_test_add_func ("/secret-store/locked", test_locked);
  g_test_add_func ("/secret-store/absent", test_absent);
  g_test_add_func ("/secret-store/no-bus", test_no_bus);
  g_test_add_func ("/secret-store/failing", test_failing);
  g_test_add_func ("/secret-store/comes-back", test_comes_back);
  g_test_add_func ("/secret-store/cancelled", test_cancelled);

  return g_test_run ();
}

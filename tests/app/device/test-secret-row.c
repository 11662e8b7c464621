/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/device/lg-secret-row.h"
#include "lg-test-window.h"
#include "lib/lg-test-keyring.h"

#define SECRET "0123456789abcdef0123456789abcdef"
#define OTHER_SECRET "fedcba9876543210fedcba9876543210"

/* One bus for all tests, because the application's connection to it is one. */
static LgTestKeyring *keyring;

static GtkWidget *
get_window (LgTestWindow *test)
{
  return GTK_WIDGET (test->window);
}

static LgProfile *
get_profile (LgTestWindow *test)
{
  return lg_link_get_profile (lg_window_get_link (test->window));
}

static LgSecretKeeper *
get_keeper (LgTestWindow *test)
{
  return lg_workspace_get_keeper (test->workspace, get_profile (test));
}

static gboolean
has_answered (gpointer keeper)
{
  return lg_secret_keeper_get_state (keeper) != LG_KEYRING_ASKING;
}

static void
wait_for_answer (LgTestWindow *test)
{
  lg_test_wait (has_answered, get_keeper (test));
}

static void
click (LgTestWindow *test,
       const char   *label)
{
  GtkWidget *row = lg_test_find (get_window (test), LG_TYPE_SECRET_ROW, NULL);
  GtkWidget *button = row != NULL ? lg_test_find (row, GTK_TYPE_BUTTON, label) : NULL;

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  lg_test_wait_again (has_answered, get_keeper (test));
}

/* A new device whose secret the operator typed. */
static char *
add_device (LgTestWindow *test)
{
  gtk_widget_activate_action (get_window (test), "win.add-device", NULL);
  wait_for_answer (test);
  lg_test_type (get_window (test), "ProductKey", "a1B2c3D4e5F");
  lg_test_type (get_window (test), "DeviceName", "press-04");
  lg_test_type (get_window (test), "DeviceSecret", SECRET);
  wait_for_answer (test);
  return g_strdup (lg_profile_get_id (get_profile (test)));
}

static void
assert_state (LgTestWindow   *test,
              LgKeyringState  state,
              const char     *words)
{
  g_assert_cmpint (lg_secret_keeper_get_state (get_keeper (test)), ==, state);
  g_assert_true (lg_test_shows (get_window (test), words));
}

static void
assert_secret (LgProfile  *profile,
               const char *text)
{
  g_autoptr (LgSecret) expected = text != NULL ? lg_secret_new (text) : NULL;

  g_assert_true (lg_secret_equal (lg_credentials_get_secret (lg_profile_get_credentials (profile)),
                                  expected));
}

/* What the operator finds at the next start. */
static void
assert_found_at_next_start (LgTestWindow *test,
                            const char   *text)
{
  lg_test_window_reopen (test);
  wait_for_answer (test);
  assert_secret (get_profile (test), text);
}

static void
test_session_is_the_default (LgTestWindow  *test,
                             gconstpointer  user_data)
{
  g_autofree char *id = add_device (test);

  assert_state (test, LG_KEYRING_READY, "Kept for this session only");
  g_assert_null (lg_test_keyring_dup_label (keyring, id));
  assert_found_at_next_start (test, NULL);
}

static void
test_keep (LgTestWindow  *test,
           gconstpointer  user_data)
{
  g_autofree char *id = add_device (test);
  g_autofree char *label = NULL;

  click (test, "Keep in Keyring");
  assert_state (test, LG_KEYRING_READY, "Kept in the keyring");
  label = lg_test_keyring_dup_label (keyring, id);
  g_assert_cmpstr (label, ==, "Linkglass: press-04");
  assert_found_at_next_start (test, SECRET);
  lg_test_window_save (test, "keyring-kept");

  /* What is typed from now on takes its place by itself. */
  lg_test_type (get_window (test), "DeviceSecret", OTHER_SECRET);
  wait_for_answer (test);
  assert_found_at_next_start (test, OTHER_SECRET);

  click (test, "This Session Only");
  assert_state (test, LG_KEYRING_READY, "Kept for this session only");
  assert_secret (get_profile (test), OTHER_SECRET);
  assert_found_at_next_start (test, NULL);
}

static gboolean
is_deleted (gpointer id)
{
  g_autofree char *label = lg_test_keyring_dup_label (keyring, id);

  return label == NULL;
}

static void
undo (LgTestWindow *test)
{
  GtkWidget *button = lg_test_find (get_window (test), GTK_TYPE_BUTTON, "_Undo");

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  wait_for_answer (test);
}

static void
test_removed_with_the_device (LgTestWindow  *test,
                              gconstpointer  user_data)
{
  g_autofree char *id = add_device (test);

  click (test, "Keep in Keyring");
  gtk_widget_activate_action (get_window (test), "win.remove-device", NULL);
  lg_test_settle ();
  undo (test);
  assert_state (test, LG_KEYRING_READY, "Kept in the keyring");
  assert_secret (get_profile (test), SECRET);
  assert_found_at_next_start (test, SECRET);

  gtk_widget_activate_action (get_window (test), "win.remove-device", NULL);
  lg_test_settle ();
  /* Closing is the end of what can be undone. */
  lg_test_window_reopen (test);
  lg_test_wait (is_deleted, id);
}

static void
test_locked (LgTestWindow  *test,
             gconstpointer  user_data)
{
  g_autofree char *id = add_device (test);

  click (test, "Keep in Keyring");
  lg_test_keyring_lock (keyring);
  lg_test_window_reopen (test);
  wait_for_answer (test);
  assert_state (test, LG_KEYRING_LOCKED, "The keyring is locked");
  assert_secret (get_profile (test), NULL);
  lg_test_window_save (test, "keyring-locked");

  /* Nobody types its password. */
  click (test, "Unlock…");
  assert_state (test, LG_KEYRING_LOCKED, "Unlock it with its password");

  /* The session goes on with what is typed, and the keyring is left in peace. */
  lg_test_type (get_window (test), "DeviceSecret", OTHER_SECRET);
  assert_state (test, LG_KEYRING_LOCKED, "not stored yet");

  lg_test_keyring_unlock (keyring);
  click (test, "Unlock…");
  assert_state (test, LG_KEYRING_READY, "Kept in the keyring");
  assert_found_at_next_start (test, OTHER_SECRET);
}

static void
test_absent (LgTestWindow  *test,
             gconstpointer  user_data)
{
  g_autofree char *id = NULL;

  lg_test_keyring_kill (keyring);
  id = add_device (test);
  assert_state (test, LG_KEYRING_ABSENT, "No keyring answers on this computer");
  g_assert_true (lg_test_shows (get_window (test), "Kept for this session only"));
  g_assert_null (lg_test_find (get_window (test), GTK_TYPE_BUTTON, "Keep in Keyring"));
  lg_test_window_save (test, "keyring-absent");

  lg_test_keyring_unlock (keyring);
  click (test, "Retry");
  click (test, "Keep in Keyring");
  assert_found_at_next_start (test, SECRET);
}

/* A keyring that does not take the secret was not chosen. */
static void
test_declined (LgTestWindow  *test,
               gconstpointer  user_data)
{
  g_autofree char *id = add_device (test);

  lg_test_keyring_lock (keyring);
  click (test, "Keep in Keyring");
  assert_state (test, LG_KEYRING_LOCKED, "Kept for this session only");
  g_assert_cmpint (lg_profile_get_secret_place (get_profile (test)), ==, LG_SECRET_PLACE_SESSION);
  assert_secret (get_profile (test), SECRET);
  lg_test_keyring_unlock (keyring);
}

static void
test_practice_is_never_kept (LgTestWindow  *test,
                             gconstpointer  user_data)
{
  g_assert_null (get_keeper (test));
  g_assert_null (lg_test_find (get_window (test), LG_TYPE_SECRET_ROW, NULL));
}

#define ADD(path, func) \
  g_test_add (path, LgTestWindow, NULL, lg_test_window_set_up, func, lg_test_window_tear_down)

int
main (int    argc,
      char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  keyring = lg_test_keyring_new ();
  if (keyring == NULL)
    {
      g_print ("1..0 # SKIP there is no keyring to test with\n");
      return 0;
    }

  adw_init ();

  ADD ("/secret-row/session-is-the-default", test_session_is_the_default);
  ADD ("/secret-row/keep", test_keep);
  ADD ("/secret-row/removed-with-the-device", test_removed_with_the_device);
  ADD ("/secret-row/locked", test_locked);
  ADD ("/secret-row/absent", test_absent);
  ADD ("/secret-row/declined", test_declined);
  ADD ("/secret-row/practice-is-never-kept", test_practice_is_never_kept);

  status = g_test_run ();
  lg_test_keyring_kill (keyring);
  return status;
}

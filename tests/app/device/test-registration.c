/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registering from the window, at a practice platform that stands for a real one. */
#include "config.h"

#include "app/device/lg-secret-row.h"
#include "lg-test-window.h"
#include "lib/lg-test-keyring.h"
#include "practice/lg-practice.h"

/* One bus for all tests, because the application's connection to it is one; nothing on a computer
 * that has no keyring daemon. */
static LgTestKeyring *keyring;

typedef struct
{
  LgTestWindow  test;
  LgPractice   *practice;
} Fixture;

static GtkWidget *
get_window (Fixture *self)
{
  return GTK_WIDGET (self->test.window);
}

static LgProfile *
get_profile (Fixture *self)
{
  return lg_link_get_profile (lg_window_get_link (self->test.window));
}

static LgCredentials *
get_credentials (Fixture *self)
{
  return lg_profile_get_credentials (get_profile (self));
}

static LgSecretKeeper *
get_keeper (Fixture *self)
{
  return lg_workspace_get_keeper (self->test.workspace, get_profile (self));
}

static gboolean
has_answered (gpointer user_data)
{
  return lg_secret_keeper_get_state (get_keeper (user_data)) != LG_KEYRING_ASKING;
}

static void
add_device (Fixture *self)
{
  g_autofree char *secret = NULL;
  const LgPracticePort *ports;
  LgEndpoint *endpoint;
  gsize n_ports;

  gtk_widget_activate_action (get_window (self), "win.add-device", NULL);
  ports = lg_practice_get_ports (self->practice, &n_ports);
  endpoint = lg_profile_get_endpoint (lg_link_get_profile (lg_window_get_link (self->test.window)));
  lg_endpoint_set_host_kind (endpoint, LG_HOST_TYPED);
  lg_endpoint_set_host (endpoint, "127.0.0.1");
  lg_endpoint_set_port (endpoint, ports[0].port);
  lg_endpoint_set_root (endpoint, ports[0].root_file);
  lg_credentials_set_mode (get_credentials (self), LG_MODE_REGISTRATION);
  lg_test_settle ();

  g_assert_true (g_file_get_contents (lg_practice_get_product_secret_file (self->practice),
                                      &secret, NULL, NULL));
  lg_test_type (get_window (self), "ProductKey", lg_practice_get_product_key (self->practice));
  lg_test_type (get_window (self), "DeviceName",
                lg_practice_get_new_device_name (self->practice));
  lg_test_type (get_window (self), "ProductSecret", secret);
  lg_test_settle ();
}

static void
set_up (Fixture       *self,
        gconstpointer  fault)
{
  g_autoptr (GError) error = NULL;

  lg_test_window_set_up (&self->test, NULL);
  self->practice = lg_practice_new (&(LgPracticeOptions) {
    .fault = fault != NULL ? lg_practice_fault_find (fault) : NULL,
  });
  lg_practice_start (self->practice, &error);
  g_assert_no_error (error);
  add_device (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  fault)
{
  lg_test_window_tear_down (&self->test, NULL);
  g_object_unref (self->practice);
}

static AdwMessageDialog *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *window = windows; window != NULL; window = window->next)
    if (ADW_IS_MESSAGE_DIALOG (window->data))
      return window->data;

  return NULL;
}

static void
click_register (Fixture    *self,
                const char *response)
{
  GtkWidget *button = lg_test_find (get_window (self), GTK_TYPE_BUTTON, "Register");
  AdwMessageDialog *dialog;

  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  lg_test_settle ();
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  g_assert_true (lg_test_shows (GTK_WIDGET (dialog), "Register This Device?"));
  adw_message_dialog_response (dialog, response);
  lg_test_settle ();
}

static gboolean
is_registered (gpointer user_data)
{
  return lg_credentials_get_mode (get_credentials (user_data)) != LG_MODE_REGISTRATION;
}

static gboolean
is_over (gpointer user_data)
{
  Fixture *self = user_data;
  LgLink *link = lg_window_get_link (self->test.window);

  return lg_diagnosis_get_latest (lg_link_get_diagnosis (link)) != NULL
         && lg_session_get_state (lg_link_get_session (link)) == LG_SESSION_DISCONNECTED;
}

static gboolean
is_connected (gpointer user_data)
{
  Fixture *self = user_data;
  LgLink *link = lg_window_get_link (self->test.window);

  return lg_session_get_state (lg_link_get_session (link)) == LG_SESSION_CONNECTED;
}

static void
test_registers (Fixture       *self,
                gconstpointer  fault)
{
  LgProfile *profile = get_profile (self);

  g_assert_true (lg_test_shows (get_window (self), "Registering gives a new secret"));
  lg_test_window_save (&self->test, "registration-form");
  click_register (self, "cancel");
  g_assert_false (is_registered (self));

  click_register (self, "connect");
  lg_test_wait (is_registered, self);
  lg_test_settle ();
  g_assert_cmpint (lg_credentials_get_mode (get_credentials (self)), ==, LG_MODE_DEVICE_SECRET);
  g_assert_cmpuint (lg_secret_get_length (lg_credentials_get_secret (get_credentials (self))), ==,
                    32);
  g_assert_true (lg_test_shows (get_window (self), "DeviceSecret received"));
  lg_test_wait (has_answered, self);
  lg_test_window_save (&self->test, "registration-done");

  /* What the toast offers; who registered the device need not be asked whether to be it. */
  lg_profile_set_takeover_confirmed (profile, TRUE);
  gtk_widget_activate_action (get_window (self), "win.connect", NULL);
  lg_test_wait (is_connected, self);
}

static void
test_refused (Fixture       *self,
              gconstpointer  fault)
{
  click_register (self, "connect");
  lg_test_wait (is_over, self);
  lg_test_settle ();
  g_assert_false (is_registered (self));
  g_assert_true (lg_test_shows (get_window (self),
                                "The platform does not let the device register"));
  lg_test_window_save (&self->test, "registration-refused");
}

/* Over plain TCP it is a broken rule, to be broken on purpose only. */
static void
test_plain (Fixture       *self,
            gconstpointer  fault)
{
  LgEndpoint *endpoint =
    lg_profile_get_endpoint (lg_link_get_profile (lg_window_get_link (self->test.window)));

  lg_endpoint_set_security (endpoint, LG_SECURITY_TCP);
  lg_test_settle ();
  g_assert_false (gtk_widget_get_sensitive (lg_test_find (get_window (self), GTK_TYPE_BUTTON,
                                                          "Register")));
  g_assert_true (lg_test_shows (get_window (self), "Registration is possible over TLS only."));
}

static void
click_row (Fixture    *self,
           const char *label)
{
  GtkWidget *row = lg_test_find (get_window (self), LG_TYPE_SECRET_ROW, NULL);
  GtkWidget *button;

  lg_test_wait (has_answered, self);
  button = lg_test_find (row, GTK_TYPE_BUTTON, label);
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  lg_test_wait_again (has_answered, self);
}

/* Returns what the device got. */
static LgSecret *
register_device (Fixture *self)
{
  click_register (self, "connect");
  lg_test_wait (is_registered, self);
  lg_test_wait (has_answered, self);
  lg_test_settle ();
  return lg_secret_ref (lg_credentials_get_secret (get_credentials (self)));
}

static void
assert_row (Fixture        *self,
            LgKeyringState  state,
            LgSecretPlace   place,
            const char     *words)
{
  GtkWidget *row = lg_test_find (get_window (self), LG_TYPE_SECRET_ROW, NULL);

  g_assert_cmpint (lg_secret_keeper_get_state (get_keeper (self)), ==, state);
  g_assert_cmpint (lg_profile_get_secret_place (get_profile (self)), ==, place);
  g_assert_true (lg_test_shows (row, words));
}

/* What the operator finds at the next start. */
static void
assert_found_at_next_start (Fixture  *self,
                            LgSecret *secret)
{
  lg_test_window_reopen (&self->test);
  lg_test_wait (has_answered, self);
  g_assert_cmpint (lg_credentials_get_mode (get_credentials (self)), ==, LG_MODE_DEVICE_SECRET);
  g_assert_true (lg_secret_equal (lg_credentials_get_secret (get_credentials (self)), secret));
}

static gboolean
is_narrow (gpointer window)
{
  return gtk_widget_get_width (window) <= 360;
}

/* Next to a machine the window may be as narrow as a phone. */
static void
assert_toast_fits (Fixture *self)
{
  GtkWidget *label;

  gtk_window_set_default_size (GTK_WINDOW (self->test.window), 360, 720);
  lg_test_wait (is_narrow, self->test.window);
  lg_test_settle ();
  label = lg_test_find (get_window (self), GTK_TYPE_LABEL, "DeviceSecret received");
  lg_test_window_save (&self->test, "registration-kept-narrow");
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
}

static gboolean
has_keyring (void)
{
  if (keyring == NULL)
    g_test_skip ("there is no keyring to test with");
  return keyring != NULL;
}

/* With a keyring that is open the secret goes there, wherever the ProductSecret was. */
static void
test_kept (Fixture       *self,
           gconstpointer  fault)
{
  g_autoptr (LgSecret) secret = NULL;
  g_autofree char *label = NULL;

  if (!has_keyring ())
    return;

  lg_test_wait (has_answered, self);
  assert_row (self, LG_KEYRING_READY, LG_SECRET_PLACE_SESSION, "Kept for this session only");
  secret = register_device (self);
  assert_row (self, LG_KEYRING_READY, LG_SECRET_PLACE_KEYRING, "Kept in the keyring");
  label = lg_test_keyring_dup_label (keyring, lg_profile_get_id (get_profile (self)));
  g_assert_nonnull (label);
  g_assert_nonnull (strstr (label, lg_practice_get_new_device_name (self->practice)));
  assert_toast_fits (self);
  assert_found_at_next_start (self, secret);
}

/* What it gets takes the place of the ProductSecret, at once or when the keyring is open again. */
static void
test_kept_after_unlock (Fixture       *self,
                        gconstpointer  fault)
{
  g_autoptr (LgSecret) secret = NULL;

  if (!has_keyring ())
    return;

  click_row (self, "Keep in Keyring");
  lg_test_keyring_lock (keyring);
  secret = register_device (self);
  assert_row (self, LG_KEYRING_LOCKED, LG_SECRET_PLACE_KEYRING, "not stored yet");
  lg_test_window_save (&self->test, "registration-locked");

  lg_test_keyring_unlock (keyring);
  click_row (self, "Unlock…");
  assert_row (self, LG_KEYRING_READY, LG_SECRET_PLACE_KEYRING, "Kept in the keyring");
  assert_found_at_next_start (self, secret);
}

/* Without a keyring the secret is there for this session, and the row says so. */
static void
test_not_kept (Fixture       *self,
               gconstpointer  fault)
{
  g_autoptr (LgSecret) secret = NULL;

  if (!has_keyring ())
    return;

  lg_test_keyring_kill (keyring);
  secret = register_device (self);
  assert_row (self, LG_KEYRING_ABSENT, LG_SECRET_PLACE_SESSION, "Kept for this session only");
  lg_test_keyring_unlock (keyring);
  click_row (self, "Retry");
  click_row (self, "Keep in Keyring");
  assert_found_at_next_start (self, secret);
}

int
main (int    argc,
      char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  keyring = lg_test_keyring_new ();
  adw_init ();

  g_test_add ("/registration/registers", Fixture, NULL, set_up, test_registers, tear_down);
  g_test_add ("/registration/refused", Fixture, "registration-off", set_up, test_refused,
              tear_down);
  g_test_add ("/registration/plain", Fixture, NULL, set_up, test_plain, tear_down);
  g_test_add ("/registration/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/registration/kept-after-unlock", Fixture, NULL, set_up, test_kept_after_unlock,
              tear_down);
  g_test_add ("/registration/not-kept", Fixture, NULL, set_up, test_not_kept, tear_down);

  status = g_test_run ();
  if (keyring != NULL)
    lg_test_keyring_kill (keyring);
  return status;
}

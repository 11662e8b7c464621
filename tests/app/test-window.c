/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/devices/lg-device-list.h"
#include "app/devices/lg-device-row.h"
#include "app/widgets/lg-adaptive-bin.h"
#include "lg-test-window.h"
#include "lib/lg-test-time.h"

static GtkWidget *
get_widget (LgTestWindow *test)
{
  return GTK_WIDGET (test->window);
}

static guint
count_devices (LgTestWindow *test)
{
  return g_list_model_get_n_items (lg_workspace_get_links (test->workspace));
}

static LgProfile *
get_profile (LgTestWindow *test)
{
  return lg_link_get_profile (lg_window_get_link (test->window));
}

static void
test_starts_with_practice (LgTestWindow  *test,
                           gconstpointer  user_data)
{
  g_assert_true (lg_profile_is_practice (get_profile (test)));
  g_assert_nonnull (lg_test_find (get_widget (test), LG_TYPE_DEVICE_ROW, NULL));
  g_assert_true (lg_test_shows (get_widget (test), "Not connected"));
}

/* A practice platform that cannot start says why, and can be tried again. */
static void
test_practice_failure_is_shown (LgTestWindow  *test,
                                gconstpointer  user_data)
{
  lg_practice_process_start (lg_workspace_get_practice (test->workspace));
  lg_test_settle ();

  g_assert_true (lg_test_shows (get_widget (test), "The practice platform does not run"));
  g_assert_true (lg_test_shows (get_widget (test), "/nonexistent/linkglass-cli"));
  g_assert_nonnull (lg_test_find (get_widget (test), GTK_TYPE_BUTTON, "Retry"));
}

static void
test_remove_and_undo (LgTestWindow  *test,
                      gconstpointer  user_data)
{
  GtkWidget *undo;

  gtk_widget_activate_action (get_widget (test), "win.add-device", NULL);
  lg_credentials_set_device_name (lg_profile_get_credentials (get_profile (test)), "press-04");
  lg_test_settle ();
  g_assert_cmpuint (count_devices (test), ==, 2);

  gtk_widget_activate_action (get_widget (test), "win.remove-device", NULL);
  lg_test_settle ();
  g_assert_cmpuint (count_devices (test), ==, 1);
  g_assert_true (lg_profile_is_practice (get_profile (test)));

  undo = lg_test_find (get_widget (test), GTK_TYPE_BUTTON, "_Undo");
  g_assert_nonnull (undo);
  g_signal_emit_by_name (undo, "clicked");
  lg_test_settle ();
  g_assert_cmpuint (count_devices (test), ==, 2);
  g_assert_cmpstr (lg_credentials_get_device_name (
                     lg_profile_get_credentials (get_profile (test))),
                   ==, "press-04");
}

/* The practice device stays whatever is asked for. */
static void
test_practice_cannot_be_removed (LgTestWindow  *test,
                                 gconstpointer  user_data)
{
  gtk_widget_activate_action (get_widget (test), "win.remove-device", NULL);
  lg_test_settle ();
  g_assert_cmpuint (count_devices (test), ==, 1);
}

static gboolean
is_narrow (gpointer window)
{
  GtkWidget *content = lg_test_find (window, LG_TYPE_ADAPTIVE_BIN, NULL);
  gboolean narrow;

  g_object_get (content, "narrow", &narrow, NULL);
  return narrow && gtk_widget_get_width (window) <= 360;
}

static void
test_fits_a_phone (LgTestWindow  *test,
                   gconstpointer  user_data)
{
  gtk_widget_activate_action (get_widget (test), "win.add-device", NULL);
  gtk_window_set_default_size (GTK_WINDOW (test->window), 360, 640);
  lg_test_wait (is_narrow, test->window);
  lg_test_window_save (test, "window-narrow");

  g_assert_nonnull (lg_test_find (get_widget (test), ADW_TYPE_VIEW_SWITCHER_BAR, NULL));
  g_assert_nonnull (lg_test_find (get_widget (test), GTK_TYPE_BUTTON, "Connect"));
  g_assert_true (lg_test_shows (get_widget (test), "Not connected"));
}

/* Adds a device that connects to a port of this computer, without the questions asked before. */
static void
connect_to (LgTestWindow *test,
            guint16       port)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LgSecret) secret = lg_secret_new ("0123456789abcdef0123456789abcdef");
  LgCredentials *credentials;
  LgEndpoint *endpoint;

  gtk_widget_activate_action (get_widget (test), "win.add-device", NULL);
  credentials = lg_profile_get_credentials (get_profile (test));
  endpoint = lg_profile_get_endpoint (get_profile (test));
  lg_credentials_set_product_key (credentials, "a1B2c3D4e5F");
  lg_credentials_set_device_name (credentials, "press-04");
  lg_credentials_set_secret (credentials, secret);
  lg_endpoint_set_host_kind (endpoint, LG_HOST_TYPED);
  lg_endpoint_set_host (endpoint, "127.0.0.1");
  lg_endpoint_set_port (endpoint, port);
  lg_endpoint_set_security (endpoint, LG_SECURITY_TCP);

  lg_link_connect (lg_window_get_link (test->window), &error);
  g_assert_no_error (error);
}

/* A port nobody answers on: connections are accepted by the kernel and never read. */
static guint16
listen_silently (GSocketListener *listener)
{
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_assert_cmpuint (port, !=, 0);
  return port;
}

static gboolean
offers_details (gpointer window)
{
  return lg_test_find (window, GTK_TYPE_BUTTON, "Details") != NULL;
}

static gboolean
offers_connect (gpointer window)
{
  return lg_test_find (window, GTK_TYPE_BUTTON, "Connect") != NULL;
}

static void
test_failure_is_a_banner (LgTestWindow  *test,
                          gconstpointer  user_data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = listen_silently (listener);

  g_socket_listener_close (listener);
  connect_to (test, port);
  lg_test_wait (offers_details, test->window);
  g_assert_nonnull (lg_test_find (get_widget (test), GTK_TYPE_BUTTON, "Run Checks"));
  lg_test_window_save (test, "window-banner");

  gtk_window_set_default_size (GTK_WINDOW (test->window), 360, 640);
  lg_test_wait (is_narrow, test->window);
  lg_test_window_save (test, "window-banner-narrow");

  /* Another device has nothing to do with it. */
  gtk_widget_activate_action (get_widget (test), "win.add-device", NULL);
  lg_test_settle ();
  g_assert_false (offers_details (test->window));
}

static gboolean
is_logging_in (gpointer session)
{
  return lg_session_get_state (session) == LG_SESSION_LOGGING_IN;
}

static void
test_connecting_can_be_cancelled (LgTestWindow  *test,
                                  gconstpointer  user_data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  connect_to (test, listen_silently (listener));
  lg_test_wait (is_logging_in, lg_link_get_session (lg_window_get_link (test->window)));
  g_assert_true (lg_test_shows (get_widget (test), "Logging in…"));
  g_assert_nonnull (lg_test_find (get_widget (test), GTK_TYPE_BUTTON, "Cancel"));

  gtk_widget_activate_action (get_widget (test), "win.disconnect", NULL);
  lg_test_wait (offers_connect, test->window);
  g_assert_false (offers_details (test->window));
}

static void
test_closing_does_not_wait (LgTestWindow  *test,
                            gconstpointer  user_data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  gint64 begin;

  connect_to (test, listen_silently (listener));
  lg_test_wait (is_logging_in, lg_link_get_session (lg_window_get_link (test->window)));

  begin = g_get_monotonic_time ();
  gtk_window_close (GTK_WINDOW (test->window));
  lg_test_settle ();
  g_assert_true (lg_workspace_close (test->workspace, NULL));
  g_assert_cmpint (g_get_monotonic_time () - begin, <, lg_test_stretch (G_USEC_PER_SEC));
}

#define ADD(path, func) \
  g_test_add (path, LgTestWindow, NULL, lg_test_window_set_up, func, lg_test_window_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/window/starts-with-practice", test_starts_with_practice);
  ADD ("/window/practice-failure-is-shown", test_practice_failure_is_shown);
  ADD ("/window/remove-and-undo", test_remove_and_undo);
  ADD ("/window/practice-cannot-be-removed", test_practice_cannot_be_removed);
  ADD ("/window/fits-a-phone", test_fits_a_phone);
  ADD ("/window/failure-is-a-banner", test_failure_is_a_banner);
  ADD ("/window/connecting-can-be-cancelled", test_connecting_can_be_cancelled);
  ADD ("/window/closing-does-not-wait", test_closing_does_not_wait);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each page goes from a device to none and to another one, and shows nothing of the one before: a
 * binding that goes through nothing would keep its old value. */
#include "config.h"

#include "app/connection/lg-connection-page.h"
#include "app/connection/lg-keepalive-clock.h"
#include "app/device/lg-device-page.h"
#include "app/ports/lg-check-view.h"
#include "app/ports/lg-ports-page.h"
#include "lg-test-window.h"
#include "lib/lg-test-peer.h"
#include "model/lg-checkup.h"

static GtkWidget *
turn_to (LgTestWindow *test,
         const char   *page,
         GType         type)
{
  GtkWidget *widget;

  g_action_group_activate_action (G_ACTION_GROUP (test->window), "page",
                                  g_variant_new_string (page));
  lg_test_settle ();
  widget = lg_test_find (GTK_WIDGET (test->window), type, NULL);
  g_assert_nonnull (widget);
  return widget;
}

static LgLink *
add_device (LgTestWindow *test)
{
  LgProfile *profile;
  LgEndpoint *endpoint;

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.add-device", NULL);
  profile = lg_link_get_profile (lg_window_get_link (test->window));
  endpoint = lg_profile_get_endpoint (profile);
  lg_credentials_set_mode (lg_profile_get_credentials (profile), LG_MODE_CUSTOM);
  lg_credentials_set_mqtt_client_id (lg_profile_get_credentials (profile), "press-04");
  lg_endpoint_set_host_kind (endpoint, LG_HOST_TYPED);
  lg_endpoint_set_host (endpoint, "127.0.0.1");
  lg_endpoint_set_security (endpoint, LG_SECURITY_TCP);
  lg_test_settle ();
  return lg_window_get_link (test->window);
}

static gboolean
has_row (GtkWidget  *page,
         const char *title)
{
  return lg_test_find (page, ADW_TYPE_PREFERENCES_ROW, title) != NULL;
}

static void
test_device (LgTestWindow  *test,
             gconstpointer  user_data)
{
  LgLink *a = add_device (test), *b;
  GtkWidget *page = turn_to (test, "device", LG_TYPE_DEVICE_PAGE);

  lg_test_type (page, "MQTT password", "secret of a");
  lg_device_page_set_link (LG_DEVICE_PAGE (page), NULL);
  lg_test_settle ();
  g_assert_false (has_row (page, "MQTT client ID"));
  g_assert_false (has_row (page, "Host name or address"));
  g_assert_false (has_row (page, "MQTT password"));
  g_assert_cmpstr (lg_secret_peek (lg_credentials_get_secret (
                     lg_profile_get_credentials (lg_link_get_profile (a)))), ==, "secret of a");

  b = add_device (test);
  lg_credentials_set_mode (lg_profile_get_credentials (lg_link_get_profile (b)),
                           LG_MODE_TUYALINK);
  lg_test_settle ();
  g_assert_true (has_row (page, "deviceId"));
  g_assert_true (has_row (page, "deviceSecret"));
  g_assert_false (has_row (page, "MQTT client ID"));
}

static gboolean
has_run (gpointer checkup)
{
  return lg_checkup_get_check (checkup) != NULL && !lg_checkup_get_running (checkup);
}

static void
test_ports (LgTestWindow  *test,
            gconstpointer  user_data)
{
  LgLink *b = add_device (test), *a = add_device (test);
  GtkWidget *page = turn_to (test, "ports", LG_TYPE_PORTS_PAGE);

  lg_ports_page_run (LG_PORTS_PAGE (page));
  lg_test_wait (has_run, lg_workspace_get_checkup (test->workspace, a));
  lg_test_settle ();
  g_assert_nonnull (lg_test_find (page, LG_TYPE_CHECK_VIEW, NULL));

  lg_ports_page_set_link (LG_PORTS_PAGE (page), NULL);
  lg_test_settle ();
  g_assert_null (lg_test_find (page, LG_TYPE_CHECK_VIEW, NULL));
  g_assert_false (lg_test_shows (page, "127.0.0.1"));
  g_assert_true (lg_test_shows (page, "No Checks Yet"));

  lg_ports_page_set_link (LG_PORTS_PAGE (page), b);
  lg_test_settle ();
  g_assert_null (lg_test_find (page, LG_TYPE_CHECK_VIEW, NULL));
  g_assert_true (lg_test_shows (page, "No Checks Yet"));
  lg_ports_page_set_link (LG_PORTS_PAGE (page), a);
  lg_test_settle ();
  g_assert_nonnull (lg_test_find (page, LG_TYPE_CHECK_VIEW, NULL));
}

static gboolean
is_connected (gpointer link)
{
  return lg_session_get_state (lg_link_get_session (link)) == LG_SESSION_CONNECTED;
}

static void
test_connection (LgTestWindow  *test,
                 gconstpointer  user_data)
{
  static const LgTestStep script[] = {
    LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP ("\x20\x02\x00\x00"), { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  LgLink *b = add_device (test), *a = add_device (test);
  GtkWidget *page = turn_to (test, "connection", LG_TYPE_CONNECTION_PAGE);

  lg_endpoint_set_port (lg_profile_get_endpoint (lg_link_get_profile (a)),
                        lg_test_peer_get_port (peer));
  g_assert_true (lg_link_connect (a, NULL));
  lg_test_wait (is_connected, a);
  lg_test_wait_for_text (page, "until the next PINGREQ");

  lg_connection_page_set_link (LG_CONNECTION_PAGE (page), NULL);
  lg_test_settle ();
  g_assert_null (lg_test_find (page, LG_TYPE_KEEPALIVE_CLOCK, NULL));
  g_assert_false (lg_test_shows (page, "until the next PINGREQ"));
  g_assert_true (lg_test_shows (page, "It starts when the platform accepts the login"));

  lg_connection_page_set_link (LG_CONNECTION_PAGE (page), b);
  lg_test_settle ();
  g_assert_null (lg_test_find (page, LG_TYPE_KEEPALIVE_CLOCK, NULL));
  lg_connection_page_set_link (LG_CONNECTION_PAGE (page), a);
  lg_test_settle ();
  g_assert_true (lg_test_shows (page, "until the next PINGREQ"));
  lg_link_disconnect (a);
}

#define ADD(path, func) \
  g_test_add (path, LgTestWindow, NULL, lg_test_window_set_up, func, lg_test_window_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/no-device/device", test_device);
  ADD ("/no-device/ports", test_ports);
  ADD ("/no-device/connection", test_connection);

  return g_test_run ();
}

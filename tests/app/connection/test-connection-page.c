/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an operator does to a live link on the Connection page. */
#include "config.h"

#include "app/connection/lg-connection-page.h"
#include "app/connection/lg-keepalive-card.h"
#include "app/connection/lg-keepalive-clock.h"
#include "app/connection/lg-sparkline.h"
#include "app/explain/lg-explain-window.h"
#include "app/traffic/lg-event-list.h"
#include "app/widgets/lg-finding-banner.h"
#include "app/widgets/lg-finding-row.h"
#include "lg-test-marks.h"
#include "lg-test-window.h"
#include "lib/lg-test-peer.h"

#include <string.h>

#define CONNACK "\x20\x02\x00\x00"

static GtkWidget *
get_widget (LgTestWindow *test)
{
  return GTK_WIDGET (test->window);
}

static LgSession *
get_session (LgTestWindow *test)
{
  return lg_link_get_session (lg_window_get_link (test->window));
}

static gboolean
is_connected (gpointer session)
{
  return lg_session_get_state (session) == LG_SESSION_CONNECTED;
}

static gboolean
is_disconnected (gpointer session)
{
  return lg_session_get_state (session) == LG_SESSION_DISCONNECTED;
}

/* Adds a device that connects to @peer, and shows its page. */
static void
begin (LgTestWindow *test,
       LgTestPeer   *peer)
{
  g_autoptr (GError) error = NULL;
  LgProfile *profile;
  LgEndpoint *endpoint;

  gtk_widget_activate_action (get_widget (test), "win.add-device", NULL);
  profile = lg_link_get_profile (lg_window_get_link (test->window));
  endpoint = lg_profile_get_endpoint (profile);
  lg_credentials_set_mode (lg_profile_get_credentials (profile), LG_MODE_CUSTOM);
  lg_credentials_set_mqtt_client_id (lg_profile_get_credentials (profile), "press-04");
  lg_endpoint_set_host_kind (endpoint, LG_HOST_TYPED);
  lg_endpoint_set_host (endpoint, "127.0.0.1");
  lg_endpoint_set_port (endpoint, lg_test_peer_get_port (peer));
  lg_endpoint_set_security (endpoint, LG_SECURITY_TCP);

  lg_link_connect (lg_window_get_link (test->window), &error);
  g_assert_no_error (error);
  g_action_group_activate_action (G_ACTION_GROUP (test->window), "page",
                                  g_variant_new_string ("connection"));
}

static void
connect_to (LgTestWindow *test,
            LgTestPeer   *peer)
{
  begin (test, peer);
  lg_test_wait (is_connected, get_session (test));
  lg_test_settle ();
}

static void
click (LgTestWindow *test,
       const char   *title)
{
  GtkWidget *button = lg_test_find (get_widget (test), GTK_TYPE_BUTTON, title);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  lg_test_settle ();
}

static void
test_pause (LgTestWindow  *test,
            gconstpointer  user_data)
{
  static const LgTestStep script[] = {
    LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP (CONNACK), { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);

  connect_to (test, peer);
  g_assert_true (lg_test_shows (get_widget (test), "until the next PINGREQ"));
  lg_test_assert_marks (get_widget (test),
                        (const char *[]) { "lg-good-symbolic", NULL },
                        "marks-connection");

  click (test, "Pause PINGREQ");
  g_assert_true (lg_session_get_hold_pings (get_session (test)));
  g_assert_true (lg_test_shows (get_widget (test), "PINGREQ paused: the platform closes between"));
  g_assert_true (lg_test_shows (get_widget (test), "until the platform may close"));
  lg_test_window_save (test, "connection-paused");

  click (test, "Resume PINGREQ");
  g_assert_false (lg_session_get_hold_pings (get_session (test)));
  g_assert_true (lg_test_shows (get_widget (test), "until the next PINGREQ"));
}

static void
test_drop (LgTestWindow  *test,
           gconstpointer  user_data)
{
  static const LgTestStep script[] = {
    LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP (CONNACK), { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  GtkWidget *drop;

  connect_to (test, peer);
  drop = lg_test_find (get_widget (test), GTK_TYPE_BUTTON, "Drop TCP");
  click (test, "Drop TCP");
  lg_test_wait (is_disconnected, get_session (test));
  lg_test_wait_for_text (get_widget (test), "You dropped the TCP connection");
  g_assert_false (gtk_widget_get_sensitive (drop));
  lg_test_window_save (test, "connection-dropped");
}

static GtkWindow *
find_explain_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (LG_IS_EXPLAIN_WINDOW (window))
        return window;
    }
  return NULL;
}

/* From “user name or password is wrong” to the place that tells which value, with one press. */
static void
test_refused (LgTestWindow  *test,
              gconstpointer  user_data)
{
  static const LgTestStep script[] = {
    LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP ("\x20\x02\x00\x04"),
    { LG_TEST_FIN, 0, NULL, 0 }, { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  GtkWindow *explain;
  GtkWidget *stack;

  begin (test, peer);
  lg_test_wait_for_text (get_widget (test), "User name or password is wrong");
  lg_test_window_save (test, "connection-refused");
  g_assert_null (lg_test_find (lg_test_find (get_widget (test), LG_TYPE_FINDING_BANNER, NULL),
                               GTK_TYPE_BUTTON, "Run Checks"));
  click (test, "Values Sent");

  explain = find_explain_window ();
  g_assert_nonnull (explain);
  stack = lg_test_find (GTK_WIDGET (explain), ADW_TYPE_VIEW_STACK, NULL);
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (ADW_VIEW_STACK (stack)), ==, "values");
  gtk_window_destroy (explain);
  lg_test_settle ();
}

/* The answer first: what ended the link stands on top, opened, with what can be done about it, and
 * the clock stands where the end fell. */
static void
test_end_first (LgTestWindow  *test,
                gconstpointer  user_data)
{
  static const LgTestStep script[] = {
    LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP (CONNACK),
    LG_TEST_EXPECT_STEP (LG_PACKET_SUBSCRIBE), LG_TEST_SEND_STEP ("\x90\x03\x00\x01\x00"),
    { LG_TEST_FIN, 0, NULL, 0 }, { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  g_autofree char *copied = NULL;
  GtkWidget *row, *card, *focus;
  LgFinding *finding;
  LgSessionEnd end;

  connect_to (test, peer);
  lg_reconnector_set_enabled (lg_link_get_reconnector (lg_window_get_link (test->window)), FALSE);
  g_assert_false (lg_session_get_end (get_session (test), &end));
  g_assert_true (lg_session_subscribe (get_session (test), "a", 0, NULL));
  lg_test_wait (is_disconnected, get_session (test));
  lg_test_settle ();

  finding = lg_diagnosis_get_latest (lg_link_get_diagnosis (lg_window_get_link (test->window)));
  row = lg_test_find (get_widget (test), LG_TYPE_FINDING_ROW, NULL);
  card = lg_test_find (get_widget (test), LG_TYPE_KEEPALIVE_CARD, NULL);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  g_assert_true (lg_test_shows (row, finding->evidence));
  g_assert_true (lg_test_shows (row, finding->advice));
  g_assert_false (lg_test_shows (row, "What happened"));
  g_assert_true (lg_test_shows (get_widget (test), "1 end since "));

  /* Frozen: it shows the end, and counts nothing. */
  g_assert_true (lg_session_get_end (get_session (test), &end));
  g_assert_cmpint (end.mono_us, >=, end.keepalive.reset_us);
  g_assert_cmpint (ABS (end.wall_us - finding->wall_us), <, G_USEC_PER_SEC);
  g_assert_true (lg_test_shows (card, "Stopped at the end"));
  g_assert_nonnull (lg_test_find (card, LG_TYPE_KEEPALIVE_CLOCK, NULL));
  g_assert_false (lg_test_shows (card, "until the next PINGREQ"));
  lg_test_window_save (test, "connection-ended");

  click (test, "Copy");
  copied = lg_test_read_clipboard (test);
  g_assert_true (g_str_has_prefix (copied, finding->title));
  g_assert_nonnull (strstr (copied, finding->advice));

  /* From any other page the banner leads here. */
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), FALSE);
  g_action_group_activate_action (G_ACTION_GROUP (test->window), "page",
                                  g_variant_new_string ("device"));
  lg_test_settle ();
  click (test, "Details");
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  focus = gtk_window_get_focus (GTK_WINDOW (test->window));
  g_assert_true (focus == row || gtk_widget_is_ancestor (focus, row));
}

static gboolean
is_event_selected (gpointer list)
{
  return lg_event_list_get_selected (list) != NULL;
}

/* To the steps and the history. */
static void
scroll_down (LgTestWindow *test)
{
  GtkWidget *page = lg_test_find (get_widget (test), LG_TYPE_CONNECTION_PAGE, NULL);
  GtkWidget *scroller = lg_test_find (page, GTK_TYPE_SCROLLED_WINDOW, NULL);
  GtkAdjustment *position =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  gtk_adjustment_set_value (position, gtk_adjustment_get_upper (position));
  lg_test_settle ();
}

/* What shows an end is one click away, wherever it is in Traffic and whatever is filtered there. */
static void
test_evidence (LgTestWindow  *test,
               gconstpointer  user_data)
{
  static const LgTestStep script[] = {
    LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP (CONNACK),
    LG_TEST_EXPECT_STEP (LG_PACKET_SUBSCRIBE), LG_TEST_SEND_STEP ("\x90\x03\x00\x01\x00"),
    { LG_TEST_FIN, 0, NULL, 0 }, { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  GtkWidget *row, *link, *list, *packets;
  LgFinding *finding;
  const LgCitation *citation;
  const LgEvent *event;

  connect_to (test, peer);
  lg_reconnector_set_enabled (lg_link_get_reconnector (lg_window_get_link (test->window)), FALSE);
  g_assert_true (lg_session_subscribe (get_session (test), "a", 0, NULL));
  lg_test_wait (is_disconnected, get_session (test));
  lg_test_settle ();

  finding = lg_diagnosis_get_latest (lg_link_get_diagnosis (lg_window_get_link (test->window)));
  g_assert_cmpstr (finding->cause, ==, "server.closed");
  row = lg_test_find (get_widget (test), LG_TYPE_FINDING_ROW, NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  lg_test_settle ();
  g_assert_true (lg_test_shows (row, "Connection occurs exception"));
  g_assert_true (lg_test_shows (row, "Forced offline by another client (possible)"));
  lg_test_assert_marks (get_widget (test), (const char *[]) { "lg-fault-symbolic", NULL },
                        "marks-evidence");
  scroll_down (test);
  lg_test_assert_marks (get_widget (test),
                        (const char *[]) { "lg-good-symbolic", "lg-fault-symbolic", NULL },
                        "marks-history");

  /* A filter that hides the event is taken back. */
  g_action_group_activate_action (G_ACTION_GROUP (test->window), "page",
                                  g_variant_new_string ("traffic"));
  lg_test_settle ();
  packets = lg_test_find (get_widget (test), GTK_TYPE_TOGGLE_BUTTON, "Messages");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (packets), TRUE);
  g_action_group_activate_action (G_ACTION_GROUP (test->window), "page",
                                  g_variant_new_string ("connection"));
  lg_test_settle ();

  link = lg_test_find (row, GTK_TYPE_FLOW_BOX_CHILD, NULL);
  link = gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (link));
  g_signal_emit_by_name (link, "clicked");
  lg_test_settle ();
  list = lg_test_find (get_widget (test), LG_TYPE_EVENT_LIST, NULL);
  g_assert_nonnull (list);
  lg_test_wait (is_event_selected, list);

  citation = &g_array_index (finding->events, LgCitation, 0);
  event = lg_event_row_get_event (lg_event_list_get_selected (LG_EVENT_LIST (list)));
  g_assert_cmpint (event->id, ==, citation->id);
  g_assert_cmpint (event->kind, ==, citation->kind);
  g_assert_cmpint (event->wall_us, ==, citation->wall_us);
  lg_test_window_save (test, "connection-evidence-traffic");
}

static gboolean
is_narrow (gpointer window)
{
  return gtk_widget_get_width (window) <= 360;
}

/* Next to a machine the window may be as narrow as a phone: nothing is cut off. */
static void
test_narrow (LgTestWindow  *test,
             gconstpointer  user_data)
{
  static const LgTestStep script[] = {
    LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP (CONNACK), { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  GtkWidget *row;

  connect_to (test, peer);
  gtk_window_set_default_size (GTK_WINDOW (test->window), 360, 720);
  lg_test_wait (is_narrow, test->window);
  lg_test_settle ();
  g_assert_true (lg_test_shows (get_widget (test), "until the next PINGREQ"));
  lg_test_window_save (test, "connection-narrow");

  click (test, "Drop TCP");
  lg_test_wait (is_disconnected, get_session (test));
  lg_test_settle ();
  row = lg_test_find (get_widget (test), LG_TYPE_FINDING_ROW, NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  lg_test_settle ();
  g_assert_cmpint (gtk_widget_get_width (get_widget (test)), <=, 360);
  lg_test_window_save (test, "connection-narrow-ended");
}

static gboolean
is_waiting (gpointer window)
{
  return lg_test_find (window, GTK_TYPE_BUTTON, "Now") != NULL;
}

/* An end that may heal is followed by another attempt, which the operator sees and can call off. */
static void
test_reconnect (LgTestWindow  *test,
                gconstpointer  user_data)
{
  static const LgTestStep script[] = {
    LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP (CONNACK), { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  GtkWidget *by_itself;

  connect_to (test, peer);
  click (test, "Drop TCP");
  lg_test_wait (is_waiting, test->window);
  g_assert_true (lg_test_shows (get_widget (test), "Reconnecting in 1 s"));
  lg_test_window_save (test, "connection-reconnecting");
  click (test, "Now");
  lg_test_wait (is_connected, get_session (test));
  lg_test_settle ();
  g_assert_false (is_waiting (test->window));

  click (test, "Drop TCP");
  lg_test_wait (is_waiting, test->window);
  click (test, "Stop");
  g_assert_false (is_waiting (test->window));
  g_assert_true (lg_test_shows (get_widget (test), "Not connected"));

  by_itself = lg_test_find (get_widget (test), GTK_TYPE_CHECK_BUTTON, NULL);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (by_itself)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (by_itself), FALSE);
  g_assert_false (lg_reconnector_get_enabled (
                    lg_link_get_reconnector (lg_window_get_link (test->window))));
}

/* The bars of the round trips, from two on. */
static void
test_round_trips (LgTestWindow  *test,
                  gconstpointer  user_data)
{
  LgRoundTrips trips = { 0 };
  g_autofree char *text = NULL;
  GtkWidget *sparkline = GTK_WIDGET (g_object_ref_sink (g_object_new (LG_TYPE_SPARKLINE, NULL)));

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (test->window), sparkline);
  for (guint i = 0; i < 60; i++)
    lg_round_trips_add (&trips, 39000 + (i * 7919) % 9000 + (i == 41 ? 79000 : 0));
  lg_sparkline_set_round_trips (LG_SPARKLINE (sparkline), &trips);
  g_object_get (sparkline, "tooltip-text", &text, NULL);
  g_assert_nonnull (strstr (text, "60 round trips"));
  lg_test_settle ();
  lg_test_window_save (test, "sparkline");
  g_object_unref (sparkline);
}

#define ADD(path, func) \
  g_test_add (path, LgTestWindow, NULL, lg_test_window_set_up, func, lg_test_window_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/connection-page/pause", test_pause);
  ADD ("/connection-page/drop", test_drop);
  ADD ("/connection-page/refused", test_refused);
  ADD ("/connection-page/end-first", test_end_first);
  ADD ("/connection-page/evidence", test_evidence);
  ADD ("/connection-page/narrow", test_narrow);
  ADD ("/connection-page/reconnect", test_reconnect);
  ADD ("/connection-page/round-trips", test_round_trips);

  return g_test_run ();
}

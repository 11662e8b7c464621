/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/traffic/lg-event-cell.h"
#include "app/traffic/lg-event-list.h"
#include "app/traffic/lg-payload-pane.h"
#include "app/traffic/lg-publish-pane.h"
#include "app/traffic/lg-subscribe-bar.h"
#include "app/traffic/lg-traffic-page.h"
#include "lg-test-marks.h"
#include "lg-test-window.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#define POST "/sys/a1B2c3D4e5F/press-04/thing/event/property/post"
#define POST_REPLY "/sys/a1B2c3D4e5F/press-04/thing/event/property/post_reply"

/* 2026-11-21 06:07:29.118 UTC */
#define START_US G_GINT64_CONSTANT (1795241249118000)

typedef struct
{
  LgTestWindow  parent;
  gint64        last_id;
  gint64        now_us;
  gint64        asked_id;
} Test;

static LgLink *
get_link (Test *test)
{
  return lg_window_get_link (test->parent.window);
}

static GtkWidget *
get_page (Test *test)
{
  return lg_test_find (GTK_WIDGET (test->parent.window), LG_TYPE_TRAFFIC_PAGE, NULL);
}

static LgEventList *
get_list (Test *test)
{
  return LG_EVENT_LIST (lg_test_find (get_page (test), LG_TYPE_EVENT_LIST, NULL));
}

/* A port of this computer where nobody listens. */
static guint16
find_closed_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);
  return port;
}

static void
set_up (Test          *test,
        gconstpointer  user_data)
{
  g_autoptr (LgSecret) secret = NULL;
  LgCredentials *credentials;
  LgEndpoint *endpoint;

  lg_test_window_set_up (&test->parent, NULL);
  gtk_widget_activate_action (GTK_WIDGET (test->parent.window), "win.add-device", NULL);
  credentials = lg_profile_get_credentials (lg_link_get_profile (get_link (test)));
  endpoint = lg_profile_get_endpoint (lg_link_get_profile (get_link (test)));
  lg_credentials_set_product_key (credentials, "a1B2c3D4e5F");
  lg_credentials_set_device_name (credentials, "press-04");
  secret = lg_secret_new ("secret");
  lg_credentials_set_secret (credentials, secret);
  lg_endpoint_set_host_kind (endpoint, LG_HOST_TYPED);
  lg_endpoint_set_host (endpoint, "127.0.0.1");
  lg_endpoint_set_port (endpoint, find_closed_port ());
  lg_endpoint_set_security (endpoint, LG_SECURITY_TCP);
  gtk_widget_activate_action (GTK_WIDGET (test->parent.window), "win.page", "s", "traffic");
  lg_test_settle ();
  test->now_us = START_US;
}

static void
tear_down (Test          *test,
           gconstpointer  user_data)
{
  lg_test_window_tear_down (&test->parent, NULL);
}

static gboolean
is_over (gpointer user_data)
{
  LgRecording *recording = lg_link_get_recording (user_data);
  guint64 length = lg_recording_get_length (recording);
  g_autoptr (LgEvent) last = length > 0 ? lg_recording_read (recording, length, NULL) : NULL;

  return last != NULL && last->kind == LG_EVENT_STATE && last->code == LG_SESSION_DISCONNECTED;
}

/* Connects to the closed port: what follows is put into the recording by the test. */
static void
start_recording (Test *test)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lg_link_connect (get_link (test), &error));
  g_assert_no_error (error);
  lg_test_wait (is_over, get_link (test));
  test->last_id = lg_recording_get_length (lg_link_get_recording (get_link (test)));
}

static void
push (Test          *test,
      int            after_ms,
      const LgEvent *init)
{
  LgEvent *event = lg_event_copy (init);

  test->now_us += after_ms * 1000;
  event->id = ++test->last_id;
  event->wall_us = event->mono_us = test->now_us;
  lg_mailbox_push (lg_recording_get_mailbox (lg_link_get_recording (get_link (test))), event);
}

static void
push_message (Test        *test,
              int          after_ms,
              LgDirection  direction,
              const char  *topic,
              const void  *payload,
              gssize       length)
{
  gsize size = length < 0 ? strlen (payload) : (gsize) length;

  push (test, after_ms, &(LgEvent) {
    .kind = LG_EVENT_PACKET + LG_PACKET_PUBLISH, .direction = direction, .topic = topic,
    .size = size + strlen (topic) + 4, .payload = payload, .payload_length = size,
  });
}

static void
push_packet (Test         *test,
             int           after_ms,
             LgDirection   direction,
             LgPacketType  type,
             const char   *topic,
             int           code,
             int           took_ms)
{
  push (test, after_ms, &(LgEvent) {
    .kind = LG_EVENT_PACKET + type, .direction = direction, .topic = topic, .code = code,
    .size = 2, .duration_us = took_ms * 1000,
  });
}

static gboolean
is_listed (gpointer user_data)
{
  Test *test = user_data;

  return lg_event_list_get_shown (get_list (test)) == test->last_id;
}

static const guint8 bytes[] = { 0x01, 0xff, 0x10, 0x20, 'L', 'i', 'n', 'k', 0x00, 0x7f, 0x80 };

/* A short life of a device. */
static void
push_scene (Test *test)
{
  push_packet (test, 0, LG_DIRECTION_OUT, LG_PACKET_SUBSCRIBE, "/a1B2c3D4e5F/press-04/user/get",
               0, 0);
  push_packet (test, 38, LG_DIRECTION_IN, LG_PACKET_SUBACK, "/a1B2c3D4e5F/press-04/user/get",
               1, 38);
  push_packet (test, 700, LG_DIRECTION_OUT, LG_PACKET_SUBSCRIBE, "/sys/#", 0, 0);
  push_packet (test, 40, LG_DIRECTION_IN, LG_PACKET_SUBACK, "/sys/#", 0x80, 40);
  push_message (test, 11, LG_DIRECTION_OUT, POST,
                "{\"id\":\"118\",\"version\":\"1.0\",\"params\":{\"Temperature\":25.1}}", -1);
  push_message (test, 41, LG_DIRECTION_IN, POST_REPLY,
                "{\"code\":200,\"data\":{},\"id\":\"118\",\"message\":\"success\",\"method\":"
                "\"thing.event.property.post\",\"version\":\"1.0\"}", -1);
  push_message (test, 2000, LG_DIRECTION_IN, "/a1B2c3D4e5F/press-04/user/get",
                "温度 25.1 ℃ — nothing but text", -1);
  push_message (test, 913, LG_DIRECTION_IN,
                "/sys/a1B2c3D4e5F/press-04/thing/model/down_raw", bytes, sizeof bytes);
  push_packet (test, 1200, LG_DIRECTION_OUT, LG_PACKET_PINGREQ, NULL, 0, 0);
  push_packet (test, 42, LG_DIRECTION_IN, LG_PACKET_PINGRESP, NULL, 0, 42);
  lg_test_wait (is_listed, test);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->parent.window));
}

/* The cell of the list that says exactly this to those who hear it. */
static gboolean
is_said (GtkWidget  *ancestor,
         const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (ancestor);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      g_autofree char *difference = NULL;

      if (is_said (child, label))
        return TRUE;
      if (!LG_IS_EVENT_CELL (child))
        continue;

      difference = gtk_test_accessible_check_property (GTK_ACCESSIBLE (child),
                                                       GTK_ACCESSIBLE_PROPERTY_LABEL, label);
      if (difference == NULL)
        return TRUE;
    }
  return FALSE;
}

static void
select_event (Test  *test,
              guint  position)
{
  GtkListView *view = GTK_LIST_VIEW (lg_test_find (get_page (test), GTK_TYPE_LIST_VIEW, NULL));

  gtk_selection_model_select_item (gtk_list_view_get_model (view), position, TRUE);
  lg_test_settle ();
}

static char *
dup_payload_shown (Test *test)
{
  GtkWidget *pane = lg_test_find (get_page (test), LG_TYPE_PAYLOAD_PANE, NULL);
  GtkTextBuffer *buffer =
    gtk_text_view_get_buffer (GTK_TEXT_VIEW (lg_test_find (pane, GTK_TYPE_TEXT_VIEW, NULL)));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
test_empty (Test          *test,
            gconstpointer  user_data)
{
  g_assert_true (lg_test_shows (get_page (test), "Nothing Recorded Yet"));
  lg_test_window_save (&test->parent, "traffic-empty");
}

static void
test_rows (Test          *test,
           gconstpointer  user_data)
{
  GtkWidget *list = GTK_WIDGET (get_list (test));

  start_recording (test);
  push_scene (test);

  g_assert_true (is_said (list, "06:07:29.118, to the platform, SUBSCRIBE, "
                                "/a1B2c3D4e5F/press-04/user/get"));
  g_assert_true (is_said (list, "06:07:29.896, from the platform, SUBACK, "
                                "refused, 0x80 · /sys/#"));
  g_assert_true (is_said (list, "06:07:31.948, from the platform, PUBLISH, "
                                "/a1B2c3D4e5F/press-04/user/get, 温度 25.1 ℃ — nothing but text"));
  g_assert_true (is_said (list, "06:07:32.861, from the platform, PUBLISH, "
                                "/sys/a1B2c3D4e5F/press-04/thing/model/down_raw, "
                                "01 ff 10 20 4c 69 6e 6b 00 7f 80"));
  g_assert_true (is_said (list, "06:07:34.103, from the platform, PINGRESP"));
}

static void
test_payload (Test          *test,
              gconstpointer  user_data)
{
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;
  g_autofree char *hex = NULL;

  start_recording (test);
  push_scene (test);

  select_event (test, test->last_id - 5);
  json = dup_payload_shown (test);
  g_assert_cmpstr (json, ==,
                   "{\n  \"code\": 200,\n  \"data\": {},\n  \"id\": \"118\",\n"
                   "  \"message\": \"success\",\n  \"method\": \"thing.event.property.post\",\n"
                   "  \"version\": \"1.0\"\n}");
  g_assert_true (lg_test_shows (get_page (test), "Answer to reported properties ↓"));
  g_assert_true (lg_test_shows (get_page (test), "41 ms after the request"));
  lg_test_window_save (&test->parent, "traffic");

  select_event (test, test->last_id - 4);
  text = dup_payload_shown (test);
  g_assert_cmpstr (text, ==, "温度 25.1 ℃ — nothing but text");

  select_event (test, test->last_id - 3);
  hex = dup_payload_shown (test);
  g_assert_cmpstr (hex, ==, "000000  01 ff 10 20 4c 69 6e 6b  00 7f 80                 "
                            "... Link...");
  lg_test_window_save (&test->parent, "traffic-hex");
}

static void
test_filters (Test          *test,
              gconstpointer  user_data)
{
  GtkWidget *messages = lg_test_find (get_page (test), GTK_TYPE_TOGGLE_BUTTON, "Messages");
  GtkWidget *packets = lg_test_find (get_page (test), GTK_TYPE_TOGGLE_BUTTON, "Packets");

  start_recording (test);
  push_scene (test);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (messages), TRUE);
  lg_test_settle ();
  g_assert_cmpuint (lg_event_list_get_shown (get_list (test)), ==, 4);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (packets), TRUE);
  lg_test_settle ();
  g_assert_cmpuint (lg_event_list_get_shown (get_list (test)), ==, 10);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (messages), FALSE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (packets), FALSE);
  lg_test_settle ();
  g_assert_cmpuint (lg_event_list_get_shown (get_list (test)), ==, test->last_id);
}

static GtkAdjustment *
get_adjustment (Test *test)
{
  GtkWidget *view = lg_test_find (get_page (test), GTK_TYPE_LIST_VIEW, NULL);

  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
}

/* Whether there is room for every row, which all have the same height: not only are they in the
 * list, but the view knows of them. */
static gboolean
is_laid_out (gpointer user_data)
{
  Test *test = user_data;
  GtkWidget *view = lg_test_find (get_page (test), GTK_TYPE_LIST_VIEW, NULL);
  GtkWidget *row = view != NULL ? lg_test_find (view, LG_TYPE_EVENT_CELL, NULL) : NULL;
  int height = row != NULL ? gtk_widget_get_height (gtk_widget_get_parent (row)) : 0;

  return is_listed (test) && height > 0
    && fabs (gtk_adjustment_get_upper (get_adjustment (test)) - height * (double) test->last_id)
       < height / 2.0;
}

static gboolean
is_at_end (gpointer user_data)
{
  GtkAdjustment *adjustment = get_adjustment (user_data);

  return is_laid_out (user_data)
    && gtk_adjustment_get_value (adjustment) > 0
    && gtk_adjustment_get_value (adjustment)
       >= gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) - 0.5;
}

static void
push_many (Test  *test,
           guint  n)
{
  for (guint i = 0; i < n; i++)
    push_message (test, 3, LG_DIRECTION_IN, POST_REPLY, "{\"id\":\"1\",\"code\":200}", -1);
}

static void
test_follows (Test          *test,
              gconstpointer  user_data)
{
  GtkWidget *newest;
  double value;

  start_recording (test);
  push_many (test, 200);
  lg_test_wait (is_at_end, test);
  push_many (test, 5000);
  lg_test_wait (is_at_end, test);
  g_assert_null (lg_test_find (get_page (test), GTK_TYPE_BUTTON, "Newest ↓"));

  /* The operator scrolls up: what he reads stays where it is. */
  value = gtk_adjustment_get_value (get_adjustment (test)) - 1000;
  gtk_adjustment_set_value (get_adjustment (test), value);
  lg_test_settle ();
  g_assert_nonnull (lg_test_find (get_page (test), GTK_TYPE_BUTTON, "Newest ↓"));
  push_many (test, 1234);
  lg_test_wait (is_laid_out, test);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (get_adjustment (test)), value, 1);
  newest = lg_test_find (get_page (test), GTK_TYPE_BUTTON, "1234 new ↓");
  g_assert_nonnull (newest);
  lg_test_window_save (&test->parent, "traffic-scrolled-up");

  g_signal_emit_by_name (newest, "clicked");
  lg_test_wait (is_at_end, test);
  g_assert_false (gtk_widget_get_visible (newest));
}

/* Whether the selected row can be seen, and is that of the event asked for last. */
static gboolean
is_selected_in_view (gpointer user_data)
{
  Test *test = user_data;
  LgEventRow *selected = lg_event_list_get_selected (get_list (test));
  GtkWidget *view = lg_test_find (get_page (test), GTK_TYPE_LIST_VIEW, NULL);
  GtkWidget *row = gtk_widget_get_first_child (view);
  graphene_rect_t bounds;

  if (selected == NULL || lg_event_row_get_event (selected)->id != test->asked_id)
    return FALSE;

  while (row != NULL && !(gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED))
    row = gtk_widget_get_next_sibling (row);
  return row != NULL && gtk_widget_get_mapped (row)
         && gtk_widget_compute_bounds (row, view, &bounds) && bounds.size.height > 0
         && bounds.origin.y > -0.5
         && bounds.origin.y + bounds.size.height < gtk_widget_get_height (view) + 0.5;
}

static void
ask_for (Test   *test,
         gint64  id)
{
  test->asked_id = id;
  gtk_widget_activate_action (GTK_WIDGET (test->parent.window), "win.show-event", "x", id);
}

/* A link may be quicker than the recording: nobody knows yet whether the filter would hide it. */
static void
test_shows_event (Test          *test,
                  gconstpointer  user_data)
{
  GtkWidget *messages = lg_test_find (get_page (test), GTK_TYPE_TOGGLE_BUTTON, "Messages");

  start_recording (test);
  push_many (test, 500);
  lg_test_wait (is_at_end, test);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (messages), TRUE);
  lg_test_settle ();

  ask_for (test, test->last_id + 1);
  push_packet (test, 3, LG_DIRECTION_OUT, LG_PACKET_PINGREQ, NULL, 0, 0);
  push_many (test, 500);
  lg_test_wait (is_selected_in_view, test);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (messages)));
  lg_test_wait (is_listed, test);
  lg_test_window_save (&test->parent, "traffic-shows-event");

  ask_for (test, 1);
  lg_test_wait (is_selected_in_view, test);
  ask_for (test, test->last_id);
  lg_test_wait (is_selected_in_view, test);
}

static void
test_another_device (Test          *test,
                     gconstpointer  user_data)
{
  start_recording (test);
  push_scene (test);
  select_event (test, test->last_id - 1);

  gtk_widget_activate_action (GTK_WIDGET (test->parent.window), "win.add-device", NULL);
  gtk_widget_activate_action (GTK_WIDGET (test->parent.window), "win.page", "s", "traffic");
  lg_test_settle ();
  g_assert_true (lg_test_shows (get_page (test), "Nothing Recorded Yet"));
  g_assert_false (lg_test_shows (get_page (test), "PINGRESP"));
}

static void
test_publish (Test          *test,
              gconstpointer  user_data)
{
  GtkWidget *pane = lg_test_find (get_page (test), LG_TYPE_PUBLISH_PANE, NULL);
  GtkWidget *topic = lg_test_find (pane, GTK_TYPE_ENTRY, NULL);
  GtkWidget *payload = lg_test_find (pane, GTK_TYPE_TEXT_VIEW, NULL);

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (topic)), ==, POST);
  g_assert_false (gtk_widget_get_sensitive (lg_test_find (pane, GTK_TYPE_BUTTON, "Publish")));
  g_assert_true (lg_test_shows (pane, "of 262144 bytes"));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (payload)), "{", 1);
  g_assert_true (lg_test_shows (pane, "1 of 262144 bytes"));
  g_assert_true (lg_test_shows (pane, "this is not valid JSON"));
  gtk_editable_set_text (GTK_EDITABLE (topic), "a/+");
  lg_test_window_save (&test->parent, "traffic-publish");
}

static void
feed_subscription (Test       *test,
                   int         kind,
                   const char *filter,
                   int         code)
{
  lg_subscriptions_feed (lg_link_get_subscriptions (get_link (test)), &(LgEvent) {
    .kind = kind, .topic = filter, .flags = 1, .code = code,
  });
}

static void
test_subscriptions (Test          *test,
                    gconstpointer  user_data)
{
  const int subscribe = LG_EVENT_PACKET + LG_PACKET_SUBSCRIBE;
  const int suback = LG_EVENT_PACKET + LG_PACKET_SUBACK;
  GtkWidget *bar = lg_test_find (get_page (test), LG_TYPE_SUBSCRIBE_BAR, NULL);

  feed_subscription (test, subscribe, "/a1B2c3D4e5F/press-04/user/get", 0);
  feed_subscription (test, subscribe, "/sys/#", 0);
  g_assert_true (lg_test_shows (bar, "no answer yet"));
  lg_test_assert_marks (bar,
                        (const char *[]) { "lg-waiting-symbolic", NULL },
                        "marks-subscriptions-asked");
  feed_subscription (test, suback, "/a1B2c3D4e5F/press-04/user/get", 1);
  feed_subscription (test, suback, "/sys/#", 0x80);
  g_assert_true (lg_test_shows (bar, "QoS 1 granted"));
  g_assert_true (lg_test_shows (bar, "refused"));
  g_assert_false (lg_test_shows (bar, "no answer yet"));
  lg_test_assert_marks (bar,
                        (const char *[]) { "lg-good-symbolic", "lg-fault-symbolic", NULL },
                        "marks-subscriptions");

  feed_subscription (test, LG_EVENT_END, NULL, 0);
  g_assert_true (lg_test_shows (bar, "ended with the link"));
  lg_test_assert_marks (bar,
                        (const char *[]) { "lg-ended-symbolic", NULL },
                        "marks-subscriptions-ended");
}

static void
test_wide (Test          *test,
           gconstpointer  user_data)
{
  start_recording (test);
  push_scene (test);
  gtk_window_set_default_size (GTK_WINDOW (test->parent.window), 1720, 900);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->parent.window));
  select_event (test, test->last_id - 5);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->parent.window));
  lg_test_window_save (&test->parent, "traffic-wide");
}

static gboolean
is_narrow (gpointer user_data)
{
  GtkWidget *window = GTK_WIDGET (((Test *) user_data)->parent.window);

  return gtk_widget_get_width (window) < 400
    && lg_test_find (get_page (user_data), GTK_TYPE_TOGGLE_BUTTON, "Publish…") != NULL;
}

static void
test_narrow (Test          *test,
             gconstpointer  user_data)
{
  start_recording (test);
  push_scene (test);
  gtk_window_set_default_size (GTK_WINDOW (test->parent.window), 360, 720);
  lg_test_wait (is_narrow, test);
  lg_test_window_save (&test->parent, "traffic-narrow");

  g_assert_null (lg_test_find (get_page (test), LG_TYPE_PAYLOAD_PANE, NULL));
  select_event (test, test->last_id - 5);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->parent.window));
  g_assert_nonnull (lg_test_find (get_page (test), LG_TYPE_PAYLOAD_PANE, NULL));
  lg_test_window_save (&test->parent, "traffic-narrow-event");

  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (lg_test_find (get_page (test), GTK_TYPE_TOGGLE_BUTTON, "Publish…")), TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->parent.window));
  g_assert_null (lg_test_find (get_page (test), LG_TYPE_PAYLOAD_PANE, NULL));
  g_assert_nonnull (lg_test_find (get_page (test), LG_TYPE_PUBLISH_PANE, NULL));
  lg_test_window_save (&test->parent, "traffic-narrow-publish");

  select_event (test, test->last_id - 3);
  g_assert_null (lg_test_find (get_page (test), LG_TYPE_PUBLISH_PANE, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_setenv ("TZ", "UTC", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define add(path, test) \
  g_test_add ("/traffic-page/" path, Test, NULL, set_up, test, tear_down)
  add ("empty", test_empty);
  add ("rows", test_rows);
  add ("payload", test_payload);
  add ("filters", test_filters);
  add ("follows", test_follows);
  add ("shows-event", test_shows_event);
  add ("another-device", test_another_device);
  add ("publish", test_publish);
  add ("subscriptions", test_subscriptions);
  add ("wide", test_wide);
  add ("narrow", test_narrow);
#undef add

  return g_test_run ();
}

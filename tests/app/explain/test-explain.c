/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/explain/lg-explain-line-page.h"
#include "app/explain/lg-explain-window.h"
#include "app/widgets/lg-finding-row.h"
#include "lg-test-marks.h"
#include "lg-test-window.h"
#include "practice/lg-practice.h"
#include "profile/lg-profile-sign.h"

/* The vendor's documented example ("MQTT-TLS connections"). */
#define CLIENT_ID "12345|securemode=3,signmethod=hmacsha1,timestamp=789|"
#define PASSWORD "FAFD82A3D602B37FB0FA8B7892F24A477F851A14"

typedef struct
{
  LgTestWindow  test;
  GtkWidget    *window;
} Fixture;

static GtkWidget *
find_explain_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (LG_IS_EXPLAIN_WINDOW (window))
        return window;
    }

  return NULL;
}

static gboolean
is_laid_out (gpointer widget)
{
  return gtk_widget_get_width (widget) > 0;
}

/* The device of the documentation's example, but for its secret. */
static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  LgTestWindow *test = &fixture->test;
  LgCredentials *credentials;

  lg_test_window_set_up (test, user_data);
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.add-device", NULL);
  credentials = lg_profile_get_credentials (lg_link_get_profile (lg_window_get_link
                                                                 (test->window)));
  lg_credentials_set_product_key (credentials, "pk");
  lg_credentials_set_device_name (credentials, "device");
  lg_credentials_set_client_id (credentials, "12345");

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.explain", NULL);
  fixture->window = find_explain_window ();
  g_assert_nonnull (fixture->window);
  lg_test_wait (is_laid_out, fixture->window);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  lg_test_settle ();
  lg_test_window_tear_down (&fixture->test, user_data);
}

static LgCredentials *
get_credentials (Fixture *fixture)
{
  return lg_profile_get_credentials (lg_link_get_profile (lg_window_get_link
                                                          (fixture->test.window)));
}

static void
show_page (Fixture    *fixture,
           const char *name)
{
  GtkWidget *stack = lg_test_find (fixture->window, ADW_TYPE_VIEW_STACK, NULL);

  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), name);
  lg_test_settle ();
}

static void
save (Fixture    *fixture,
      const char *name)
{
  LgWindow *window = fixture->test.window;

  fixture->test.window = (LgWindow *) fixture->window;
  lg_test_window_save (&fixture->test, name);
  fixture->test.window = window;
}

typedef struct
{
  GtkWidget  *window;
  const char *title;
} Wanted;

static gboolean
shows_finding (gpointer user_data)
{
  Wanted *wanted = user_data;

  return lg_test_find (wanted->window, LG_TYPE_FINDING_ROW, wanted->title) != NULL;
}

static gboolean
shows_text (gpointer user_data)
{
  Wanted *wanted = user_data;

  return lg_test_shows (wanted->window, wanted->title);
}

static gboolean
shows_no_finding (gpointer user_data)
{
  return lg_test_find (user_data, LG_TYPE_FINDING_ROW, NULL) == NULL;
}

static gboolean
shows_unproven (gpointer window)
{
  return lg_test_find (window, LG_TYPE_FINDING_ROW, NULL) != NULL
         && !lg_test_shows (window, "The credentials are right");
}

static void
wait_for_finding (Fixture    *fixture,
                  const char *title)
{
  lg_test_wait (shows_finding, &(Wanted) { fixture->window, title });
}

static void
wait_for_text (Fixture    *fixture,
               const char *text)
{
  lg_test_wait (shows_text, &(Wanted) { fixture->window, text });
}

static void
type_values (Fixture    *fixture,
             const char *client_id,
             const char *username,
             const char *password)
{
  lg_test_type (fixture->window, "MQTT client ID", client_id);
  lg_test_type (fixture->window, "MQTT user name", username);
  lg_test_type (fixture->window, "MQTT password", password);
}

static GtkTextBuffer *
get_text (Fixture *fixture)
{
  GtkWidget *view = lg_test_find (fixture->window, GTK_TYPE_TEXT_VIEW, NULL);

  g_assert_nonnull (view);
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
}

static void
type_text (Fixture    *fixture,
           const char *text)
{
  gtk_text_buffer_set_text (get_text (fixture), text, -1);
}

static void
test_line (Fixture       *fixture,
           gconstpointer  user_data)
{
  GtkWidget *window = fixture->window, *button;

  g_assert_true (lg_test_shows (window, "For example"));
  save (fixture, "explain-line-empty");

  type_text (fixture, "  mqtt connect failed, rc=4 ");
  wait_for_finding (fixture, "User name or password is wrong");
  g_assert_true (lg_test_shows (window, "The line has “mqtt connect failed, rc=4”"));
  g_assert_false (lg_test_shows (window, "For example"));
  save (fixture, "explain-line");

  button = lg_test_find (window, GTK_TYPE_BUTTON, "Values Sent");
  g_signal_emit_by_name (button, "clicked");
  lg_test_settle ();
  g_assert_nonnull (lg_test_find (window, GTK_TYPE_EDITABLE, "MQTT client ID"));

  show_page (fixture, "line");
  type_text (fixture, "all is well");
  g_assert_true (lg_test_shows (window, "Nothing in this line is known"));
  g_assert_true (shows_no_finding (window));
}

/* Of a whole log the same story is told as on the command line, with its reasons. */
static void
test_log (Fixture       *fixture,
          gconstpointer  user_data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *window = fixture->window;

  type_text (fixture, "12:00:00 boot ok\n"
                      "12:00:01 mqtt connect failed, rc=4, password=hidden-value\n"
                      "12:00:31 mqtt connect failed, rc=4\n12:01:01 mqtt connected\n"
                      "12:03:01 Kicked by the same device\n");
  wait_for_text (fixture, "Refused by the platform (2 times): User name or password is wrong");
  g_assert_true (lg_test_shows (window, "12:00:01 (line 2) to 12:00:31 (line 3)"));
  g_assert_true (lg_test_shows (window, "Dropped after 120 s by another client"));
  g_assert_true (lg_test_shows (window, "Lines: 5. Attempts refused: 2. Links dropped: 1."));
  g_assert_nonnull (lg_test_find (window, LG_TYPE_FINDING_ROW, "User name or password is wrong"));
  g_assert_nonnull (lg_test_find (window, GTK_TYPE_BUTTON, "Values Sent"));
  g_assert_false (lg_test_shows (window, "hidden-value"));
  save (fixture, "explain-log");

  /* A row for each attempt that went another way, and no more than can be read. */
  for (guint i = 0; i < 300; i++)
    g_string_append_printf (text, "mqtt connected\n%s\n",
                            i % 2 == 0 ? "Kicked by the same device" : "Keepalive timeout");
  type_text (fixture, text->str);
  wait_for_text (fixture, "200 more");

  type_text (fixture, "all is well\nand so is this\n");
  wait_for_text (fixture, "Nothing in this log is known");
  g_assert_true (shows_no_finding (window));

  type_text (fixture, "rc=4");
  wait_for_finding (fixture, "User name or password is wrong");
  g_assert_false (lg_test_shows (window, "What the log tells"));
}

static void
write_file (const char *path,
            const char *text,
            const char *encoding)
{
  gsize length;
  g_autofree char *data = g_convert (text, -1, encoding, "UTF-8", NULL, &length, NULL);

  g_assert_true (g_file_set_contents (path, data, length, NULL));
}

/* A file may be in any encoding, and the guess is shown. */
static void
test_log_file (Fixture       *fixture,
               gconstpointer  user_data)
{
  GtkWidget *page = lg_test_find (fixture->window, LG_TYPE_EXPLAIN_LINE_PAGE, NULL);
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "serial.log", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) none = g_file_new_for_path ("/nonexistent/serial.log");

  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  write_file (path, "12:00:01 设备上线 mqtt connected\n12:02:01 心跳超时，断开连接\n", "GB18030");
  lg_explain_line_page_open (LG_EXPLAIN_LINE_PAGE (page), file);
  wait_for_text (fixture, "serial.log · GB 18030 · Lines: 2.");
  wait_for_finding (fixture, "The platform ended a link that was silent too long");
  save (fixture, "explain-log-file");

  lg_explain_line_page_open (LG_EXPLAIN_LINE_PAGE (page), none);
  wait_for_text (fixture, "The file was not read");
  g_assert_true (shows_no_finding (fixture->window));
}

/* What settles it is done in the main window. */
static void
test_line_settles (Fixture       *fixture,
                   gconstpointer  user_data)
{
  GtkWidget *button;
  GtkWidget *main = GTK_WIDGET (fixture->test.window);

  type_text (fixture, "mbedtls_ssl_handshake returned -0x2700");
  wait_for_finding (fixture, "The server's certificate was not trusted");
  button = lg_test_find (fixture->window, GTK_TYPE_BUTTON, "Run Checks");
  g_signal_emit_by_name (button, "clicked");
  lg_test_settle ();
  g_assert_true (lg_test_shows (main, "Port"));

  type_text (fixture, "Kicked by the same device");
  button = lg_test_find (fixture->window, GTK_TYPE_BUTTON, "Connect");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  lg_test_settle ();
  g_assert_true (lg_test_shows (main, "Not ready to connect"));
}

static void
test_examples (Fixture       *fixture,
               gconstpointer  user_data)
{
  GtkWidget *row = lg_test_find (fixture->window, ADW_TYPE_ACTION_ROW, "result = -35");

  adw_action_row_activate (ADW_ACTION_ROW (row));
  wait_for_finding (fixture, "User name or password is wrong");
}

static void
test_values_wrong (Fixture       *fixture,
                   gconstpointer  user_data)
{
  g_autoptr (LgSecret) secret = lg_secret_new ("secret");

  show_page (fixture, "values");
  save (fixture, "explain-values-empty");
  lg_credentials_set_secret (get_credentials (fixture), secret);
  type_values (fixture, CLIENT_ID, "pk&device", PASSWORD);

  wait_for_finding (fixture, "The user name has ProductKey and DeviceName exchanged");
  g_assert_true (lg_test_shows (fixture->window, "Expected"));
  g_assert_true (lg_test_shows (fixture->window, "device&pk"));
  g_assert_true (lg_test_shows (fixture->window, "User name: they differ from character 1 on."));
  g_assert_true (lg_test_shows (fixture->window, "As it should be"));
  g_assert_false (lg_test_shows (fixture->window, PASSWORD));
  save (fixture, "explain-values");
}

/* Right values say so; without the secret only as far as they can be judged. */
static void
test_values_right (Fixture       *fixture,
                   gconstpointer  user_data)
{
  g_autoptr (LgSecret) secret = lg_secret_new ("secret");

  show_page (fixture, "values");
  type_values (fixture, CLIENT_ID, "device&pk", PASSWORD);
  wait_for_text (fixture, "No fault was found in what can be judged");
  lg_test_assert_marks (fixture->window,
                        (const char *[]) { "lg-question-symbolic", NULL },
                        "marks-explain-judged");

  /* A secret typed meanwhile counts at once. */
  lg_credentials_set_secret (get_credentials (fixture), secret);
  wait_for_text (fixture, "These values are right");
  g_assert_true (shows_no_finding (fixture->window));
  g_assert_false (lg_test_shows (fixture->window, "As it should be"));
  lg_test_assert_marks (fixture->window,
                        (const char *[]) { "lg-good-symbolic", NULL },
                        "marks-explain-right");

  lg_test_type (fixture->window, "MQTT password", "0" PASSWORD);
  wait_for_text (fixture, "As it should be");
  type_values (fixture, "", "", "");
  wait_for_text (fixture, "For example");
  g_assert_false (lg_test_shows (fixture->window, "As it should be"));
}

static gboolean
is_connected (gpointer link)
{
  return lg_session_get_state (lg_link_get_session (link)) == LG_SESSION_CONNECTED;
}

/* The practice device, without TLS. */
static void
set_practice (LgProfile  *profile,
              LgPractice *practice)
{
  LgCredentials *credentials = lg_profile_get_credentials (profile);
  LgEndpoint *endpoint = lg_profile_get_endpoint (profile);
  g_autofree char *text = NULL;
  g_autoptr (LgSecret) secret = NULL;
  gsize n;
  const LgPracticePort *ports = lg_practice_get_ports (practice, &n);

  g_assert_true (g_file_get_contents (lg_practice_get_device_secret_file (practice), &text, NULL,
                                      NULL));
  secret = lg_secret_new (g_strchomp (text));
  lg_credentials_set_product_key (credentials, lg_practice_get_product_key (practice));
  lg_credentials_set_device_name (credentials, lg_practice_get_device_name (practice));
  lg_credentials_set_timestamp_policy (credentials, LG_TIMESTAMP_NONE);
  lg_credentials_set_secret (credentials, secret);
  lg_endpoint_set_platform_id (endpoint, "practice");
  lg_endpoint_set_host_kind (endpoint, LG_HOST_TYPED);
  lg_endpoint_set_host (endpoint, "127.0.0.1");
  lg_endpoint_set_port (endpoint, ports[n - 1].port);
  lg_endpoint_set_security (endpoint, LG_SECURITY_TCP);
}

/* A login from here proves the credentials; right values and wrong ones are judged with that. */
static void
test_values_proven (Fixture       *fixture,
                    gconstpointer  user_data)
{
  g_autoptr (LgPractice) practice = lg_practice_new (&(LgPracticeOptions) { 0 });
  LgLink *link = lg_window_get_link (fixture->test.window);
  LgProfile *profile = lg_link_get_profile (link);
  g_autoptr (LgConnectParams) params = NULL;
  g_autoptr (GError) error = NULL;

  lg_practice_start (practice, &error);
  g_assert_no_error (error);
  set_practice (profile, practice);
  params = lg_profile_sign (profile, LG_SECURITY_TCP, 0, &error);
  g_assert_no_error (error);

  show_page (fixture, "values");
  type_values (fixture, lg_connect_params_get_client_id (params),
               lg_connect_params_get_username (params),
               lg_secret_peek (lg_connect_params_get_password (params)));
  wait_for_text (fixture, "A device that sends them and is refused has another fault");

  lg_link_connect (link, &error);
  g_assert_no_error (error);
  lg_test_wait (is_connected, link);
  wait_for_text (fixture, "The credentials are right; the device computes or sends them "
                          "differently.");
  lg_test_type (fixture->window, "MQTT password", PASSWORD);
  wait_for_finding (fixture, "The password was made with another method than announced");
  g_assert_true (lg_test_shows (fixture->window, "The credentials are right"));

  /* What is edited then is not proven any more. */
  lg_credentials_set_client_id (lg_profile_get_credentials (profile), "other");
  lg_test_wait (shows_unproven, fixture->window);
}

static void
test_drops (Fixture       *fixture,
            gconstpointer  user_data)
{
  GtkWidget *window = fixture->window;

  show_page (fixture, "drops");
  save (fixture, "explain-drops-empty");

  type_text (fixture, "every 120 s");
  wait_for_finding (fixture, "The platform ended a link that was silent too long");
  g_assert_true (lg_test_shows (window, "fits a Keep Alive of 60 to 80 s"));
  g_assert_true (lg_test_shows (window, "Intervals: 1."));

  type_text (fixture, "12:00:00 offline\n12:00:04 offline\n12:00:08 offline\n12:00:12 offline\n"
                       "that is all\n");
  wait_for_finding (fixture, "Two clients seem to take the device's place from each other");
  g_assert_true (lg_test_shows (window, "Ends: 4. Intervals: 3. Lines without a time: 1."));

  type_text (fixture, "12:00:04 offline Keepalive timeout\n12:01:46 offline Keepalive timeout\n"
                       "12:03:41 offline Keepalive timeout\n12:05:20 offline Keepalive timeout\n");
  wait_for_text (fixture, "3 of 3 intervals are 99 s to 115 s");
  g_assert_true (lg_test_shows (window, "4 of 4 lines say so"));
  save (fixture, "explain-drops");

  type_text (fixture, "no idea");
  wait_for_text (fixture, "No time was found");
  g_assert_true (shows_no_finding (window));
  save (fixture, "explain-drops-wrong");

  type_text (fixture, "");
  lg_test_wait (shows_no_finding, window);
  g_assert_true (lg_test_shows (window, "every 120 s"));
}

/* What is known besides changes the answer at once. */
static void
test_drops_keepalive (Fixture       *fixture,
                      gconstpointer  user_data)
{
  GtkWidget *row, *spin;

  show_page (fixture, "drops");
  type_text (fixture, "every 100 s");
  wait_for_text (fixture, "fits a Keep Alive of 47 to 66 s");
  row = lg_test_find (fixture->window, ADW_TYPE_ACTION_ROW, "Keep Alive (seconds)");
  spin = lg_test_find (row, GTK_TYPE_SPIN_BUTTON, NULL);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 60);
  wait_for_text (fixture, "after 90 to 120 s, and 100 s is inside");
}

/* What was typed stays, whatever is looked at meanwhile. */
static void
test_nothing_is_lost (Fixture       *fixture,
                      gconstpointer  user_data)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  type_text (fixture, "rc=4");
  show_page (fixture, "drops");
  type_text (fixture, "every 120 s");
  show_page (fixture, "line");
  gtk_widget_activate_action (GTK_WIDGET (fixture->test.window), "win.explain", NULL);
  lg_test_settle ();

  gtk_text_buffer_get_bounds (get_text (fixture), &start, &end);
  text = gtk_text_buffer_get_text (get_text (fixture), &start, &end, FALSE);
  g_assert_cmpstr (text, ==, "rc=4");
  show_page (fixture, "drops");
  wait_for_finding (fixture, "The platform ended a link that was silent too long");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/explain/line", test_line);
  ADD ("/explain/log", test_log);
  ADD ("/explain/log-file", test_log_file);
  ADD ("/explain/line-settles", test_line_settles);
  ADD ("/explain/examples", test_examples);
  ADD ("/explain/values-wrong", test_values_wrong);
  ADD ("/explain/values-right", test_values_right);
  ADD ("/explain/values-proven", test_values_proven);
  ADD ("/explain/drops", test_drops);
  ADD ("/explain/drops-keepalive", test_drops_keepalive);
  ADD ("/explain/nothing-is-lost", test_nothing_is_lost);

  return g_test_run ();
}

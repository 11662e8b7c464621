/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ports/lg-check-mark.h"
#include "app/ports/lg-ports-page.h"
#include "app/ports/lg-remote-window.h"
#include "app/ports/lg-roots-window.h"
#include "app/widgets/lg-finding-row.h"
#include "lg-test-marks.h"
#include "lg-test-window.h"
#include "model/lg-check-report.h"
#include "model/lg-checkup.h"
#include "model/lg-pairing.h"

#include "practice/lg-practice.h"

#include <string.h>

/* A window whose practice device knows the ports of a practice platform within this process. */
typedef struct
{
  LgTestWindow  window;
  LgPractice   *practice;
} Fixture;

static GtkWidget *
get_widget (Fixture *test)
{
  return GTK_WIDGET (test->window.window);
}

static LgLink *
get_link (Fixture *test)
{
  return lg_window_get_link (test->window.window);
}

static LgEndpoint *
get_endpoint (Fixture *test)
{
  return lg_profile_get_endpoint (lg_link_get_profile (get_link (test)));
}

static const LgPracticePort *
get_port (Fixture *test,
          guint16  vendor_port,
          gboolean tls)
{
  gsize n;
  const LgPracticePort *ports = lg_practice_get_ports (test->practice, &n);

  for (gsize i = 0; i < n; i++)
    if (ports[i].vendor_port == vendor_port && ports[i].tls == tls)
      return &ports[i];
  g_assert_not_reached ();
}

static LgCheckup *
get_checkup (Fixture *test)
{
  return lg_workspace_get_checkup (test->window.workspace, get_link (test));
}

static void
set_up (Fixture       *test,
        gconstpointer  user_data)
{
  g_autoptr (GError) error = NULL;
  GListStore *pairings;
  gsize n;

  lg_test_window_set_up (&test->window, NULL);
  test->practice = lg_practice_new (NULL);
  lg_practice_start (test->practice, &error);
  g_assert_no_error (error);

  pairings = G_LIST_STORE (lg_practice_process_get_pairings (
    lg_workspace_get_practice (test->window.workspace)));
  for (const LgPracticePort *port = lg_practice_get_ports (test->practice, &n); n > 0; n--, port++)
    {
      g_autoptr (LgPairing) pairing =
        lg_pairing_new (port->port, port->tls ? LG_SECURITY_TLS : LG_SECURITY_TCP,
                        port->root_file, "");

      g_list_store_append (pairings, pairing);
    }

  lg_endpoint_set_host_kind (get_endpoint (test), LG_HOST_TYPED);
  lg_endpoint_set_host (get_endpoint (test), "localhost");
  lg_endpoint_set_port (get_endpoint (test), get_port (test, 8883, TRUE)->port);
  lg_endpoint_set_root (get_endpoint (test), get_port (test, 8883, TRUE)->root_file);
}

static void
tear_down (Fixture       *test,
           gconstpointer  user_data)
{
  lg_test_window_tear_down (&test->window, NULL);
  lg_practice_stop (test->practice);
  g_object_unref (test->practice);
}

static gboolean
is_running (gpointer checkup)
{
  return lg_checkup_get_running (checkup);
}

static gboolean
is_over (gpointer checkup)
{
  return !lg_checkup_get_running (checkup);
}

static void
run_checks (Fixture *test)
{
  gtk_widget_activate_action (get_widget (test), "win.run-checks", NULL);
  lg_test_wait (is_running, get_checkup (test));
  lg_test_wait (is_over, get_checkup (test));
  lg_test_settle ();
}

static void
collect_texts (GtkWidget *widget,
               GString   *line)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (LG_IS_CHECK_MARK (child))
        {
          GtkWidget *label = lg_test_find (child, GTK_TYPE_LABEL, NULL);

          g_string_append_printf (line, "%s|", gtk_label_get_text (GTK_LABEL (label)));
        }
      else
        {
          collect_texts (child, line);
        }
    }
}

/* The texts of the row that starts with a port, the times left out. */
static char *
read_row (GtkWidget  *widget,
          const char *port)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      char *found;

      if (g_str_equal (gtk_widget_get_css_name (child), "row"))
        {
          g_autoptr (GString) line = g_string_new (NULL);
          g_autoptr (GRegex) time = g_regex_new ("[0-9.]+ ms", 0, 0, NULL);

          collect_texts (child, line);
          if (g_str_has_prefix (line->str, port) && strchr (line->str, '|') != NULL
              && strncmp (line->str + strlen (port), "|", 1) == 0)
            return g_regex_replace_literal (time, line->str, -1, 0, "ms", 0, NULL);
        }
      found = read_row (child, port);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
assert_row (Fixture    *test,
            guint16     port,
            const char *suffix,
            const char *pattern)
{
  g_autofree char *name = g_strdup_printf ("%u%s", port, suffix);
  g_autofree char *row = read_row (get_widget (test), name);

  g_assert_nonnull (row);
  if (!g_regex_match_simple (pattern, row, 0, 0))
    g_error ("“%s” does not match “%s”", row, pattern);
}

static void
test_empty (Fixture       *test,
            gconstpointer  user_data)
{
  gtk_widget_activate_action (get_widget (test), "win.page", "s", "ports");
  lg_test_settle ();

  g_assert_true (lg_test_shows (get_widget (test), "No Checks Yet"));
  g_assert_true (lg_test_shows (get_widget (test), "localhost"));
  g_assert_nonnull (lg_test_find (get_widget (test), GTK_TYPE_BUTTON, "Run Checks"));
  lg_test_window_save (&test->window, "ports-empty");
}

/* Every port says what it found with each root, and the one to use is named. */
static void
test_matrix (Fixture       *test,
             gconstpointer  user_data)
{
  run_checks (test);
  lg_test_assert_marks (get_widget (test),
                        (const char *[]) { "lg-good-symbolic", "lg-warning-symbolic",
                                           "lg-fault-symbolic", NULL },
                        "marks-ports");

  assert_row (test, get_port (test, 8883, TRUE)->port, "",
              "\\|ms\\|ms\\|ms · 1\\.[23]\\|fits\\|other root\\|20..-..-..\\|not asked\\|$");
  assert_row (test, get_port (test, 443, TRUE)->port, "",
              "\\|ms\\|ms\\|ms · 1\\.[23]\\|other root\\|fits\\|20..-..-..\\|not asked\\|$");
  assert_row (test, get_port (test, 1883, FALSE)->port, " plain",
              "\\|ms\\|ms\\|plain MQTT\\|—\\|—\\|—\\|not asked\\|$");
  g_assert_true (lg_test_shows (get_widget (test), "the device uses this port and root"));
  g_assert_null (lg_test_find (get_widget (test), GTK_TYPE_BUTTON, "Use This Port and Root"));
  g_assert_true (lg_test_shows (get_widget (test), "this computer’s network"));
}

/* A root that does not fit is a finding, and a press puts it right. */
static void
test_wrong_root (Fixture       *test,
                 gconstpointer  user_data)
{
  guint16 port = get_port (test, 8883, TRUE)->port;
  GtkWidget *use;

  lg_endpoint_set_root (get_endpoint (test), "globalsign-r1");
  run_checks (test);
  lg_test_window_save (&test->window, "ports-wrong-root");

  g_assert_nonnull (lg_test_find (get_widget (test), LG_TYPE_FINDING_ROW, NULL));
  assert_row (test, port, "", "other root");

  use = lg_test_find (get_widget (test), GTK_TYPE_BUTTON, "Use This Port and Root");
  g_assert_nonnull (use);
  g_signal_emit_by_name (use, "clicked");
  lg_test_settle ();
  g_assert_cmpuint (lg_endpoint_get_port (get_endpoint (test)), ==, port);
  g_assert_cmpstr (lg_endpoint_get_root (get_endpoint (test)), ==,
                   get_port (test, 8883, TRUE)->root_file);
  g_assert_true (lg_test_shows (get_widget (test), "the device uses this port and root"));

  run_checks (test);
  g_assert_true (lg_test_shows (get_widget (test), "the device uses this port and root"));
}

/* A certificate that is good today is judged as of another day, and the report says so. */
static void
test_another_day (Fixture       *test,
                  gconstpointer  user_data)
{
  LgCheckup *checkup = get_checkup (test);
  g_autofree char *report = NULL;

  lg_checkup_set_at (checkup, 2000000000);
  run_checks (test);
  lg_test_window_save (&test->window, "ports-another-day");

  assert_row (test, get_port (test, 8883, TRUE)->port, "", "\\|expired\\|other root\\|—\\|");
  g_assert_true (lg_test_shows (get_widget (test), "As of 2033-05-18"));
  g_assert_true (lg_test_shows (get_widget (test), "ended on 20"));

  report = lg_check_report_new (lg_checkup_get_check (checkup));
  g_assert_nonnull (strstr (report, "judged as of 2033-05-18"));
  g_assert_nonnull (strstr (report, "| expired | other root |"));
  g_assert_nonnull (strstr (report, "Next step"));
}

/* Asked for, one port is logged in to, once. */
static void
test_login (Fixture       *test,
            gconstpointer  user_data)
{
  LgCheckup *checkup = get_checkup (test);
  LgCredentials *credentials = lg_profile_get_credentials (lg_link_get_profile (get_link (test)));
  g_autofree char *text = NULL;
  g_autoptr (LgSecret) secret = NULL;

  lg_checkup_set_login (checkup, TRUE);
  gtk_widget_activate_action (get_widget (test), "win.run-checks", NULL);
  lg_test_settle ();
  g_assert_null (lg_checkup_get_check (checkup));
  g_assert_true (lg_test_shows (get_widget (test), "ProductKey"));

  g_assert_true (g_file_get_contents (lg_practice_get_device_secret_file (test->practice), &text,
                                      NULL, NULL));
  secret = lg_secret_new (g_strchomp (text));
  lg_credentials_set_product_key (credentials, lg_practice_get_product_key (test->practice));
  lg_credentials_set_device_name (credentials, lg_practice_get_device_name (test->practice));
  lg_credentials_set_client_id (credentials, "a1Practice0.practice-device");
  lg_credentials_set_secret (credentials, secret);
  run_checks (test);
  assert_row (test, get_port (test, 8883, TRUE)->port, "", "\\|let in\\|$");
  assert_row (test, get_port (test, 443, TRUE)->port, "", "\\|not asked\\|$");
  g_assert_false (lg_checkup_get_login (checkup));
}

/* Without credentials a host is enough; without a host the page says what is missing. */
static void
test_needs_a_host (Fixture       *test,
                   gconstpointer  user_data)
{
  gtk_widget_activate_action (get_widget (test), "win.add-device", NULL);
  gtk_widget_activate_action (get_widget (test), "win.run-checks", NULL);
  lg_test_settle ();
  g_assert_true (lg_test_shows (get_widget (test), "No host yet"));
  g_assert_true (lg_test_shows (get_widget (test), "ProductKey"));
  g_assert_null (lg_checkup_get_check (get_checkup (test)));

  lg_endpoint_set_platform_id (get_endpoint (test), "custom");
  lg_endpoint_set_host_kind (get_endpoint (test), LG_HOST_TYPED);
  lg_endpoint_set_host (get_endpoint (test), "localhost");
  lg_endpoint_set_port (get_endpoint (test), get_port (test, 1883, FALSE)->port);
  lg_endpoint_set_security (get_endpoint (test), LG_SECURITY_TCP);
  run_checks (test);
  assert_row (test, get_port (test, 1883, FALSE)->port, " plain", "plain MQTT");
}

static gboolean
is_narrow (gpointer window)
{
  return gtk_widget_get_width (window) <= 360;
}

static void
test_fits_a_phone (Fixture       *test,
                   gconstpointer  user_data)
{
  gtk_window_set_default_size (GTK_WINDOW (test->window.window), 360, 640);
  lg_test_wait (is_narrow, test->window.window);
  run_checks (test);
  lg_test_window_save (&test->window, "ports-narrow");
  g_assert_cmpint (gtk_widget_get_width (get_widget (test)), <=, 360);
  g_assert_nonnull (lg_test_find (get_widget (test), GTK_TYPE_BUTTON, "Run Checks"));
}

/* A program with two roots in its strings, as firmware is built from. */
static GFile *
write_program (Fixture     *test,
               LgRootStore *roots)
{
  static const char *const names[] = { "aliyun-iot", "godaddy-g2" };
  g_autofree char *path = g_build_filename (test->window.directory, "root_ca.c", NULL);
  g_autoptr (GString) program = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      LgRoot *root = lg_root_store_find (roots, names[i]);
      g_autofree char *pem = lg_certificate_to_pem (lg_root_get_certificate (root));
      g_auto (GStrv) lines = g_strsplit (g_strchomp (pem), "\n", -1);
      g_autofree char *joined = g_strjoinv ("\\r\\n\" \\\n\"", lines);

      g_string_append_printf (program, "const char *ca_%u = \"%s\\r\\n\";\n", i, joined);
    }
  g_assert_true (g_file_set_contents (path, program->str, -1, NULL));
  return g_file_new_for_path (path);
}

/* Lets a file be looked at, and makes it a root only when asked to. */
static void
test_roots (Fixture       *test,
            gconstpointer  user_data)
{
  LgRootStore *roots = lg_workspace_get_roots (test->window.workspace);
  g_autoptr (GFile) file = g_file_new_for_path (get_port (test, 443, TRUE)->root_file);
  g_autoptr (GFile) secret = g_file_new_for_path (
    lg_practice_get_device_secret_file (test->practice));
  GtkWidget *window = lg_roots_window_new (GTK_WINDOW (test->window.window), roots);
  LgTestWindow shown = { .window = (LgWindow *) window };
  g_autoptr (GFile) program = NULL;

  gtk_window_present (GTK_WINDOW (window));
  lg_test_settle ();
  g_assert_true (lg_test_shows (window, "Aliyun IoT Root CA"));
  g_assert_true (lg_test_shows (window, "until 2053-07-04"));
  g_assert_true (lg_test_shows (window, "Identical to the vendor's file"));
  g_assert_true (lg_test_shows (window, "until 2028-01-28"));

  program = write_program (test, roots);
  lg_roots_window_verify (LG_ROOTS_WINDOW (window), program);
  lg_test_settle ();
  lg_test_window_save (&shown, "ports-roots-program");
  g_assert_true (lg_test_shows (window, "MD5 of the vendor’s file: c7a6afb4"));
  g_assert_true (lg_test_shows (window, "Also in it: CN=Go Daddy Root Certificate Authority - G2"));
  g_assert_true (g_file_delete (program, NULL, NULL));

  lg_roots_window_verify (LG_ROOTS_WINDOW (window), secret);
  lg_test_settle ();
  g_assert_nonnull (lg_test_find (window, LG_TYPE_FINDING_ROW, NULL));
  g_assert_null (lg_test_find (window, GTK_TYPE_BUTTON, "Import"));

  lg_roots_window_verify (LG_ROOTS_WINDOW (window), file);
  lg_test_settle ();
  lg_test_window_save (&shown, "ports-roots");
  g_assert_true (lg_test_shows (window, "Practice GlobalSign stand-in"));
  g_assert_null (lg_root_store_find (roots, g_file_peek_path (file)));
  g_signal_emit_by_name (lg_test_find (window, GTK_TYPE_BUTTON, "Import"), "clicked");
  lg_test_settle ();
  g_assert_nonnull (lg_root_store_find (roots, g_file_peek_path (file)));

  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
open_remote (Fixture *test)
{
  GtkWidget *window = lg_remote_window_new (GTK_WINDOW (get_widget (test)),
                                            get_checkup (test));

  gtk_window_present (GTK_WINDOW (window));
  lg_test_settle ();
  return window;
}

static void
paste (GtkWidget  *window,
       const char *answer)
{
  GtkWidget *view = lg_test_find (window, GTK_TYPE_TEXT_VIEW, NULL);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), answer, -1);
  gtk_widget_activate_action (window, "remote.judge", NULL);
  lg_test_settle ();
}

/* At a locked site: the lines go out, the answer comes back, and is shown as what it is. */
static void
test_pasted (Fixture       *test,
             gconstpointer  user_data)
{
  guint16 number = get_port (test, 8883, TRUE)->port;
  g_autofree char *answer = g_strdup_printf (
    "curl: (7) Failed to connect to iot.example.com port %u: Connection refused\n", number);
  LgTestWindow shown = test->window;
  g_autofree char *lines = NULL;
  GtkWidget *window;

  lg_endpoint_set_host (get_endpoint (test), "iot.example.com");
  gtk_widget_activate_action (get_widget (test), "win.page", "s", "ports");
  window = open_remote (test);
  shown.window = (gpointer) window;
  gtk_widget_activate_action (window, "remote.copy", "s", "cmd");
  lines = lg_test_read_clipboard (&shown);
  g_assert_nonnull (strstr (lines, "[linkglass] begin curl iot.example.com "));

  paste (window, "It does not work.\n");
  g_assert_true (lg_test_shows (window, "It holds no output of the tools that are known: "
                                        "Test-NetConnection, Resolve-DnsName, nslookup, curl -v, "
                                        "openssl s_client."));
  lg_test_window_save (&shown, "ports-remote");
  g_assert_false (lg_test_shows (get_widget (test), "pasted"));
  paste (window, answer);

  g_assert_true (lg_test_shows (get_widget (test), "pasted"));
  g_assert_true (lg_test_shows (get_widget (test), "Told by another computer"));
  assert_row (test, number, "", "\\|not seen\\|refused\\|not seen\\|");
  assert_row (test, get_port (test, 443, TRUE)->port, "", "\\|not seen\\|not seen\\|not seen\\|");
  lg_test_window_save (&test->window, "ports-pasted");

  window = open_remote (test);
  paste (window, "Name:    iot.example.com\nAddress:  203.0.113.10\n");
  g_assert_true (lg_test_shows (get_widget (test), "No port is known to work"));
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*run) (Fixture *test, gconstpointer user_data);
  } tests[] = {
    { "/ports-page/empty", test_empty },
    { "/ports-page/matrix", test_matrix },
    { "/ports-page/wrong-root", test_wrong_root },
    { "/ports-page/another-day", test_another_day },
    { "/ports-page/login", test_login },
    { "/ports-page/needs-a-host", test_needs_a_host },
    { "/ports-page/fits-a-phone", test_fits_a_phone },
    { "/ports-page/roots", test_roots },
    { "/ports-page/pasted", test_pasted },
  };

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}

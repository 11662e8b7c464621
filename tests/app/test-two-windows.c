/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two devices with the same credentials, side by side: the newer one forces the first offline. */
#include "config.h"

#include "lg-test-window.h"
#include "practice/lg-practice.h"

typedef struct
{
  LgTestWindow  window;
  LgPractice   *practice;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  g_autoptr (GError) error = NULL;

  lg_test_window_set_up (&fixture->window, NULL);
  fixture->practice = lg_practice_new (&(LgPracticeOptions) { 0 });
  g_assert_true (lg_practice_start (fixture->practice, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  lg_test_window_tear_down (&fixture->window, NULL);
  g_assert_finalize_object (fixture->practice);
}

static GtkWidget *
get_widget (Fixture *fixture)
{
  return GTK_WIDGET (fixture->window.window);
}

/* A device of one's own on the practice platform, as one would type it in. */
static LgLink *
add_device (Fixture *fixture)
{
  g_autoptr (LgSecret) secret = NULL;
  g_autofree char *text = NULL;
  const LgPracticePort *ports;
  LgCredentials *credentials;
  LgEndpoint *endpoint;
  LgProfile *profile;
  gsize n_ports;

  gtk_widget_activate_action (get_widget (fixture), "win.add-device", NULL);
  profile = lg_link_get_profile (lg_window_get_link (fixture->window.window));
  credentials = lg_profile_get_credentials (profile);
  endpoint = lg_profile_get_endpoint (profile);
  g_assert_true (g_file_get_contents (lg_practice_get_device_secret_file (fixture->practice), &text,
                                      NULL, NULL));
  secret = lg_secret_new (g_strchomp (text));
  ports = lg_practice_get_ports (fixture->practice, &n_ports);
  lg_credentials_set_product_key (credentials, lg_practice_get_product_key (fixture->practice));
  lg_credentials_set_device_name (credentials, lg_practice_get_device_name (fixture->practice));
  lg_credentials_set_secret (credentials, secret);
  lg_endpoint_set_host_kind (endpoint, LG_HOST_TYPED);
  lg_endpoint_set_host (endpoint, "127.0.0.1");
  lg_endpoint_set_port (endpoint, ports[n_ports - 1].port);
  lg_endpoint_set_security (endpoint, LG_SECURITY_TCP);
  lg_profile_set_title (profile, "press-04");
  return lg_window_get_link (fixture->window.window);
}

static gboolean
is_connected (gpointer link)
{
  return lg_session_get_state (lg_link_get_session (link)) == LG_SESSION_CONNECTED;
}

static gboolean
has_ended (gpointer link)
{
  return lg_diagnosis_get_latest (lg_link_get_diagnosis (link)) != NULL;
}

static void
connect_link (LgLink *link)
{
  g_autoptr (GError) error = NULL;

  lg_reconnector_set_enabled (lg_link_get_reconnector (link), FALSE);
  lg_link_connect (link, &error);
  g_assert_no_error (error);
  lg_test_wait (is_connected, link);
}

static LgWindow *
find_other_window (Fixture *fixture)
{
  GtkApplication *application = gtk_window_get_application (
    GTK_WINDOW (fixture->window.window));

  for (GList *item = gtk_application_get_windows (application); item != NULL; item = item->next)
    if (item->data != fixture->window.window && LG_IS_WINDOW (item->data))
      return item->data;

  return NULL;
}

static gboolean
has_size (gpointer widget)
{
  return gtk_widget_get_width (widget) > 0;
}

static void
test_kick (Fixture       *fixture,
           gconstpointer  user_data)
{
  LgLink *first = add_device (fixture);
  LgTestWindow second_window = fixture->window;
  LgLink *second;
  LgWindow *other;

  gtk_widget_activate_action (get_widget (fixture), "win.duplicate-device", NULL);
  second = lg_window_get_link (fixture->window.window);
  g_assert_true (second != first);
  lg_profile_set_title (lg_link_get_profile (second), "press-04 (copy)");
  connect_link (first);

  /* The second window begins with the device that is online, on the same page. */
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window.window), "page",
                                  g_variant_new_string ("connection"));
  gtk_widget_activate_action (get_widget (fixture), "win.new-window", NULL);
  other = find_other_window (fixture);
  g_assert_nonnull (other);
  lg_test_wait (has_size, other);
  lg_test_settle ();
  g_assert_true (lg_window_get_link (other) == first);
  g_assert_true (lg_window_get_link (fixture->window.window) == second);
  g_assert_true (lg_test_shows (GTK_WIDGET (other), "Keep-alive 300 s"));

  /* One connects, the other one sees its end and is told by whom. */
  connect_link (second);
  lg_test_wait (has_ended, first);
  lg_test_settle ();
  g_assert_true (lg_test_shows (get_widget (fixture), "Keep-alive 300 s"));
  g_assert_true (lg_test_shows (GTK_WIDGET (other), "Forced offline by another client"));
  g_assert_true (lg_test_shows (GTK_WIDGET (other), "press-04 (copy) began to log in"));
  lg_test_window_save (&fixture->window, "two-windows-newcomer");
  second_window.window = other;
  lg_test_window_save (&second_window, "two-windows-kicked");

  /* Neither is left without a device when one of them is removed. */
  lg_link_disconnect (second);
  lg_test_wait (has_ended, second);
  lg_workspace_remove (fixture->window.workspace, first);
  lg_test_settle ();
  g_assert_true (lg_window_get_link (other) != first);
  g_assert_nonnull (lg_window_get_link (other));
  gtk_window_destroy (GTK_WINDOW (other));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/two-windows/kick", Fixture, NULL, set_up, test_kick, tear_down);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link that is made again, and those that are not. */
#include "lib/lg-test-peer.h"
#include "link-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define CONNACK "\x20\x02\x00\x00"
#define SUBACK "\x90\x03\x00\x01\x00"
#define LOGIN LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP (CONNACK)

static LgLink *
enable (LgLink *link)
{
  lg_reconnector_set_enabled (lg_link_get_reconnector (link), TRUE);
  return link;
}

static gboolean
is_planned (gpointer link)
{
  return lg_reconnector_get_seconds_left (lg_link_get_reconnector (link)) >= 0;
}

static gboolean
has_stopped (gpointer link)
{
  return lg_reconnector_get_stop (lg_link_get_reconnector (link)) != LG_RECONNECT_GOES_ON
         && lg_session_get_state (lg_link_get_session (link)) == LG_SESSION_DISCONNECTED;
}

static void
assert_stopped (LgLink          *link,
                LgReconnectStop  stop)
{
  link_wait (has_stopped, link);
  g_assert_cmpint (lg_reconnector_get_stop (lg_link_get_reconnector (link)), ==, stop);
  g_assert_false (is_planned (link));
}

static LgSubscription *
get_subscription (LgLink *link)
{
  return g_list_model_get_item (G_LIST_MODEL (lg_link_get_subscriptions (link)), 0);
}

static gboolean
is_granted (gpointer link)
{
  g_autoptr (LgSubscription) subscription = get_subscription (link);

  return subscription != NULL
         && lg_subscription_get_state (subscription) == LG_SUBSCRIPTION_GRANTED;
}

/* It comes back, with what was subscribed; a network that changes makes it come at once. */
static void
test_comes_back (void)
{
  static const LgTestStep script[] = {
    LOGIN, LG_TEST_EXPECT_STEP (LG_PACKET_SUBSCRIBE), LG_TEST_SEND_STEP (SUBACK), { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  LgLink *link = enable (link_new (lg_test_peer_get_port (peer)));
  LgSession *session = lg_link_get_session (link);
  LgReconnector *reconnector = lg_link_get_reconnector (link);
  gint64 begin_us;

  link_connect (link);
  link_settle (link, LG_SESSION_CONNECTED);
  lg_session_subscribe (session, "a/b", 0, NULL);
  link_wait (is_granted, link);

  begin_us = g_get_monotonic_time ();
  lg_session_drop (session);
  link_settle (link, LG_SESSION_DISCONNECTED);
  g_assert_cmpint (lg_reconnector_get_seconds_left (reconnector), ==, 1);
  link_settle (link, LG_SESSION_CONNECTED);
  g_assert_cmpint (g_get_monotonic_time () - begin_us, >, 700 * 1000);
  g_assert_cmpuint (lg_reconnector_get_n_retries (reconnector), ==, 1);
  g_assert_false (is_planned (link));
  link_wait (is_granted, link);

  lg_session_drop (session);
  link_settle (link, LG_SESSION_DISCONNECTED);
  g_assert_cmpint (lg_reconnector_get_seconds_left (reconnector), ==, 2);
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  g_assert_false (is_planned (link));
  g_assert_cmpuint (lg_reconnector_get_n_retries (reconnector), ==, 2);
  link_settle (link, LG_SESSION_CONNECTED);

  lg_link_disconnect (link);
  link_settle (link, LG_SESSION_DISCONNECTED);
  assert_stopped (link, LG_RECONNECT_NOT_WANTED);
  link_close (link);
}

/* The server goes away and comes back on the same port. */
static void
test_server_returns (void)
{
  g_autoptr (LgPractice) practice = lg_practice_new (NULL);
  g_autoptr (GError) error = NULL;
  LgLink *link;

  lg_practice_start (practice, &error);
  g_assert_no_error (error);
  link = enable (link_new_practice (practice));
  link_connect (link);
  link_settle (link, LG_SESSION_CONNECTED);
  lg_practice_stop (practice);
  link_settle (link, LG_SESSION_DISCONNECTED);
  link_wait (is_planned, link);

  /* Nobody is there, and it goes on trying: this attempt fails, another is planned. */
  lg_reconnector_hurry (lg_link_get_reconnector (link));
  link_settle (link, LG_SESSION_DISCONNECTED);
  link_wait (is_planned, link);
  g_assert_cmpuint (lg_reconnector_get_n_retries (lg_link_get_reconnector (link)), ==, 1);

  /* Until the operator has enough of it. */
  lg_link_disconnect (link);
  g_assert_false (is_planned (link));
  link_close (link);
}

/* A hurry is no way around the platform's limit. */
static void
test_five_a_minute (void)
{
  static const LgTestStep script[] = { LOGIN, { 0 } };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  LgLink *link = enable (link_new (lg_test_peer_get_port (peer)));
  LgReconnector *reconnector = lg_link_get_reconnector (link);

  link_connect (link);
  for (guint i = 1; i <= 5; i++)
    {
      link_settle (link, LG_SESSION_CONNECTED);
      lg_session_drop (lg_link_get_session (link));
      link_settle (link, LG_SESSION_DISCONNECTED);
      lg_reconnector_hurry (reconnector);
    }

  g_assert_cmpuint (lg_reconnector_get_n_retries (reconnector), ==, 4);
  g_assert_cmpint (lg_session_get_state (lg_link_get_session (link)), ==,
                   LG_SESSION_DISCONNECTED);
  g_assert_cmpint (lg_reconnector_get_seconds_left (reconnector), >, 40);
  g_assert_cmpint (lg_reconnector_get_seconds_left (reconnector), <=, 60);
  link_close (link);
}

static void
test_not_enabled (void)
{
  static const LgTestStep script[] = { LOGIN, { 0 } };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  LgLink *link = link_new (lg_test_peer_get_port (peer));
  LgReconnector *reconnector = lg_link_get_reconnector (link);

  link_connect (link);
  link_settle (link, LG_SESSION_CONNECTED);
  lg_session_drop (lg_link_get_session (link));
  link_settle (link, LG_SESSION_DISCONNECTED);
  g_assert_false (is_planned (link));

  /* Turned off while it waits. */
  enable (link);
  link_connect (link);
  link_settle (link, LG_SESSION_CONNECTED);
  lg_session_drop (lg_link_get_session (link));
  link_settle (link, LG_SESSION_DISCONNECTED);
  g_assert_true (is_planned (link));
  lg_reconnector_set_enabled (reconnector, FALSE);
  g_assert_false (is_planned (link));
  link_close (link);
}

/* What the operator has not seen work, or has changed since, is not tried by itself. */
static void
test_needs_the_operator (void)
{
  static const LgTestStep refusing[] = {
    LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP ("\x20\x02\x00\x03"), { 0 },
  };
  static const LgTestStep script[] = { LOGIN, { 0 } };
  g_autoptr (LgTestPeer) refuser = lg_test_peer_new (refusing, NULL);
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  LgLink *never = enable (link_new (lg_test_peer_get_port (refuser)));
  LgLink *edited = enable (link_new (lg_test_peer_get_port (peer)));

  link_connect (never);
  assert_stopped (never, LG_RECONNECT_NEVER_ONLINE);
  link_close (never);

  link_connect (edited);
  link_settle (edited, LG_SESSION_CONNECTED);
  lg_endpoint_set_host (lg_profile_get_endpoint (lg_link_get_profile (edited)), "127.0.0.2");
  lg_session_drop (lg_link_get_session (edited));
  assert_stopped (edited, LG_RECONNECT_EDITED);
  link_close (edited);
}

/* Another client with the same identity: fighting it would take both offline in turn. And a secret
   that is wrong stays so. */
static void
test_practice (void)
{
  g_autoptr (LgPractice) practice = lg_practice_new (NULL);
  g_autoptr (LgSecret) wrong = lg_secret_new ("not-the-secret-of-this-device");
  g_autoptr (GError) error = NULL;
  LgLink *first, *second;

  lg_practice_start (practice, &error);
  g_assert_no_error (error);
  first = enable (link_new_practice (practice));
  second = enable (link_new_practice (practice));

  link_connect (first);
  link_settle (first, LG_SESSION_CONNECTED);
  link_connect (second);
  link_settle (second, LG_SESSION_CONNECTED);
  assert_stopped (first, LG_RECONNECT_KICKED);
  link_close (first);

  lg_link_disconnect (second);
  link_settle (second, LG_SESSION_DISCONNECTED);
  lg_credentials_set_secret (lg_profile_get_credentials (lg_link_get_profile (second)), wrong);
  link_connect (second);
  assert_stopped (second, LG_RECONNECT_REFUSED);
  link_close (second);
}

static LgPractice *
start_faulty (const char *fault)
{
  LgPractice *practice = lg_practice_new (&(LgPracticeOptions) {
    .time_scale = 50, .fault = lg_practice_fault_find (fault),
  });
  g_autoptr (GError) error = NULL;

  lg_practice_start (practice, &error);
  g_assert_no_error (error);
  return practice;
}

/* A server that restarts takes every link with it; the link is made again, and stays. */
static void
test_restart (void)
{
  g_autoptr (LgPractice) practice = start_faulty ("broker-restarted");
  LgLink *link = enable (link_new_practice (practice));

  link_connect (link);
  link_settle (link, LG_SESSION_CONNECTED);
  link_settle (link, LG_SESSION_DISCONNECTED);
  link_settle (link, LG_SESSION_CONNECTED);
  g_assert_cmpuint (lg_reconnector_get_n_retries (lg_link_get_reconnector (link)), ==, 1);
  link_close (link);
}

/* The third end in a row that nobody explains is one too many. */
static void
test_flapping (void)
{
  g_autoptr (LgPractice) practice = start_faulty ("flapping");
  LgLink *link = enable (link_new_practice (practice));

  link_connect (link);
  assert_stopped (link, LG_RECONNECT_FLAPPING);
  g_assert_cmpuint (lg_reconnector_get_n_retries (lg_link_get_reconnector (link)), ==, 2);
  link_close (link);
}

static void
disconnect_cb (LgLink *link)
{
  if (is_planned (link))
    lg_link_disconnect (link);
}

/* Ended by who hears that an attempt is planned, or begins: then there is none. */
static void
test_ended_by_a_handler (void)
{
  static const LgTestStep script[] = { LOGIN, { 0 } };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  LgLink *link = enable (link_new (lg_test_peer_get_port (peer)));
  LgReconnector *reconnector = lg_link_get_reconnector (link);
  g_autoptr (GError) error = NULL;
  gint64 until_us;

  g_signal_connect_swapped (reconnector, "notify::seconds-left", G_CALLBACK (disconnect_cb), link);
  link_connect (link);
  link_settle (link, LG_SESSION_CONNECTED);
  lg_session_drop (lg_link_get_session (link));
  assert_stopped (link, LG_RECONNECT_NOT_WANTED);

  /* The first attempt would come after a second at the latest. */
  until_us = g_get_monotonic_time () + 1200 * 1000;
  while (g_get_monotonic_time () < until_us)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (lg_reconnector_get_n_retries (reconnector), ==, 0);

  g_signal_connect (link, "connecting", G_CALLBACK (lg_link_disconnect), NULL);
  g_assert_false (lg_link_connect (link, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_stopped (link, LG_RECONNECT_NOT_WANTED);
  link_close (link);
}

typedef struct
{
  LgLink *link;
  char   *path;
} Dropper;

static void
drop_cb (Dropper *dropper)
{
  g_clear_object (&dropper->link);
}

static gboolean
is_dropped (gpointer link)
{
  return *(LgLink **) link == NULL;
}

/* The last reference goes away inside a handler of the link, or of what is in it. */
static void
test_dropped_by_a_handler (gconstpointer signal)
{
  static const LgTestStep script[] = { LOGIN, { LG_TEST_FIN, 0, NULL, 0 }, { 0 } };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  Dropper dropper = { .link = enable (link_new (lg_test_peer_get_port (peer))) };
  LgLink *link = dropper.link;
  gboolean of_link = g_str_equal (signal, "connecting");
  g_autofree char *directory = NULL;

  g_object_get (link, "record-path", &dropper.path, NULL);
  directory = g_path_get_dirname (dropper.path);
  g_object_add_weak_pointer (G_OBJECT (link), (gpointer *) &link);
  g_signal_connect_swapped (of_link ? (gpointer) link
                            : g_str_equal (signal, "notify::state")
                            ? (gpointer) lg_link_get_session (link)
                            : (gpointer) lg_link_get_reconnector (link),
                            signal, G_CALLBACK (drop_cb), &dropper);
  lg_link_connect (link, NULL);
  link_wait (is_dropped, &link);
  g_unlink (dropper.path);
  g_rmdir (directory);
  g_free (dropper.path);
}

static gboolean
has_failed (gpointer link)
{
  return lg_reconnector_get_stop (lg_link_get_reconnector (link)) == LG_RECONNECT_FAILED;
}

/* What keeps an attempt from beginning is told as it is: here, that no descriptor is left. The
   other links live on. */
static void
test_no_descriptors (void)
{
  static const LgTestStep script[] = { LOGIN, { 0 } };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  g_autoptr (LgTestPeer) other_peer = lg_test_peer_new (script, NULL);
  LgLink *link = enable (link_new (lg_test_peer_get_port (peer)));
  LgLink *other = enable (link_new (lg_test_peer_get_port (other_peer)));
  g_autoptr (GArray) fds = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GError) error = NULL;
  int fd;

  link_connect (other);
  link_settle (other, LG_SESSION_CONNECTED);
  link_connect (link);
  link_settle (link, LG_SESSION_CONNECTED);
  lg_session_drop (lg_link_get_session (link));
  link_wait (is_planned, link);

  while ((fd = dup (STDERR_FILENO)) >= 0)
    g_array_append_val (fds, fd);
  link_wait (has_failed, link);
  g_assert_nonnull (strstr (lg_reconnector_get_error (lg_link_get_reconnector (link))->message,
                            "ulimit -n"));
  g_assert_false (lg_link_connect (link, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES);
  for (guint i = 0; i < fds->len; i++)
    close (g_array_index (fds, int, i));

  g_assert_cmpint (lg_session_get_state (lg_link_get_session (other)), ==, LG_SESSION_CONNECTED);
  link_connect (link);
  link_settle (link, LG_SESSION_CONNECTED);
  g_assert_null (lg_reconnector_get_error (lg_link_get_reconnector (link)));
  link_close (link);
  link_close (other);
}

int
main (int    argc,
      char **argv)
{
  static const char *const droppers[] = {
    "connecting", "notify::state", "notify::seconds-left", "retry",
  };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reconnector/comes-back", test_comes_back);
  g_test_add_func ("/reconnector/server-returns", test_server_returns);
  g_test_add_func ("/reconnector/five-a-minute", test_five_a_minute);
  g_test_add_func ("/reconnector/not-enabled", test_not_enabled);
  g_test_add_func ("/reconnector/needs-the-operator", test_needs_the_operator);
  g_test_add_func ("/reconnector/practice", test_practice);
  g_test_add_func ("/reconnector/restart", test_restart);
  g_test_add_func ("/reconnector/flapping", test_flapping);
  g_test_add_func ("/reconnector/ended-by-a-handler", test_ended_by_a_handler);
  for (gsize i = 0; i < G_N_ELEMENTS (droppers); i++)
    {
      g_autofree char *path = g_strconcat ("/reconnector/dropped-by-a-handler/", droppers[i], NULL);

      g_test_add_data_func (path, droppers[i], test_dropped_by_a_handler);
    }
  g_test_add_func ("/reconnector/no-descriptors", test_no_descriptors);

  return g_test_run ();
}

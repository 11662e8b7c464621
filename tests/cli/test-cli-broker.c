/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-cli.h"
#include "lib/lg-test-broker.h"
#include "lib/lg-test-peer.h"
#include "lib/lg-test-time.h"
#include "trust/lg-pki.h"

#include <glib/gstdio.h>
#include <signal.h>

#define DAY_S (24 * 60 * 60)

typedef struct
{
  LgTestBroker *broker;
  char         *root_file;
  char         *port;
} Fixture;

static LgKeyPair *
make_key_pair (const char *name,
               LgKeyPair  *issuer)
{
  const char *const names[] = { "localhost", NULL };
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  const LgPkiSpec spec = {
    .name = name,
    .names = issuer != NULL ? names : NULL,
    .not_before = now_s - DAY_S,
    .not_after = now_s + DAY_S,
    .ca = issuer == NULL,
  };
  g_autoptr (GError) error = NULL;
  LgKeyPair *pair = lg_key_pair_new (&spec, issuer, &error);

  g_assert_no_error (error);
  return pair;
}

/* A stock mosquitto broker; whether there is one. */
static gboolean
set_up (Fixture  *self,
        gboolean  tls)
{
  g_autoptr (LgKeyPair) root = make_key_pair ("Root of the test", NULL);
  g_autoptr (LgKeyPair) pair = make_key_pair ("localhost", root);
  int fd;

  self->broker = lg_test_broker_new (tls ? lg_key_pair_get_certificate_pem (pair) : NULL,
                                     tls ? lg_key_pair_get_key_pem (pair) : NULL);
  if (self->broker == NULL)
    return FALSE;

  fd = g_file_open_tmp ("linkglass-test-XXXXXX.pem", &self->root_file, NULL);
  g_assert_cmpint (fd, >=, 0);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (self->root_file, lg_key_pair_get_certificate_pem (root), -1,
                                      NULL));
  self->port = g_strdup_printf ("%u", lg_test_broker_get_port (self->broker));
  return TRUE;
}

static void
tear_down (Fixture *self)
{
  lg_test_broker_free (self->broker);
  g_remove (self->root_file);
  g_free (self->root_file);
  g_free (self->port);
}

#define WATCH(self) "watch", "--json", "--platform", "custom", "--mqtt-client-id", "test", \
                    "--host", "localhost", "--port", (self)->port, \
                    "--subscribe", "room/#", "--publish", "room/1=hello", "--messages", "1", \
                    "--seconds", "240"

static void
test_echo (gconstpointer tls)
{
  Fixture fixture;
  g_auto (LgTestRun) run = { 0 };

  if (!set_up (&fixture, tls != NULL))
    return;

  if (tls != NULL)
    lg_test_cli (&run, NULL, NULL, ARGS (WATCH (&fixture), "--root", fixture.root_file));
  else
    lg_test_cli (&run, NULL, NULL, ARGS (WATCH (&fixture), "--transport", "tcp"));

  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "{\"summary\":{\"connected\":true,\"messagesIn\":1,"
                                     "\"messagesOut\":1,\"reconnects\":0,"));
  g_assert_nonnull (strstr (run.out, "\"direction\":\"in\",\"topic\":\"room/1\""));
  g_assert_nonnull (strstr (run.out, "\"payload\":\"hello\""));
  tear_down (&fixture);
}

static void
test_not_trusted (void)
{
  Fixture fixture;
  g_auto (LgTestRun) run = { 0 };

  if (!set_up (&fixture, TRUE))
    return;

  lg_test_cli (&run, NULL, NULL, ARGS (WATCH (&fixture), "--root", "aliyun-iot"));
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.out, "{\"summary\":{\"connected\":false,"));
  g_assert_nonnull (strstr (run.out, "\"cause\":\"cert."));
  g_assert_null (strstr (run.out, "\"CONNECT\""));
  tear_down (&fixture);
}

static void
test_tls_to_a_plain_port (void)
{
  Fixture fixture;
  g_auto (LgTestRun) run = { 0 };

  if (!set_up (&fixture, FALSE))
    return;

  lg_test_cli (&run, NULL, NULL, ARGS (WATCH (&fixture), "--root", fixture.root_file));
  g_assert_cmpint (run.status, ==, 1);
  g_assert_true (strstr (run.out, "\"cause\":\"tls.not-tls\"") != NULL
                 || strstr (run.out, "\"cause\":\"tcp.reset\"") != NULL);
  tear_down (&fixture);
}

/* A link that ends is made again, until the ends make a pattern in which that does not help. */
static void
test_reconnects (void)
{
  static const LgTestStep script[] = {
    LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP ("\x20\x02\x00\x00"),
    { LG_TEST_FIN, 0, NULL, 0 }, { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  g_autofree char *port = g_strdup_printf ("%u", lg_test_peer_get_port (peer));
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL,
               ARGS ("watch", "--json", "--quiet", "--platform", "custom", "--transport", "tcp",
                     "--mqtt-client-id", "test", "--host", "127.0.0.1", "--port", port,
                     "--no-reconnect"));
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.out, "\"reconnects\":0"));
  g_assert_nonnull (strstr (run.out, "\"cause\":\"server.closed\""));

  lg_test_cli (&run, NULL, NULL,
               ARGS ("watch", "--json", "--quiet", "--platform", "custom", "--transport", "tcp",
                     "--mqtt-client-id", "test", "--host", "127.0.0.1", "--port", port));
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.out, "\"reconnects\":2"));
  g_assert_nonnull (strstr (run.out, "\"cause\":\"kicked.flapping\""));
}

static guint
count_logins (LgTestPeer *peer)
{
  static const char name[] = { 0, 4, 'M', 'Q', 'T', 'T' };
  g_autoptr (GBytes) received = lg_test_peer_dup_received (peer);
  gsize left;
  const char *at = g_bytes_get_data (received, &left);
  const char *end = at + left;
  guint n = 0;

  while (at != NULL && (at = memmem (at, end - at, name, sizeof name)) != NULL)
    {
      at += sizeof name;
      n++;
    }
  return n;
}

/* A proxy's idle timeout is not another client: watching goes on, and says what to change. */
static void
test_idle_timeout (void)
{
  static const LgTestStep script[] = {
    LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP ("\x20\x02\x00\x00"),
    LG_TEST_EXPECT_STEP (LG_PACKET_SUBSCRIBE), LG_TEST_SEND_STEP ("\x90\x03\x00\x01\x00"),
    LG_TEST_IDLE_STEP (1100), { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  g_autofree char *port = g_strdup_printf ("%u", lg_test_peer_get_port (peer));
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *out = NULL;
  gint64 deadline = lg_test_get_deadline (20 * G_USEC_PER_SEC);

  process = lg_test_spawn (NULL, ARGS ("watch", "--json", "--quiet", "--platform", "custom",
                                       "--transport", "tcp", "--mqtt-client-id", "test",
                                       "--host", "127.0.0.1", "--port", port,
                                       "--subscribe", "t/x"));
  while (count_logins (peer) < 4)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (20000);
    }
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_nonnull (strstr (out, "\"cause\":\"network.idle-timeout\""));
  g_assert_null (strstr (out, "\"cause\":\"kicked.flapping\",\"severity\""));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/cli/broker/echo-tls", "tls", test_echo);
  g_test_add_data_func ("/cli/broker/echo-tcp", NULL, test_echo);
  g_test_add_func ("/cli/broker/not-trusted", test_not_trusted);
  g_test_add_func ("/cli/broker/reconnects", test_reconnects);
  g_test_add_func ("/cli/broker/idle-timeout", test_idle_timeout);
  g_test_add_func ("/cli/broker/tls-to-a-plain-port", test_tls_to_a_plain_port);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at a port: what it shows without being judged, and what a second look tells. */
#include "tls-peer.h"

#include "lib/lg-test-broker.h"
#include "lib/lg-test-peer.h"
#include "transport/lg-inspection.h"
#include "trust/lg-pki.h"

#include <signal.h>
#include <sys/socket.h>

static LgKeyPair *
make_pair (void)
{
  const char *const names[] = { "localhost", "127.0.0.1", NULL };
  g_autoptr (LgKeyPair) root = lg_key_pair_new (&(LgPkiSpec) { .name = "Root", .ca = TRUE }, NULL,
                                                NULL);
  g_autoptr (GError) error = NULL;
  LgKeyPair *pair = lg_key_pair_new (&(LgPkiSpec) { .name = "localhost", .names = names }, root,
                                     &error);

  g_assert_no_error (error);
  return pair;
}

static gboolean
inspect (guint16        port,
         LgSecurity     security,
         LgInspection  *inspection,
         GError       **error)
{
  return lg_transport_inspect (&(LgTransportOptions) {
                                 .host = "127.0.0.1", .port = port, .security = security,
                                 .tcp_timeout_ms = 700, .tls_timeout_ms = 700,
                               },
                               inspection, NULL, error);
}

static void
test_tls (void)
{
  g_autoptr (LgKeyPair) pair = make_pair ();
  g_autoptr (TlsPeer) peer = tls_peer_new (lg_key_pair_get_certificate_pem (pair),
                                           lg_key_pair_get_key_pem (pair), AF_INET, NULL);
  g_auto (LgInspection) seen = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (inspect (tls_peer_get_port (peer), LG_SECURITY_TLS, &seen, &error));
  g_assert_no_error (error);
  g_assert_cmpint (seen.speaks, ==, LG_SPEAKS_TLS);
  g_assert_cmpuint (seen.chain->len, ==, 1);
  g_assert_cmpstr (seen.tls_version, ==, "TLSv1.3");
  g_assert_cmpstr (seen.addresses, ==, "127.0.0.1");
  g_assert_cmpstr (seen.local_address, ==, "127.0.0.1");
  g_assert_cmpstr (seen.interface, ==, "lo");
}

/* A broker without TLS closes on a ClientHello; the second look tells why. */
static void
test_plain_broker (void)
{
  g_autoptr (LgTestBroker) broker = lg_test_broker_new (NULL, NULL);
  g_auto (LgInspection) tls = { 0 };
  g_auto (LgInspection) plain = { 0 };
  g_autoptr (GError) error = NULL;

  if (broker == NULL)
    return;

  g_assert_false (inspect (lg_test_broker_get_port (broker), LG_SECURITY_TLS, &tls, &error));
  g_assert_error (error, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_NOT_TLS);
  g_assert_cmpint (tls.speaks, ==, LG_SPEAKS_MQTT);

  g_assert_true (inspect (lg_test_broker_get_port (broker), LG_SECURITY_TCP, &plain, NULL));
  g_assert_cmpint (plain.speaks, ==, LG_SPEAKS_MQTT);
}

static void
test_tls_on_plain_port (void)
{
  g_autoptr (LgKeyPair) pair = make_pair ();
  g_autoptr (TlsPeer) peer = tls_peer_new (lg_key_pair_get_certificate_pem (pair),
                                           lg_key_pair_get_key_pem (pair), AF_INET, NULL);
  g_auto (LgInspection) seen = { 0 };

  g_assert_true (inspect (tls_peer_get_port (peer), LG_SECURITY_TCP, &seen, NULL));
  g_assert_cmpint (seen.speaks, ==, LG_SPEAKS_TLS);
}

static void
test_http (void)
{
  static const LgTestStep script[] = {
    LG_TEST_SEND_STEP ("HTTP/1.1 400 Bad Request\r\n\r\n"), { LG_TEST_SHUTDOWN }, { LG_TEST_END },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);

  for (LgSecurity security = LG_SECURITY_TLS; security <= LG_SECURITY_TCP; security++)
    {
      g_auto (LgInspection) seen = { 0 };

      inspect (lg_test_peer_get_port (peer), security, &seen, NULL);
      g_assert_cmpint (seen.speaks, ==, LG_SPEAKS_HTTP);
    }
}

static void
test_old_tls (void)
{
  g_autoptr (LgKeyPair) pair = make_pair ();
  g_autoptr (TlsPeer) peer = tls_peer_new_refusing (lg_key_pair_get_certificate_pem (pair),
                                                    lg_key_pair_get_key_pem (pair),
                                                    TLS_REFUSAL_VERSION);
  g_auto (LgInspection) seen = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (inspect (tls_peer_get_port (peer), LG_SECURITY_TLS, &seen, &error));
  g_assert_error (error, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_PROTOCOL_VERSION);
  g_assert_nonnull (strstr (error->message, "TLSv1.1"));
}

int
main (int    argc,
      char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inspection/tls", test_tls);
  g_test_add_func ("/inspection/plain-broker", test_plain_broker);
  g_test_add_func ("/inspection/tls-on-plain-port", test_tls_on_plain_port);
  g_test_add_func ("/inspection/http", test_http);
  g_test_add_func ("/inspection/old-tls", test_old_tls);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names, TCP and what a port speaks; many ports and roots beside each other; the login. */
#include "check-fixture.h"

#include "lib/lg-test-broker.h"
#include "lib/lg-test-peer.h"
#include "lib/lg-test-time.h"
#include "tls-peer.h"

#include <signal.h>
#include <string.h>
#include <sys/socket.h>

#define CERTAIN LG_CONFIDENCE_CERTAIN
#define LIKELY LG_CONFIDENCE_LIKELY

typedef struct
{
  const char       *name;
  LgSecurity        security;
  const LgTestStep *script;
  gboolean          tls;
  const char       *cause;
  LgConfidence      confidence;
  LgSpeaks          speaks;
} PeerRow;

static const LgTestStep silent[] = { { LG_TEST_END } };
static const LgTestStep closing[] = { { LG_TEST_FIN }, { LG_TEST_END } };
static const LgTestStep hanging_up[] = { { LG_TEST_SHUTDOWN }, { LG_TEST_END } };
static const LgTestStep resetting[] = { { LG_TEST_RESET }, { LG_TEST_END } };
static const LgTestStep http[] = {
  LG_TEST_SEND_STEP ("HTTP/1.1 400 Bad Request\r\n\r\n"), { LG_TEST_SHUTDOWN }, { LG_TEST_END },
};
static const LgTestStep ssh[] = {
  LG_TEST_SEND_STEP ("SSH-2.0-x\r\n"), { LG_TEST_SHUTDOWN }, { LG_TEST_END },
};
static const LgTestStep mqtt[] = {
  LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP ("\x20\x02\x00\x05"), { LG_TEST_END },
};

static const LgTestStep connack[] = { LG_TEST_SEND_STEP ("\x20\x02\x00\x02"), { LG_TEST_END } };

static const PeerRow peer_rows[] = {
  { "tls/silent", LG_SECURITY_TLS, silent, FALSE, "tls.handshake-timeout", CERTAIN,
    LG_SPEAKS_NOTHING },
  { "tls/closing", LG_SECURITY_TLS, closing, FALSE, "tls.closed-in-handshake", CERTAIN,
    LG_SPEAKS_NOTHING },
  { "tls/resetting", LG_SECURITY_TLS, resetting, FALSE, "tcp.reset", CERTAIN, LG_SPEAKS_NOTHING },
  { "tls/http", LG_SECURITY_TLS, http, FALSE, "tls.not-tls", CERTAIN, LG_SPEAKS_HTTP },
  { "tls/ssh", LG_SECURITY_TLS, ssh, FALSE, "tls.not-tls", CERTAIN, LG_SPEAKS_SSH },
  { "tls/mqtt", LG_SECURITY_TLS, connack, FALSE, "tls.not-tls", CERTAIN, LG_SPEAKS_MQTT },
  { "tcp/mqtt", LG_SECURITY_TCP, mqtt, FALSE, NULL, 0, LG_SPEAKS_MQTT },
  { "tcp/tls", LG_SECURITY_TCP, silent, TRUE, "mqtt.tls-expected", CERTAIN, LG_SPEAKS_TLS },
  { "tcp/http", LG_SECURITY_TCP, http, FALSE, "mqtt.not-mqtt", CERTAIN, LG_SPEAKS_HTTP },
  { "tcp/ssh", LG_SECURITY_TCP, ssh, FALSE, "mqtt.not-mqtt", CERTAIN, LG_SPEAKS_SSH },
  { "tls/https", LG_SECURITY_TLS, http, TRUE, "mqtt.not-mqtt", CERTAIN, LG_SPEAKS_TLS },
  { "tls/hang-up", LG_SECURITY_TLS, hanging_up, TRUE, "mqtt.closed-before-connect", LIKELY,
    LG_SPEAKS_TLS },
  { "tcp/silent", LG_SECURITY_TCP, silent, FALSE, "mqtt.connack-timeout", LIKELY,
    LG_SPEAKS_NOTHING },
  { "tcp/closing", LG_SECURITY_TCP, closing, FALSE, "mqtt.closed-before-connect", LIKELY,
    LG_SPEAKS_NOTHING },
};

static LgCheckPort *
get_port (LgCheck *check,
          guint    position)
{
  g_autoptr (LgCheckPort) port = g_list_model_get_item (G_LIST_MODEL (check), position);

  return port;
}

static void
test_peer (CheckFixture  *self,
           gconstpointer  data)
{
  const PeerRow *row = data;
  g_autoptr (LgTlsServer) server = lg_tls_server_new (lg_key_pair_get_certificate_pem (self->pair),
                                                      lg_key_pair_get_key_pem (self->pair), NULL);
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (row->script, row->tls ? server : NULL);
  g_autoptr (LgCheck) check = check_fixture_make (self, "custom", "127.0.0.1", self->good);

  lg_check_add_port (check, lg_test_peer_get_port (peer), row->security);
  check_run (check);

  check_assert_cause (check, row->cause, row->confidence);
  g_assert_cmpint (lg_check_port_get_seen (get_port (check, 0))->speaks, ==, row->speaks);
  g_assert_cmpint (lg_check_is_healthy (check), ==, row->cause == NULL);
}

static void
test_tls_refusals (CheckFixture  *self,
                   gconstpointer  data)
{
  static const struct { TlsRefusal refusal; const char *cause; const char *evidence; } rows[] = {
    { TLS_REFUSAL_VERSION, "tls.protocol-version", "TLSv1.1" },
    { TLS_REFUSAL_CIPHER, "tls.no-common-cipher", NULL },
    { TLS_REFUSAL_CERTIFICATE_1_2, "tls.client-certificate-required", NULL },
    { TLS_REFUSAL_CERTIFICATE_1_3, "tls.client-certificate-required", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TlsPeer) peer =
        tls_peer_new_refusing (lg_key_pair_get_certificate_pem (self->pair),
                               lg_key_pair_get_key_pem (self->pair), rows[i].refusal);
      g_autoptr (LgCheck) check = check_fixture_make (self, "custom", "127.0.0.1", self->good);

      lg_check_add_port (check, tls_peer_get_port (peer), LG_SECURITY_TLS);
      check_run (check);
      check_assert_cause (check, rows[i].cause, CERTAIN);
      if (rows[i].evidence != NULL)
        g_assert_nonnull (strstr (check_find (check, rows[i].cause)->evidence,
                                  rows[i].evidence));
    }
}

static void
test_refused (CheckFixture  *self,
              gconstpointer  data)
{
  g_autoptr (LgCheck) check = check_fixture_make (self, "custom", "127.0.0.1", self->good);

  lg_check_add_port (check, check_find_closed_port (), LG_SECURITY_TLS);
  check_run (check);
  check_assert_cause (check, "tcp.refused", CERTAIN);
  g_assert_null (lg_check_dup_firewall_request (check));
  g_assert_nonnull (strstr (check_find (check, "tcp.refused")->evidence, "(lo)"));
}

static void
test_hosts (CheckFixture  *self,
            gconstpointer  data)
{
  static const struct { const char *host; const char *cause; const char *or; } rows[] = {
    { "mqtts://host.example", "input.host-malformed", NULL },
    { "host.example ", "input.host-malformed", NULL },
    { "host.example/path", "input.host-malformed", NULL },
    { "host.example:8883", "input.host-malformed", NULL },
    { "", "input.host-malformed", NULL },
    /* Where there is no resolver at all, nobody can tell that the name does not exist. */
    { "name.invalid", "dns.not-found", "dns.resolver-unreachable" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgCheck) check = check_fixture_make (self, "alibaba", rows[i].host, self->good);

      lg_check_add_usual_ports (check);
      check_run (check);
      check_assert_cause (check, check_find (check, rows[i].cause) == NULL && rows[i].or != NULL
                                 ? rows[i].or : rows[i].cause,
                          CERTAIN);
      g_assert_cmpuint (g_list_model_get_n_items (lg_check_get_findings (check)), ==, 1);
    }
}

static void
count_done_cb (LgCheckPort *port,
               GParamSpec  *pspec,
               gint64      *time_us)
{
  *time_us = g_get_monotonic_time ();
}

/* A port that swallows everything is told by its neighbour, and does not hold it up. */
static void
test_black_hole (CheckFixture  *self,
                 gconstpointer  data)
{
  g_autoptr (TlsPeer) peer = tls_peer_new (lg_key_pair_get_certificate_pem (self->pair),
                                           lg_key_pair_get_key_pem (self->pair), AF_INET, NULL);
  g_autoptr (LgCheck) check = check_fixture_make (self, "alibaba", "127.0.0.1", self->good);
  g_autoptr (LgCheck) alone = check_fixture_make (self, "custom", "127.0.0.1", self->good);
  g_autofree char *request = NULL;
  g_autofree char *number = NULL;
  LgTestBlackHole hole;
  gint64 deadline_us = lg_test_get_deadline (20 * G_USEC_PER_SEC);
  gint64 begin_us = g_get_monotonic_time ();
  gint64 done_us[2] = { 0 };
  gboolean finished = FALSE;

  lg_test_black_hole_open (&hole);
  lg_check_add_port (check, hole.port, LG_SECURITY_TLS);
  lg_check_add_port (check, tls_peer_get_port (peer), LG_SECURITY_TLS);
  lg_check_run_async (check, NULL, NULL, NULL);
  for (guint i = 0; i < 2; i++)
    g_signal_connect (get_port (check, i), "notify::done", G_CALLBACK (count_done_cb),
                      &done_us[i]);
  while (!finished)
    {
      gboolean running;

      g_main_context_iteration (NULL, TRUE);
      g_object_get (check, "running", &running, NULL);
      finished = !running;
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    }

  check_assert_cause (check, "tcp.port-filtered", LIKELY);
  g_assert_cmpint (done_us[1], <, done_us[0]);
  g_assert_cmpint (done_us[0] - begin_us, >, 800000);
  g_assert_cmpint (done_us[0] - begin_us, <, lg_test_stretch (3 * G_USEC_PER_SEC));
  g_assert_true (lg_check_get_best_port (check) == get_port (check, 1));
  request = lg_check_dup_firewall_request (check);
  number = g_strdup_printf ("port %u", hole.port);
  g_assert_nonnull (strstr (request, number));
  g_assert_nonnull (strstr (request, "127.0.0.1"));

  lg_check_add_port (alone, hole.port, LG_SECURITY_TLS);
  check_run (alone);
  check_assert_cause (alone, "tcp.timeout", CERTAIN);
  lg_test_black_hole_close (&hole);
}

static SSL_CTX *counted[3];
static guint n_counted;

static void
count_handshakes (SSL_CTX *context)
{
  counted[n_counted++] = context;
}

/* Three ports and four roots: three handshakes, twelve answers. */
static void
test_matrix (CheckFixture  *self,
             gconstpointer  data)
{
  TlsPeer *peers[3];
  g_autoptr (LgCheck) check = check_fixture_make (self, "custom", "127.0.0.1", NULL);
  guint n_trusted = 0, n_cells = 0, n_handshakes = 0;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("other%u.pem", i);
      g_autoptr (LgKeyPair) other = check_make_pair (&(LgPkiSpec) { .name = name, .ca = TRUE },
                                                     NULL);

      lg_check_add_root (check, check_fixture_add_root (self, name,
                                                        lg_key_pair_get_certificate_pem (other)));
    }
  lg_check_add_root (check, self->good);
  lg_check_add_root (check, lg_root_store_find (self->store, "aliyun-iot"));

  n_counted = 0;
  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      peers[i] = tls_peer_new (lg_key_pair_get_certificate_pem (self->pair),
                               lg_key_pair_get_key_pem (self->pair), AF_INET, count_handshakes);
      lg_check_add_port (check, tls_peer_get_port (peers[i]), LG_SECURITY_TLS);
    }
  check_run (check);

  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      LgCheckPort *port = get_port (check, i);
      GPtrArray *cells = lg_check_port_get_cells (port);

      for (guint k = 0; k < cells->len; k++)
        {
          const LgCheckCell *cell = cells->pdata[k];

          n_cells++;
          n_trusted += cell->answer == LG_CHECK_TRUSTED;
        }
      g_assert_true (lg_check_port_get_choice (port)->root == self->good);
      n_handshakes += SSL_CTX_sess_accept (counted[i]);
    }
  g_assert_cmpuint (n_cells, ==, 12);
  g_assert_cmpuint (n_trusted, ==, 3);
  g_assert_cmpuint (n_handshakes, ==, 3);
  check_assert_cause (check, NULL, 0);
  g_assert_true (lg_check_is_healthy (check));

  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    tls_peer_free (peers[i]);
}

static void
test_ipv6 (CheckFixture  *self,
           gconstpointer  data)
{
  static const char *const hosts[] = { "::1", "[::1]" };
  g_autoptr (TlsPeer) peer = tls_peer_new (lg_key_pair_get_certificate_pem (self->pair),
                                           lg_key_pair_get_key_pem (self->pair), AF_INET6, NULL);

  if (peer == NULL)
    {
      g_test_skip ("no IPv6 loopback here");
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (LgCheck) check = check_fixture_make (self, "custom", hosts[i], self->good);

      lg_check_add_port (check, tls_peer_get_port (peer), LG_SECURITY_TLS);
      check_run (check);
      check_assert_cause (check, NULL, 0);
      g_assert_nonnull (lg_check_get_best_port (check));
    }
}

/* What will end is told before it does; judged on a later day, it has. */
static void
test_dates (CheckFixture  *self,
            gconstpointer  data)
{
  const gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  const gint64 day_s = 86400;
  const char *const names[] = { "127.0.0.1", NULL };
  g_autoptr (LgKeyPair) root = check_make_pair (&(LgPkiSpec) {
                                                  .name = "Short Root", .ca = TRUE,
                                                  .not_after = now_s + 400 * day_s,
                                                },
                                                NULL);
  g_autoptr (LgKeyPair) leaf = check_make_pair (&(LgPkiSpec) {
                                                  .name = "leaf", .names = names,
                                                  .not_after = now_s + 30 * day_s,
                                                },
                                                root);
  LgRoot *selected = check_fixture_add_root (self, "short.pem",
                                             lg_key_pair_get_certificate_pem (root));
  g_autoptr (TlsPeer) peer = tls_peer_new (lg_key_pair_get_certificate_pem (leaf),
                                           lg_key_pair_get_key_pem (leaf), AF_INET, NULL);
  g_autoptr (LgCheck) check = check_fixture_make (self, "custom", "127.0.0.1", selected);
  const LgCheckCell *choice;

  lg_check_add_port (check, tls_peer_get_port (peer), LG_SECURITY_TLS);
  check_run (check);
  check_assert_cause (check, "root.expires-soon", CERTAIN);
  g_assert_nonnull (check_find (check, "cert.expires-soon"));
  g_assert_true (lg_check_is_healthy (check));
  choice = lg_check_port_get_choice (lg_check_get_best_port (check));
  g_assert_cmpint (choice->valid_until, ==, now_s + 30 * day_s);

  lg_check_set_at (check, now_s + 31 * day_s);
  check_run (check);
  check_assert_cause (check, "cert.expired", CERTAIN);

  lg_check_set_at (check, now_s + 401 * day_s);
  check_run (check);
  check_assert_cause (check, "root.expired", CERTAIN);

  /* Years later, too: it is no clock of this computer that says so. */
  lg_check_set_at (check, now_s + 4000 * day_s);
  check_run (check);
  check_assert_cause (check, "root.expired", CERTAIN);
}

static void
test_intercepted (CheckFixture  *self,
                  gconstpointer  data)
{
  const char *const names[] = { "127.0.0.1", NULL };
  g_autoptr (LgKeyPair) proxy = check_make_pair (&(LgPkiSpec) { .name = "Zscaler Root CA",
                                                                .ca = TRUE }, NULL);
  g_autoptr (LgKeyPair) leaf = check_make_pair (&(LgPkiSpec) { .name = "x", .names = names },
                                                proxy);
  g_autofree char *chain = g_strconcat (lg_key_pair_get_certificate_pem (leaf),
                                        lg_key_pair_get_certificate_pem (proxy), NULL);
  g_autoptr (TlsPeer) peer = tls_peer_new (chain, lg_key_pair_get_key_pem (leaf), AF_INET, NULL);
  g_autoptr (LgCheck) check = check_fixture_make (self, "custom", "127.0.0.1", self->good);

  lg_check_add_port (check, tls_peer_get_port (peer), LG_SECURITY_TLS);
  check_run (check);
  check_assert_cause (check, "cert.unknown-issuer", CERTAIN);
  g_assert_cmpint (check_find (check, "tls.intercepted")->confidence, ==,
                   LG_CONFIDENCE_POSSIBLE);
}

/* A computer that was told to trust the proxy tells of it all the same. */
static void
test_trusted_proxy (CheckFixture  *self,
                    gconstpointer  data)
{
  const char *const names[] = { "127.0.0.1", NULL };
  g_autoptr (LgKeyPair) proxy = check_make_pair (&(LgPkiSpec) { .name = "Fortinet CA",
                                                                .ca = TRUE }, NULL);
  g_autoptr (LgKeyPair) leaf = check_make_pair (&(LgPkiSpec) { .name = "x", .names = names },
                                                proxy);
  const char *pem = lg_key_pair_get_certificate_pem (proxy);
  g_autoptr (GBytes) bundle = g_bytes_new (pem, strlen (pem));
  g_autoptr (TlsPeer) peer = tls_peer_new (lg_key_pair_get_certificate_pem (leaf),
                                           lg_key_pair_get_key_pem (leaf), AF_INET, NULL);
  g_autoptr (LgCheck) check = NULL;

  g_object_unref (self->store);
  self->store = lg_root_store_new (bundle);
  check = check_fixture_make (self, "custom", "127.0.0.1", NULL);
  lg_check_add_port (check, tls_peer_get_port (peer), LG_SECURITY_TLS);
  check_run (check);
  check_assert_cause (check, "tls.intercepted", LG_CONFIDENCE_POSSIBLE);
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (lg_check_run_finish (LG_CHECK (source), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) user_data = TRUE;
}

static void
test_cancel (CheckFixture  *self,
             gconstpointer  data)
{
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (silent, NULL);
  g_autoptr (LgCheck) check = check_fixture_make (self, "custom", "127.0.0.1", self->good);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 begin_us = g_get_monotonic_time ();
  guint timeout_ms = lg_test_stretch (20000);
  gboolean done = FALSE;

  lg_check_set_timeouts (check, timeout_ms, timeout_ms, timeout_ms, timeout_ms);
  lg_check_add_port (check, lg_test_peer_get_port (peer), LG_SECURITY_TLS);
  lg_check_run_async (check, cancellable, cancelled_cb, &done);
  g_cancellable_cancel (cancellable);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_get_monotonic_time () - begin_us, <, lg_test_stretch (4 * G_USEC_PER_SEC));
  g_assert_cmpuint (g_list_model_get_n_items (lg_check_get_findings (check)), ==, 0);
}

static LgConnectParams *
make_params (LgSecurity security)
{
  g_autoptr (LgCredentials) credentials = lg_credentials_new ();
  g_autoptr (LgSecret) secret = lg_secret_new ("secret");

  g_object_set (credentials, "mode", LG_MODE_CUSTOM, "mqtt-client-id", "client",
                "mqtt-username", "user", "secret", secret, NULL);
  return lg_connect_params_new (credentials, security, 0, NULL);
}

static void
test_login (CheckFixture  *self,
            gconstpointer  data)
{
  static const LgTestStep refusing[] = {
    LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP ("\x20\x02\x00\x04"),
    { LG_TEST_SHUTDOWN }, { LG_TEST_END },
  };
  static const struct {
    const LgTestStep *script;
    const char       *cause;
    LgConfidence      confidence;
  } rows[] = {
    { refusing, "auth.bad-credentials", CERTAIN },
    { silent, "mqtt.connack-timeout", CERTAIN },
    { closing, "mqtt.closed-before-connect", LIKELY },
  };
  g_autoptr (LgConnectParams) params = make_params (LG_SECURITY_TLS);
  g_autoptr (LgTlsServer) server = lg_tls_server_new (lg_key_pair_get_certificate_pem (self->pair),
                                                      lg_key_pair_get_key_pem (self->pair), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgTestPeer) peer = lg_test_peer_new (rows[i].script, server);
      g_autoptr (LgCheck) check = check_fixture_make (self, "custom", "127.0.0.1", self->good);
      GPtrArray *steps;

      lg_check_add_port (check, lg_test_peer_get_port (peer), LG_SECURITY_TLS);
      lg_check_set_login (check, params, LG_SECURITY_TLS);
      check_run (check);
      check_assert_cause (check, rows[i].cause, rows[i].confidence);
      g_assert_false (lg_check_has_logged_in (check));
      steps = lg_check_port_get_steps (get_port (check, 0));
      g_assert_cmpint (((LgCheckStep *) steps->pdata[steps->len - 1])->kind, ==, LG_STEP_MQTT);
    }
}

/* A login made for TLS never goes to a plain port, whatever is asked for. */
static void
test_no_plain_login (CheckFixture  *self,
                     gconstpointer  data)
{
  g_autoptr (LgConnectParams) params = make_params (LG_SECURITY_TLS);
  g_autoptr (LgTestBroker) broker = lg_test_broker_new (NULL, NULL);
  g_autoptr (LgCheck) check = NULL;

  if (broker == NULL)
    return;
  check = check_fixture_make (self, "custom", "127.0.0.1", self->good);
  lg_check_add_port (check, lg_test_broker_get_port (broker), LG_SECURITY_TCP);
  lg_check_set_login (check, params, LG_SECURITY_TLS);
  check_run (check);
  g_assert_true (lg_check_is_healthy (check));
  g_assert_false (lg_check_has_logged_in (check));

  lg_check_set_login (check, params, LG_SECURITY_TCP);
  check_run (check);
  g_assert_true (lg_check_has_logged_in (check));
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*test) (CheckFixture *, gconstpointer);
  } tests[] = {
    { "/check/tls-refusals", test_tls_refusals },
    { "/check/refused", test_refused },
    { "/check/hosts", test_hosts },
    { "/check/black-hole", test_black_hole },
    { "/check/matrix", test_matrix },
    { "/check/ipv6", test_ipv6 },
    { "/check/dates", test_dates },
    { "/check/intercepted", test_intercepted },
    { "/check/trusted-proxy", test_trusted_proxy },
    { "/check/cancel", test_cancel },
    { "/check/login", test_login },
    { "/check/no-plain-login", test_no_plain_login },
  };

  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (peer_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/check/peer/%s", peer_rows[i].name);

      g_test_add (path, CheckFixture, &peer_rows[i], check_fixture_set_up, test_peer,
                  check_fixture_tear_down);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, CheckFixture, NULL, check_fixture_set_up, tests[i].test,
                check_fixture_tear_down);

  return g_test_run ();
}

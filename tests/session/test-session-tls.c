/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/lg-test-peer.h"
#include "lib/lg-test-time.h"
#include "session-fixture.h"

#include <signal.h>
#include <string.h>

#define CONNACK "\x20\x02\x00\x00"
#define PUBLISH "\x30\x06\x00\x03" "t/x" "1"
#define LOGIN LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP (CONNACK)

typedef struct
{
  const char *name;
  int         reason;
  LgTestStep  script[4];
} EndRow;

static const EndRow end_rows[] = {
  { "close-notify", LG_END_CLOSE_NOTIFY, { LOGIN, { LG_TEST_SHUTDOWN, 0, NULL, 0 } } },
  { "fin", LG_END_FIN, { LOGIN, { LG_TEST_FIN, 0, NULL, 0 } } },
  { "reset", LG_END_RESET, { LOGIN, { LG_TEST_RESET, 0, NULL, 0 } } },
  { "broken-record", LG_END_ALERT,
    { LOGIN, { LG_TEST_SEND_BENEATH, 0, "\x17\x03\x03\x00\x11not encrypted at all", 22 } } },
  { "close-notify-before-connack", LG_END_CLOSED_BEFORE_CONNACK,
    { LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), { LG_TEST_SHUTDOWN, 0, NULL, 0 } } },
  { "connack-4", LG_END_CONNACK + 4,
    { LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP ("\x20\x02\x00\x04") } },
};

typedef struct
{
  SessionPki      pki;
  LgTestPeer     *peer;
  SessionFixture  session;
} Fixture;

static void
start (Fixture          *self,
       const LgTestStep *script,
       gboolean          tls)
{
  g_autoptr (LgTlsServer) server = session_pki_make_server (&self->pki);

  self->peer = lg_test_peer_new (script, tls ? server : NULL);
  session_fixture_open (&self->session, lg_test_peer_get_port (self->peer), self->pki.root);
}

static void
set_up (Fixture          *self,
        const LgTestStep *script,
        gboolean          tls)
{
  session_pki_open (&self->pki);
  start (self, script, tls);
}

static void
tear_down (Fixture *self)
{
  session_fixture_close (&self->session);
  lg_test_peer_free (self->peer);
  session_pki_close (&self->pki);
}

static void
test_end (gconstpointer data)
{
  const EndRow *row = data;
  Fixture fixture;

  set_up (&fixture, row->script, TRUE);
  session_fixture_connect (&fixture.session);
  session_fixture_ends (&fixture.session, row->reason);
  tear_down (&fixture);
}

/* The alert we send is seen, too, and in its order. */
static void
test_alert (void)
{
  Fixture fixture;
  const LgEvent *alert;

  set_up (&fixture, end_rows[3].script, TRUE);
  session_fixture_connect (&fixture.session);
  session_fixture_wait (&fixture.session, LG_EVENT_STATE, LG_SESSION_SECURING);
  session_fixture_wait (&fixture.session, LG_EVENT_TLS, 0);
  session_fixture_wait (&fixture.session, LG_EVENT_VERIFY, 0);
  session_fixture_wait (&fixture.session, LG_EVENT_STATE, LG_SESSION_CONNECTED);
  alert = session_fixture_wait (&fixture.session, LG_EVENT_ALERT, ANY_CODE);
  g_assert_cmpint (alert->direction, ==, LG_DIRECTION_OUT);
  g_assert_cmpint (alert->code, >, 0);
  session_fixture_ends (&fixture.session, LG_END_ALERT);
  tear_down (&fixture);
}

/* A server that is not trusted never gets a byte of MQTT. */
static void
test_wrong_root (void)
{
  Fixture fixture;
  g_autoptr (GBytes) received = NULL;
  const LgEvent *verify;

  set_up (&fixture, (LgTestStep[]) { { 0 } }, TRUE);
  fixture.session.config.root = fixture.pki.other_root;
  session_fixture_connect (&fixture.session);
  verify = session_fixture_wait (&fixture.session, LG_EVENT_VERIFY, ANY_CODE);
  g_assert_cmpint (verify->code, !=, 0);
  g_assert_nonnull (verify->topic);
  session_fixture_ends (&fixture.session, LG_END_TRANSPORT + LG_TRANSPORT_ERROR_NOT_TRUSTED);
  received = lg_test_peer_dup_received (fixture.peer);
  g_assert_cmpuint (g_bytes_get_size (received), ==, 0);
  tear_down (&fixture);
}

static LgKeyPair *
make_pair (const LgPkiSpec *spec,
           LgKeyPair       *issuer)
{
  g_autoptr (GError) error = NULL;
  LgKeyPair *pair = lg_key_pair_new (spec, issuer, &error);

  g_assert_no_error (error);
  return pair;
}

/* A chain that begins in 2096, up to its root: by today's clock as one of today is by that of
 * 1970. */
static void
test_clock (void)
{
  static const char *const names[] = { "127.0.0.1", NULL };
  const gint64 begin = G_GINT64_CONSTANT (4000000000), end = G_GINT64_CONSTANT (4100000000);
  g_autoptr (LgKeyPair) root = make_pair (&(LgPkiSpec) {
                                            .name = "Root to Come", .ca = TRUE,
                                            .not_before = begin, .not_after = end,
                                          },
                                          NULL);
  const char *pem = lg_key_pair_get_certificate_pem (root);
  g_autoptr (GBytes) bytes = g_bytes_new (pem, strlen (pem));
  Fixture fixture;

  session_pki_open (&fixture.pki);
  lg_key_pair_free (fixture.pki.pair);
  fixture.pki.pair = make_pair (&(LgPkiSpec) {
                                  .name = "server", .names = names,
                                  .not_before = begin, .not_after = end,
                                },
                                root);
  g_clear_object (&fixture.pki.root);
  fixture.pki.root = lg_root_new_from_bytes ("future", LG_ROOT_FILE, bytes, NULL);
  start (&fixture, (LgTestStep[]) { { 0 } }, TRUE);
  session_fixture_connect (&fixture.session);
  session_fixture_wait (&fixture.session, LG_EVENT_VERIFY, ANY_CODE);
  session_fixture_wait (&fixture.session, LG_EVENT_NOTE, LG_NOTE_CLOCK_BEHIND);
  session_fixture_ends (&fixture.session, LG_END_TRANSPORT + LG_TRANSPORT_ERROR_NOT_TRUSTED);
  tear_down (&fixture);
}

static void
test_stops_in_handshake (void)
{
  for (guint i = 0; i < 2; i++)
    {
      Fixture fixture;
      gint64 start_us;

      set_up (&fixture, (LgTestStep[]) { { LG_TEST_DEAF, 0, NULL, 0 } }, FALSE);
      session_fixture_connect (&fixture.session);
      session_fixture_settle (&fixture.session, LG_SESSION_SECURING);
      start_us = g_get_monotonic_time ();
      if (i == 0)
        {
          lg_session_disconnect (fixture.session.session);
          session_fixture_ends (&fixture.session, LG_END_OPERATOR);
        }
      else
        {
          g_assert_finalize_object (g_steal_pointer (&fixture.session.session));
          g_assert_cmpint (g_get_monotonic_time () - start_us, <,
                           lg_test_stretch (G_USEC_PER_SEC / 4));
        }
      session_wait_for_threads (start_us);
      tear_down (&fixture);
    }
}

static void
test_stops_flooded (void)
{
  static const LgTestStep script[] = { LOGIN, LG_TEST_FLOOD_STEP (PUBLISH) };
  Fixture fixture;
  gint64 start_us;

  set_up (&fixture, script, TRUE);
  session_fixture_connect (&fixture.session);
  session_fixture_settle (&fixture.session, LG_SESSION_CONNECTED);
  start_us = g_get_monotonic_time ();
  lg_session_disconnect (fixture.session.session);
  session_fixture_ends (&fixture.session, LG_END_OPERATOR);
  session_wait_for_threads (start_us);
  tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (end_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/session-tls/end/", end_rows[i].name, NULL);

      g_test_add_data_func (path, &end_rows[i], test_end);
    }
  g_test_add_func ("/session-tls/alert", test_alert);
  g_test_add_func ("/session-tls/wrong-root", test_wrong_root);
  g_test_add_func ("/session-tls/clock", test_clock);
  g_test_add_func ("/session-tls/stops-in-handshake", test_stops_in_handshake);
  g_test_add_func ("/session-tls/stops-flooded", test_stops_flooded);

  return g_test_run ();
}

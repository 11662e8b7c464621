/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The message that answers a registration: its payload goes one way only. */
#include "lib/lg-test-peer.h"
#include "session-fixture.h"

#include <string.h>

#define LOGIN LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP ("\x20\x02\x00\x00")
#define PAYLOAD "{\"deviceSecret\":\"" SESSION_SECRET "\"}"
#define ANSWER "\x30\x32\x00\x0d" "/ext/register" PAYLOAD

/* Enough for any machine; not to be waited for. */
#define ANSWER_TIMEOUT_MS 30000

static void
delivered_cb (LgSession *session,
              LgSecret  *payload,
              gpointer   user_data)
{
  GPtrArray *payloads = user_data;

  g_ptr_array_add (payloads, lg_secret_ref (payload));
}

static GPtrArray *
collect_deliveries (SessionFixture *fixture)
{
  GPtrArray *payloads = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_secret_unref);

  g_signal_connect (fixture->session, "delivered", G_CALLBACK (delivered_cb), payloads);
  return payloads;
}

/* However it comes, and whatever follows it at once. */
static void
test_delivered (gconstpointer data)
{
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (data, NULL);
  g_autoptr (GPtrArray) payloads = NULL;
  SessionFixture fixture;
  const LgEvent *event;

  session_fixture_open (&fixture, lg_test_peer_get_port (peer), NULL);
  fixture.config.answer_timeout_ms = ANSWER_TIMEOUT_MS;
  payloads = collect_deliveries (&fixture);
  session_fixture_connect (&fixture);
  event = session_fixture_wait (&fixture, LG_EVENT_PACKET + LG_PACKET_PUBLISH, 0);
  g_assert_cmpstr (event->topic, ==, "/ext/register");
  g_assert_cmpuint (event->size, ==, sizeof ANSWER - 1);
  g_assert_cmpuint (event->payload_length, ==, 0);
  session_fixture_ends (&fixture, LG_END_FIN);

  g_assert_cmpuint (payloads->len, ==, 1);
  g_assert_cmpstr (lg_secret_peek (payloads->pdata[0]), ==, PAYLOAD);
  session_fixture_close (&fixture);
}

/* A server that fills the secure heap gets nowhere. */
static void
test_too_large (void)
{
  static const char beginning[] = "\x30\x90\x4e\x00\x0d" "/ext/register";
  static char packet[3 + 10000];
  static const LgTestStep script[] = {
    LOGIN, { LG_TEST_SEND, 0, packet, sizeof packet }, { LG_TEST_FIN, 0, NULL, 0 }, { 0 },
  };
  g_autoptr (LgTestPeer) peer = NULL;
  g_autoptr (GPtrArray) payloads = NULL;
  SessionFixture fixture;

  memset (packet, 'x', sizeof packet);
  memcpy (packet, beginning, sizeof beginning - 1);
  peer = lg_test_peer_new (script, NULL);
  session_fixture_open (&fixture, lg_test_peer_get_port (peer), NULL);
  payloads = collect_deliveries (&fixture);
  session_fixture_connect (&fixture);
  session_fixture_wait (&fixture, LG_EVENT_PACKET + LG_PACKET_PUBLISH, 0);
  session_fixture_ends (&fixture, LG_END_FIN);
  g_assert_cmpuint (payloads->len, ==, 0);
  session_fixture_close (&fixture);
}

static void
test_no_answer (void)
{
  static const LgTestStep script[] = { LOGIN, { 0 } };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  SessionFixture fixture;
  const LgEvent *online, *end;

  session_fixture_open (&fixture, lg_test_peer_get_port (peer), NULL);
  fixture.config.answer_timeout_ms = 300;
  session_fixture_connect (&fixture);
  online = session_fixture_wait (&fixture, LG_EVENT_STATE, LG_SESSION_CONNECTED);
  end = session_fixture_wait (&fixture, LG_EVENT_END, LG_END_NO_ANSWER);
  g_assert_cmpint (end->mono_us - online->mono_us, >=, 299 * 1000);
  session_fixture_settle (&fixture, LG_SESSION_DISCONNECTED);
  session_fixture_close (&fixture);
}

/* Once it came, the link stays until somebody ends it. */
static void
test_answered (void)
{
  static const LgTestStep script[] = {
    LOGIN, LG_TEST_SEND_STEP (ANSWER), LG_TEST_EXPECT_STEP (LG_PACKET_DISCONNECT), { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  SessionFixture fixture;
  gint64 until_us;

  session_fixture_open (&fixture, lg_test_peer_get_port (peer), NULL);
  fixture.config.answer_timeout_ms = 300;
  session_fixture_connect (&fixture);
  session_fixture_wait (&fixture, LG_EVENT_PACKET + LG_PACKET_PUBLISH, 0);
  until_us = g_get_monotonic_time () + 600 * 1000;
  while (g_get_monotonic_time () < until_us)
    session_fixture_drain (&fixture, 100000);
  g_assert_cmpint (lg_session_get_state (fixture.session), ==, LG_SESSION_CONNECTED);
  lg_session_disconnect (fixture.session);
  session_fixture_ends (&fixture, LG_END_OPERATOR);
  session_fixture_close (&fixture);
}

int
main (int    argc,
      char **argv)
{
  static const LgTestStep whole[] = {
    LOGIN, LG_TEST_SEND_STEP (ANSWER), { LG_TEST_FIN, 0, NULL, 0 }, { 0 },
  };
  static const LgTestStep with_connack[] = {
    LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP ("\x20\x02\x00\x00" ANSWER),
    { LG_TEST_FIN, 0, NULL, 0 }, { 0 },
  };

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/delivery/delivered/whole", whole, test_delivered);
  g_test_add_data_func ("/delivery/delivered/with-connack", with_connack, test_delivered);
  g_test_add_func ("/delivery/too-large", test_too_large);
  g_test_add_func ("/delivery/no-answer", test_no_answer);
  g_test_add_func ("/delivery/answered", test_answered);

  return g_test_run ();
}

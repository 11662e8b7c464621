/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts as life of a link, and how often this side gives a sign of it. */
#include "lib/lg-test-peer.h"
#include "lib/lg-test-time.h"
#include "session-fixture.h"

#include <string.h>

#define LOGIN LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP ("\x20\x02\x00\x00")
#define PINGREQ LG_TEST_EXPECT_STEP (LG_PACKET_PINGREQ)
#define PINGRESP LG_TEST_SEND_STEP ("\xd0\x00")
#define PUBLISH LG_TEST_SEND_STEP ("\x30\x06\x00\x03" "t/x" "1")

static void
open_fixture (SessionFixture *self,
              LgTestPeer     *peer,
              guint           keepalive_s)
{
  session_fixture_open (self, lg_test_peer_get_port (peer), NULL);
  self->config.keepalive.interval_s = keepalive_s;
  self->config.keepalive.pingresp_ms = 1000;
  session_fixture_connect (self);
  session_fixture_settle (self, LG_SESSION_CONNECTED);
}

/* A PINGRESP behind other packets is late, not missing; without any it is the end. */
static void
test_late (void)
{
  static const LgTestStep script[] = {
    LOGIN, PINGREQ, LG_TEST_PAUSE_STEP (600), PUBLISH, LG_TEST_PAUSE_STEP (600), PUBLISH,
    LG_TEST_PAUSE_STEP (600), PINGRESP, { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  SessionFixture fixture;
  const LgEvent *event;

  open_fixture (&fixture, peer, 5);
  /* On a busy machine the acknowledgement of the PINGREQ may be the newest sign of life. */
  event = session_fixture_wait (&fixture, LG_EVENT_NOTE, LG_NOTE_LATE);
  if (strcmp (event->clause, "note.late-acks") != 0)
    g_assert_cmpstr (event->clause, ==, "note.late-bytes");
  event = session_fixture_wait (&fixture, LG_EVENT_NOTE, LG_NOTE_LATE);
  g_assert_cmpstr (event->clause, ==, "note.late-pong");
  g_assert_cmpint (event->duration_us, >=, 1800 * 1000);
  event = session_fixture_wait (&fixture, LG_EVENT_NOTE, LG_NOTE_QUIET);
  g_assert_cmpint (event->duration_us, >=, 1000 * 1000);
  session_fixture_ends (&fixture, LG_END_NO_PINGRESP);
  session_fixture_close (&fixture);
}

/* Behind an upload that fills the way a PINGREQ arrives late; that the bytes before it are
   acknowledged is life. */
static void
test_upload (void)
{
  static const LgTestStep script[] = {
    LOGIN, LG_TEST_SIP_STEP (LG_PACKET_PINGREQ), PINGRESP, { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  gsize size = 3 << 20;
  g_autoptr (GBytes) payload = g_bytes_new_take (g_malloc0 (size), size);
  SessionFixture fixture;
  const LgEvent *event;

  open_fixture (&fixture, peer, 5);
  g_assert_true (lg_session_publish (fixture.session, "t", payload, 0, NULL));
  event = session_fixture_wait (&fixture, LG_EVENT_NOTE, LG_NOTE_LATE);
  g_assert_cmpstr (event->clause, ==, "note.late-acks");
  session_fixture_wait (&fixture, LG_EVENT_PACKET + LG_PACKET_PINGRESP, ANY_CODE);
  g_assert_cmpint (lg_session_get_state (fixture.session), ==, LG_SESSION_CONNECTED);
  lg_session_drop (fixture.session);
  session_fixture_ends (&fixture, LG_END_DROPPED);
  session_fixture_close (&fixture);
}

/* libmosquitto pings every 5 s at the most: a server would have given up after three. */
static void
test_short_keepalive (void)
{
  static const LgTestStep script[] = {
    LOGIN, PINGREQ, PINGRESP, PINGREQ, PINGRESP, PINGREQ, PINGRESP, { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  SessionFixture fixture;
  gint64 before_us;

  open_fixture (&fixture, peer, 2);
  before_us = g_get_monotonic_time ();
  for (guint i = 0; i < 3; i++)
    session_fixture_wait (&fixture, LG_EVENT_PACKET + LG_PACKET_PINGREQ, ANY_CODE);
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, lg_test_stretch (3) * G_USEC_PER_SEC);
  lg_session_disconnect (fixture.session);
  session_fixture_ends (&fixture, LG_END_OPERATOR);
  session_fixture_close (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session-life/late", test_late);
  g_test_add_func ("/session-life/upload", test_upload);
  g_test_add_func ("/session-life/short-keepalive", test_short_keepalive);

  return g_test_run ();
}

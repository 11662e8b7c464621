/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/lg-test-peer.h"
#include "lib/lg-test-time.h"
#include "session-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define CONNACK "\x20\x02\x00\x00"
#define PUBLISH "\x30\x06\x00\x03" "t/x" "1"

typedef struct
{
  const char *name;
  int         reason;
  LgTestStep  script[5];
} EndRow;

#define LOGIN LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP (CONNACK)
#define CONNECT LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT)
#define FIN { LG_TEST_FIN, 0, NULL, 0 }
#define RESET { LG_TEST_RESET, 0, NULL, 0 }
#define DEAF { LG_TEST_DEAF, 0, NULL, 0 }

static const EndRow end_rows[] = {
  { "connack-1", LG_END_CONNACK + 1, { CONNECT, LG_TEST_SEND_STEP ("\x20\x02\x00\x01") } },
  { "connack-4", LG_END_CONNACK + 4, { CONNECT, LG_TEST_SEND_STEP ("\x20\x02\x00\x04") } },
  { "connack-5-and-fin", LG_END_CONNACK + 5,
    { CONNECT, LG_TEST_SEND_STEP ("\x20\x02\x00\x05"), FIN } },
  { "connack-timeout", LG_END_CONNACK_TIMEOUT, { CONNECT } },
  { "fin-before-connack", LG_END_CLOSED_BEFORE_CONNACK, { CONNECT, FIN } },
  { "reset-before-connack", LG_END_CLOSED_BEFORE_CONNACK, { CONNECT, RESET } },
  { "fin", LG_END_FIN, { LOGIN, FIN } },
  { "fin-in-packet", LG_END_FIN, { LOGIN, LG_TEST_SEND_STEP ("\x30\x06\x00"), FIN } },
  { "reset", LG_END_RESET, { LOGIN, RESET } },
  { "no-packet", LG_END_MALFORMED, { LOGIN, LG_TEST_SEND_STEP ("\x00\x00") } },
  { "bad-packet", LG_END_MALFORMED, { LOGIN, LG_TEST_SEND_STEP ("\x30\x01\x00") } },
  { "tls-alert", LG_END_MALFORMED,
    { CONNECT, LG_TEST_SEND_STEP ("\x15\x03\x03\x00\x02\x02\x46") } },
  { "http", LG_END_MALFORMED,
    { CONNECT, LG_TEST_SEND_STEP ("HTTP/1.1 400 Bad Request\r\n\r\n") } },
  { "early-publish", LG_END_MALFORMED, { CONNECT, LG_TEST_SEND_STEP (PUBLISH) } },
  { "two-connacks", LG_END_MALFORMED, { LOGIN, LG_TEST_SEND_STEP (CONNACK) } },
  /* 32 MB is the most that is waited for: longer is told at once, by its length alone. */
  { "largest", LG_END_FIN, { LOGIN, LG_TEST_SEND_STEP ("\x30\xfb\xff\xff\x0f"), FIN } },
  { "too-large", LG_END_LIMIT, { LOGIN, LG_TEST_SEND_STEP ("\x30\xfc\xff\xff\x0f") } },
  { "server-disconnect", LG_END_MALFORMED, { LOGIN, LG_TEST_SEND_STEP ("\xe0\x00") } },
};

static void
test_end (gconstpointer data)
{
  const EndRow *row = data;
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (row->script, NULL);
  SessionFixture fixture;

  session_fixture_open (&fixture, lg_test_peer_get_port (peer), NULL);
  fixture.config.connack_timeout_ms = 300;
  session_fixture_connect (&fixture);
  /* What refuses the login is seen itself, too. */
  if (row->reason > LG_END_CONNACK && row->reason <= LG_END_CONNACK + G_MAXUINT8)
    session_fixture_wait (&fixture, LG_EVENT_PACKET + LG_PACKET_CONNACK,
                          row->reason - LG_END_CONNACK);
  session_fixture_ends (&fixture, row->reason);
  session_fixture_close (&fixture);
}

static void
test_refused (void)
{
  static const LgTestStep script[] = { { 0 } };
  LgTestPeer *peer = lg_test_peer_new (script, NULL);
  SessionFixture fixture;

  session_fixture_open (&fixture, lg_test_peer_get_port (peer), NULL);
  lg_test_peer_free (peer);
  session_fixture_connect (&fixture);
  session_fixture_ends (&fixture, LG_END_TRANSPORT + LG_TRANSPORT_ERROR_REFUSED);
  session_fixture_close (&fixture);
}

static void
test_no_pingresp (void)
{
  static const LgTestStep script[] = { LOGIN, { 0 } };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  SessionFixture fixture;
  LgKeepalive keepalive;
  const LgEvent *ping;
  gint64 due_us;

  session_fixture_open (&fixture, lg_test_peer_get_port (peer), NULL);
  fixture.config.keepalive.interval_s = 5;
  fixture.config.keepalive.pingresp_ms = 200;
  session_fixture_connect (&fixture);
  session_fixture_wait (&fixture, LG_EVENT_STATE, LG_SESSION_CONNECTED);
  lg_session_get_keepalive (fixture.session, &keepalive);
  due_us = lg_keepalive_get_next_ping (&keepalive);

  ping = session_fixture_wait (&fixture, LG_EVENT_PACKET + LG_PACKET_PINGREQ, 0);
  g_assert_cmpint (ping->mono_us - due_us, >, -G_USEC_PER_SEC);
  g_assert_cmpint (ping->mono_us - due_us, <, lg_test_stretch (G_USEC_PER_SEC));
  session_fixture_ends (&fixture, LG_END_NO_PINGRESP);
  session_fixture_close (&fixture);
}

/* No PINGREQ, no wait for a PINGRESP, whatever the Keep Alive; and all of it again afterwards. */
static void
test_hold_pings (void)
{
  static const LgTestStep script[] = { LOGIN, { 0 } };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  SessionFixture fixture;
  const LgEvent *ping;
  gint64 until_us;

  session_fixture_open (&fixture, lg_test_peer_get_port (peer), NULL);
  fixture.config.keepalive.interval_s = 5;
  fixture.config.keepalive.pingresp_ms = 200;
  lg_session_set_hold_pings (fixture.session, TRUE);
  session_fixture_connect (&fixture);
  session_fixture_wait (&fixture, LG_EVENT_NOTE, LG_NOTE_PINGS_HELD);
  session_fixture_settle (&fixture, LG_SESSION_CONNECTED);

  until_us = g_get_monotonic_time () + 6 * G_USEC_PER_SEC;
  while (g_get_monotonic_time () < until_us)
    session_fixture_drain (&fixture, 100000);
  g_assert_true (lg_session_get_hold_pings (fixture.session));
  g_assert_cmpint (lg_session_get_state (fixture.session), ==, LG_SESSION_CONNECTED);
  g_assert_cmpuint (lg_session_get_packets_out (fixture.session), ==, 1);

  until_us = g_get_monotonic_time ();
  lg_session_set_hold_pings (fixture.session, FALSE);
  session_fixture_wait (&fixture, LG_EVENT_NOTE, LG_NOTE_PINGS_RELEASED);
  ping = session_fixture_wait (&fixture, LG_EVENT_PACKET + LG_PACKET_PINGREQ, 0);
  g_assert_cmpint (ping->mono_us - until_us, <, lg_test_stretch (2 * G_USEC_PER_SEC));

  /* While its answer is waited for, too. */
  lg_session_set_hold_pings (fixture.session, TRUE);
  session_fixture_wait (&fixture, LG_EVENT_NOTE, LG_NOTE_PINGS_HELD);
  until_us = g_get_monotonic_time () + 500 * 1000;
  while (g_get_monotonic_time () < until_us)
    session_fixture_drain (&fixture, 100000);
  g_assert_cmpint (lg_session_get_state (fixture.session), ==, LG_SESSION_CONNECTED);
  lg_session_set_hold_pings (fixture.session, FALSE);
  session_fixture_ends (&fixture, LG_END_NO_PINGRESP);
  session_fixture_close (&fixture);
}

/* The server meets a reset, and the next link sends PINGREQ again. */
static void
test_drop (void)
{
  static const LgTestStep script[] = { LOGIN, { 0 } };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  SessionFixture fixture;

  session_fixture_open (&fixture, lg_test_peer_get_port (peer), NULL);
  lg_session_drop (fixture.session);
  session_fixture_connect (&fixture);
  session_fixture_settle (&fixture, LG_SESSION_CONNECTED);
  lg_session_set_hold_pings (fixture.session, TRUE);
  lg_session_drop (fixture.session);
  session_fixture_ends (&fixture, LG_END_DROPPED);
  g_assert_cmpuint (lg_session_get_packets_out (fixture.session), ==, 1);
  g_assert_false (lg_session_get_hold_pings (fixture.session));
  session_fixture_close (&fixture);
}

/* A clock that starts when the state says so reads the time at once. */
static void
state_cb (LgSession *session)
{
  gboolean connected = lg_session_get_state (session) == LG_SESSION_CONNECTED;

  g_assert_true (!connected || lg_session_get_connected_at (session) > 0);
}

/* What a first look at a healthy link shows, in order. */
static void
test_events (void)
{
  static const LgTestStep script[] = {
    LOGIN, LG_TEST_SEND_STEP (PUBLISH), LG_TEST_EXPECT_STEP (LG_PACKET_DISCONNECT), FIN, { 0 },
  };
  static const struct { int kind, code; } rows[] = {
    { LG_EVENT_STATE, LG_SESSION_RESOLVING },
    { LG_EVENT_DNS, 0 },
    { LG_EVENT_STATE, LG_SESSION_CONNECTING },
    { LG_EVENT_TCP, 0 },
    { LG_EVENT_STATE, LG_SESSION_LOGGING_IN },
    { LG_EVENT_PACKET + LG_PACKET_CONNECT, 60 },
    { LG_EVENT_PACKET + LG_PACKET_CONNACK, 0 },
    { LG_EVENT_STATE, LG_SESSION_CONNECTED },
    { LG_EVENT_PACKET + LG_PACKET_PUBLISH, 0 },
    { LG_EVENT_STATE, LG_SESSION_DISCONNECTING },
    { LG_EVENT_PACKET + LG_PACKET_DISCONNECT, 0 },
    { LG_EVENT_END, LG_END_OPERATOR },
    { LG_EVENT_STATE, LG_SESSION_DISCONNECTED },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  g_autoptr (GBytes) received = NULL;
  const LgEvent *connect;
  SessionFixture fixture;

  session_fixture_open (&fixture, lg_test_peer_get_port (peer), NULL);
  g_signal_connect (fixture.session, "notify::state", G_CALLBACK (state_cb), NULL);
  session_fixture_connect (&fixture);
  session_fixture_wait (&fixture, LG_EVENT_PACKET + LG_PACKET_PUBLISH, 0);
  session_fixture_settle (&fixture, LG_SESSION_CONNECTED);
  g_assert_cmpint (lg_session_get_connected_at (fixture.session), >, 0);
  lg_session_disconnect (fixture.session);
  session_fixture_ends (&fixture, LG_END_OPERATOR);

  g_assert_cmpuint (fixture.events->len, ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < fixture.events->len; i++)
    {
      const LgEvent *event = fixture.events->pdata[i];

      g_assert_cmpint (event->kind, ==, rows[i].kind);
      g_assert_cmpint (event->code, ==, rows[i].code);
    }
  g_assert_cmpuint (fixture.told->len, ==, G_N_ELEMENTS (rows) - 1);
  g_assert_cmpuint (lg_session_get_messages_in (fixture.session), ==, 1);
  g_assert_cmpuint (lg_session_get_packets_in (fixture.session), ==, 2);
  g_assert_cmpuint (lg_session_get_packets_out (fixture.session), ==, 2);

  connect = fixture.events->pdata[5];
  g_assert_cmpstr (connect->text, ==, "the-client");
  g_assert_cmpstr (connect->topic, ==, "the-user");
  received = lg_test_peer_dup_received (peer);
  g_assert_nonnull (memmem (g_bytes_get_data (received, NULL), g_bytes_get_size (received),
                            SESSION_SECRET, strlen (SESSION_SECRET)));
  session_fixture_close (&fixture);
}

static void
test_refuses_input (void)
{
  static const LgTestStep script[] = { LOGIN, { 0 } };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;
  SessionFixture fixture;
  LgSession *session;

  session_fixture_open (&fixture, lg_test_peer_get_port (peer), NULL);
  session = fixture.session;
  g_assert_false (lg_session_publish (session, "t", payload, 0, &error));
  g_assert_error (error, LG_SESSION_ERROR, LG_SESSION_ERROR_NOT_CONNECTED);
  g_clear_error (&error);

  session_fixture_connect (&fixture);
  g_assert_false (lg_session_connect (session, &fixture.config, &error));
  g_assert_error (error, LG_SESSION_ERROR, LG_SESSION_ERROR_BUSY);
  g_clear_error (&error);
  session_fixture_settle (&fixture, LG_SESSION_CONNECTED);

  g_assert_false (lg_session_publish (session, "t", payload, 3, &error));
  g_assert_error (error, LG_SESSION_ERROR, LG_SESSION_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (lg_session_publish (session, "t/#", payload, 0, &error));
  g_assert_error (error, LG_SESSION_ERROR, LG_SESSION_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (lg_session_subscribe (session, "t#", 0, &error));
  g_assert_error (error, LG_SESSION_ERROR, LG_SESSION_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (lg_session_unsubscribe (session, "", &error));
  g_assert_error (error, LG_SESSION_ERROR, LG_SESSION_ERROR_INVALID);

  lg_session_disconnect (session);
  session_fixture_ends (&fixture, LG_END_OPERATOR);
  session_fixture_close (&fixture);
}

static void
count_note_cb (guint         *notes,
               const LgEvent *event)
{
  *notes += event->kind == LG_EVENT_NOTE;
}

/* A reader that stands still stops the reading of the socket; nothing is lost. */
static void
test_pressure (void)
{
  enum { MESSAGES = 20000, BOUND = 100 };
  g_autoptr (GByteArray) burst = g_byte_array_new ();
  LgTestStep script[] = { LOGIN, { LG_TEST_SEND, 0, NULL, 0 }, { 0 } };
  g_autoptr (LgTestPeer) peer = NULL;
  SessionFixture fixture;
  guint most = 0, messages = 0, notes = 0;

  for (guint i = 0; i < MESSAGES; i++)
    g_byte_array_append (burst, (const guint8 *) PUBLISH, sizeof PUBLISH - 1);
  script[2].data = burst->data;
  script[2].length = burst->len;
  peer = lg_test_peer_new (script, NULL);

  session_fixture_open (&fixture, lg_test_peer_get_port (peer), NULL);
  lg_mailbox_unref (fixture.mailbox);
  fixture.mailbox = lg_mailbox_new (BOUND, 100 << 20);
  lg_session_set_mailbox (fixture.session, fixture.mailbox);
  g_signal_connect_swapped (fixture.session, "event", G_CALLBACK (count_note_cb), &notes);
  session_fixture_connect (&fixture);
  while (notes == 0)
    g_main_context_iteration (NULL, TRUE);

  while (messages < MESSAGES)
    {
      guint before = fixture.events->len;

      session_fixture_drain (&fixture, SESSION_DEADLINE_US);
      most = MAX (most, fixture.events->len - before);
      g_assert_cmpuint (fixture.events->len, >, before);
      for (guint i = before; i < fixture.events->len; i++)
        {
          const LgEvent *event = fixture.events->pdata[i];

          messages += event->kind == LG_EVENT_PACKET + LG_PACKET_PUBLISH;
        }
    }

  g_assert_cmpuint (messages, ==, MESSAGES);
  g_assert_cmpuint (most, <=, BOUND + 2);
  g_assert_cmpuint (notes, >=, 2);
  lg_session_disconnect (fixture.session);
  session_fixture_settle (&fixture, LG_SESSION_DISCONNECTED);
  session_fixture_close (&fixture);
}

typedef struct
{
  const char     *name;
  LgSessionState  state;
  gsize           mailbox;
  guint           publishes;
  LgTestStep      script[4];
} StopRow;

static const StopRow stop_rows[] = {
  { "before-connack", LG_SESSION_LOGGING_IN, 100000, 0, { { 0 } } },
  { "online", LG_SESSION_CONNECTED, 100000, 0, { LOGIN } },
  { "flooded", LG_SESSION_CONNECTED, G_MAXINT, 0, { LOGIN, LG_TEST_FLOOD_STEP (PUBLISH) } },
  { "mailbox-full", LG_SESSION_CONNECTED, 50, 0, { LOGIN, LG_TEST_FLOOD_STEP (PUBLISH) } },
  { "deaf", LG_SESSION_CONNECTED, 100000, 200, { LOGIN, DEAF } },
};

static void
publish_much (SessionFixture *fixture,
              guint           times)
{
  g_autofree char *data = g_malloc0 (100000);
  g_autoptr (GBytes) payload = g_bytes_new (data, 100000);

  for (guint i = 0; i < times; i++)
    g_assert_true (lg_session_publish (fixture->session, "t", payload, 0, NULL));
}

static void
reach (SessionFixture *fixture,
       const StopRow  *row)
{
  lg_mailbox_unref (fixture->mailbox);
  fixture->mailbox = lg_mailbox_new (row->mailbox, G_MAXSIZE / 2);
  lg_session_set_mailbox (fixture->session, fixture->mailbox);
  session_fixture_connect (fixture);
  while (lg_session_get_state (fixture->session) != row->state)
    g_main_context_iteration (NULL, TRUE);
  publish_much (fixture, row->publishes);
  while (row->mailbox == 50 && !lg_mailbox_is_full (fixture->mailbox))
    g_main_context_iteration (NULL, FALSE);
}

static void
test_disconnect_stops (gconstpointer data)
{
  const StopRow *row = data;
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (row->script, NULL);
  SessionFixture fixture;
  gint64 start_us;

  session_fixture_open (&fixture, lg_test_peer_get_port (peer), NULL);
  reach (&fixture, row);

  start_us = g_get_monotonic_time ();
  lg_session_disconnect (fixture.session);
  while (lg_session_get_state (fixture.session) != LG_SESSION_DISCONNECTED)
    {
      g_assert_cmpint (g_get_monotonic_time () - start_us, <, lg_test_stretch (G_USEC_PER_SEC));
      g_main_context_iteration (NULL, TRUE);
    }
  session_wait_for_threads (start_us);
  session_fixture_close (&fixture);
}

static void
test_unref_stops (gconstpointer data)
{
  const StopRow *row = data;
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (row->script, NULL);
  SessionFixture fixture;
  gint64 start_us;

  session_fixture_open (&fixture, lg_test_peer_get_port (peer), NULL);
  reach (&fixture, row);

  start_us = g_get_monotonic_time ();
  g_assert_finalize_object (g_steal_pointer (&fixture.session));
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, lg_test_stretch (G_USEC_PER_SEC / 4));
  session_wait_for_threads (start_us);
  session_fixture_close (&fixture);
}

static void
test_black_hole_stops (void)
{
  LgTestBlackHole hole;
  SessionFixture fixture;
  gint64 start_us;

  lg_test_black_hole_open (&hole);
  session_fixture_open (&fixture, hole.port, NULL);
  for (guint i = 0; i < 2; i++)
    {
      session_fixture_connect (&fixture);
      session_fixture_settle (&fixture, LG_SESSION_CONNECTING);
      start_us = g_get_monotonic_time ();
      if (i == 0)
        {
          lg_session_disconnect (fixture.session);
          session_fixture_ends (&fixture, LG_END_OPERATOR);
        }
      else
        {
          g_assert_finalize_object (g_steal_pointer (&fixture.session));
          g_assert_cmpint (g_get_monotonic_time () - start_us, <,
                           lg_test_stretch (G_USEC_PER_SEC / 4));
        }
      session_wait_for_threads (start_us);
    }
  session_fixture_close (&fixture);
  lg_test_black_hole_close (&hole);
}

/* The place of the private sockets, which is this test's alone. */
static void
assert_no_sockets (void)
{
  g_autoptr (GDir) directory = g_dir_open (g_get_user_runtime_dir (), 0, NULL);

  g_assert_nonnull (directory);
  g_assert_cmpstr (g_dir_read_name (directory), ==, NULL);
}

static void
test_leaves_nothing (void)
{
  static const LgTestStep script[] = { LOGIN, { 0 } };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  SessionFixture fixture;
  guint fds = 0;

  session_fixture_open (&fixture, lg_test_peer_get_port (peer), NULL);
  for (guint i = 0; i < 20; i++)
    {
      session_fixture_connect (&fixture);
      session_fixture_settle (&fixture, LG_SESSION_CONNECTED);
      assert_no_sockets ();
      lg_session_disconnect (fixture.session);
      session_fixture_settle (&fixture, LG_SESSION_DISCONNECTED);
      session_wait_for_threads (g_get_monotonic_time ());
      if (i == 0)
        fds = session_count_fds ();
    }
  /* The peer may still be closing its side of the last one. */
  g_assert_cmpuint (session_count_fds (), <=, fds + 1);
  session_fixture_close (&fixture);
}

int
main (int    argc,
      char **argv)
{
  char runtime[] = "/tmp/test-session-XXXXXX";
  int result;

  /* Set before GLib looks. */
  g_mkdtemp (runtime);
  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/events", test_events);
  g_test_add_func ("/session/refuses-input", test_refuses_input);
  g_test_add_func ("/session/end/refused", test_refused);
  g_test_add_func ("/session/end/no-pingresp", test_no_pingresp);
  g_test_add_func ("/session/end/dropped", test_drop);
  g_test_add_func ("/session/hold-pings", test_hold_pings);
  for (gsize i = 0; i < G_N_ELEMENTS (end_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/session/end/", end_rows[i].name, NULL);

      g_test_add_data_func (path, &end_rows[i], test_end);
    }
  g_test_add_func ("/session/pressure", test_pressure);
  g_test_add_func ("/session/stop/black-hole", test_black_hole_stops);
  for (gsize i = 0; i < G_N_ELEMENTS (stop_rows); i++)
    {
      g_autofree char *first = g_strconcat ("/session/stop/disconnect/", stop_rows[i].name, NULL);
      g_autofree char *second = g_strconcat ("/session/stop/unref/", stop_rows[i].name, NULL);

      g_test_add_data_func (first, &stop_rows[i], test_disconnect_stops);
      g_test_add_data_func (second, &stop_rows[i], test_unref_stops);
    }
  g_test_add_func ("/session/leaves-nothing", test_leaves_nothing);

  result = g_test_run ();
  g_rmdir (runtime);
  return result;
}

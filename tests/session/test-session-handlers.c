/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a handler of a session's signals may call: everything. */
#include "lib/lg-test-peer.h"
#include "lib/lg-test-time.h"
#include "session-fixture.h"

#define CONNACK "\x20\x02\x00\x00"
#define PUBLISH "\x30\x06\x00\x03" "t/x" "1"
#define LOGIN LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP (CONNACK)

static const LgTestStep closing[] = {
  LOGIN, LG_TEST_SEND_STEP (PUBLISH), { LG_TEST_FIN, 0, NULL, 0 }, { 0 },
};

static const char *const notifications[] = {
  "notify::state", "notify::connected-at", "notify::messages-in", "notify::messages-out",
  "notify::packets-in", "notify::packets-out", "notify::hold-pings",
};

typedef struct
{
  SessionFixture fixture;
  guint          n_calls;
  guint          n_refused;
  guint          n_connects;
  gboolean       in_end;
} Handlers;

/* Tries to send whatever there is. */
static void
send_all (Handlers *self)
{
  LgSession *session = self->fixture.session;
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;
  gboolean sent = lg_session_subscribe (session, "a/b", 0, &error);

  g_assert_true (lg_session_unsubscribe (session, "a/b", NULL) == sent);
  g_assert_true (lg_session_publish (session, "a/b", payload, 0, NULL) == sent);
  lg_session_note_rival (session, "other");
  self->n_calls++;
  if (!sent)
    {
      g_assert_error (error, LG_SESSION_ERROR, LG_SESSION_ERROR_NOT_CONNECTED);
      self->n_refused++;
    }
  if (self->in_end)
    {
      g_assert_false (sent);
      lg_session_drop (session);
    }
}

static void
send_event_cb (Handlers      *self,
               const LgEvent *event)
{
  self->in_end = event->kind == LG_EVENT_STATE && event->code == LG_SESSION_DISCONNECTED;
  send_all (self);
  self->in_end = FALSE;
}

/* Each event and each change, down to the very last: the state is still that of before, and the
   link is gone. */
static void
test_send (void)
{
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (closing, NULL);
  Handlers self = { 0 };

  session_fixture_open (&self.fixture, lg_test_peer_get_port (peer), NULL);
  g_signal_connect_swapped (self.fixture.session, "event", G_CALLBACK (send_event_cb), &self);
  for (gsize i = 0; i < G_N_ELEMENTS (notifications); i++)
    g_signal_connect_swapped (self.fixture.session, notifications[i], G_CALLBACK (send_all),
                              &self);
  lg_session_set_hold_pings (self.fixture.session, TRUE);
  session_fixture_connect (&self.fixture);
  session_fixture_wait (&self.fixture, LG_EVENT_END, ANY_CODE);
  session_fixture_settle (&self.fixture, LG_SESSION_DISCONNECTED);
  g_assert_cmpuint (self.n_refused, >, 0);
  g_assert_cmpuint (self.n_calls, >, self.n_refused);
  session_fixture_close (&self.fixture);
}

static void
disconnect_cb (Handlers *self)
{
  self->n_calls++;
  lg_session_disconnect (self->fixture.session);
}

static void
test_disconnect (void)
{
  static const LgTestStep script[] = { LOGIN, { 0 } };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  Handlers self = { 0 };

  session_fixture_open (&self.fixture, lg_test_peer_get_port (peer), NULL);
  g_signal_connect_swapped (self.fixture.session, "event", G_CALLBACK (disconnect_cb), &self);
  g_signal_connect_swapped (self.fixture.session, "notify::state", G_CALLBACK (disconnect_cb),
                            &self);
  session_fixture_connect (&self.fixture);
  session_fixture_ends (&self.fixture, LG_END_OPERATOR);
  g_assert_cmpuint (self.n_calls, >, 1);
  session_fixture_close (&self.fixture);
}

static void
connect_again (Handlers *self)
{
  g_autoptr (GError) error = NULL;
  gboolean over = lg_session_get_state (self->fixture.session) == LG_SESSION_DISCONNECTED;

  if (self->n_connects == 2)
    return;

  if (lg_session_connect (self->fixture.session, &self->fixture.config, &error))
    {
      g_assert_true (over);
      self->n_connects++;
    }
  else
    {
      g_assert_error (error, LG_SESSION_ERROR, LG_SESSION_ERROR_BUSY);
      g_assert_false (over);
    }
}

/* It is a new link as soon as the state says that the old one is over, and not before. */
static void
test_connect (void)
{
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (closing, NULL);
  Handlers self = { .n_connects = 1 };

  session_fixture_open (&self.fixture, lg_test_peer_get_port (peer), NULL);
  session_fixture_connect (&self.fixture);
  g_signal_connect_swapped (self.fixture.session, "event", G_CALLBACK (connect_again), &self);
  g_signal_connect_swapped (self.fixture.session, "notify::state", G_CALLBACK (connect_again),
                            &self);
  session_fixture_wait (&self.fixture, LG_EVENT_END, LG_END_FIN);
  session_fixture_wait (&self.fixture, LG_EVENT_STATE, LG_SESSION_CONNECTED);
  session_fixture_wait (&self.fixture, LG_EVENT_END, LG_END_FIN);
  session_fixture_settle (&self.fixture, LG_SESSION_DISCONNECTED);
  g_assert_cmpuint (self.n_connects, ==, 2);
  session_fixture_close (&self.fixture);
}

typedef struct
{
  LgSession      *session;
  LgSessionState  at;
} Dropper;

static void
drop_cb (Dropper *self)
{
  if (self->session != NULL && lg_session_get_state (self->session) == self->at)
    g_clear_object (&self->session);
}

/* The last reference goes away inside a handler, at each state. */
static void
test_unref (gconstpointer data)
{
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (closing, NULL);
  SessionFixture fixture;
  Dropper dropper = { .at = GPOINTER_TO_INT (data) };
  gint64 deadline = lg_test_get_deadline (SESSION_DEADLINE_US);

  session_fixture_open (&fixture, lg_test_peer_get_port (peer), NULL);
  dropper.session = fixture.session;
  g_object_add_weak_pointer (G_OBJECT (fixture.session), (gpointer *) &fixture.session);
  g_signal_connect_swapped (dropper.session, "notify::state", G_CALLBACK (drop_cb), &dropper);
  if (!lg_session_connect (dropper.session, &fixture.config, NULL))
    g_assert_not_reached ();

  while (fixture.session != NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      session_fixture_drain (&fixture, 10000);
    }
  g_assert_null (dropper.session);
  session_wait_for_threads (g_get_monotonic_time ());
  session_fixture_close (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session-handlers/send", test_send);
  g_test_add_func ("/session-handlers/disconnect", test_disconnect);
  g_test_add_func ("/session-handlers/connect", test_connect);
  g_test_add_data_func ("/session-handlers/unref/resolving",
                        GINT_TO_POINTER (LG_SESSION_RESOLVING), test_unref);
  g_test_add_data_func ("/session-handlers/unref/connected",
                        GINT_TO_POINTER (LG_SESSION_CONNECTED), test_unref);
  g_test_add_data_func ("/session-handlers/unref/disconnected",
                        GINT_TO_POINTER (LG_SESSION_DISCONNECTED), test_unref);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/lg-test-broker.h"
#include "session-fixture.h"

#include <signal.h>
#include <string.h>

/* A transport and a version. */
typedef struct
{
  gboolean       tls;
  LgMqttVersion  version;
} Way;

typedef struct
{
  SessionPki      pki;
  LgTestBroker   *broker;
  SessionFixture  session;
} Fixture;

/* Whether there is a broker to test against. */
static gboolean
set_up (Fixture       *self,
        gboolean       tls,
        LgMqttVersion  version)
{
  session_pki_open (&self->pki);
  self->broker = lg_test_broker_new (tls ? lg_key_pair_get_certificate_pem (self->pki.pair) : NULL,
                                     tls ? lg_key_pair_get_key_pem (self->pki.pair) : NULL);
  if (self->broker == NULL)
    {
      session_pki_close (&self->pki);
      return FALSE;
    }

  session_fixture_open (&self->session, lg_test_broker_get_port (self->broker),
                        tls ? self->pki.root : NULL);
  self->session.config.protocol = version;
  session_fixture_connect (&self->session);
  session_fixture_wait (&self->session, LG_EVENT_STATE, LG_SESSION_CONNECTED);
  session_fixture_settle (&self->session, LG_SESSION_CONNECTED);
  return TRUE;
}

static void
tear_down (Fixture *self)
{
  session_fixture_close (&self->session);
  lg_test_broker_free (self->broker);
  session_pki_close (&self->pki);
}

static const LgEvent *
wait_packet (Fixture      *self,
             LgPacketType  type)
{
  return session_fixture_wait (&self->session, LG_EVENT_PACKET + type, ANY_CODE);
}

static void
publish (Fixture    *self,
         const char *text,
         guint8      qos)
{
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  lg_session_publish (self->session.session, "room/1", payload, qos, &error);
  g_assert_no_error (error);
}

static void
assert_message (const LgEvent *event,
                LgDirection    direction,
                const char    *text)
{
  g_assert_cmpint (event->direction, ==, direction);
  g_assert_cmpstr (event->topic, ==, "room/1");
  g_assert_cmpmem (event->payload, event->payload_length, text, strlen (text));
}

static void
test_talk (gconstpointer data)
{
  const Way *way = data;
  Fixture fixture;
  LgSession *session;
  const LgEvent *event;
  guint16 packet_id;

  if (!set_up (&fixture, way->tls, way->version))
    return;
  session = fixture.session.session;

  g_assert_true (lg_session_subscribe (session, "room/+", 1, NULL));
  event = wait_packet (&fixture, LG_PACKET_SUBSCRIBE);
  g_assert_cmpint (event->flags, ==, 1);
  event = wait_packet (&fixture, LG_PACKET_SUBACK);
  g_assert_cmpstr (event->topic, ==, "room/+");
  g_assert_cmpint (event->code, ==, 1);
  g_assert_cmpint (event->duration_us, >, 0);

  publish (&fixture, "zero", 0);
  assert_message (wait_packet (&fixture, LG_PACKET_PUBLISH), LG_DIRECTION_OUT, "zero");
  assert_message (wait_packet (&fixture, LG_PACKET_PUBLISH), LG_DIRECTION_IN, "zero");

  publish (&fixture, "one", 1);
  event = wait_packet (&fixture, LG_PACKET_PUBLISH);
  assert_message (event, LG_DIRECTION_OUT, "one");
  g_assert_cmpint (event->flags, ==, 1);
  packet_id = event->packet_id;
  do
    event = wait_packet (&fixture, LG_PACKET_PUBACK);
  while (event->direction != LG_DIRECTION_IN);
  g_assert_cmpint (event->packet_id, ==, packet_id);
  g_assert_cmpint (event->duration_us, >, 0);

  g_assert_true (lg_session_unsubscribe (session, "room/+", NULL));
  event = wait_packet (&fixture, LG_PACKET_UNSUBACK);
  g_assert_cmpstr (event->topic, ==, "room/+");

  lg_session_disconnect (session);
  session_fixture_ends (&fixture.session, LG_END_OPERATOR);
  g_assert_cmpuint (lg_session_get_messages_out (session), ==, 2);
  g_assert_cmpuint (lg_session_get_messages_in (session), ==, 2);
  tear_down (&fixture);
}

/* What was published just before the disconnect is not lost. */
static void
test_publish_then_disconnect (void)
{
  Fixture fixture;

  if (!set_up (&fixture, FALSE, LG_MQTT_3_1_1))
    return;

  publish (&fixture, "last words", 0);
  lg_session_disconnect (fixture.session.session);
  assert_message (wait_packet (&fixture, LG_PACKET_PUBLISH), LG_DIRECTION_OUT, "last words");
  wait_packet (&fixture, LG_PACKET_DISCONNECT);
  session_fixture_ends (&fixture.session, LG_END_OPERATOR);
  tear_down (&fixture);
}

/* mosquitto closes the older connection of a client ID without a word; later versions say why on
 * MQTT 5. */
static void
test_kicked (gconstpointer data)
{
  const Way *way = data;
  Fixture fixture;
  SessionFixture other;
  const LgEvent *end;

  if (!set_up (&fixture, way->tls, way->version))
    return;

  session_fixture_open (&other, fixture.session.config.port, fixture.session.config.root);
  session_fixture_connect (&other);
  session_fixture_wait (&other, LG_EVENT_STATE, LG_SESSION_CONNECTED);
  end = session_fixture_wait (&fixture.session, LG_EVENT_END, ANY_CODE);
  if (way->version != LG_MQTT_5 || end->code != LG_END_SERVER_DISCONNECT)
    g_assert_cmpint (end->code, ==, way->tls ? LG_END_CLOSE_NOTIFY : LG_END_FIN);
  session_fixture_settle (&fixture.session, LG_SESSION_DISCONNECTED);
  session_fixture_settle (&other, LG_SESSION_CONNECTED);
  lg_session_disconnect (other.session);
  session_fixture_ends (&other, LG_END_OPERATOR);
  session_fixture_close (&other);
  tear_down (&fixture);
}

static void
test_broker_gone (void)
{
  Fixture fixture;
  const LgEvent *event;

  if (!set_up (&fixture, FALSE, LG_MQTT_3_1_1))
    return;

  lg_test_broker_kill (fixture.broker);
  event = session_fixture_wait (&fixture.session, LG_EVENT_END, ANY_CODE);
  g_assert_true (event->code == LG_END_FIN || event->code == LG_END_RESET);
  g_assert_cmpint (event->duration_us, >, 0);
  session_fixture_settle (&fixture.session, LG_SESSION_DISCONNECTED);

  session_fixture_connect (&fixture.session);
  session_fixture_ends (&fixture.session, LG_END_TRANSPORT + LG_TRANSPORT_ERROR_REFUSED);
  tear_down (&fixture);
}

/* Pings go out on time and are answered. */
static void
test_ping (void)
{
  SessionFixture session;
  Fixture fixture;
  const LgEvent *event;
  LgKeepalive keepalive;

  if (!set_up (&fixture, FALSE, LG_MQTT_3_1_1))
    return;

  session_fixture_open (&session, fixture.session.config.port, NULL);
  session.config.keepalive.interval_s = 5;
  session_fixture_connect (&session);
  event = session_fixture_wait (&session, LG_EVENT_PACKET + LG_PACKET_PINGRESP, 0);
  g_assert_cmpint (event->duration_us, >, 0);
  lg_session_get_keepalive (session.session, &keepalive);
  g_assert_cmpuint (keepalive.pings, ==, 1);
  g_assert_cmpuint (keepalive.answered, ==, 1);
  g_assert_cmpint (lg_round_trips_get (&keepalive.round_trips, 0), ==, event->duration_us);
  lg_session_disconnect (session.session);
  session_fixture_ends (&session, LG_END_OPERATOR);
  session_fixture_close (&session);
  tear_down (&fixture);
}

static const Way ways[] = {
  { FALSE, LG_MQTT_3_1_1 }, { TRUE, LG_MQTT_3_1_1 }, { FALSE, LG_MQTT_5 }, { TRUE, LG_MQTT_5 },
};

int
main (int    argc,
      char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *talk = g_strdup_printf ("/session-broker/talk/%s-%d",
                                               ways[i].tls ? "tls" : "tcp", ways[i].version);
      g_autofree char *kicked = g_strdup_printf ("/session-broker/kicked/%s-%d",
                                                 ways[i].tls ? "tls" : "tcp", ways[i].version);

      g_test_add_data_func (talk, &ways[i], test_talk);
      g_test_add_data_func (kicked, &ways[i], test_kicked);
    }
  g_test_add_func ("/session-broker/publish-then-disconnect", test_publish_then_disconnect);
  g_test_add_func ("/session-broker/gone", test_broker_gone);
  g_test_add_func ("/session-broker/ping", test_ping);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MQTT 5 against a server that plays a script: right, odd and hostile. */
#include "lib/lg-test-peer.h"
#include "lib/lg-test-time.h"
#include "session-fixture.h"

#include <signal.h>
#include <string.h>

#define CONNACK "\x20\x03\x00\x00\x00"
#define CONNECT LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT)
#define LOGIN CONNECT, LG_TEST_SEND_STEP (CONNACK)
#define SEND(literal) LG_TEST_SEND_STEP (literal)
#define FIN { LG_TEST_FIN, 0, NULL, 0 }

static void
open_fixture (SessionFixture *self,
              LgTestPeer     *peer)
{
  session_fixture_open (self, lg_test_peer_get_port (peer), NULL);
  self->config.protocol = LG_MQTT_5;
  self->config.connack_timeout_ms = 2000;
}

/* Every one of these once made libmosquitto abort, or could make it give up for a reason that says
 * nothing; each ends the link, or not, for the reason that is true. */
static const struct
{
  const char *name;
  int         reason;
  const char *detail;
  LgTestStep  script[5];
} rows[] = {
  { "unknown-property", LG_END_MALFORMED, "PUBLISH: property 0x7e is unknown",
    { LOGIN, SEND ("\x30\x06\x00\x01" "a\x02\x7e\x00") } },
  { "unknown-property-qos-1", LG_END_MALFORMED, "PUBLISH: property 0x7e is unknown",
    { LOGIN, SEND ("\x32\x08\x00\x01" "a\x00\x01\x02\x7e\x00") } },
  { "unknown-property-connack", LG_END_MALFORMED, "CONNACK: property 0x7e is unknown",
    { CONNECT, SEND ("\x20\x05\x00\x00\x02\x7e\x00") } },
  { "unknown-property-puback", LG_END_MALFORMED, "PUBACK: property 0x7e is unknown",
    { LOGIN, SEND ("\x40\x06\x00\x01\x00\x02\x7e\x00") } },
  { "unknown-property-disconnect", LG_END_MALFORMED, "DISCONNECT: property 0x7e is unknown",
    { LOGIN, SEND ("\xe0\x04\x8e\x02\x7e\x00") } },
  { "property-twice", LG_END_MALFORMED, "CONNACK: the property Server Keep Alive is there twice",
    { CONNECT, SEND ("\x20\x09\x00\x00\x06\x13\x01\x2c\x13\x01\x2c") } },
  { "property-not-utf8", LG_END_MALFORMED, "DISCONNECT: the Reason String is not valid UTF-8",
    { LOGIN, SEND ("\xe0\x07\x98\x05\x1f\x00\x02\xc0\x80") } },
  { "alias-unknown", LG_END_MALFORMED, "PUBLISH: Topic Alias 3 was never given a topic",
    { LOGIN, SEND ("\x30\x06\x00\x00\x03\x23\x00\x03") } },
  { "alias-over-maximum", LG_END_MALFORMED, "PUBLISH: Topic Alias 21 is over the maximum",
    { LOGIN, SEND ("\x30\x07\x00\x01" "a\x03\x23\x00\x15") } },
  { "session-after-clean-start", LG_END_MALFORMED,
    "a session is present although a clean one was asked for",
    { CONNECT, SEND ("\x20\x03\x01\x00\x00") } },
  { "auth", LG_END_MALFORMED, "AUTH was not asked for", { LOGIN, SEND ("\xf0\x00") } },
  { "connack-3.1.1", LG_END_MALFORMED, "CONNACK: the packet ends inside the property length",
    { CONNECT, SEND ("\x20\x02\x00\x00") } },
  { "older-server", LG_END_CONNACK + 1, "Unacceptable protocol version",
    { CONNECT, SEND ("\x20\x02\x00\x01"), FIN } },
  { "bad-version", LG_END_CONNACK + 0x84, "Unsupported Protocol Version",
    { CONNECT, SEND ("\x20\x03\x00\x84\x00") } },
  { "bad-credentials", LG_END_CONNACK + 0x86, "Bad User Name or Password; “why”",
    { CONNECT, SEND ("\x20\x09\x00\x86\x06\x1f\x00\x03why"), FIN } },
  { "connack-unnamed", LG_END_CONNACK + 0xfe, NULL, { CONNECT, SEND ("\x20\x03\x00\xfe\x00") } },
  { "disconnect", LG_END_SERVER_DISCONNECT, "Session taken over; “why”; User Property k=v",
    { LOGIN, SEND ("\xe0\x0f\x8e\x0d\x1f\x00\x03why&\x00\x01k\x00\x01v"), FIN } },
  { "disconnect-bare", LG_END_SERVER_DISCONNECT, NULL, { LOGIN, SEND ("\xe0\x00"), FIN } },
  { "disconnect-tls-length", LG_END_SERVER_DISCONNECT, "Keep Alive timeout",
    { LOGIN, SEND ("\xe0\x01\x8d"), FIN } },
  /* What it answers to nobody's question, and codes nobody defined, are not the link's end. */
  { "stray-answers", LG_END_FIN, "FIN",
    { LOGIN, SEND ("\x40\x03\x00\x09\xfe" "\x40\x02\x00\x09" "\x90\x04\x00\x09\x00\xfe"
                   "\xb0\x04\x00\x09\x00\xfe" "\x50\x03\x00\x09\x92" "\x62\x03\x00\x09\x92"
                   "\x70\x03\x00\x09\x92" "\xd0\x00"), FIN } },
  { "assigned-client-id", LG_END_FIN, "FIN",
    { CONNECT, SEND ("\x20\x0b\x00\x00\x08\x12\x00\x05given"), FIN } },
};

static void
assert_said (const LgEvent *event,
             const char    *words)
{
  g_autofree char *said = lg_event_dup_english (event);

  g_assert_cmpstr (said, ==, words);
}

static void
test_row (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (rows[i].script, NULL);
  SessionFixture fixture;
  const LgEvent *end;

  open_fixture (&fixture, peer);
  session_fixture_connect (&fixture);
  end = session_fixture_wait (&fixture, LG_EVENT_END, ANY_CODE);
  g_assert_cmpint (end->code, ==, rows[i].reason);
  assert_said (end, rows[i].detail);
  session_fixture_settle (&fixture, LG_SESSION_DISCONNECTED);
  session_fixture_close (&fixture);
}

/* What goes out says version 5; a session that is kept is one that does not expire. */
static void
test_connect (gconstpointer clean)
{
  static const LgTestStep script[]
    = { LOGIN, LG_TEST_EXPECT_STEP (LG_PACKET_DISCONNECT), FIN, { 0 } };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  g_autoptr (GBytes) received = NULL;
  g_auto (LgPacket) connect = LG_PACKET_INIT;
  const LgProperty *expiry;
  const LgEvent *event;
  SessionFixture fixture;
  const guint8 *data;
  gsize length;

  open_fixture (&fixture, peer);
  fixture.config.clean_session = GPOINTER_TO_INT (clean);
  session_fixture_connect (&fixture);
  event = session_fixture_wait (&fixture, LG_EVENT_PACKET + LG_PACKET_CONNECT, 60);
  g_assert_cmpuint (event->flags, ==, LG_MQTT_5);
  session_fixture_settle (&fixture, LG_SESSION_CONNECTED);
  lg_session_disconnect (fixture.session);
  session_fixture_ends (&fixture, LG_END_OPERATOR);

  received = lg_test_peer_dup_received (peer);
  data = g_bytes_get_data (received, &length);
  g_assert_true (lg_packet_dissect (&connect, data, 2 + data[1], LG_MQTT_5, LG_DIRECTION_OUT,
                                    NULL));
  g_assert_cmpint (connect.version, ==, LG_MQTT_5);
  g_assert_nonnull (lg_packet_find_property (&connect, LG_PROPERTY_TOPIC_ALIAS_MAXIMUM));
  g_assert_cmpuint (lg_packet_find_property (&connect, LG_PROPERTY_MAXIMUM_PACKET_SIZE)->number, ==,
                    32 << 20);
  expiry = lg_packet_find_property (&connect, LG_PROPERTY_SESSION_EXPIRY);
  if (GPOINTER_TO_INT (clean))
    g_assert_null (expiry);
  else
    g_assert_cmpuint (expiry->number, ==, G_MAXUINT32);
  session_fixture_close (&fixture);
}

/* The server's interval counts: for the clock, and for libmosquitto's PINGREQ. */
static void
test_server_keepalive (void)
{
  static const LgTestStep script[] = {
    CONNECT, SEND ("\x20\x06\x00\x00\x03\x13\x00\x02"), LG_TEST_EXPECT_STEP (LG_PACKET_PINGREQ),
    SEND ("\xd0\x00"), LG_TEST_EXPECT_STEP (LG_PACKET_PINGREQ), FIN, { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  SessionFixture fixture;
  LgKeepalive keepalive;
  const LgEvent *event;
  gint64 online_us;

  open_fixture (&fixture, peer);
  session_fixture_connect (&fixture);
  event = session_fixture_wait (&fixture, LG_EVENT_PACKET + LG_PACKET_CONNACK, 0);
  assert_said (event, "Server Keep Alive 2");
  online_us = event->mono_us;
  event = session_fixture_wait (&fixture, LG_EVENT_NOTE, LG_NOTE_KEEPALIVE);
  g_assert_cmpint (event->duration_us, ==, 2 * G_USEC_PER_SEC);
  lg_session_get_keepalive (fixture.session, &keepalive);
  g_assert_cmpuint (keepalive.rule.interval_s, ==, 2);
  event = session_fixture_wait (&fixture, LG_EVENT_PACKET + LG_PACKET_PINGREQ, 0);
  g_assert_cmpint (event->mono_us - online_us, <, lg_test_stretch (4 * G_USEC_PER_SEC));
  session_fixture_wait (&fixture, LG_EVENT_PACKET + LG_PACKET_PINGRESP, 0);
  session_fixture_ends (&fixture, LG_END_FIN);
  session_fixture_close (&fixture);
}

static void
assert_topic (SessionFixture *fixture,
              const char     *topic,
              guint8          qos)
{
  const LgEvent *event
    = session_fixture_wait (fixture, LG_EVENT_PACKET + LG_PACKET_PUBLISH, ANY_CODE);

  g_assert_cmpstr (event->topic, ==, topic);
  g_assert_cmpuint (event->flags & LG_EVENT_FLAG_QOS_MASK, ==, qos);
  g_assert_cmpmem (event->payload, event->payload_length, "x", 1);
}

/* Whatever a message's topic is replaced by, the event has the topic; QoS 1 is answered. */
static void
test_aliases (void)
{
  static const LgTestStep script[] = {
    LOGIN, SEND ("\x30\x08\x00\x01" "a\x03\x23\x00\x01x" "\x30\x08\x00\x01" "b\x03\x23\x00\x02x"
                 "\x30\x07\x00\x00\x03\x23\x00\x01x" "\x32\x09\x00\x00\x00\x07\x03\x23\x00\x02x"),
    LG_TEST_EXPECT_STEP (LG_PACKET_PUBACK), FIN, { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  SessionFixture fixture;

  open_fixture (&fixture, peer);
  session_fixture_connect (&fixture);
  assert_topic (&fixture, "a", 0);
  assert_topic (&fixture, "b", 0);
  assert_topic (&fixture, "a", 0);
  assert_topic (&fixture, "b", 1);
  session_fixture_wait (&fixture, LG_EVENT_PACKET + LG_PACKET_PUBACK, 0);
  session_fixture_ends (&fixture, LG_END_FIN);
  session_fixture_close (&fixture);
}

/* Around the server's limit, byte by byte: sent as long as it fits, else refused with its reason.
 * Told the limit, libmosquitto 2.0.11 aborts somewhere in between. */
static void
test_size (gconstpointer data)
{
  static const LgTestStep script[] = {
    CONNECT, SEND ("\x20\x0a\x00\x00\x07\x27\x00\x00\x07\xd0\x24\x01"), { 0 },
  };
  guint8 qos = GPOINTER_TO_UINT (data);
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  SessionFixture fixture;
  guint n_sent = 0;

  open_fixture (&fixture, peer);
  session_fixture_connect (&fixture);
  session_fixture_settle (&fixture, LG_SESSION_CONNECTED);
  for (gsize length = 1970; length < 2010; length++)
    {
      g_autofree char *text = g_strnfill (length, 'x');
      g_autoptr (GBytes) payload = g_bytes_new (text, length);
      gsize size = 3 + 2 + 3 + (qos > 0 ? 2 : 0) + 1 + length;
      const LgEvent *event;

      g_assert_true (lg_session_publish (fixture.session, "t/x", payload, qos, NULL));
      if (size <= 2000)
        {
          /* As many QoS 1 messages as libmosquitto sends before the first PUBACK. */
          if (qos > 0 && n_sent == 20)
            continue;
          event = session_fixture_wait (&fixture, LG_EVENT_PACKET + LG_PACKET_PUBLISH, 0);
          g_assert_cmpuint (event->size, ==, size);
          n_sent++;
        }
      else
        {
          event = session_fixture_wait (&fixture, LG_EVENT_NOTE, ANY_CODE);
          g_assert_cmpstr (event->topic, ==, "t/x");
          g_assert_cmpstr (event->clause, ==, "publish.too-large");
          g_assert_nonnull (strstr (event->args, "\"max\":2000"));
        }
    }
  g_assert_cmpuint (n_sent, >=, 15);
  lg_session_disconnect (fixture.session);
  session_fixture_ends (&fixture, LG_END_OPERATOR);
  session_fixture_close (&fixture);
}

static void
test_maximum_qos (void)
{
  static const LgTestStep script[] = { CONNECT, SEND ("\x20\x05\x00\x00\x02\x24\x00"), { 0 } };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);
  SessionFixture fixture;
  const LgEvent *event;

  open_fixture (&fixture, peer);
  session_fixture_connect (&fixture);
  session_fixture_settle (&fixture, LG_SESSION_CONNECTED);
  g_assert_true (lg_session_publish (fixture.session, "t", payload, 1, NULL));
  event = session_fixture_wait (&fixture, LG_EVENT_NOTE, LG_NOTE_NO_QOS);
  assert_said (event, "not sent; the server takes no QoS above 0");
  g_assert_true (lg_session_publish (fixture.session, "t", payload, 0, NULL));
  session_fixture_wait (&fixture, LG_EVENT_PACKET + LG_PACKET_PUBLISH, 0);
  lg_session_disconnect (fixture.session);
  session_fixture_ends (&fixture, LG_END_OPERATOR);
  session_fixture_close (&fixture);
}

int
main (int    argc,
      char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/session-5/end/%s", rows[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
    }
  g_test_add_data_func ("/session-5/connect/clean", GINT_TO_POINTER (TRUE), test_connect);
  g_test_add_data_func ("/session-5/connect/kept", GINT_TO_POINTER (FALSE), test_connect);
  g_test_add_func ("/session-5/server-keepalive", test_server_keepalive);
  g_test_add_func ("/session-5/aliases", test_aliases);
  g_test_add_data_func ("/session-5/size/qos-0", GUINT_TO_POINTER (0), test_size);
  g_test_add_data_func ("/session-5/size/qos-1", GUINT_TO_POINTER (1), test_size);
  g_test_add_func ("/session-5/maximum-qos", test_maximum_qos);

  return g_test_run ();
}

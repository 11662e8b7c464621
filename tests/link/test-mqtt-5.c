/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MQTT 5 from end to end: a link to the practice platform, and what is found out about it. */
#include "link-fixture.h"

#include <string.h>

#define TIME_SCALE 40

/* What the platform tells a client of MQTT 5, as it documents it. */
#define OFFER \
  "Session Expiry Interval 0; Server Keep Alive 60; Topic Alias Maximum 20; Maximum QoS 1; " \
  "Retain Available 1; Maximum Packet Size 262144; Wildcard Subscription Available 1; " \
  "Subscription Identifier Available 0; Shared Subscription Available 1"

typedef struct
{
  LgPractice *practice;
  LgLink     *link;
  char       *connack;
  char       *disconnect;
} Fixture;

static void
event_cb (Fixture       *self,
          const LgEvent *event)
{
  LgPacketType type = lg_event_get_packet (event);

  if (type == LG_PACKET_CONNACK)
    {
      g_free (self->connack);
      self->connack = lg_event_dup_english (event);
    }
  else if (type == LG_PACKET_DISCONNECT && event->direction == LG_DIRECTION_IN)
    {
      g_free (self->disconnect);
      self->disconnect = lg_event_dup_english (event);
    }
}

static LgEndpoint *
get_endpoint (LgLink *link)
{
  return lg_profile_get_endpoint (lg_link_get_profile (link));
}

static LgLink *
make_link (LgPractice *practice,
           gboolean    tls)
{
  LgLink *link = link_new_practice (practice);
  gsize n_ports;
  const LgPracticePort *ports = lg_practice_get_ports (practice, &n_ports);

  lg_endpoint_set_protocol (get_endpoint (link), LG_PROTOCOL_MQTT_5);
  lg_endpoint_set_keepalive (get_endpoint (link), 60);
  if (tls)
    {
      lg_endpoint_set_host (get_endpoint (link), "localhost");
      lg_endpoint_set_security (get_endpoint (link), LG_SECURITY_TLS);
      lg_endpoint_set_port (get_endpoint (link), ports[0].port);
      lg_endpoint_set_root (get_endpoint (link), ports[0].root_file);
    }
  return link;
}

static void
set_up (Fixture       *self,
        gconstpointer  tls)
{
  g_autoptr (GError) error = NULL;

  self->practice = lg_practice_new (&(LgPracticeOptions) { .time_scale = TIME_SCALE });
  lg_practice_start (self->practice, &error);
  g_assert_no_error (error);
  self->link = make_link (self->practice, GPOINTER_TO_INT (tls));
  g_signal_connect_swapped (lg_link_get_session (self->link), "event", G_CALLBACK (event_cb), self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  tls)
{
  link_close (self->link);
  g_object_unref (self->practice);
  g_free (self->connack);
  g_free (self->disconnect);
}

static gboolean
has_finding (gpointer link)
{
  return lg_diagnosis_get_latest (lg_link_get_diagnosis (link)) != NULL;
}

/* The first finding that comes, and what of the server's own words is in it. */
static void
expect (Fixture    *self,
        const char *cause,
        const char *words)
{
  LgFinding *finding;

  link_wait (has_finding, self->link);
  finding = lg_diagnosis_get_latest (lg_link_get_diagnosis (self->link));
  g_assert_cmpstr (finding->cause, ==, cause);
  g_assert_cmpint (finding->confidence, ==, LG_CONFIDENCE_CERTAIN);
  g_assert_nonnull (strstr (finding->evidence, words));
}

static void
go_online (Fixture *self)
{
  link_connect (self->link);
  link_settle (self->link, LG_SESSION_CONNECTED);
}

static void
publish (Fixture    *self,
         const char *topic,
         const char *text,
         gsize       length,
         guint8      qos)
{
  g_autoptr (GBytes) payload = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;

  lg_session_publish (lg_link_get_session (self->link), topic, payload, qos, &error);
  g_assert_no_error (error);
}

static gboolean
has_echo (gpointer link)
{
  return lg_session_get_messages_in (lg_link_get_session (link)) >= 2;
}

static char *
dup_topic (Fixture *self)
{
  return g_strdup_printf ("/%s/%s/user/get", lg_practice_get_product_key (self->practice),
                          lg_practice_get_device_name (self->practice));
}

static void
test_talk (Fixture       *self,
           gconstpointer  tls)
{
  g_autofree char *topic = dup_topic (self);

  go_online (self);
  g_assert_cmpstr (self->connack, ==, OFFER);
  g_assert_true (lg_session_subscribe (lg_link_get_session (self->link), topic, 1, NULL));
  publish (self, topic, "one", 3, 1);
  publish (self, topic, "two", 3, 0);
  link_wait (has_echo, self->link);
  g_assert_false (has_finding (self->link));
}

/* Whoever comes later is let in, and the earlier one is told. */
static void
test_kicked (Fixture       *self,
             gconstpointer  tls)
{
  LgLink *other = make_link (self->practice, GPOINTER_TO_INT (tls));

  go_online (self);
  link_connect (other);
  link_settle (other, LG_SESSION_CONNECTED);
  link_settle (self->link, LG_SESSION_DISCONNECTED);
  g_assert_cmpstr (self->disconnect, ==, "Session taken over; “Kicked by the same device”");
  expect (self, "kicked.same-device", "Kicked by the same device");
  link_close (other);
}

static void
test_expired (Fixture       *self,
              gconstpointer  tls)
{
  lg_session_set_hold_pings (lg_link_get_session (self->link), TRUE);
  go_online (self);
  link_settle (self->link, LG_SESSION_DISCONNECTED);
  g_assert_cmpstr (self->disconnect, ==, "Keep Alive timeout; “Keepalive timeout”");
  expect (self, "keepalive.expired", "0x8D Keep Alive timeout; “Keepalive timeout”");
}

static void
test_range (Fixture       *self,
            gconstpointer  tls)
{
  lg_endpoint_set_keepalive (get_endpoint (self->link), 1201);
  link_connect (self->link);
  link_wait (has_finding, self->link);
  g_assert_cmpstr (self->connack, ==,
                   "Client Identifier not valid; “Keep Alive must be 30 to 1200 s”");
  g_assert_cmpstr (lg_diagnosis_get_latest (lg_link_get_diagnosis (self->link))->cause, ==,
                   "keepalive.out-of-range");
}

static void
test_wrong_secret (Fixture       *self,
                   gconstpointer  tls)
{
  g_autoptr (LgSecret) wrong = lg_secret_new ("wrong");

  lg_credentials_set_secret (lg_profile_get_credentials (lg_link_get_profile (self->link)), wrong);
  link_connect (self->link);
  expect (self, "auth.bad-credentials",
          "0x86 Bad User Name or Password; “The signature does not fit”");
}

static void
test_foreign_filter (Fixture       *self,
                     gconstpointer  tls)
{
  go_online (self);
  g_assert_true (lg_session_subscribe (lg_link_get_session (self->link), "/other/d/user/get", 0,
                                       NULL));
  expect (self, "subscribe.refused",
          "0x87 Not authorized; “The topic is not one of this device”");
}

static void
test_foreign_topic (Fixture       *self,
                    gconstpointer  tls)
{
  go_online (self);
  publish (self, "/other/d/user/update", "x", 1, 1);
  expect (self, "topic.invalid", "0x87 Not authorized; “The topic is not one of this device”");
  g_assert_cmpint (lg_session_get_state (lg_link_get_session (self->link)), ==,
                   LG_SESSION_CONNECTED);
}

static void
test_long_topic (Fixture       *self,
                 gconstpointer  tls)
{
  go_online (self);
  publish (self, "/1/2/3/4/5/6/7/8", "x", 1, 0);
  expect (self, "topic.invalid", "0x90 Topic Name invalid; “A topic has at most 128 bytes");
  link_settle (self->link, LG_SESSION_DISCONNECTED);
}

/* What the server said that it does not take is not sent and told, and the link stays. */
static void
test_too_large (Fixture       *self,
                gconstpointer  tls)
{
  g_autofree char *topic = dup_topic (self);
  g_autofree char *large = g_strnfill (262144, 'x');

  go_online (self);
  g_assert_true (lg_session_subscribe (lg_link_get_session (self->link), topic, 0, NULL));
  publish (self, topic, large, 262144, 0);
  publish (self, topic, large, 262144 - 256, 0);
  publish (self, topic, "x", 1, 0);
  link_wait (has_echo, self->link);
  g_assert_cmpuint (lg_session_get_messages_out (lg_link_get_session (self->link)), ==, 2);
  expect (self, "limit.payload", "at most 262144 bytes");
}

int
main (int    argc,
      char **argv)
{
  const struct
  {
    const char *name;
    void      (*test) (Fixture *, gconstpointer);
    gboolean    tls;
  } tests[] = {
    { "talk/tcp", test_talk, FALSE },
    { "talk/tls", test_talk, TRUE },
    { "kicked/tcp", test_kicked, FALSE },
    { "kicked/tls", test_kicked, TRUE },
    { "expired", test_expired, FALSE },
    { "keepalive-range", test_range, FALSE },
    { "wrong-secret", test_wrong_secret, FALSE },
    { "foreign-filter", test_foreign_filter, FALSE },
    { "foreign-topic", test_foreign_topic, FALSE },
    { "long-topic", test_long_topic, FALSE },
    { "too-large", test_too_large, FALSE },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/mqtt-5/", tests[i].name, NULL);

      g_test_add (path, Fixture, GINT_TO_POINTER (tests[i].tls), set_up, tests[i].test, tear_down);
    }

  return g_test_run ();
}

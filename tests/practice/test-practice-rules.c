/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mqtt/lg-packet-writer.h"
#include "practice/lg-practice-answer.h"
#include "practice/lg-practice-subscribe.h"
#include "practice/lg-practice-topics.h"
#include "practice/lg-practice-traffic.h"

#include <json-glib/json-glib.h>
#include <string.h>

static LgPracticeDevice *
make_device (void)
{
  g_autoptr (LgSecret) secret = lg_secret_new ("secret");

  return lg_practice_device_new ("pk", "dn", secret, secret);
}

static LgSlice
slice (const char *text)
{
  return (LgSlice) { (const guint8 *) text, strlen (text) };
}

static void
test_allowed (void)
{
  static const struct
  {
    const char *filter;
    gboolean    allowed;
  } rows[] = {
    { "/pk/dn/user/get", TRUE },
    { "/pk/dn/user/#", TRUE },
    { "/pk/dn/#", TRUE },
    { "/pk/dn/+/get", TRUE },
    { "/pk/dn/get", TRUE },
    { "/sys/pk/dn/thing/event/property/post", TRUE },
    { "/sys/pk/dn/#", TRUE },
    { "/ext/ntp/pk/dn/response", TRUE },
    { "/ext/notify", TRUE },
    { "/ext/error/pk/dn", TRUE },
    { "/ext/rrpc/1/a/b", TRUE },
    { "/ota/device/upgrade/pk/dn", TRUE },
    { "/shadow/get/pk/dn", TRUE },
    { "/shadow/+/pk/dn", TRUE },
    { "/broadcast/pk/news", TRUE },
    { "#", FALSE },
    { "+/+/+/#", FALSE },
    { "/#", FALSE },
    { "/pk/#", FALSE },
    { "/pk/+/user/get", FALSE },
    { "/pk/other/user/get", FALSE },
    { "/other/dn/user/get", FALSE },
    { "pk/dn/user/get", FALSE },
    { "/sys/pk/other/thing/service/property/set", FALSE },
    { "/ext/#", FALSE },
    { "/ext/ntp/pk/other/response", FALSE },
    { "/ext/error/pk/other", FALSE },
    { "/shadow/get/pk/other", FALSE },
    { "/shadow/#", FALSE },
    { "/ota/device/upgrade/pk/dn/more", FALSE },
    { "/broadcast/other/news", FALSE },
    { "$SYS/#", FALSE },
    { "", FALSE },
  };
  g_autoptr (LgPracticeDevice) device = make_device ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].filter);
      g_assert_cmpint (lg_practice_topics_allow (device, rows[i].filter), ==, rows[i].allowed);
    }
}

static void
test_form (void)
{
  g_autofree char *longest = g_strnfill (128, 'x');
  g_autofree char *too_long = g_strnfill (129, 'x');

  g_assert_true (lg_practice_topics_accept_form ("/1/2/3/4/5/6/7"));
  g_assert_false (lg_practice_topics_accept_form ("/1/2/3/4/5/6/7/8"));
  g_assert_true (lg_practice_topics_accept_form (longest));
  g_assert_false (lg_practice_topics_accept_form (too_long));
}

static void
test_forward (void)
{
  g_autoptr (LgPracticeDevice) device = make_device ();
  g_autofree char *get = lg_practice_topics_get_forward (device, "/pk/dn/user/update");

  g_assert_cmpstr (get, ==, "/pk/dn/user/get");
  g_assert_null (lg_practice_topics_get_forward (device, get));
  g_assert_null (lg_practice_topics_get_forward (device, "/pk/dn/user/update/error"));
}

/* Subscribes to four topics, the second and the last not the device's. */
static void
test_subscribe (void)
{
  static const char *const filters[] = { "/pk/dn/a", "/pk/other/b", "/pk/dn/c", "#" };
  static const guint8 expected[] = { 1, 0x80, 1, 0x80 };
  g_autoptr (LgPracticeDevice) device = make_device ();
  g_autoptr (LgPracticeSubscribe) subscribe = lg_practice_subscribe_new (device, LG_MQTT_3_1_1);
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (LgFilter));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) forward = g_byte_array_new ();
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  g_auto (LgPacket) packet = LG_PACKET_INIT;
  g_auto (LgPacket) forwarded = LG_PACKET_INIT;
  g_auto (LgPacket) merged = LG_PACKET_INIT;
  static const guint8 granted[] = { 1, 1 };
  LgPacket suback = {
    .type = LG_PACKET_SUBACK,
    .packet_id = 7,
    .codes = { granted, sizeof granted },
  };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    g_array_append_val (array, ((LgFilter) { slice (filters[i]), 2 }));
  lg_packet_write_subscribe (bytes, LG_MQTT_3_1_1, 7, array);
  g_assert_true (lg_packet_dissect (&packet, bytes->data, bytes->len, LG_MQTT_3_1_1,
                                    LG_DIRECTION_OUT, NULL));
  lg_practice_subscribe_take (subscribe, &packet, forward, answer);

  g_assert_cmpuint (answer->len, ==, 0);
  g_assert_true (lg_packet_dissect (&forwarded, forward->data, forward->len, LG_MQTT_3_1_1,
                                    LG_DIRECTION_OUT, NULL));
  g_assert_cmpuint (forwarded.packet_id, ==, 7);
  g_assert_cmpuint (forwarded.filters->len, ==, 2);
  /* QoS 2 is not the platform's. */
  g_assert_cmpuint (g_array_index (forwarded.filters, LgFilter, 1).options, ==, 1);

  lg_practice_subscribe_merge (subscribe, &suback, answer);
  g_assert_true (lg_packet_dissect (&merged, answer->data, answer->len, LG_MQTT_3_1_1,
                                    LG_DIRECTION_IN, NULL));
  g_assert_cmpmem (merged.codes.data, merged.codes.length, expected, sizeof expected);
}

static void
test_subscribe_nothing_left (void)
{
  g_autoptr (LgPracticeDevice) device = make_device ();
  g_autoptr (LgPracticeSubscribe) subscribe = lg_practice_subscribe_new (device, LG_MQTT_3_1_1);
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (LgFilter));
  g_autoptr (GByteArray) forward = g_byte_array_new ();
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  g_auto (LgPacket) suback = LG_PACKET_INIT;
  LgPacket packet = { .type = LG_PACKET_SUBSCRIBE, .packet_id = 9, .filters = array };

  g_array_append_val (array, ((LgFilter) { slice ("#"), 0 }));
  lg_practice_subscribe_take (subscribe, &packet, forward, answer);

  g_assert_cmpuint (forward->len, ==, 0);
  g_assert_true (lg_packet_dissect (&suback, answer->data, answer->len, LG_MQTT_3_1_1,
                                    LG_DIRECTION_IN, NULL));
  g_assert_cmpuint (suback.packet_id, ==, 9);
  g_assert_cmpmem (suback.codes.data, suback.codes.length, "\x80", 1);
}

static void
test_answer (void)
{
  static const struct
  {
    const char *topic;
    const char *payload;
    const char *answer_topic; /* NULL: no answer */
    const char *answer;
  } rows[] = {
    { "/ext/ntp/pk/dn/request", "{\"deviceSendTime\":\"1571724098000\"}",
      "/ext/ntp/pk/dn/response",
      "{\"deviceSendTime\":\"1571724098000\",\"serverRecvTime\":\"1700000000123\","
      "\"serverSendTime\":\"1700000000123\"}" },
    { "/ext/ntp/pk/dn/request", "{\"deviceSendTime\":5}", "/ext/ntp/pk/dn/response",
      "{\"deviceSendTime\":5,\"serverRecvTime\":\"1700000000123\","
      "\"serverSendTime\":\"1700000000123\"}" },
    { "/ext/ntp/pk/dn/request", "{}" },
    { "/ext/ntp/pk/dn/request", "not json" },
    { "/ext/ntp/pk/dn/other", "{\"deviceSendTime\":\"1\"}" },
    { "/sys/pk/dn/thing/event/property/post",
      "{\"id\":\"123\",\"version\":\"1.0\",\"params\":{\"Temp\":25.1},"
      "\"method\":\"thing.event.property.post\"}",
      "/sys/pk/dn/thing/event/property/post_reply",
      "{\"code\":200,\"data\":{},\"id\":\"123\",\"message\":\"success\","
      "\"method\":\"thing.event.property.post\",\"version\":\"1.0\"}" },
    { "/sys/pk/dn/thing/event/property/post", "{\"id\":\"123\",\"params\":5}",
      "/sys/pk/dn/thing/event/property/post_reply",
      "{\"code\":460,\"data\":{},\"id\":\"123\",\"message\":\"request parameter error\","
      "\"method\":\"thing.event.property.post\",\"version\":\"1.0\"}" },
    { "/sys/pk/dn/thing/event/property/post", "{\"id\":",
      "/sys/pk/dn/thing/event/property/post_reply",
      "{\"code\":400,\"data\":{},\"message\":\"request error\","
      "\"method\":\"thing.event.property.post\",\"version\":\"1.0\"}" },
    { "/sys/pk/dn/thing/event/property/post", "[1]",
      "/sys/pk/dn/thing/event/property/post_reply",
      "{\"code\":400,\"data\":{},\"message\":\"request error\","
      "\"method\":\"thing.event.property.post\",\"version\":\"1.0\"}" },
    { "/sys/pk/dn/thing/event/property/post", "", "/sys/pk/dn/thing/event/property/post_reply",
      "{\"code\":400,\"data\":{},\"message\":\"request error\","
      "\"method\":\"thing.event.property.post\",\"version\":\"1.0\"}" },
    { "/pk/dn/user/update", "{}" },
  };
  g_autoptr (LgPracticeDevice) device = make_device ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (LgPracticeAnswer) answer = { NULL, NULL };
      gboolean answered = lg_practice_answer_make (&answer, device, rows[i].topic,
                                                   slice (rows[i].payload), 1700000000123);

      g_assert_cmpint (answered, ==, rows[i].answer != NULL);
      g_assert_cmpstr (answered ? answer.topic : NULL, ==, rows[i].answer_topic);
      g_assert_cmpstr (answer.payload, ==, rows[i].answer);
    }
}

/* Gives one SUBSCRIBE or UNSUBSCRIBE with one filter; returns whether the broker is asked. */
static gboolean
subscribe_one (LgPracticeSubscribe *subscribe,
               LgMqttVersion        version,
               const char          *filter,
               guint8              *code)
{
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (LgFilter));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) forward = g_byte_array_new ();
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  g_auto (LgPacket) packet = LG_PACKET_INIT;
  g_auto (LgPacket) suback = LG_PACKET_INIT;

  g_array_append_val (array, ((LgFilter) { slice (filter), 1 }));
  lg_packet_write_subscribe (bytes, version, 9, array);
  g_assert_true (lg_packet_dissect (&packet, bytes->data, bytes->len, version, LG_DIRECTION_OUT,
                                    NULL));
  lg_practice_subscribe_take (subscribe, &packet, forward, answer);
  if (answer->len == 0)
    return TRUE;

  g_assert_true (lg_packet_dissect (&suback, answer->data, answer->len, version, LG_DIRECTION_IN,
                                    NULL));
  *code = suback.codes.data[0];
  return FALSE;
}

/* "100 per device": the next one fails, in SUBACK, until one is given back; one that is there
   already counts once. */
static void
test_subscriptions (void)
{
  static const struct
  {
    LgMqttVersion version;
    guint8        code;
  } rows[] = { { LG_MQTT_3_1_1, 0x80 }, { LG_MQTT_5, 0x97 } };
  g_autoptr (LgPracticeDevice) device = make_device ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgPracticeSubscribe) subscribe =
        lg_practice_subscribe_new (device, rows[i].version);
      g_autoptr (GArray) filters = g_array_new (FALSE, FALSE, sizeof (LgFilter));
      LgPacket unsubscribe = { .type = LG_PACKET_UNSUBSCRIBE, .filters = filters };
      guint8 code = 0;

      for (guint k = 0; k < 100; k++)
        {
          g_autofree char *filter = g_strdup_printf ("/pk/dn/user/%u", k);

          g_assert_true (subscribe_one (subscribe, rows[i].version, filter, &code));
          g_assert_true (subscribe_one (subscribe, rows[i].version, filter, &code));
        }
      g_assert_false (subscribe_one (subscribe, rows[i].version, "/pk/dn/user/more", &code));
      g_assert_cmphex (code, ==, rows[i].code);

      g_array_append_val (filters, ((LgFilter) { slice ("/pk/dn/user/7"), 0 }));
      lg_practice_subscribe_drop (subscribe, &unsubscribe);
      g_assert_true (subscribe_one (subscribe, rows[i].version, "/pk/dn/user/more", &code));
    }
}

/* What of @n messages in one second gets to the broker; the last one's PUBACK code. */
static guint
count_forwarded (LgPracticeTraffic *traffic,
                 guint              n,
                 guint              qos,
                 gint64             now_ms,
                 guint8            *code)
{
  guint forwarded = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GByteArray) to_broker = g_byte_array_new ();
      g_autoptr (GByteArray) to_device = g_byte_array_new ();
      g_auto (LgPacket) packet = LG_PACKET_INIT;
      g_auto (LgPacket) puback = LG_PACKET_INIT;

      lg_packet_write_publish (bytes, LG_MQTT_5, "/pk/dn/user/x", "1", 1, qos, i + 1, FALSE);
      g_assert_true (lg_packet_dissect (&packet, bytes->data, bytes->len, LG_MQTT_5,
                                        LG_DIRECTION_OUT, NULL));
      g_assert_true (lg_practice_traffic_from_device (traffic, &packet, now_ms, to_broker,
                                                      to_device));
      forwarded += to_broker->len > 0;
      if (to_device->len > 0
          && lg_packet_dissect (&puback, to_device->data, to_device->len, LG_MQTT_5,
                                LG_DIRECTION_IN, NULL))
        *code = puback.code;
    }
  return forwarded;
}

/* "30 a second with QoS 0, 10 with QoS 1": the rest is dropped, the link stays; the next second
   begins anew, and where time runs faster it is shorter. */
static void
test_rates (void)
{
  g_autoptr (LgPracticeDevice) device = make_device ();
  LgPacket connect = { .type = LG_PACKET_CONNECT, .version = LG_MQTT_5, .keepalive = 300 };
  g_autoptr (LgPracticeTraffic) traffic = lg_practice_traffic_new (device, &connect, 1);
  g_autoptr (LgPracticeTraffic) fast = lg_practice_traffic_new (device, &connect, 100);
  guint8 code = 0;

  g_assert_cmpuint (count_forwarded (traffic, 40, 0, 5000, &code), ==, 30);
  g_assert_cmphex (code, ==, 0);
  g_assert_cmpuint (count_forwarded (traffic, 40, 1, 5999, &code), ==, 10);
  g_assert_cmphex (code, ==, 0x97);
  g_assert_cmpuint (count_forwarded (traffic, 40, 0, 6000, &code), ==, 30);

  g_assert_cmpuint (count_forwarded (fast, 40, 0, 5000, &code), ==, 30);
  g_assert_cmpuint (count_forwarded (fast, 40, 0, 5010, &code), ==, 30);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice/topics/allowed", test_allowed);
  g_test_add_func ("/practice/topics/form", test_form);
  g_test_add_func ("/practice/topics/forward", test_forward);
  g_test_add_func ("/practice/subscribe/merged", test_subscribe);
  g_test_add_func ("/practice/subscribe/nothing-left", test_subscribe_nothing_left);
  g_test_add_func ("/practice/answer", test_answer);
  g_test_add_func ("/practice/limits/subscriptions", test_subscriptions);
  g_test_add_func ("/practice/limits/rates", test_rates);

  return g_test_run ();
}

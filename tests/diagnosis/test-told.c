/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server says with a code of MQTT 5, and what it means. */
#include "scenario.h"

#include <string.h>

#define WHY "words; “Because so”"

typedef enum
{
  CONNACK,
  DISCONNECT,
  PUBACK,
  SUBACK,
} Packet;

static const struct
{
  Packet      packet;
  guint       code;
  const char *cause;
} rows[] = {
  { CONNACK, 0x80, "mqtt.refused" },
  { CONNACK, 0x81, "mqtt.malformed" },
  { CONNACK, 0x82, "mqtt.refused" },
  { CONNACK, 0x83, "mqtt.refused" },
  { CONNACK, 0x84, "mqtt.version-refused" },
  { CONNACK, 0x85, "mqtt.client-id-rejected" },
  { CONNACK, 0x86, "auth.bad-credentials" },
  { CONNACK, 0x87, "auth.not-authorized" },
  { CONNACK, 0x88, "mqtt.server-unavailable" },
  { CONNACK, 0x89, "mqtt.server-unavailable" },
  { CONNACK, 0x8a, "auth.not-authorized" },
  { CONNACK, 0x8c, "mqtt.refused" },
  { CONNACK, 0x95, "limit.payload" },
  { CONNACK, 0x97, "limit.rate" },
  { CONNACK, 0x9a, "limit.retain" },
  { CONNACK, 0x9b, "limit.qos" },
  { CONNACK, 0x9c, "server.moved" },
  { CONNACK, 0x9d, "server.moved" },
  { CONNACK, 0x9f, "limit.rate" },
  { CONNACK, 0xfe, "mqtt.refused" },
  { CONNACK, 0x4d, "mqtt.refused" },
  { DISCONNECT, 0x00, "server.disconnect" },
  { DISCONNECT, 0x80, "server.disconnect" },
  { DISCONNECT, 0x81, "mqtt.malformed" },
  { DISCONNECT, 0x82, "server.disconnect" },
  { DISCONNECT, 0x87, "auth.not-authorized" },
  { DISCONNECT, 0x88, "mqtt.server-unavailable" },
  { DISCONNECT, 0x89, "mqtt.server-unavailable" },
  { DISCONNECT, 0x8a, "auth.not-authorized" },
  { DISCONNECT, 0x8b, "mqtt.server-unavailable" },
  { DISCONNECT, 0x8d, "keepalive.expired" },
  { DISCONNECT, 0x8e, "kicked.same-device" },
  { DISCONNECT, 0x90, "topic.invalid" },
  { DISCONNECT, 0x93, "limit.rate" },
  { DISCONNECT, 0x94, "topic.invalid" },
  { DISCONNECT, 0x95, "limit.payload" },
  { DISCONNECT, 0x96, "limit.rate" },
  { DISCONNECT, 0x97, "limit.rate" },
  { DISCONNECT, 0x98, "server.disconnect" },
  { DISCONNECT, 0x99, "server.disconnect" },
  { DISCONNECT, 0x9a, "limit.retain" },
  { DISCONNECT, 0x9b, "limit.qos" },
  { DISCONNECT, 0x9c, "server.moved" },
  { DISCONNECT, 0x9d, "server.moved" },
  { DISCONNECT, 0x9e, "server.disconnect" },
  { PUBACK, 0x80, "publish.refused" },
  { PUBACK, 0x87, "topic.invalid" },
  { PUBACK, 0x90, "topic.invalid" },
  { PUBACK, 0x97, "limit.rate" },
  { PUBACK, 0x99, "publish.refused" },
  { SUBACK, 0x80, "subscribe.refused" },
  { SUBACK, 0x87, "subscribe.refused" },
  { SUBACK, 0x8f, "topic.invalid" },
  { SUBACK, 0x97, "limit.subscriptions" },
  { SUBACK, 0x9e, "subscribe.refused" },
};

static void
feed_row (LgDiagnosis *diagnosis,
          guint        i)
{
  const LgEvent before[] = { LOGGING_IN (0, 300) };
  const LgEvent online[] = { IN (1, CONNACK) };
  guint code = rows[i].code;
  const LgEvent refused[] = {
    IN (1, CONNACK, .code = code, .text = WHY), END (1, LG_END_CONNACK + code, .text = WHY),
  };
  const LgEvent ended[] = {
    IN (9, DISCONNECT, .code = code, .text = WHY), END (9, LG_END_SERVER_DISCONNECT, .text = WHY),
  };
  const LgEvent unpublished[] = { IN (9, PUBACK, .code = code, .topic = "/t", .text = WHY) };
  const LgEvent unsubscribed[] = { IN (9, SUBACK, .code = code, .topic = "/t", .text = WHY) };

  feed (diagnosis, before, G_N_ELEMENTS (before));
  if (rows[i].packet == CONNACK)
    {
      feed (diagnosis, refused, G_N_ELEMENTS (refused));
      return;
    }

  feed (diagnosis, online, G_N_ELEMENTS (online));
  if (rows[i].packet == DISCONNECT)
    feed (diagnosis, ended, G_N_ELEMENTS (ended));
  else if (rows[i].packet == PUBACK)
    feed (diagnosis, unpublished, G_N_ELEMENTS (unpublished));
  else
    feed (diagnosis, unsubscribed, G_N_ELEMENTS (unsubscribed));
}

static void
test_row (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", LG_SECURITY_TLS, LG_HOST_INSTANCE);
  g_autofree char *number = g_strdup_printf ("0x%02X", rows[i].code);
  LgFinding *finding;

  feed_row (diagnosis, i);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (diagnosis)), ==, 1);
  finding = lg_diagnosis_get_latest (diagnosis);
  g_assert_cmpstr (finding->cause, ==, rows[i].cause);
  g_assert_cmpint (finding->confidence, ==, LG_CONFIDENCE_CERTAIN);
  g_assert_cmpint (finding->severity, ==, LG_SEVERITY_FAULT);

  /* What the server said itself is quoted, with its code. */
  g_assert_nonnull (strstr (finding->evidence, number));
  g_assert_nonnull (strstr (finding->evidence, "“Because so”"));
}

#define ERRED(s, said) \
  IN (s, PUBLISH, .topic = "/ext/error/pk/gateway", .payload = (const guint8 *) (said), \
      .payload_length = sizeof (said) - 1)

/* What the platform says of a sub-device is told at once, with what the gateway had asked; the same
   once more is not. */
static void
test_sub_device (void)
{
  const LgEvent online[] = { ONLINE (0, 300) };
  const LgEvent request[] = {
    OUT (3, PUBLISH, .topic = "/ext/session/pk/gateway/combine/login"),
    OUT (4, PUBLISH, .topic = "/sys/pk/sub/thing/event/property/post"),
  };
  static const struct
  {
    LgEvent     event;
    gboolean    request;
    const char *cause;
    const char *title;
    const char *evidence;
  } said[] = {
    { ERRED (5, "{\"code\":520,\"message\":\"device no session\"}"), FALSE, "publish.refused",
      "not logged in", "asked nothing" },
    { ERRED (5, "{\"id\":\"1\", \"code\" : \"520\"}"), TRUE, "publish.refused", "not logged in",
      "combine/login" },
    { ERRED (5, "{\"code\":521}"), TRUE, "auth.not-authorized", "deleted", "combine/login" },
    { ERRED (5, "{\"code\":522}"), TRUE, "auth.not-authorized", "disabled", "combine/login" },
    { ERRED (5, "{\"code\":5200}"), TRUE, NULL, NULL, NULL },
    { ERRED (5, "{\"code\":200}"), TRUE, NULL, NULL, NULL },
    { ERRED (5, "\xff\xfe"), TRUE, NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autoptr (LgDiagnosis) diagnosis =
        make_diagnosis ("alibaba", LG_SECURITY_TLS, LG_HOST_INSTANCE);
      LgFinding *finding;

      feed (diagnosis, online, G_N_ELEMENTS (online));
      if (said[i].request)
        feed (diagnosis, request, G_N_ELEMENTS (request));
      feed (diagnosis, &said[i].event, 1);
      feed (diagnosis, &said[i].event, 1);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (diagnosis)), ==,
                        said[i].cause != NULL);
      finding = lg_diagnosis_get_latest (diagnosis);
      if (said[i].cause == NULL)
        continue;
      g_assert_cmpstr (finding->cause, ==, said[i].cause);
      g_assert_nonnull (strstr (finding->title, said[i].title));
      g_assert_nonnull (strstr (finding->evidence, said[i].evidence));
    }
}

/* Out of the platform's range, a Keep Alive explains the codes that it may lead to. */
static void
test_keepalive_range (void)
{
  static const guint codes[] = { 0x82, 0x85 };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      const LgEvent events[] = {
        LOGGING_IN (0, 20), IN (1, CONNACK, .code = codes[i]), END (1, LG_END_CONNACK + codes[i]),
      };
      g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", LG_SECURITY_TLS,
                                                          LG_HOST_INSTANCE);

      feed (diagnosis, events, G_N_ELEMENTS (events));
      g_assert_cmpstr (lg_diagnosis_get_latest (diagnosis)->cause, ==,
                       "keepalive.out-of-range");
    }
}

/* The window is the one of the server's Keep Alive, not of the one sent. */
static void
test_server_keepalive (void)
{
  const LgEvent events[] = {
    ONLINE (0, 1200),
    AT (0, LG_EVENT_NOTE, .code = LG_NOTE_KEEPALIVE, .duration_us = 60 * G_USEC_PER_SEC),
    END (101, LG_END_FIN),
  };
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", LG_SECURITY_TLS, LG_HOST_INSTANCE);
  LgFinding *finding;

  feed (diagnosis, events, G_N_ELEMENTS (events));
  finding = lg_diagnosis_get_latest (diagnosis);
  g_assert_cmpstr (finding->cause, ==, "keepalive.expired");
  g_assert_nonnull (strstr (finding->evidence, "Keep Alive of 60 s"));
}

/* A thousand messages refused for one reason are one finding. */
static void
test_many_refused (void)
{
  const LgEvent online[] = { ONLINE (0, 300) };
  const LgEvent rate = IN (2, PUBACK, .code = 0x97, .topic = "/t");
  const LgEvent right = IN (3, PUBACK, .code = 0x87, .topic = "/t");
  const LgEvent fine = IN (4, PUBACK, .code = 0x10, .topic = "/t");
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", LG_SECURITY_TLS, LG_HOST_INSTANCE);

  feed (diagnosis, online, G_N_ELEMENTS (online));
  for (guint i = 0; i < 1000; i++)
    feed (diagnosis, &rate, 1);
  feed (diagnosis, &right, 1);
  feed (diagnosis, &fine, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (diagnosis)), ==, 2);
}

/* Where the platform does not offer MQTT 5, a silent close on it says enough. */
static void
test_not_offered (void)
{
  const LgEvent events[] = { LOGGING_IN (0, 300), END (1, LG_END_CLOSED_BEFORE_CONNACK) };
  static const struct
  {
    LgHostKind  kind;
    LgProtocol  protocol;
    const char *cause;
  } cases[] = {
    { LG_HOST_PUBLIC, LG_PROTOCOL_MQTT_5, "mqtt.version-refused" },
    { LG_HOST_PUBLIC, LG_PROTOCOL_MQTT_3_1_1, "mqtt.closed-before-connack" },
    { LG_HOST_INSTANCE, LG_PROTOCOL_MQTT_5, "mqtt.closed-before-connack" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LgDiagnosis) diagnosis = lg_diagnosis_new ();
      g_autoptr (LgEndpoint) endpoint = lg_endpoint_new ();

      lg_endpoint_set_host_kind (endpoint, cases[i].kind);
      lg_endpoint_set_protocol (endpoint, cases[i].protocol);
      lg_diagnosis_set_target (diagnosis, endpoint, "iot.example", "Test Root");
      feed (diagnosis, events, G_N_ELEMENTS (events));
      g_assert_cmpstr (lg_diagnosis_get_latest (diagnosis)->cause, ==,
                       cases[i].cause);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      static const char *const names[] = { "connack", "disconnect", "puback", "suback" };
      g_autofree char *path = g_strdup_printf ("/told/%s/0x%02x", names[rows[i].packet],
                                               rows[i].code);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
    }
  g_test_add_func ("/told/keepalive-range", test_keepalive_range);
  g_test_add_func ("/told/server-keepalive", test_server_keepalive);
  g_test_add_func ("/told/many-refused", test_many_refused);
  g_test_add_func ("/told/not-offered", test_not_offered);

  g_test_add_func ("/told/sub-device", test_sub_device);

  return g_test_run ();
}

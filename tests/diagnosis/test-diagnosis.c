/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario.h"

#include <errno.h>

typedef struct
{
  const char   *name;
  const char   *platform;
  LgSecurity    security;
  LgEvent       events[24];
  const char   *cause;
  LgConfidence  confidence;
  LgSeverity    severity;
  const char   *evidence[3];
} Scenario;

#define CERTAIN LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT
#define LIKELY LG_CONFIDENCE_LIKELY, LG_SEVERITY_FAULT
#define POSSIBLE LG_CONFIDENCE_POSSIBLE, LG_SEVERITY_FAULT
#define TLS LG_SECURITY_TLS
#define PLAIN LG_SECURITY_TCP

#define VERDICT(cause, confidence) \
  { "verdict/" cause, "alibaba", TLS, \
    { REACHED (0), AT (1, LG_EVENT_VERIFY, .code = 20, .topic = cause, .text = "CN=leaf 2020"), \
      FAILED (1, NOT_TRUSTED, .text = "not trusted") }, \
    cause, confidence, { "CN=leaf 2020" } }
#define REFUSAL(number, cause, name) \
  { "connack/" #number, "alibaba", TLS, \
    { LOGGING_IN (0, 300), IN (1.5, CONNACK, .code = (number)), \
      END (1.5, LG_END_CONNACK + (number)) }, \
    cause, CERTAIN, { "code " #number, "10:00:01.500", name } }

static const Scenario scenarios[] = {
  { "dns/not-found", "alibaba", TLS,
    { AT (0, LG_EVENT_DNS, .code = -2, .text = "iot.example"),
      FAILED (0.25, NOT_FOUND, .text = "Name or service not known") },
    "dns.not-found", CERTAIN, { "10:00:00.250", "Name or service not known" } },
  { "dns/resolver", "tuya", TLS,
    { AT (0, LG_EVENT_DNS, .code = -3), FAILED (5, RESOLVER, .text = "no answer within 5 s") },
    "dns.resolver-unreachable", CERTAIN, { "10:00:05.000", "iot.example" } },
  { "dns/family", "alibaba", TLS,
    { RESOLVED (0), AT (0, LG_EVENT_TCP, .code = ENETUNREACH, ADDRESS ("[2001:db8::1]:8883")),
      FAILED (1, NO_USABLE_ADDRESS) },
    "dns.no-usable-address", CERTAIN, { "[2001:db8::1]:8883" } },
  { "tcp/refused", "alibaba", TLS,
    { RESOLVED (0), AT (0, LG_EVENT_TCP, .code = ECONNREFUSED, ADDRESS ("192.0.2.7:8883")),
      FAILED (1, REFUSED) },
    "tcp.refused", CERTAIN, { "192.0.2.7:8883", "Connection refused" } },
  { "tcp/two-addresses", "custom", TLS,
    { RESOLVED (0), AT (0, LG_EVENT_TCP, .code = ECONNREFUSED, ADDRESS ("[2001:db8::1]:8883")),
      AT (0, LG_EVENT_TCP, .code = ECONNREFUSED, ADDRESS ("192.0.2.7:8883")),
      FAILED (1, REFUSED) },
    "tcp.refused", CERTAIN,
    { "[2001:db8::1]:8883: Connection refused; 192.0.2.7:8883: Connection refused" } },
  { "tcp/unreachable", "custom", TLS,
    { RESOLVED (0), AT (0, LG_EVENT_TCP, .code = EHOSTUNREACH, ADDRESS ("192.0.2.7:8883")),
      FAILED (1, UNREACHABLE) },
    "tcp.unreachable", CERTAIN, { "192.0.2.7:8883", "No route" } },
  { "tcp/timeout", "alibaba", TLS,
    { RESOLVED (0), AT (5, LG_EVENT_TCP, .code = ETIMEDOUT, ADDRESS ("192.0.2.7:8883")),
      FAILED (5, TIMEOUT) },
    "tcp.timeout", CERTAIN, { "192.0.2.7:8883", "10:00:05.000" } },
  { "tcp/reset", "alibaba", TLS, { REACHED (0), FAILED (1, RESET) },
    "tcp.reset", CERTAIN, { "192.0.2.7:8883", "10:00:01.000" } },
  { "tls/not-tls", "alibaba", TLS,
    { REACHED (0), FAILED (1, NOT_TLS, .text = "the peer speaks HTTP") },
    "tls.not-tls", CERTAIN, { "HTTP" } },
  { "tls/closed", "alibaba", TLS, { REACHED (0), FAILED (1, CLOSED_IN_HANDSHAKE, .text = "EOF") },
    "tls.closed-in-handshake", CERTAIN, { "192.0.2.7:8883", "10:00:01.000" } },
  { "tls/timeout", "alibaba", TLS, { REACHED (0), FAILED (8, HANDSHAKE_TIMEOUT) },
    "tls.handshake-timeout", CERTAIN, { "10:00:08.000" } },
  { "tls/version", "alibaba", TLS,
    { REACHED (0), FAILED (1, PROTOCOL_VERSION, .text = "the server offers TLS 1.0") },
    "tls.protocol-version", CERTAIN, { "TLS 1.0" } },
  { "tls/cipher", "alibaba", TLS, { REACHED (0), FAILED (1, NO_COMMON_CIPHER, .text = "none") },
    "tls.no-common-cipher", CERTAIN, { "10:00:01.000" } },
  { "tls/client-certificate", "alibaba", TLS,
    { REACHED (0), FAILED (1, CLIENT_CERTIFICATE, .text = "handshake failure (40)") },
    "tls.client-certificate-required", CERTAIN, { "handshake failure (40)" } },
  { "tls/client-certificate-late", "alibaba", TLS,
    { LOGGING_IN (0, 60),
      AT (1, LG_EVENT_ALERT, .code = 116, .direction = LG_DIRECTION_IN,
          .text = "certificate required"),
      END (1, LG_END_ALERT) },
    "tls.client-certificate-required", CERTAIN, { "certificate required (116)" } },
  { "tls/alert-handshake", "alibaba", TLS,
    { REACHED (0),
      AT (1, LG_EVENT_ALERT, .code = 80, .direction = LG_DIRECTION_IN, .text = "internal error"),
      FAILED (1, ALERT) },
    "tls.alert", CERTAIN, { "internal error (80)", "it sent" } },
  { "tls/alert-ours", "alibaba", TLS,
    { ONLINE (0, 60),
      AT (9, LG_EVENT_ALERT, .code = 20, .direction = LG_DIRECTION_OUT, .text = "bad record mac"),
      END (9, LG_END_ALERT) },
    "tls.alert", CERTAIN, { "bad record mac (20)", "we sent" } },
  { "tls/other", "alibaba", TLS, { REACHED (0), FAILED (1, TLS, .text = "unexpected message") },
    "tls.failed", CERTAIN, { "unexpected message" } },
  VERDICT ("cert.expired", CERTAIN),
  VERDICT ("cert.not-yet-valid", CERTAIN),
  VERDICT ("cert.host-mismatch", CERTAIN),
  VERDICT ("cert.wrong-root", CERTAIN),
  VERDICT ("cert.unknown-issuer", CERTAIN),
  VERDICT ("cert.missing-intermediate", LIKELY),
  VERDICT ("tls.intercepted", POSSIBLE),
  VERDICT ("cert.self-signed", CERTAIN),
  VERDICT ("cert.weak", CERTAIN),
  VERDICT ("cert.bad-constraint", CERTAIN),
  VERDICT ("root.expired", CERTAIN),
  VERDICT ("root.not-a-ca", CERTAIN),
  { "verdict/untold", "alibaba", TLS,
    { REACHED (0), FAILED (1, NOT_TRUSTED, .text = "not trusted") },
    "cert.unknown-issuer", POSSIBLE, { "not trusted" } },
  REFUSAL (1, "mqtt.version-refused", "protocol version"),
  REFUSAL (2, "mqtt.client-id-rejected", "pk.dn|securemode=2|"),
  REFUSAL (3, "mqtt.server-unavailable", "unavailable"),
  REFUSAL (4, "auth.bad-credentials", "user name or password"),
  REFUSAL (5, "auth.not-authorized", "not authorized"),
  { "connack/keepalive-short", "alibaba", TLS,
    { LOGGING_IN (0, 20), IN (1, CONNACK, .code = 2), END (1, LG_END_CONNACK + 2) },
    "keepalive.out-of-range", LIKELY, { "20 s", "30 to 1200 s", "code 2" } },
  { "connack/keepalive-long", "tuya", TLS,
    { LOGGING_IN (0, 1201), IN (1, CONNACK, .code = 2), END (1, LG_END_CONNACK + 2) },
    "keepalive.out-of-range", LIKELY, { "1201 s" } },
  { "connack/keepalive-edge", "alibaba", TLS,
    { LOGGING_IN (0, 30), IN (1, CONNACK, .code = 2), END (1, LG_END_CONNACK + 2) },
    "mqtt.client-id-rejected", CERTAIN, { "code 2" } },
  { "connack/keepalive-elsewhere", "custom", TLS,
    { LOGGING_IN (0, 20), IN (1, CONNACK, .code = 2), END (1, LG_END_CONNACK + 2) },
    "mqtt.client-id-rejected", CERTAIN, { "code 2" } },
  { "connack/timeout", "alibaba", TLS, { LOGGING_IN (0, 60), END (10, LG_END_CONNACK_TIMEOUT) },
    "mqtt.connack-timeout", CERTAIN, { "10:00:00.000", "10:00:10.000" } },
  { "connack/closed", "alibaba", TLS,
    { LOGGING_IN (0, 60), END (1, LG_END_CLOSED_BEFORE_CONNACK, .text = "FIN") },
    "mqtt.closed-before-connack", CERTAIN, { "10:00:01.000", "FIN" } },
  { "connack/plain-to-tls", "alibaba", PLAIN,
    { LOGGING_IN (0, 60), END (1, LG_END_CLOSED_BEFORE_CONNACK, .text = "FIN") },
    "mqtt.tls-expected", LIKELY, { "without TLS" } },
  { "connack/plain-to-tls-alert", "alibaba", PLAIN,
    { LOGGING_IN (0, 60), END (1, LG_END_MALFORMED, .text = "CONNECT: reserved flags") },
    "mqtt.tls-expected", LIKELY, { "no MQTT" } },
  { "malformed/answer", "alibaba", TLS,
    { LOGGING_IN (0, 60), END (1, LG_END_MALFORMED, .text = "0x00 begins no MQTT packet") },
    "mqtt.malformed", CERTAIN, { "0x00 begins no MQTT packet" } },
  { "malformed/online", "alibaba", TLS,
    { ONLINE (0, 60), END (75, LG_END_MALFORMED, .text = "PUBLISH: the QoS is 3") },
    "mqtt.malformed", CERTAIN, { "PUBLISH: the QoS is 3", "00:01:15" } },
  { "subscribe/refused", "alibaba", TLS,
    { ONLINE (0, 60), OUT (2, SUBSCRIBE, .topic = "/a/b"),
      IN (2.5, SUBACK, .topic = "/a/b", .code = 0x80) },
    "subscribe.refused", CERTAIN, { "10:00:02.500", "0x80" } },
  { "kick/notified", "alibaba", TLS,
    { ONLINE (0, 60), NOTIFIED (20, KICK), END (20.1, LG_END_CLOSE_NOTIFY) },
    "kicked.same-device", CERTAIN, { "10:00:20.000", "Kicked by the same", "10:00:20.100" } },
  { "kick/notified-reset", "practice", PLAIN,
    { ONLINE (0, 60), NOTIFIED (20, KICK), END (20.1, LG_END_RESET) },
    "kicked.same-device", CERTAIN, { "/ext/notify" } },
  { "kick/notified-long-ago", "alibaba", TLS,
    { ONLINE (0, 600), NOTIFIED (20, KICK), END (60, LG_END_CLOSE_NOTIFY) },
    "server.closed", CERTAIN, { "close_notify" } },
  { "kick/notified-of-something-else", "alibaba", TLS,
    { ONLINE (0, 600), NOTIFIED (20, "{\"title\":\"hello\"}"), END (20.1, LG_END_CLOSE_NOTIFY) },
    "server.closed", CERTAIN, { "close_notify" } },
  { "kick/reason", "alibaba", TLS,
    { ONLINE (0, 60), IN (20, DISCONNECT, .code = 0x8e, .text = "taken over"),
      END (20, LG_END_SERVER_DISCONNECT) },
    "kicked.same-device", CERTAIN, { "0x8E", "taken over" } },
  { "end/reason", "custom", TLS,
    { ONLINE (0, 60), IN (20, DISCONNECT, .code = 0x98), END (20, LG_END_SERVER_DISCONNECT) },
    "server.disconnect", CERTAIN, { "0x98", "00:00:20" } },
  { "end/fin", "custom", PLAIN, { ONLINE (0, 60), END (3725, LG_END_FIN, .duration_us = 1) },
    "server.closed", CERTAIN, { "FIN", "01:02:05" } },
  { "end/reset", "alibaba", TLS,
    { ONLINE (0, 600), IN (7, PINGRESP), END (20, LG_END_RESET, .text = "reset by peer") },
    "network.reset", CERTAIN, { "10:00:20.000", "00:00:20" } },
  { "end/lost", "alibaba", TLS,
    { ONLINE (0, 600), END (20, LG_END_LOST, .text = "No route to host") },
    "network.lost", CERTAIN, { "No route to host" } },
  { "end/no-pingresp", "alibaba", TLS,
    { ONLINE (0, 60), OUT (60, PINGREQ), IN (60.1, PINGRESP), OUT (120, PINGREQ),
      END (130, LG_END_NO_PINGRESP) },
    "keepalive.no-pingresp", CERTAIN, { "10:02:00.000", "10:02:10.000" } },
  { "end/internal", "alibaba", TLS,
    { ONLINE (0, 60), END (20, LG_END_INTERNAL, .text = "Out of memory (1)") },
    "client.failed", CERTAIN, { "Out of memory (1)" } },
  { "end/system", "alibaba", TLS, { FAILED (0, FAILED, .text = "Too many open files") },
    "client.failed", CERTAIN, { "Too many open files" } },
  { "end/operator", "alibaba", TLS,
    { ONLINE (0, 60), OUT (20, DISCONNECT), END (20, LG_END_OPERATOR) },
    "client.disconnected", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_NOTE, { "10:00:20.000" } },
  { "end/cancelled-name", "alibaba", TLS, { END (2, LG_END_OPERATOR) },
    "client.ended-early", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_RISK, { "10:00:02.000", "name" } },
  { "end/cancelled-tcp", "alibaba", TLS, { RESOLVED (0), END (2, LG_END_OPERATOR) },
    "client.ended-early", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_RISK, { "10:00:02.000", "TCP" } },
  { "end/cancelled-tls", "alibaba", TLS, { REACHED (0), END (2, LG_END_OPERATOR) },
    "client.ended-early", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_RISK, { "TLS handshake" } },
  { "end/cancelled-login", "alibaba", TLS, { LOGGING_IN (0, 60), END (2, LG_END_OPERATOR) },
    "client.ended-early", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_RISK, { "CONNECT of 10:00" } },
  { "end/operator-notified", "alibaba", TLS,
    { ONLINE (0, 60), NOTIFIED (20, KICK), END (20, LG_END_OPERATOR) },
    "client.disconnected", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_NOTE, { "10:00:20.000" } },
  { "expired/since-connack", "alibaba", TLS,
    { ONLINE (0, 60), END (101, LG_END_CLOSE_NOTIFY) },
    "keepalive.expired", LIKELY, { "101.0 s", "90.0 and 120.0 s", "10:00:00.000" } },
  { "expired/since-ping", "tuya", PLAIN,
    { ONLINE (0, 30), OUT (30, PINGREQ), IN (30, PINGRESP), END (76, LG_END_FIN) },
    "keepalive.expired", LIKELY, { "46.0 s", "45.0 and 75.0 s", "10:00:30.000" } },
  { "expired/reset", "practice", TLS, { ONLINE (0, 30), END (74, LG_END_RESET) },
    "keepalive.expired", LIKELY, { "74.0 s" } },
  { "expired/told", "alibaba", TLS,
    { ONLINE (0, 60), IN (95, DISCONNECT, .code = 0x8d), END (95, LG_END_SERVER_DISCONNECT) },
    "keepalive.expired", CERTAIN, { "0x8D" } },
  { "expired/pings-held", "alibaba", TLS,
    { ONLINE (0, 60), AT (5, LG_EVENT_NOTE, .code = LG_NOTE_PINGS_HELD),
      END (101, LG_END_CLOSE_NOTIFY) },
    "keepalive.expired", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_RISK,
    { "You paused PINGREQ", "101.0 s", "90.0 and 120.0 s" } },
  { "expired/pings-released", "alibaba", TLS,
    { ONLINE (0, 60), AT (5, LG_EVENT_NOTE, .code = LG_NOTE_PINGS_HELD),
      AT (6, LG_EVENT_NOTE, .code = LG_NOTE_PINGS_RELEASED), END (101, LG_END_CLOSE_NOTIFY) },
    "keepalive.expired", LIKELY, { "101.0 s" } },
  { "expired/held-too-early", "alibaba", TLS,
    { ONLINE (0, 60), AT (5, LG_EVENT_NOTE, .code = LG_NOTE_PINGS_HELD),
      END (60, LG_END_CLOSE_NOTIFY) },
    "server.closed", CERTAIN, { "close_notify" } },
  { "end/dropped", "alibaba", TLS,
    { ONLINE (0, 60), END (20, LG_END_DROPPED) },
    "client.disconnected", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_NOTE,
    { "10:00:20.000", "00:00:20", "without an MQTT DISCONNECT" } },
  { "expired/asleep", "alibaba", TLS,
    { ONLINE (0, 60), AT (5, LG_EVENT_NOTE, .code = LG_NOTE_SLEPT, .duration_us = 90000000),
      END (6, LG_END_RESET) },
    "network.lost", LIKELY, { "90.0 s", "10:00:05.000", "10:00:06.000" } },
  { "sent/qos", "alibaba", TLS,
    { ONLINE (0, 60), OUT (5, PUBLISH, .topic = "/pk/dn/user/update", .flags = 2),
      END (5, LG_END_CLOSE_NOTIFY) },
    "limit.qos", LIKELY, { "10:00:05.000", "/pk/dn/user/update" } },
  { "sent/retain", "alibaba", TLS,
    { ONLINE (0, 60), OUT (5, PUBLISH, .topic = "/pk/dn/user/update",
                           .flags = LG_EVENT_FLAG_RETAIN),
      END (5.4, LG_END_RESET) },
    "limit.retain", LIKELY, { "10:00:05.000", "10:00:05.400" } },
  { "sent/late", "alibaba", TLS,
    { ONLINE (0, 60), OUT (5, PUBLISH, .topic = "/pk/dn/user/update", .flags = 2),
      END (30, LG_END_CLOSE_NOTIFY) },
    "server.closed", CERTAIN, { "close_notify" } },
  { "sent/other-platform", "custom", TLS,
    { ONLINE (0, 60), OUT (5, PUBLISH, .topic = "a", .flags = 2), END (5, LG_END_FIN) },
    "server.closed", CERTAIN, { "FIN" } },
  { "sent/told", "alibaba", TLS,
    { ONLINE (0, 60), OUT (5, PUBLISH, .topic = "/pk/dn/user/update", .flags = 2),
      NOTIFIED (5, KICK), END (5, LG_END_CLOSE_NOTIFY) },
    "kicked.same-device", CERTAIN, { "Kicked by the same device" } },
  { "expired/too-early", "alibaba", TLS, { ONLINE (0, 60), END (88, LG_END_CLOSE_NOTIFY) },
    "server.closed", CERTAIN, { "close_notify" } },
  { "expired/too-late", "alibaba", TLS, { ONLINE (0, 60), END (124, LG_END_CLOSE_NOTIFY) },
    "server.closed", CERTAIN, { "close_notify" } },
  { "expired/published-meanwhile", "alibaba", TLS,
    { ONLINE (0, 60), END (101, LG_END_CLOSE_NOTIFY, .duration_us = 3 * G_USEC_PER_SEC) },
    "server.closed", CERTAIN, { "close_notify" } },
  { "expired/no-keepalive", "custom", TLS, { ONLINE (0, 0), END (20, LG_END_FIN) },
    "server.closed", CERTAIN, { "FIN" } },
  { "expired/kick-told", "alibaba", TLS,
    { ONLINE (0, 60), NOTIFIED (100, KICK), END (101, LG_END_CLOSE_NOTIFY) },
    "kicked.same-device", CERTAIN, { "/ext/notify" } },
  { "register/plain-tcp", "alibaba", PLAIN,
    { REGISTERING (0), IN (1, CONNACK, .code = 2), END (1, LG_END_CONNACK + 2) },
    "register.plain-tcp", CERTAIN, { "over plain TCP", "code 2", "10:00:01.000" } },
  { "register/ill-formed", "alibaba", TLS,
    { REGISTERING (0), IN (1, CONNACK, .code = 2), END (1, LG_END_CONNACK + 2) },
    "register.refused", CERTAIN, { "id|authType=register|", "code 2" } },
  { "register/bad-signature", "practice", TLS,
    { REGISTERING (0), IN (1, CONNACK, .code = 4), END (1, LG_END_CONNACK + 4) },
    "register.bad-signature", CERTAIN, { "code 4" } },
  { "register/not-allowed", "alibaba", TLS,
    { REGISTERING (0), IN (1, CONNACK, .code = 5), END (1, LG_END_CONNACK + 5) },
    "register.refused", CERTAIN, { "code 5: not authorized" } },
  { "register/unavailable", "alibaba", TLS,
    { REGISTERING (0), IN (1, CONNACK, .code = 3), END (1, LG_END_CONNACK + 3) },
    "mqtt.server-unavailable", CERTAIN, { "code 3" } },
  { "register/closed", "alibaba", TLS,
    { REGISTERING (0), IN (1, CONNACK), END (1.25, LG_END_CLOSE_NOTIFY) },
    "register.already-active", LIKELY, { "10:00:01.000", "10:00:01.250" } },
  { "register/no-answer", "alibaba", TLS,
    { REGISTERING (0), IN (1, CONNACK), END (11, LG_END_NO_ANSWER) },
    "register.timeout", CERTAIN, { "10:00:01.000", "10:00:11.000", "00:00:10" } },
  { "register/delivered", "alibaba", TLS,
    { REGISTERING (0), IN (1, CONNACK), IN (1.5, PUBLISH, .topic = "/ext/register"),
      END (2, LG_END_OPERATOR) },
    "client.disconnected", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_NOTE,
    { "10:00:01.500", "10:00:02.000" } },
  { "register/delivered-and-closed", "alibaba", TLS,
    { REGISTERING (0), IN (1, CONNACK), IN (1.5, PUBLISH, .topic = "/ext/regnwl"),
      END (2, LG_END_CLOSE_NOTIFY) },
    "server.closed", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_NOTE, { "10:00:01.500" } },
  { "register/cancelled", "alibaba", TLS,
    { REGISTERING (0), IN (1, CONNACK), END (2, LG_END_OPERATOR) },
    "client.disconnected", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_NOTE, { "10:00:02.000" } },
  { "unknown/end", "alibaba", TLS, { ONLINE (0, 60), END (5, 77, .text = "?") },
    "client.failed", POSSIBLE, { "77" } },
};

static void
assert_complete (LgFinding *finding)
{
  const char *texts[] = {
    finding->title, finding->evidence,
    finding->meaning, finding->advice,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_cmpstr (texts[i], !=, "");
      g_assert_null (strchr (texts[i], '!'));
    }
}

static void
test_scenario (gconstpointer data)
{
  const Scenario *scenario = data;
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis (scenario->platform, scenario->security,
                                                      LG_HOST_TYPED);
  LgFinding *finding;

  feed (diagnosis, scenario->events, G_N_ELEMENTS (scenario->events));

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (diagnosis)), ==, 1);
  finding = lg_diagnosis_get_latest (diagnosis);
  assert_complete (finding);
  g_assert_cmpstr (finding->cause, ==, scenario->cause);
  g_assert_cmpint (finding->confidence, ==, scenario->confidence);
  g_assert_cmpint (finding->severity, ==, scenario->severity);
  g_test_message ("%s", finding->evidence);
  for (guint i = 0; i < G_N_ELEMENTS (scenario->evidence); i++)
    if (scenario->evidence[i] != NULL)
      g_assert_nonnull (strstr (finding->evidence, scenario->evidence[i]));
  g_assert_null (strstr (finding->evidence, "—"));
}

/* Hours of an ordinary link, and the end the operator wants. */
static void
test_healthy (void)
{
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", TLS, LG_HOST_TYPED);
  const LgEvent start[] = {
    ONLINE (0, 60), OUT (1, SUBSCRIBE, .topic = "/a"), IN (1.1, SUBACK, .topic = "/a", .code = 1),
    AT (2, LG_EVENT_NOTE, .text = "pressure"), OUT (3, UNSUBSCRIBE, .topic = "/a"),
    IN (3.1, UNSUBACK, .topic = "/a"), NOTIFIED (4, KICK),
  };
  const LgEvent end = END (7200, LG_END_OPERATOR);

  feed (diagnosis, start, G_N_ELEMENTS (start));
  for (guint i = 1; i < 120; i++)
    {
      const LgEvent pings[] = { OUT (i * 60, PINGREQ), IN (i * 60 + 0.05, PINGRESP) };

      feed (diagnosis, pings, G_N_ELEMENTS (pings));
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (diagnosis)), ==, 0);
  g_assert_null (lg_diagnosis_get_latest (diagnosis));

  feed (diagnosis, &end, 1);
  g_assert_cmpint (lg_diagnosis_get_latest (diagnosis)->severity, ==,
                   LG_SEVERITY_NOTE);
  g_assert_cmpint (lg_diagnosis_get_latest (diagnosis)->duration_us, ==,
                   7200 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpint (lg_diagnosis_get_latest (diagnosis)->wall_us, ==, end.wall_us);
}

static void
assert_ends (const LgEvent     *events,
             guint              n_events,
             const char *const *causes)
{
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", TLS, LG_HOST_TYPED);
  guint n_causes = g_strv_length ((char **) causes);

  for (guint i = 0; i < n_events; i++)
    lg_diagnosis_feed (diagnosis, &events[i]);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (diagnosis)), ==, n_causes);
  for (guint i = 0; i < n_causes; i++)
    {
      g_autoptr (LgFinding) finding = g_list_model_get_item (G_LIST_MODEL (diagnosis), i);

      g_assert_cmpstr (finding->cause, ==, causes[i]);
    }
}

static void
test_flapping (void)
{
  const LgEvent close[] = {
    ONLINE (0, 300), END (9, LG_END_CLOSE_NOTIFY),
    ONLINE (20, 300), END (31, LG_END_CLOSE_NOTIFY),
    ONLINE (40, 300), END (55, LG_END_CLOSE_NOTIFY),
    ONLINE (60, 300), NOTIFIED (70, KICK), END (70, LG_END_CLOSE_NOTIFY),
    ONLINE (80, 300), END (90, LG_END_RESET),
    ONLINE (1000, 300), END (1010, LG_END_CLOSE_NOTIFY),
  };
  const LgEvent told[] = {
    ONLINE (0, 300), NOTIFIED (9, KICK), END (9, LG_END_CLOSE_NOTIFY),
    ONLINE (20, 300), NOTIFIED (29, KICK), END (29, LG_END_CLOSE_NOTIFY),
    ONLINE (40, 300), END (49, LG_END_FIN),
  };
  const LgEvent silent[] = {
    ONLINE (0, 30), END (46, LG_END_CLOSE_NOTIFY),
    ONLINE (50, 30), END (96, LG_END_CLOSE_NOTIFY),
    ONLINE (100, 30), END (146, LG_END_CLOSE_NOTIFY),
    ONLINE (150, 30), END (155, LG_END_CLOSE_NOTIFY),
  };

  assert_ends (close, G_N_ELEMENTS (close),
               (const char *[]) { "server.closed", "server.closed", "kicked.flapping",
                                  "kicked.same-device", "network.reset", "server.closed", NULL });
  assert_ends (told, G_N_ELEMENTS (told),
               (const char *[]) { "kicked.same-device", "kicked.same-device", "kicked.flapping",
                                  NULL });
  assert_ends (silent, G_N_ELEMENTS (silent),
               (const char *[]) { "keepalive.expired", "keepalive.expired", "keepalive.expired",
                                  "server.closed", NULL });
}

/* Nothing of an earlier attempt may colour the next one. */
static void
test_forgets (void)
{
  const LgEvent events[] = {
    REACHED (0), AT (1, LG_EVENT_VERIFY, .code = 10, .topic = "cert.expired", .text = "old"),
    FAILED (1, NOT_TRUSTED),
    ONLINE (5, 300), NOTIFIED (9, KICK), END (9, LG_END_FIN),
    ONLINE (11, 300), END (12, LG_END_FIN),
    REACHED (20), FAILED (21, NOT_TRUSTED, .text = "new"),
  };

  assert_ends (events, G_N_ELEMENTS (events),
               (const char *[]) { "cert.expired", "kicked.same-device", "server.closed",
                                  "cert.unknown-issuer", NULL });
}

static void
test_plain_on_instance (void)
{
  const LgEvent rows[][8] = {
    { RESOLVED (0), AT (0, LG_EVENT_TCP, .code = ECONNREFUSED, ADDRESS ("192.0.2.7:1883")),
      FAILED (1, REFUSED) },
    { REACHED (0), OUT (0, CONNECT, .code = 60, .text = "c"),
      END (1, LG_END_CLOSED_BEFORE_CONNACK) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgDiagnosis) diagnosis = lg_diagnosis_new ();
      g_autoptr (LgEndpoint) endpoint = lg_endpoint_new ();

      lg_endpoint_set_host_kind (endpoint, LG_HOST_INSTANCE);
      lg_endpoint_set_port (endpoint, 1883);
      lg_endpoint_set_security (endpoint, PLAIN);
      lg_diagnosis_set_target (diagnosis, endpoint, "iot.example", NULL);
      feed (diagnosis, rows[i], G_N_ELEMENTS (rows[i]));
      g_assert_cmpstr (lg_diagnosis_get_latest (diagnosis)->cause, ==,
                       "tcp.plain-disabled");
    }
}

/* Every end there is or may be, at any moment, on any platform, has all four parts. */
static void
test_any_end (void)
{
  const char *platforms[] = { "alibaba", "tuya", "tuyalink", "custom", "practice", NULL };
  const LgEvent before[][10] = { { { 0 } }, { LOGGING_IN (0, 60) }, { ONLINE (0, 60) } };

  for (guint p = 0; p < G_N_ELEMENTS (platforms); p++)
    for (guint b = 0; b < G_N_ELEMENTS (before); b++)
      for (int code = -3; code < 600; code++)
        {
          g_autoptr (LgDiagnosis) diagnosis = platforms[p] != NULL
            ? make_diagnosis (platforms[p], TLS, LG_HOST_TYPED) : lg_diagnosis_new ();
          const LgEvent end = END (33, code);

          feed (diagnosis, before[b], G_N_ELEMENTS (before[b]));
          feed (diagnosis, &end, 1);
          g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (diagnosis)), ==, 1);
          assert_complete (lg_diagnosis_get_latest (diagnosis));
          g_assert_true (code == LG_END_OPERATOR || code == LG_END_DROPPED
                         || lg_diagnosis_get_latest (diagnosis)->severity
                              == LG_SEVERITY_FAULT);
        }
}

/* Events of kinds and packets that do not exist must do no harm. */
static void
test_any_event (void)
{
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", TLS, LG_HOST_TYPED);

  for (guint round = 0; round < 3; round++)
    for (guint kind = 0; kind < 256; kind++)
      for (guint direction = 0; direction < 4; direction++)
        {
          const LgEvent event = AT (kind, kind, .direction = direction, .code = -7);

          lg_diagnosis_feed (diagnosis, &event);
        }
}

/* What only a comparison tells has all four parts on every platform, too. */
static void
test_conclusions (void)
{
  const char *causes[] = {
    "input.host-malformed", "tcp.port-filtered", "mqtt.tls-expected", "mqtt.closed-before-connack",
    "mqtt.connack-timeout", "mqtt.malformed", "tcp.plain-disabled", "cert.wrong-order",
    "cert.expires-soon", "root.expires-soon", "root.unreadable", "root.empty",
    "root.damaged", "root.no-certificate", "root.line-breaks",
    "root.not-a-ca", "root.expired", "root.file-differs", "tls.intercepted",
  };
  const char *platforms[] = { "alibaba", "tuya", "tuyalink", "custom" };
  const LgEvent event = AT (0, LG_EVENT_NOTE, .text = "443");

  for (guint p = 0; p < G_N_ELEMENTS (platforms); p++)
    {
      g_autoptr (LgDiagnosis) diagnosis = make_diagnosis (platforms[p], TLS, LG_HOST_TYPED);

      for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
        {
          lg_diagnosis_conclude (diagnosis, causes[i], &event);
          assert_complete (lg_diagnosis_get_latest (diagnosis));
          g_assert_cmpstr (lg_diagnosis_get_latest (diagnosis)->cause, ==,
                           causes[i]);
        }
    }
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_notifies (void)
{
  g_autoptr (LgDiagnosis) diagnosis = lg_diagnosis_new ();
  g_autoptr (LgFinding) latest = NULL;
  const LgEvent events[] = { ONLINE (0, 60), END (5, LG_END_FIN) };
  guint added = 0, notified = 0;

  g_signal_connect_swapped (diagnosis, "items-changed", G_CALLBACK (count_cb), &added);
  g_signal_connect_swapped (diagnosis, "notify::latest", G_CALLBACK (count_cb), &notified);
  feed (diagnosis, events, G_N_ELEMENTS (events));
  g_assert_cmpuint (added, ==, 1);
  g_assert_cmpuint (notified, ==, 1);

  g_object_get (diagnosis, "latest", &latest, NULL);
  g_assert_true (latest == lg_diagnosis_get_latest (diagnosis));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (diagnosis)) == LG_TYPE_FINDING);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (diagnosis), 1));
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    {
      g_autofree char *path = g_strdup_printf ("/diagnosis/%s", scenarios[i].name);

      g_test_add_data_func (path, &scenarios[i], test_scenario);
    }
  g_test_add_func ("/diagnosis/healthy", test_healthy);
  g_test_add_func ("/diagnosis/flapping", test_flapping);
  g_test_add_func ("/diagnosis/forgets", test_forgets);
  g_test_add_func ("/diagnosis/plain-on-instance", test_plain_on_instance);
  g_test_add_func ("/diagnosis/any-end", test_any_end);
  g_test_add_func ("/diagnosis/conclusions", test_conclusions);
  g_test_add_func ("/diagnosis/any-event", test_any_event);
  g_test_add_func ("/diagnosis/notifies", test_notifies);

  return g_test_run ();
}

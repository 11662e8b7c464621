/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnosis/lg-settle.h"
#include "log/lg-log-line.h"

#include <string.h>

static void
test_lines (void)
{
  static const struct
  {
    const char *line;
    const char *cause;
  } rows[] = {
    { "CONNACK 1", "mqtt.version-refused" },
    { "CONNACK 2", "mqtt.client-id-rejected" },
    { "CONNACK code 3", "mqtt.server-unavailable" },
    { "mqtt: CONNACK received, code=4", "auth.bad-credentials" },
    { "CONNACK: 5", "auth.not-authorized" },
    { "failed, rc=4 try again in 5 seconds", "auth.bad-credentials" },
    { "rc = 2", "mqtt.client-id-rejected" },
    { "Connection failed: return code 5", "auth.not-authorized" },
    { "reason code 0x86", "auth.bad-credentials" },
    { "Connected with result=-35", "auth.bad-credentials" },
    { "mqtt connect ret -34", "auth.not-authorized" },
    { "err=-36", "mqtt.server-unavailable" },
    { "(-37)", "mqtt.client-id-rejected" },
    { "-38", "mqtt.version-refused" },
    { "STATE_MQTT_CONNACK_RCODE_SERVER_UNAVAILABLE -0x0303", "mqtt.client-id-rejected" },
    { "aiot_mqtt_connect failed: -0x0304", "mqtt.server-unavailable" },
    { "aiot_mqtt_connect failed: -0x305", "auth.bad-credentials" },
    { "dynreg: -0x0503", "register.timeout" },
    { "mbedtls_ssl_read -0x7880", "server.closed" },
    { "mbedtls_ssl_handshake returned -0x2700", "cert.unknown-issuer" },
    { "Kicked by the same device", "kicked.same-device" },
    { "{\"title\":\"kick\",\"content\":\"Kicked by the same device\"}", "kicked.same-device" },
    { "Keepalive timeout after 100sec", "keepalive.expired" },
    { "Connection reset by peer", "network.reset" },
    { "Connection occurs exception", "server.closed" },
    { "Device disconnect", "client.disconnected" },
    { "gateway offline", "network.lost" },
    { "Rate limit:{30},current qps:{40}", "limit.rate" },
    { "No authorization", "topic.invalid" },
    { "code: 6288", "register.refused" },
    { "\"code\":6289", "register.already-active" },
    { "code 6287", "auth.bad-credentials" },
    { "failed, rc=-2", "tcp.unreachable" },
    { "failed, rc=-4", "mqtt.connack-timeout" },
    { "Connection Refused: bad user name or password.", "auth.bad-credentials" },
    { "Connection Refused: not authorised.", "auth.not-authorized" },
    { "Connection Refused: identifier rejected.", "mqtt.client-id-rejected" },
    { "Connection Refused: broker unavailable.", "mqtt.server-unavailable" },
    { "unacceptable protocol version", "mqtt.version-refused" },

    { "STATE_MQTT_CONNACK_RCODE_SERVER_UNAVAILABLE", "mqtt.client-id-rejected" },
    { "[LK-0313] MQTT bad username or password, disconnect", "mqtt.server-unavailable" },
    { "[LK-0313] MQTT authorize fail, disconnect", "auth.bad-credentials" },
    { "STATE_MQTT_CONNACK_RCODE_NOT_AUTHORIZED -0x0305", "auth.bad-credentials" },
    { "aiot_mqtt_connect failed: -0x0302", "mqtt.version-refused" },
    { "aiot_mqtt_connect failed: -0x0301", "mqtt.malformed" },

    { "mbedtls_ssl_handshake returned -9984", "cert.unknown-issuer" },
    { "mbedtls_x509_crt_parse returned -0x2180", "root.damaged" },
    { "mbedtls_ssl_handshake returned -0x7780", "tls.alert" },
    { "mbedtls_ssl_handshake returned -0x7200", "tls.not-tls" },
    { "mbedtls_ssl_handshake returned -0x7280", "tls.closed-in-handshake" },
    { "mbedtls_ssl_handshake returned -0x6800", "tls.handshake-timeout" },
    { "mbedtls_ssl_read error -0x0050", "network.reset" },
    { "mbedtls_ssl_read error: -0x50", "network.reset" },
    { "ssl_read returned -80", "network.reset" },
    { "mbedtls_net_recv: -0x004C", "network.lost" },
    { "mbedtls_net_connect returned -0x0044", "tcp.unreachable" },
    { "mbedtls_net_connect returned -0x0052", "dns.not-found" },
    { "esp-tls: couldn't get hostname, 0x8001", "dns.not-found" },
    { "Last error: ESP_ERR_ESP_TLS_FAILED_CONNECT_TO_HOST", "tcp.unreachable" },
    { "Last esp error code: 0x8006", "tcp.timeout" },
    { "Last esp error code: 0x801a", "tls.failed" },
    { "E (5023) transport_base: MQTT_CONNECTION_REFUSE_ID_REJECTED", "mqtt.client-id-rejected" },
    { "E (180123) mqtt_client: No PING_RESP, disconnected", "keepalive.no-pingresp" },
    { "socket error, errno=104", "network.reset" },
    { "connect error ECONNREFUSED", "tcp.refused" },
    { "Error: Connection refused", "tcp.refused" },
    { "connect: No route to host", "tcp.unreachable" },
    { "Connection timed out", "tcp.timeout" },
    { "getaddrinfo ENOTFOUND iot.example", "dns.not-found" },
    { "OpenSSL Error: certificate verify failed", "cert.unknown-issuer" },
    { "certificate has expired", "cert.expired" },
    { "certificate is not yet valid", "cert.not-yet-valid" },
    { "wrong version number", "tls.not-tls" },
    { "MqttException (32109)", "network.lost" },
    { "I (95012) wifi:bcn_timeout,ap_probe_send_start", "network.lost" },
    { "WiFi disconnected", "network.lost" },
    { "Error: socket hang up", "server.closed" },

    { "disconnected, reason code 0x8E", "kicked.same-device" },
    { "Session taken over", "kicked.same-device" },
    { "DISCONNECT reason code 141", "keepalive.expired" },
    { "reason code 0x96", "limit.rate" },
    { "failed, rc=-1", "client.disconnected" },

    { "{\"code\":520,\"message\":\"session error\"}", "server.closed" },
    { "code: 427", "kicked.same-device" },
    { "code: 429", "limit.rate" },
    { "429", "limit.rate" },
    { "code 521", "auth.not-authorized" },
    { "code 522", "auth.not-authorized" },
    { "code=6204", "auth.not-authorized" },
    { "code=6100", "auth.not-authorized" },
    { "code=9201", "network.lost" },
    { "code=6203", "topic.invalid" },
    { "\"code\":6320", "payload.rejected" },
    { "\"code\":460", "payload.rejected" },
    { "code 500", "mqtt.server-unavailable" },
    { "6288", "register.refused" },
    { "Payload is not json", "payload.rejected" },
    { "IoT Hub cannot publish messages", "network.lost" },
    { "acl_fail", "topic.invalid" },
    { "auth_fail", "auth.bad-credentials" },
    { "push_mqtt_fail", "network.lost" },

    { "RSSI -80 dBm on the network", NULL },
    { "took 427 ms", NULL },
    { "CONNACK 0", NULL },
    { "rc=0", NULL },
    { "rc=42", NULL },
    { "2023-10-04 12:35:35 ready", NULL },
    { "temperature -35.5", NULL },
    { "src=4", NULL },
    { "", NULL },
    { "\xff\xfe", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (LgFamily family = LG_FAMILY_ALIBABA; family <= LG_FAMILY_CUSTOM; family <<= 1)
      {
        g_autoptr (GPtrArray) findings = lg_log_line_findings (rows[i].line, family);
        g_autofree char *line = g_strescape (rows[i].line, NULL);
        LgFinding *finding;

        g_test_message ("%s", line);
        g_assert_cmpuint (findings->len, ==, rows[i].cause != NULL);
        if (rows[i].cause == NULL)
          continue;

        finding = findings->pdata[0];
        g_assert_cmpstr (lg_finding_get_cause (finding), ==, rows[i].cause);
        g_assert_cmpstr (lg_finding_get_title (finding), !=, "");
        g_assert_nonnull (strstr (lg_finding_get_evidence (finding), "“"));
        g_assert_cmpstr (lg_finding_get_meaning (finding), !=, "");
        g_assert_cmpstr (lg_finding_get_advice (finding), !=, "");
        g_assert_null (strchr (lg_finding_get_meaning (finding), '{'));
        g_assert_null (strchr (lg_finding_get_advice (finding), '{'));
      }
}

/* What would settle it is said in words, and to a window in a number. */
static void
test_settle (void)
{
  static const struct
  {
    const char *line;
    LgSettle    settle;
    const char *word;
  } rows[] = {
    { "rc=4", LG_SETTLE_VALUES, "linkglass-cli explain" },
    { "rc=2", LG_SETTLE_VALUES, "linkglass-cli explain" },
    { "-0x2700", LG_SETTLE_CHECK, "linkglass-cli check" },
    { "Keepalive timeout", LG_SETTLE_CONNECT, "linkglass-cli watch" },
    { "Kicked by the same device", LG_SETTLE_CONNECT, "linkglass-cli watch" },
    { "Device disconnect", LG_SETTLE_NOTHING, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) findings = lg_log_line_findings (rows[i].line, LG_FAMILY_ALIBABA);
      LgFinding *finding = findings->pdata[0];

      g_assert_cmpint (lg_settle_find (lg_finding_get_cause (finding)), ==, rows[i].settle);
      if (rows[i].word != NULL)
        g_assert_nonnull (strstr (lg_finding_get_advice (finding), rows[i].word));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/log-line/lines", test_lines);
  g_test_add_func ("/log-line/settle", test_settle);

  return g_test_run ();
}

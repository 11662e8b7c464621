/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnosis/lg-log-line.h"

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
        LgFinding *finding;

        g_test_message ("%s", rows[i].line);
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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/log-line/lines", test_lines);

  return g_test_run ();
}

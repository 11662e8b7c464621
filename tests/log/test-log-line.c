/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log/lg-log-line.h"
#include "log/lg-log-mask.h"
#include "diagnosis/lg-settle.h"

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
    { "mbedtls_ssl_handshake returned -0x7200", "device.tls-buffer" },
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
        g_assert_cmpstr (finding->cause, ==, rows[i].cause);
        g_assert_cmpstr (finding->title, !=, "");
        g_assert_nonnull (strstr (finding->evidence, "“"));
        g_assert_cmpstr (finding->meaning, !=, "");
        g_assert_cmpstr (finding->advice, !=, "");
        g_assert_null (strchr (finding->meaning, '{'));
        g_assert_null (strchr (finding->advice, '{'));
      }
}

static LgLogLine *
read_line (const char *line)
{
  return lg_log_line_read (line, LG_FAMILY_ALIBABA);
}

/* A number means something only with its owner; each row is a line of one owner's form. */
static void
test_owners (void)
{
  static const struct
  {
    const char *line;
    const char *cause;
    const char *owner;
  } rows[] = {
    { "+QMTOPEN: 0,4", "dns.not-found", "Quectel" },
    { "+QMTOPEN: 0,-1", "tcp.unreachable", "Quectel" },
    { "+QMTCONN: 0,0,5", "auth.not-authorized", "Quectel" },
    { "+QMTCONN: 1,0,2", "mqtt.client-id-rejected", "Quectel" },
    { "+QMTSTAT: 0,1", "server.closed", "Quectel" },
    { "+QMTSTAT: 0,2", "keepalive.no-pingresp", "Quectel" },
    { "+QMTSUB: 0,1,0,128", "subscribe.refused", "Quectel" },
    { "+QMTCONN: 0,0,0", NULL, NULL },
    { "+QMTSUB: 0,1,0,1", NULL, NULL },
    { "+CMQTTCONNECT: 0,28", "mqtt.client-id-rejected", "SIMCom" },
    { "+CMQTTCONNECT: 0,32", "tls.failed", "SIMCom" },
    { "+CMQTTCONNLOST: 0,2", "network.reset", "SIMCom" },
    { "+CMQTTSTART: 23", "client.failed", "SIMCom" },
    { "+CMQTTCONNECT: 0,0", NULL, NULL },
    { "ERR CODE:0x00006005", "device.memory", "ESP-AT" },
    { "+UUMQTTC: 0,101", "network.lost", "u-blox" },
    { "org.eclipse.paho.client.mqttv3.MqttException (32103)", "tcp.unreachable", "Paho (Java)" },
    { "MqttException: 错误的用户名或密码", "auth.bad-credentials", "Paho (Java)" },
    { "umqtt.simple.MQTTException: 128", "subscribe.refused", "umqtt" },
    { "OSError: [Errno 104] ECONNRESET", "network.reset", NULL },
    { "OSError: -2", "dns.not-found", NULL },
    { "MQTT Connect failed reason: -3", "dns.not-found", "NodeMCU" },
    { "Disconnected with result code 7", "network.lost", "Paho (Python)" },
    { "publish failed, rc=4", "network.lost", "Paho (Python)" },
    { "on_disconnect rc=5", "network.lost", "Paho (Python)" },
    { "BearSSL error 62", "cert.unknown-issuer", "BearSSL" },
    { "wolfSSL error -150", "cert.not-yet-valid", "wolfSSL" },
    { "verify error:num=10:certificate has expired", "cert.expired", "OpenSSL" },
    { "mbedtls_ssl_handshake returned -0x7F00", "device.memory", "mbed TLS" },
    { "SSL alert number 116", "tls.client-certificate-required", NULL },
    { "1610035619: Client dev1 has exceeded timeout, disconnecting.", "keepalive.expired",
      "mosquitto" },
    { "1610035619: Client dev1 already connected, closing old connection.", "kicked.same-device",
      "mosquitto" },
    { "PKIX path building failed", "cert.unknown-issuer", "Java" },
    { "x509: certificate signed by unknown authority", "cert.unknown-issuer", "Go" },
    { "E (43457) MQTT: Connection refused error: 0x5", "auth.not-authorized", NULL },
    { "reason code: 0x95", "limit.payload", NULL },
    { "{\"code\":6600,\"message\":\"x\"}", "register.bad-signature", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgLogLine) line = read_line (rows[i].line);
      LgFinding *finding;

      g_test_message ("%s", rows[i].line);
      g_assert_true (line->recognized);
      g_assert_cmpuint (line->findings->len, ==, rows[i].cause != NULL);
      if (rows[i].cause == NULL)
        continue;

      finding = line->findings->pdata[0];
      g_assert_cmpstr (finding->cause, ==, rows[i].cause);
      if (rows[i].owner != NULL)
        g_assert_nonnull (strstr (finding->evidence, rows[i].owner));
    }
}

/* Lines of real boot logs' form are no faults, and nothing is claimed of them. */
static void
test_harmless (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "log", "harmless.log", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (; lines[n] != NULL; n++)
    for (LgFamily family = LG_FAMILY_ALIBABA; family <= LG_FAMILY_CUSTOM; family <<= 1)
      {
        g_autoptr (LgLogLine) line = lg_log_line_read (lines[n], family);

        g_test_message ("%s", lines[n]);
        g_assert_cmpuint (line->findings->len, ==, 0);
      }
  g_assert_cmpuint (n, >=, 570);
}

/* Lines as devices, modules, libraries and brokers write them, in English and Chinese: each has its
   cause, or none. */
static void
test_corpus (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "log", "lines.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) rows = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  rows = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (rows[i], "\t", 2);
      g_autoptr (LgLogLine) line = NULL;

      if (*rows[i] == '#')
        continue;

      line = read_line (fields[1]);
      g_test_message ("%s", rows[i]);
      if (g_str_equal (fields[0], "-"))
        {
          g_assert_cmpuint (line->findings->len, ==, 0);
        }
      else
        {
          g_assert_cmpuint (line->findings->len, ==, 1);
          g_assert_cmpstr (LG_FINDING (line->findings->pdata[0])->cause, ==, fields[0]);
        }
      n++;
    }
  g_assert_cmpuint (n, >=, 300);
}

/* What has two readings names both, and is not certain; what is unknown says what to look for. */
static void
test_uncertain (void)
{
  static const char *const double_lines[] = {
    "-0x0304", "rc=4", "certificate has expired or is not yet valid", "Keepalive timeout",
    "mbedtls_ssl_handshake returned -0x2700", "reason code 0x87", "errno=113",
  };
  static const char *const unknown[] = {
    "all is well", "battery state: 4", "state = 4", "+MQTTDISCONNECTED:0", "ERROR", "AT+CSQ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (double_lines); i++)
    {
      g_autoptr (LgLogLine) line = read_line (double_lines[i]);
      LgFinding *finding = line->findings->pdata[0];

      g_test_message ("%s", double_lines[i]);
      g_assert_cmpint (finding->confidence, !=, LG_CONFIDENCE_CERTAIN);
      g_assert_cmpuint (finding->alternatives->len, >=, 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_autoptr (LgLogLine) line = read_line (unknown[i]);

      g_test_message ("%s", unknown[i]);
      g_assert_cmpuint (line->findings->len, ==, 0);
      g_assert_nonnull (line->next);
      g_assert_cmpstr (line->next, !=, "");
    }
}

/* Of a secret in a line nothing is kept. */
static void
test_mask (void)
{
  static const char *const lines[] = {
    "AT+QMTCONN=0,\"id\",\"user\",\"hidden-value\"", "mqtt password: hidden-value rc=4",
    "AT+CWJAP=\"ssid\",\"hidden-value\"", "{\"deviceSecret\":\"hidden-value\"}",
    "AT+MQTTUSERCFG=0,1,\"id\",\"user\",\"hidden-value\",0,0,\"\"",
    "AT+CMQTTCONNECT=0,\"tcp://h:1883\",60,1,\"user\",\"hidden-value\"",
    "AT+MQTTCONNPARAM=\"id\",\"user\",\"hidden-value\"",
    "AT+SMCONF=\"PASSWORD\",\"hidden-value\"", "token=hidden-value&x=1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *masked = lg_log_mask (lines[i]);

      g_test_message ("%s", masked);
      g_assert_null (strstr (masked, "hidden-value"));
      g_assert_nonnull (strstr (masked, "…"));
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

      g_assert_cmpint (lg_settle_find (finding->cause), ==, rows[i].settle);
      if (rows[i].word != NULL)
        g_assert_nonnull (strstr (finding->advice, rows[i].word));
    }
}

/* The advice is about what the line tells, not about all that its cause may be. */
static void
test_advice (void)
{
  static const struct
  {
    const char *line;
    const char *says;
    const char *omits;
  } rows[] = {
    { "gateway offline", "gateway’s own log", "signal" },
    { "acl_fail", "acl_fail (Tuya", "Alibaba" },
    { "\"code\":6600", "ProductSecret", "Code 4" },
    { "\"code\":520", "combine/login", "ext=3" },
    { "\"code\":521", "enabled", "Values sent" },
    { "\"code\":522", "enabled", "instance or region" },
    { "topic name invalid", "slashes", "ProductKey" },
    { "disconnected, reason code 0x98", "operator", "ext=3" },
    { "disconnected, reason code 0x83", "reason string", "specification" },
    { "disconnected, reason code 0xa0", "connect again", "specification" },
    { "IoT Hub cannot publish messages", "PUBACK", "signal" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) findings = lg_log_line_findings (rows[i].line, LG_FAMILY_ALIBABA);
      g_autofree char *text = NULL;

      g_test_message ("%s", rows[i].line);
      g_assert_cmpuint (findings->len, ==, 1);
      text = g_strconcat (LG_FINDING (findings->pdata[0])->meaning, " ",
                          LG_FINDING (findings->pdata[0])->advice, NULL);
      g_assert_nonnull (strstr (text, rows[i].says));
      g_assert_null (strstr (text, rows[i].omits));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/log-line/lines", test_lines);
  g_test_add_func ("/log-line/settle", test_settle);
  g_test_add_func ("/log-line/owners", test_owners);
  g_test_add_func ("/log-line/harmless", test_harmless);
  g_test_add_func ("/log-line/corpus", test_corpus);
  g_test_add_func ("/log-line/uncertain", test_uncertain);
  g_test_add_func ("/log-line/mask", test_mask);

  g_test_add_func ("/log-line/advice", test_advice);

  return g_test_run ();
}

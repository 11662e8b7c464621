/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What MQTT client libraries write. */
#include "config.h"

#include "lg-log-row.h"

#include <glib/gi18n-lib.h>

#define WORDS LG_LOG_WORDS
#define CODES LG_LOG_CODES
#define OWN_CODES LG_LOG_OWN_CODES
#define CODE LG_LOG_CODE
#define RANGE LG_LOG_RANGE

/* PubSubClient.h: the return of state() */
static const LgLogCode pubsub[] = {
  CODE (-4, CERTAIN, LG_LOG_NO_CONNACK),
  CODE (-3, LIKELY, LG_LOG_LOST, LG_LOG_CLOSED),
  CODE (-2, LIKELY, LG_LOG_UNREACHED, LG_LOG_TLS_FAILED, LG_LOG_NO_NAME),
  CODE (-1, LIKELY, LG_LOG_CLIENT_DISCONNECTED),
  CODE (0, CERTAIN, LG_LOG_HARMLESS),
  CODE (1, CERTAIN, LG_LOG_BAD_VERSION),
  CODE (2, CERTAIN, LG_LOG_BAD_CLIENT_ID),
  CODE (3, CERTAIN, LG_LOG_UNAVAILABLE),
  CODE (4, CERTAIN, LG_LOG_CREDENTIALS),
  CODE (5, CERTAIN, LG_LOG_AUTHORIZED),
  { 0 },
};

/* The library's own numbers, of paho.mqtt.enums and mosquitto.h, which a publish, a subscribe or an
   end returns; from 128 on they are reason codes of MQTT 5. */
static const LgLogCode library[] = {
  CODE (0, CERTAIN, LG_LOG_HARMLESS),
  CODE (1, POSSIBLE, LG_LOG_LOST, LG_LOG_MEMORY),
  CODE (2, POSSIBLE, LG_LOG_MALFORMED),
  CODE (3, POSSIBLE, LG_LOG_MISUSE),
  CODE (4, LIKELY, LG_LOG_LOST),
  CODE (5, POSSIBLE, LG_LOG_LOST, LG_LOG_AUTHORIZED),
  CODE (7, LIKELY, LG_LOG_LOST, LG_LOG_CLOSED, LG_LOG_RESET),
  CODE (8, LIKELY, LG_LOG_TLS_FAILED),
  CODE (9, LIKELY, LG_LOG_TOO_LARGE),
  CODE (12, LIKELY, LG_LOG_NO_RIGHT),
  CODE (14, POSSIBLE, LG_LOG_LOST, LG_LOG_RESET),
  CODE (16, LIKELY, LG_LOG_NO_PINGRESP, LG_LOG_LOST),
  CODE (19, LIKELY, LG_LOG_NO_PINGRESP, LG_LOG_LOST),
  CODE (128, LIKELY, LG_LOG_SUBSCRIBE, LG_LOG_CLOSED_BY_ERROR),
  CODE (0x87, LIKELY, LG_LOG_NO_RIGHT, LG_LOG_SUBSCRIBE, LG_LOG_AUTHORIZED),
  CODE (0x8b, LIKELY, LG_LOG_UNAVAILABLE),
  CODE (0x8d, CERTAIN, LG_LOG_EXPIRED),
  CODE (0x8e, CERTAIN, LG_LOG_KICKED),
  CODE (0x8f, LIKELY, LG_LOG_SUBSCRIBE),
  CODE (0x90, LIKELY, LG_LOG_BAD_TOPIC),
  CODE (0x93, LIKELY, LG_LOG_RATE),
  CODE (0x95, LIKELY, LG_LOG_TOO_LARGE),
  CODE (0x96, LIKELY, LG_LOG_RATE),
  CODE (0x97, LIKELY, LG_LOG_RATE),
  CODE (0x98, LIKELY, LG_LOG_ADMINISTRATIVE),
  CODE (0x99, LIKELY, LG_LOG_PAYLOAD),
  CODE (0x9a, LIKELY, LG_LOG_RETAIN),
  CODE (0x9b, LIKELY, LG_LOG_QOS),
  RANGE (0x9c, 0x9d, LIKELY, LG_LOG_MOVED),
  { 0 },
};

/* MqttException.getReasonCode() */
static const LgLogCode paho_java[] = {
  CODE (1, CERTAIN, LG_LOG_BAD_VERSION),
  CODE (2, CERTAIN, LG_LOG_BAD_CLIENT_ID),
  CODE (3, CERTAIN, LG_LOG_UNAVAILABLE),
  CODE (4, CERTAIN, LG_LOG_CREDENTIALS),
  CODE (5, CERTAIN, LG_LOG_AUTHORIZED),
  CODE (128, LIKELY, LG_LOG_SUBSCRIBE),
  CODE (32000, LIKELY, LG_LOG_NO_CONNACK, LG_LOG_NO_PINGRESP),
  CODE (32002, LIKELY, LG_LOG_LOST),
  CODE (32100, CERTAIN, LG_LOG_MISUSE),
  RANGE (32101, 32102, LIKELY, LG_LOG_CLIENT_DISCONNECTED),
  CODE (32103, LIKELY, LG_LOG_UNREACHED, LG_LOG_TLS_FAILED),
  CODE (32104, LIKELY, LG_LOG_LOST),
  CODE (32109, LIKELY, LG_LOG_LOST, LG_LOG_CLOSED, LG_LOG_RESET),
  CODE (32202, LIKELY, LG_LOG_RATE),
  { 0 },
};

/* MQTTClient.h: below zero the library's own */
static const LgLogCode paho_c[] = {
  CODE (-1, POSSIBLE, LG_LOG_UNREACHED, LG_LOG_TLS_FAILED, LG_LOG_NO_NAME),
  CODE (-3, LIKELY, LG_LOG_LOST),
  CODE (1, CERTAIN, LG_LOG_BAD_VERSION),
  CODE (2, CERTAIN, LG_LOG_BAD_CLIENT_ID),
  CODE (3, CERTAIN, LG_LOG_UNAVAILABLE),
  CODE (4, CERTAIN, LG_LOG_CREDENTIALS),
  CODE (5, CERTAIN, LG_LOG_AUTHORIZED),
  { 0 },
};

/* A negative reason of mqtt.client:connect(); CONNACK codes otherwise */
static const LgLogCode nodemcu[] = {
  CODE (-5, LIKELY, LG_LOG_TCP_REFUSED, LG_LOG_UNREACHED),
  CODE (-4, LIKELY, LG_LOG_NOT_CONNACK),
  CODE (-3, LIKELY, LG_LOG_NO_NAME),
  CODE (-2, LIKELY, LG_LOG_NO_CONNACK),
  CODE (-1, LIKELY, LG_LOG_LOST, LG_LOG_UNREACHED),
  { 0 },
};

/* umqtt raises the code of CONNACK, and 128 of SUBACK */
static const LgLogCode umqtt[] = {
  CODE (1, CERTAIN, LG_LOG_BAD_VERSION),
  CODE (2, CERTAIN, LG_LOG_BAD_CLIENT_ID),
  CODE (3, CERTAIN, LG_LOG_UNAVAILABLE),
  CODE (4, CERTAIN, LG_LOG_CREDENTIALS),
  CODE (5, CERTAIN, LG_LOG_AUTHORIZED),
  CODE (128, CERTAIN, LG_LOG_SUBSCRIBE),
  { 0 },
};

/* lwIP, apps/mqtt.h: mqtt_connection_status_t, of which 1 to 5 are CONNACK's */
static const LgLogCode lwip[] = {
  CODE (256, LIKELY, LG_LOG_CLOSED, LG_LOG_LOST),
  CODE (257, LIKELY, LG_LOG_NO_PINGRESP, LG_LOG_NO_CONNACK),
  { 0 },
};

/* esp_tls_errors.h, as ESP-IDF's “Error Codes Reference” lists them */
static const LgLogCode esp_tls[] = {
  CODE (0x8001, LIKELY, LG_LOG_NO_NAME),
  CODE (0x8002, LIKELY, LG_LOG_MEMORY, LG_LOG_LOST),
  CODE (0x8004, LIKELY, LG_LOG_UNREACHED),
  CODE (0x8006, LIKELY, LG_LOG_NO_ANSWER),
  CODE (0x8008, LIKELY, LG_LOG_CLOSED),
  CODE (0x8010, LIKELY, LG_LOG_ROOT_DAMAGED),
  CODE (0x8015, LIKELY, LG_LOG_ROOT_DAMAGED),
  CODE (0x8017, POSSIBLE, LG_LOG_MEMORY),
  CODE (0x8018, LIKELY, LG_LOG_LOST),
  CODE (0x801a, LIKELY, LG_LOG_TLS_FAILED),
  CODE (0x8035, LIKELY, LG_LOG_TLS_FAILED),
  CODE (0xe001, LIKELY, LG_LOG_NO_ANSWER, LG_LOG_LOST),
  CODE (0xe002, LIKELY, LG_LOG_CLOSED),
  CODE (0xe003, LIKELY, LG_LOG_UNREACHED),
  CODE (0xe004, LIKELY, LG_LOG_MEMORY),
  { 0 },
};

/* Lines of a publish, a subscribe or an end. */
#define USE "(?:publish|disconnect|subscri|\\bsend\\b|\\bsent\\b|\\bpub\\b|\\bsub\\b|断开)"

const LgLogRow lg_log_rows_client[] = {
  CODES (PAHO_JAVA, "MqttException\\b[^()]{0,120}\\(\\s*(?<code>\\d{1,5})\\s*\\)", paho_java),
  CODES (PAHO_JAVA, "\\((?<code>32\\d{3})\\)", paho_java),
  WORDS (PAHO_JAVA, "客户机未连接|\\bclient is not connected\\b", LIKELY, LG_LOG_LOST),
  WORDS (PAHO_JAVA, "已断开连接|\\bconnection lost\\b(?!.*\\brc\\b)", LIKELY, LG_LOG_LOST,
         LG_LOG_CLOSED),
  WORDS (PAHO_JAVA, "无法连接至服务器|unable to connect to server", LIKELY, LG_LOG_UNREACHED,
         LG_LOG_TLS_FAILED),
  WORDS (PAHO_JAVA, "等待来自服务器的响应时超时|timed out waiting for a response from the server",
         LIKELY, LG_LOG_NO_CONNACK, LG_LOG_NO_PINGRESP),
  WORDS (PAHO_JAVA, "错误的用户名或密码", CERTAIN, LG_LOG_CREDENTIALS),
  WORDS (PAHO_JAVA, "无权连接", CERTAIN, LG_LOG_AUTHORIZED),
  WORDS (PAHO_JAVA, "无效客户机标识|无效的客户机标识", CERTAIN, LG_LOG_BAD_CLIENT_ID),
  WORDS (PAHO_JAVA, "代理程序不可用", CERTAIN, LG_LOG_UNAVAILABLE),
  WORDS (PAHO_JAVA, "无效协议版本|无效的协议版本", CERTAIN, LG_LOG_BAD_VERSION),
  CODES (PAHO_C, "failed to (?:connect|start connect)\\b.{0,24}return code\\W{0,3}" LG_LOG_NUMBER,
         paho_c),

  CODES (CLIENT, "\\bsuback\\b.{0,30}\\b(?:code|rc|ret(?:urn)?|result|status)\\b\\W{0,4}"
         LG_LOG_NUMBER, lg_log_suback_codes),
  CODES (UMQTT, "\\bMQTTException\\W{0,3}" LG_LOG_NUMBER, umqtt),
  CODES (NODEMCU, "^(?!.*" USE ").*(?:fail|mqtt).{0,24}\\breason\\W{0,3}(?<code>-[1-5])(?!\\d)",
         nodemcu),
  WORDS (NODEMCU, "CONN_FAIL_SERVER_NOT_FOUND", LIKELY, LG_LOG_TCP_REFUSED, LG_LOG_UNREACHED),
  WORDS (NODEMCU, "CONN_FAIL_DNS", LIKELY, LG_LOG_NO_NAME),
  WORDS (NODEMCU, "CONN_FAIL_TIMEOUT_RECEIVING", LIKELY, LG_LOG_NO_CONNACK),
  WORDS (NODEMCU, "CONN_FAIL_TIMEOUT_SENDING", LIKELY, LG_LOG_LOST, LG_LOG_UNREACHED),
  WORDS (NODEMCU, "CONN_FAIL_NOT_A_CONNACK", LIKELY, LG_LOG_NOT_CONNACK),

  WORDS (MQTTNET, "\\(?\\bClientIdentifierNotValid\\b", CERTAIN, LG_LOG_BAD_CLIENT_ID),
  WORDS (MQTTNET, "\\bBadUserNameOrPassword\\b", CERTAIN, LG_LOG_CREDENTIALS),
  WORDS (MQTTNET, "MqttConnectingFailedException.*\\bNotAuthorized\\b|\\bRefusedNotAuthorized\\b",
         CERTAIN, LG_LOG_AUTHORIZED),
  WORDS (MQTTNET, "\\bUnsupportedProtocolVersion\\b|\\bRefusedUnacceptableProtocolVersion\\b",
         CERTAIN, LG_LOG_BAD_VERSION),
  WORDS (MQTTNET, "\\b(?:ServerUnavailable|ServerBusy|RefusedServerUnavailable)\\b", LIKELY,
         LG_LOG_UNAVAILABLE),
  WORDS (MQTTNET, "\\bSessionTakenOver\\b", CERTAIN, LG_LOG_KICKED),
  WORDS (MQTTNET, "\\breason\\W{1,3}KeepAliveTimeout\\b", LIKELY, LG_LOG_EXPIRED),
  WORDS (MQTTNET, "\\bMqttCommunicationTimedOutException\\b", POSSIBLE, LG_LOG_NO_ANSWER,
         LG_LOG_NO_PINGRESP),
  WORDS (MQTTNET, "\\bMqttCommunicationException\\b", POSSIBLE, LG_LOG_LOST, LG_LOG_UNREACHED),
  WORDS (PAHO_PYTHON, "\\bkeep-? ?alive exceeded\\b", LIKELY, LG_LOG_NO_PINGRESP, LG_LOG_LOST),
  WORDS (MQTT_JS, "\\bconnack timeout\\b", LIKELY, LG_LOG_NO_CONNACK),

  CODES (PUBSUB, "^(?=.*fail)(?!.*(?:" USE "|\\berrno\\b)).*?\\K(?:\\bmqtt\\b.{0,40})?"
         "\\bfailed\\W{1,3}(?:mqtt )?(?:with )?(?:rc|"
         "state)\\W{0,3}"
         LG_LOG_NUMBER, pubsub),
  CODES (PUBSUB, "^(?=.*mqtt)(?!.*(?:" USE "|\\berrno\\b)).*\\K\\bmqtt\\b.{0,60}(?:fail\\w*|error|"
         "disconnected|state).{0,12}"
         "\\b(?:rc|state)\\b\\W{0,3}(?<code>-[1-4])(?!\\d)", pubsub),
  CODES (PUBSUB, "^\\W*(?:rc|state)\\W{0,3}(?<code>-[1-4])\\W*$", pubsub),

  OWN_CODES (PAHO_PYTHON, USE ".{0,120}\\b(?:rc|result|ret|code|"
         "return code|reason[ _]?code|reason)\\b"
         "\\W{0,4}" LG_LOG_NUMBER, library),
  OWN_CODES (PAHO_PYTHON, "\\b(?:rc|result|ret|return code|"
         "reason[ _]?code)\\b\\W{0,4}" LG_LOG_NUMBER
         ".{0,60}" USE, library),
  WORDS (CLIENT, "\\bMQTT_CONNECT_REFUSED_PROTOCOL_VERSION\\b", CERTAIN, LG_LOG_BAD_VERSION),
  WORDS (CLIENT, "\\bMQTT_CONNECT(?:ION)?_REFUSED_(?:IDENTIFIER|ID\\w*)\\b", CERTAIN,
         LG_LOG_BAD_CLIENT_ID),
  WORDS (CLIENT, "\\bMQTT_CONNECT(?:ION)?_REFUSED_SERVER\\w*", CERTAIN, LG_LOG_UNAVAILABLE),
  WORDS (CLIENT, "\\bMQTT_CONNECT(?:ION)?_REFUSED_(?:BAD_)?USERNAME\\w*", CERTAIN,
         LG_LOG_CREDENTIALS),
  WORDS (CLIENT, "\\bMQTT_CONNECT(?:ION)?_REFUSED_NOT_AUTHORI[SZ]ED\\w*", CERTAIN,
         LG_LOG_AUTHORIZED),
  WORDS (CLIENT, "\\bMQTT_CONNECT_TIMEOUT\\b", LIKELY, LG_LOG_NO_PINGRESP, LG_LOG_NO_CONNACK),
  WORDS (CLIENT, "\\bMQTT_CONNECT_DISCONNECTED\\b", LIKELY, LG_LOG_CLOSED, LG_LOG_LOST),
  CODES (CLIENT, "\\bmqtt\\b.{0,40}\\bstatus\\W{0,4}(?<code>25[67])(?!\\d)", lwip),
  WORDS (PAHO_PYTHON, "\\bthe (?:network )?connection was lost\\b|"
         "\\bclient is not currently connected\\b",
         LIKELY, LG_LOG_LOST, LG_LOG_CLOSED),

  WORDS (ESP_IDF, "no ping_?resp|ping_?resp (?:was )?not received|"
         "^(?!.*(?:icmp|gateway|\\d\\.\\d{1,3}\\.)).*\\K\\bping ?_?(?:resp(?:onse)?|"
         "req(?:uest)?)?\\b.{0,8}"
         "(?:time-?d? ?-?out|not answered|unanswered)|"
         "ping_outstanding", LIKELY, LG_LOG_NO_PINGRESP, LG_LOG_LOST),
  WORDS (ESP_IDF, "writing didn't complete in specified timeout|(?:poll|write|writing) "
         "(?:timeout or )?error\\W{1,3}errno=0?\\b", LIKELY, LG_LOG_LOST, LG_LOG_NO_ANSWER),
  WORDS (ESP_IDF, "transport_read\\(\\)\\W{1,3}EOF|ESP_ERR_ESP_TLS_TCP_CLOSED_FIN", LIKELY,
         LG_LOG_CLOSED),
  WORDS (ESP_IDF, "esp-tls\\b.*select\\(\\) timeout|ESP_TLS_CONNECTION_TIMEOUT", LIKELY,
         LG_LOG_NO_ANSWER),
  WORDS (ESP_IDF, "ESP_TLS_CANNOT_RESOLVE_HOSTNAME|couldn't get hostname for", LIKELY,
         LG_LOG_NO_NAME),
  WORDS (ESP_IDF, "ESP_TLS_FAILED_CONNECT_TO_HOST", LIKELY, LG_LOG_UNREACHED),
  WORDS (ESP_IDF, "ESP_ERR_MBEDTLS_SSL_HANDSHAKE_FAILED", LIKELY, LG_LOG_TLS_FAILED),
  WORDS (ESP_IDF, "No matching trusted root certificate found", CERTAIN, LG_LOG_UNTRUSTED),
  WORDS (ESP_IDF, "Failed to verify certificate|PK verify failed with error", LIKELY,
         LG_LOG_UNTRUSTED),
  WORDS (ESP_IDF, "No server verification option set", CERTAIN, LG_LOG_ROOT_MISSING),
  CODES (ESP_IDF, "(?:esp[-_ ]?tls|esp_err|\\blast (?:esp )?error|mqtt|tls).{0,60}?\\b"
         "(?<code>0x(?:80[013][0-9a-f]|e00[1-4]))(?!\\w)", esp_tls),
  { 0 },
};

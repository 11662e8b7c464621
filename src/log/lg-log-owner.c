/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-log-owner.h"

#include <glib/gi18n-lib.h>

/* A product is named and its document cited, both as they are called; what is no product is a
   sentence to translate. Where no document is cited, the rows are what users report of it. */
static const struct
{
  const char *name;
  const char *source;
  const char *sentence;
} owners[] = {
  [LG_LOG_OWNER_NOBODY] = { NULL },
  [LG_LOG_OWNER_CONSOLE] = { NULL, NULL,
    N_("It is a reason the platform's console writes into the device's log.") },
  [LG_LOG_OWNER_PLATFORM] = { NULL, NULL, N_("It is a code of the platform.") },
  [LG_LOG_OWNER_TUYA_CONSOLE] = { NULL, NULL, N_("It is a code of Tuya's device log.") },
  [LG_LOG_OWNER_CONNACK] = { NULL, NULL,
    N_("It is a CONNACK code, or a client library's word for it.") },
  [LG_LOG_OWNER_REASON] = { NULL, NULL,
    N_("It is a reason code of MQTT 5, or a client library's word for it.") },
  [LG_LOG_OWNER_SDK3] = { "Link SDK for C 3", "aliyun/iotkit-embedded v3: infra_defs.h, "
                          "iotx_mqtt.h" },
  [LG_LOG_OWNER_SDK4] = { NULL, NULL,
    N_("It is Link SDK for C 4: its names for these numbers are shifted by one, so the number "
       "counts and not the name beside it. With MQTT 5 the same numbers mean other things.") },
  [LG_LOG_OWNER_SDK4_SHIFTED] = { NULL, NULL,
    N_("It is a name of Link SDK for C 4, whose names are shifted by one: they say one thing and "
       "mean the CONNACK code before it.") },
  [LG_LOG_OWNER_TUYA_SDK] = { "TuyaOpen / TuyaLink SDK", "tuya/TuyaOpen: tuya_error_code.h, "
                              "mqtt_client_interface.h" },
  [LG_LOG_OWNER_CORE_MQTT] = { "coreMQTT", "FreeRTOS/coreMQTT: core_mqtt_serializer.h" },
  [LG_LOG_OWNER_QUECTEL] = { "Quectel", "EC2x & EG9x & BG96 & EC200x MQTT Application Note" },
  [LG_LOG_OWNER_SIMCOM] = { "SIMCom", "SIM7600 / A76xx Series MQTT(S) Application Note" },
  [LG_LOG_OWNER_ESP_AT] = { "ESP-AT", "ESP-AT User Guide, MQTT AT Commands" },
  [LG_LOG_OWNER_UBLOX] = { "u-blox", "SARA-R4 / SARA-R5 AT Commands Manual, +UMQTTC" },
  [LG_LOG_OWNER_LUAT] = { "LuatOS / Air", NULL },
  [LG_LOG_OWNER_NEOWAY] = { "Neoway", "N58 AT Commands Manual 2.0, chapter 16" },
  [LG_LOG_OWNER_ML307] = { "China Mobile ML307", NULL },
  [LG_LOG_OWNER_ESP_IDF] = { "ESP-IDF", "espressif/esp-idf: esp_tls_errors.h; esp-mqtt" },
  [LG_LOG_OWNER_PUBSUB] = { "PubSubClient", "knolleary/pubsubclient: PubSubClient.h" },
  [LG_LOG_OWNER_PAHO_JAVA] = { "Eclipse Paho (Java)", "MqttException, messages.properties" },
  [LG_LOG_OWNER_PAHO_C] = { "Eclipse Paho (C)", "MQTTClient.h, MQTTAsync.h" },
  [LG_LOG_OWNER_PAHO_PYTHON] = { "Eclipse Paho (Python) / libmosquitto", "paho.mqtt.enums, "
                                 "mosquitto.h" },
  [LG_LOG_OWNER_MQTT_JS] = { "MQTT.js", "mqttjs/MQTT.js" },
  [LG_LOG_OWNER_MQTTNET] = { "MQTTnet", "dotnet/MQTTnet: MqttClientConnectResultCode" },
  [LG_LOG_OWNER_UMQTT] = { "umqtt (MicroPython)", "micropython-lib: umqtt.simple" },
  [LG_LOG_OWNER_NODEMCU] = { "NodeMCU", "NodeMCU documentation, module mqtt" },
  [LG_LOG_OWNER_MOSQUITTO] = { "mosquitto", "eclipse/mosquitto: src/" },
  [LG_LOG_OWNER_MBEDTLS] = { "mbed TLS", "Mbed-TLS/mbedtls: ssl.h, x509.h, net_sockets.h" },
  [LG_LOG_OWNER_WOLFSSL] = { "wolfSSL", "wolfSSL Manual, Appendix: Error Codes" },
  [LG_LOG_OWNER_BEARSSL] = { "BearSSL", "bearssl_ssl.h, bearssl_x509.h" },
  [LG_LOG_OWNER_OPENSSL] = { "OpenSSL", "openssl-verification-options(1), X509_STORE_CTX_get_error"
                             "(3)" },
  [LG_LOG_OWNER_GO] = { "Go", "crypto/x509" },
  [LG_LOG_OWNER_JAVA] = { "Java", "java.security.cert, JSSE" },
  [LG_LOG_OWNER_DOTNET] = { ".NET", "System.Net.Security.SslPolicyErrors" },
  [LG_LOG_OWNER_TLS] = { NULL, NULL, N_("It is a TLS alert, by its number or its name.") },
  [LG_LOG_OWNER_SYSTEM] = { NULL, NULL, N_("It is an error of the device's network functions.") },
  [LG_LOG_OWNER_CLIENT] = { NULL, NULL, N_("It is what a client library says.") },
};

/**
 * lg_log_owner_describe:
 *
 * Returns: (transfer full): a translated sentence on who writes such lines, and where that is
 *   documented
 */
char *
lg_log_owner_describe (LgLogOwner self)
{
  g_return_val_if_fail (self > 0 && (guint) self < G_N_ELEMENTS (owners), NULL);

  if (owners[self].sentence != NULL)
    return g_strdup (_(owners[self].sentence));
  if (owners[self].source == NULL)
    /* Translators: a product's name */
    return g_strdup_printf (_("%s writes such lines, as users report."), owners[self].name);
  /* Translators: a product's name, and the document that lists its codes */
  return g_strdup_printf (_("%s writes such lines (source: %s)."), owners[self].name,
                          owners[self].source);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the platforms' own SDKs write. */
#include "config.h"

#include "lg-log-row.h"

#include <glib/gi18n-lib.h>

#define WORDS LG_LOG_WORDS
#define CODES LG_LOG_CODES
#define OWN_CODES LG_LOG_OWN_CODES
#define CODE LG_LOG_CODE

/* aiot_state_api.h: -0x0300 - n. The connect functions for MQTT 3.1.1 and for MQTT 5 return the
   same numbers for different codes of the server. */
static const LgLogCode sdk4[] = {
  CODE (-0x201, LIKELY, LG_LOG_MEMORY),
  CODE (-0x203, POSSIBLE, LG_LOG_UNREACHED, LG_LOG_TLS_FAILED, LG_LOG_NO_NAME),
  CODE (-0x204, POSSIBLE, LG_LOG_CLOSED, LG_LOG_LOST),
  CODE (-0x207, POSSIBLE, LG_LOG_NO_ANSWER, LG_LOG_LOST),
  CODE (-0x301, LIKELY, LG_LOG_NOT_CONNACK),
  CODE (-0x302, LIKELY, LG_LOG_BAD_VERSION),
  CODE (-0x303, LIKELY, LG_LOG_BAD_CLIENT_ID, LG_LOG_UNAVAILABLE),
  CODE (-0x304, LIKELY, LG_LOG_UNAVAILABLE, LG_LOG_CREDENTIALS),
  CODE (-0x305, LIKELY, LG_LOG_CREDENTIALS, LG_LOG_AUTHORIZED),
  CODE (-0x306, LIKELY, LG_LOG_REFUSED_OTHER),
  CODE (-0x308, LIKELY, LG_LOG_BAD_TOPIC),
  CODE (-0x315, LIKELY, LG_LOG_NO_CONNACK),
  CODE (-0x503, LIKELY, LG_LOG_REGISTER_TIMEOUT),
  { 0 },
};

/* infra_defs.h and iotx_mqtt.h */
static const LgLogCode sdk3[] = {
  CODE (-34, LIKELY, LG_LOG_AUTHORIZED),
  CODE (-35, LIKELY, LG_LOG_CREDENTIALS),
  CODE (-36, LIKELY, LG_LOG_UNAVAILABLE),
  CODE (-37, LIKELY, LG_LOG_BAD_CLIENT_ID),
  CODE (-38, LIKELY, LG_LOG_BAD_VERSION),
  { 0 },
};

/* The same, and what only the SDK's own lines say. */
static const LgLogCode sdk3_own[] = {
  CODE (-14, LIKELY, LG_LOG_LOST),
  CODE (-24, LIKELY, LG_LOG_SUBSCRIBE),
  CODE (-27, POSSIBLE, LG_LOG_LOST),
  CODE (-28, LIKELY, LG_LOG_UNREACHED, LG_LOG_TLS_FAILED),
  CODE (-29, POSSIBLE, LG_LOG_NO_CONNACK),
  CODE (-31, POSSIBLE, LG_LOG_LOST),
  CODE (-34, CERTAIN, LG_LOG_AUTHORIZED),
  CODE (-35, CERTAIN, LG_LOG_CREDENTIALS),
  CODE (-36, CERTAIN, LG_LOG_UNAVAILABLE),
  CODE (-37, CERTAIN, LG_LOG_BAD_CLIENT_ID),
  CODE (-38, CERTAIN, LG_LOG_BAD_VERSION),
  CODE (-40, LIKELY, LG_LOG_LOST),
  { 0 },
};

/* tuya_error_code.h: OPRT_AUTHENTICATION_FAIL */
static const LgLogCode tuya[] = {
  CODE (-34, LIKELY, LG_LOG_AUTHORIZED, LG_LOG_CREDENTIALS),
  { 0 },
};

/* mqtt_client_interface.h: mqtt_client_status_t */
static const LgLogCode tuya_client[] = {
  CODE (2, POSSIBLE, LG_LOG_NO_CONNACK, LG_LOG_CREDENTIALS, LG_LOG_BAD_CLIENT_ID),
  CODE (3, LIKELY, LG_LOG_AUTHORIZED, LG_LOG_CREDENTIALS),
  CODE (4, POSSIBLE, LG_LOG_ROOT_DAMAGED, LG_LOG_MEMORY),
  CODE (5, POSSIBLE, LG_LOG_UNREACHED, LG_LOG_TLS_FAILED, LG_LOG_NO_NAME),
  CODE (6, LIKELY, LG_LOG_NO_ANSWER),
  CODE (-34, LIKELY, LG_LOG_AUTHORIZED, LG_LOG_CREDENTIALS),
  { 0 },
};

#define IOTX "^.*(?:iotx_|iotkit|linkkit|IOT_MQTT|wrapper_mqtt|_mqtt_cycle|_dm_|esp-aliyun)"

const LgLogRow lg_log_rows_sdk[] = {
  CODES (TUYA_SDK, "\\btuya[ _]?mqtt\\b.{0,40}(?:fail|err)\\w*\\W{0,3}" LG_LOG_NUMBER, tuya_client),
  CODES (TUYA_SDK, "\\bty [EWIDN]\\].*MQTT connect fail\\W{0,3}" LG_LOG_NUMBER, tuya_client),
  CODES (TUYA_SDK, "\\bMQTT connect fail:" LG_LOG_NUMBER, tuya_client),
  CODES (TUYA_SDK, "(?:\\btuya|\\bty [EWIDN]\\]|\\btylink|tuyalink|\\bOPRT_)"
         ".*?" LG_LOG_ALONE (LG_LOG_NUMBER), tuya),
  WORDS (TUYA_SDK, "\\bOPRT_AUTHENTICATION_FAIL\\b", LIKELY, LG_LOG_AUTHORIZED,
         LG_LOG_CREDENTIALS),
  WORDS (CORE_MQTT, "\\bMQTTNotAuthorized\\b", LIKELY, LG_LOG_AUTHORIZED, LG_LOG_CREDENTIALS),
  WORDS (CORE_MQTT, "\\bMQTTServerRefused\\b", POSSIBLE, LG_LOG_CREDENTIALS, LG_LOG_AUTHORIZED,
         LG_LOG_BAD_CLIENT_ID, LG_LOG_SUBSCRIBE),
  WORDS (CORE_MQTT, "\\bMQTTKeepAliveTimeout\\b", LIKELY, LG_LOG_NO_PINGRESP, LG_LOG_LOST),
  WORDS (CORE_MQTT, "\\bMQTT(?:Recv|Send)Failed\\b", LIKELY, LG_LOG_LOST, LG_LOG_CLOSED),
  WORDS (CORE_MQTT, "\\bMQTTBadResponse\\b", LIKELY, LG_LOG_MALFORMED),

  WORDS (SDK4_SHIFTED, "connack_rcode_server_unavailable(?!.*-0x)|"
         "mqtt server unavailable, discon", LIKELY, LG_LOG_BAD_CLIENT_ID, LG_LOG_UNAVAILABLE),
  WORDS (SDK4_SHIFTED, "connack_rcode_bad_username_password(?!.*-0x)|"
         "mqtt bad username or password, discon", LIKELY, LG_LOG_UNAVAILABLE, LG_LOG_CREDENTIALS),
  WORDS (SDK4_SHIFTED, "connack_rcode_not_authorized(?!.*-0x)|mqtt authorize fail, discon", LIKELY,
         LG_LOG_CREDENTIALS, LG_LOG_AUTHORIZED),
  WORDS (SDK4, "connack_rcode_unacceptable_protocol(?!.*-0x)|mqtt invalid protocol version, discon",
         LIKELY, LG_LOG_BAD_VERSION),
  CODES (SDK4, LG_LOG_ALONE ("(?<code>-0x0*[235][0-9a-f]{2})"), sdk4),

  CODES (SDK3, IOTX ".*?" LG_LOG_ALONE (LG_LOG_NUMBER), sdk3_own),
  OWN_CODES (SDK3, "\\b(?:result|ret|rc|res|err(?:or)?(?:[ _]?code)?|"
         "return(?:ed|s)?)\\b\\W{0,4}?"
         "(?<code>-3[4-8])(?![\\w.])", sdk3),
  OWN_CODES (SDK3, "^(?!.*(?:rssi|rsrp|dbm|\\bdb\\b|snr|signal|temp|sinr|\\bap\\b))"
         ".*(?:mqtt|connect|connack).*?" LG_LOG_ALONE ("(?<code>-3[4-8])"), sdk3),
  CODES (SDK3, "^\\W*?(?<code>-3[4-8])\\W*$", sdk3),
  WORDS (SDK3, "iotx_mc_keepalive.*network is disconnected|"
         "\\[err\\].*network is disconnected", LIKELY, LG_LOG_LOST, LG_LOG_NO_PINGRESP),
  { 0 },
};

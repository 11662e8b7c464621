/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What MQTT itself defines, and the order in which the tables are asked. */
#include "config.h"

#include "lg-log-row.h"

#include <glib/gi18n-lib.h>

#define WORDS LG_LOG_WORDS
#define OWN_WORDS LG_LOG_OWN_WORDS
#define CODES LG_LOG_CODES
#define OWN_CODES LG_LOG_OWN_CODES
#define CODE LG_LOG_CODE

/* What no publishing, subscribing or ending is about. */
#define LOGIN \
  "^(?!.*(?:publish|disconnect|subscri|\\bpub\\b|\\bsub\\b|send(?:ing)?\\b))"

const LgLogCode lg_log_connack_codes[] = {
  CODE (0, CERTAIN, LG_LOG_HARMLESS),
  CODE (1, CERTAIN, LG_LOG_BAD_VERSION),
  CODE (2, CERTAIN, LG_LOG_BAD_CLIENT_ID),
  CODE (3, CERTAIN, LG_LOG_UNAVAILABLE),
  CODE (4, CERTAIN, LG_LOG_CREDENTIALS),
  CODE (5, CERTAIN, LG_LOG_AUTHORIZED),
  CODE (0x81, LIKELY, LG_LOG_MALFORMED),
  CODE (0x82, LIKELY, LG_LOG_MALFORMED),
  CODE (0x83, LIKELY, LG_LOG_UNSPECIFIED),
  CODE (0x84, CERTAIN, LG_LOG_BAD_VERSION),
  CODE (0x85, CERTAIN, LG_LOG_BAD_CLIENT_ID),
  CODE (0x86, CERTAIN, LG_LOG_CREDENTIALS),
  CODE (0x87, LIKELY, LG_LOG_AUTHORIZED, LG_LOG_NO_RIGHT, LG_LOG_SUBSCRIBE),
  CODE (0x88, CERTAIN, LG_LOG_UNAVAILABLE),
  CODE (0x89, CERTAIN, LG_LOG_UNAVAILABLE),
  CODE (0x8a, CERTAIN, LG_LOG_AUTHORIZED),
  CODE (0x8c, CERTAIN, LG_LOG_CREDENTIALS),
  CODE (0x8d, CERTAIN, LG_LOG_EXPIRED),
  CODE (0x8e, CERTAIN, LG_LOG_KICKED),
  CODE (0x8f, CERTAIN, LG_LOG_SUBSCRIBE),
  CODE (0x90, CERTAIN, LG_LOG_BAD_TOPIC),
  CODE (0x93, LIKELY, LG_LOG_RATE),
  CODE (0x94, LIKELY, LG_LOG_BAD_TOPIC),
  CODE (0x95, CERTAIN, LG_LOG_TOO_LARGE),
  CODE (0x96, CERTAIN, LG_LOG_RATE),
  CODE (0x97, CERTAIN, LG_LOG_RATE),
  CODE (0x98, LIKELY, LG_LOG_ADMINISTRATIVE),
  CODE (0x99, CERTAIN, LG_LOG_PAYLOAD),
  CODE (0x9a, CERTAIN, LG_LOG_RETAIN),
  CODE (0x9b, CERTAIN, LG_LOG_QOS),
  CODE (0x9c, CERTAIN, LG_LOG_MOVED),
  CODE (0x9d, CERTAIN, LG_LOG_MOVED),
  CODE (0x9e, CERTAIN, LG_LOG_SUBSCRIBE),
  CODE (0x9f, CERTAIN, LG_LOG_RATE),
  CODE (0xa0, CERTAIN, LG_LOG_TIME_IS_UP),
  CODE (0xa1, CERTAIN, LG_LOG_SUBSCRIBE),
  CODE (0xa2, CERTAIN, LG_LOG_SUBSCRIBE),
  { 0 },
};

const LgLogCode lg_log_suback_codes[] = {
  LG_LOG_RANGE (0, 2, CERTAIN, LG_LOG_HARMLESS),
  LG_LOG_RANGE (128, 162, CERTAIN, LG_LOG_SUBSCRIBE),
  { 0 },
};

/* A return code whose owner the line does not name: MQTT's, or the library's own. */
static const LgLogCode loose_codes[] = {
  CODE (0, POSSIBLE, LG_LOG_HARMLESS),
  CODE (1, POSSIBLE, LG_LOG_BAD_VERSION, LG_LOG_MEMORY),
  CODE (2, LIKELY, LG_LOG_BAD_CLIENT_ID, LG_LOG_MALFORMED),
  CODE (3, LIKELY, LG_LOG_UNAVAILABLE, LG_LOG_MISUSE),
  CODE (4, LIKELY, LG_LOG_CREDENTIALS, LG_LOG_LOST),
  CODE (5, LIKELY, LG_LOG_AUTHORIZED, LG_LOG_LOST),
  { 0 },
};

/* The subset that is written with a name that only MQTT 5 has. */
static const LgLogCode reason_codes[] = {
  CODE (0x83, LIKELY, LG_LOG_UNSPECIFIED),
  CODE (0x84, LIKELY, LG_LOG_BAD_VERSION),
  CODE (0x85, LIKELY, LG_LOG_BAD_CLIENT_ID),
  CODE (0x86, LIKELY, LG_LOG_CREDENTIALS),
  CODE (0x87, LIKELY, LG_LOG_AUTHORIZED, LG_LOG_NO_RIGHT, LG_LOG_SUBSCRIBE),
  CODE (0x88, LIKELY, LG_LOG_UNAVAILABLE),
  CODE (0x89, LIKELY, LG_LOG_UNAVAILABLE),
  CODE (0x8a, LIKELY, LG_LOG_AUTHORIZED),
  CODE (0x8c, LIKELY, LG_LOG_CREDENTIALS),
  CODE (0x8d, LIKELY, LG_LOG_EXPIRED),
  CODE (0x8e, LIKELY, LG_LOG_KICKED),
  CODE (0x8f, LIKELY, LG_LOG_SUBSCRIBE),
  CODE (0x90, LIKELY, LG_LOG_BAD_TOPIC),
  CODE (0x95, LIKELY, LG_LOG_TOO_LARGE),
  CODE (0x96, LIKELY, LG_LOG_RATE),
  CODE (0x97, LIKELY, LG_LOG_RATE),
  CODE (0x98, LIKELY, LG_LOG_ADMINISTRATIVE),
  CODE (0x99, LIKELY, LG_LOG_PAYLOAD),
  CODE (0x9a, LIKELY, LG_LOG_RETAIN),
  CODE (0x9b, LIKELY, LG_LOG_QOS),
  CODE (0x9c, LIKELY, LG_LOG_MOVED),
  CODE (0x9d, LIKELY, LG_LOG_MOVED),
  CODE (0x9e, LIKELY, LG_LOG_SUBSCRIBE),
  CODE (0x9f, LIKELY, LG_LOG_RATE),
  CODE (0xa0, LIKELY, LG_LOG_TIME_IS_UP),
  CODE (0xa1, LIKELY, LG_LOG_SUBSCRIBE),
  CODE (0xa2, LIKELY, LG_LOG_SUBSCRIBE),
  { 0 },
};

#define KEY(word) "\\b" word "\\b\\W{0,4}(?:is\\W{1,2}|was\\W{1,2})?"
#define FAILED "(?:fail\\w*|refus\\w*|reject\\w*|denied|error|失败|拒绝)"

const LgLogRow lg_log_rows_mqtt[] = {
  WORDS (CONNACK, "\\bconnack\\b.{0,20}(?:time-?d? ?-?out|"
         "not received)", LIKELY, LG_LOG_NO_CONNACK),
  CODES (CONNACK, "\\bconnack\\b(?!.{0,20}time)[^\\d-]{0,32}" LG_LOG_NUMBER, lg_log_connack_codes),
  CODES (CONNACK, "connection[ _]refuse[d]?\\b[^\\d-]{0,32}?\\b(?:code|rc|error|reason|ret)\\W{0,4}"
         LG_LOG_NUMBER, lg_log_connack_codes),
  OWN_CODES (CONNACK, LOGIN ".*\\K\\bmqtt\\b.{0,60}" FAILED ".{0,24}"
         KEY ("(?:rc|return[ _-]?code|code|ret|state|reason)") LG_LOG_NUMBER, lg_log_connack_codes),
  OWN_CODES (CONNACK, LOGIN ".*\\K\\b(?:connect(?:ion)?|login|log in)\\b.{0,40}" FAILED ".{0,24}"
         KEY ("(?:rc|return[ _-]?code|reason[ _-]?code)") LG_LOG_NUMBER, lg_log_connack_codes),
  OWN_CODES (CONNACK, LOGIN ".*\\K\\bconnect(?:ed|ion)? with (?:result|return) code\\W{1,3}"
         LG_LOG_NUMBER, lg_log_connack_codes),
  OWN_CODES (REASON, "^(?=.*(?:mqtt|connack|connect|broker|login)).*\\K"
         KEY ("reason[ _-]?code") LG_LOG_NUMBER, lg_log_connack_codes),
  OWN_CODES (REASON, KEY ("reason[ _-]?code") LG_LOG_NUMBER, reason_codes),
  CODES (REASON, "\\b(?:reason|rc|return)[ _-]?code\\W{0,4}(?<hex>[89a][0-9a-f])\\b", reason_codes),
  CODES (CONNACK, "^\\W*(?:rc|return[ _-]?code|code|返回码)\\W{0,4}" LG_LOG_NUMBER "\\W*$",
         loose_codes),
  OWN_CODES (REASON, "\\b(?:rc|return[ _-]?code)\\W{0,4}" LG_LOG_NUMBER,
         reason_codes),
  OWN_CODES (CONNACK, LOGIN "(?=.*(?:mqtt|connect|broker|login)).*\\K"
             KEY ("(?:rc|return[ _-]?code)") LG_LOG_NUMBER, loose_codes),

  WORDS (CONNACK, "unacceptable protocol|unsupported protocol version|connection_refuse_protocol|"
         "connection refused,? bad protocol|unaccepted protocol version", CERTAIN,
         LG_LOG_BAD_VERSION),
  WORDS (CONNACK, "(?:identifier|\\bid)[ _]rejected|client identifier not valid|"
         "connection_refuse_id_rejected|client[_ ]?id(?:entifier)? (?:is )?(?:not valid|rejected)|"
         "invalid client ?id", CERTAIN, LG_LOG_BAD_CLIENT_ID),
  WORDS (CONNACK, "connection refused,? (?:server|broker|service)[ _]unavailable|"
         "connection_refuse_server_unavailable|refused:? (?:broker|server) unavailable", CERTAIN,
         LG_LOG_UNAVAILABLE),
  WORDS (CONNACK, "(?:server|broker)[ _]unavailable", LIKELY, LG_LOG_UNAVAILABLE),
  WORDS (CONNACK, "bad[ _]user[ _]?name|bad[ _]userdata|bad user name or password|"
         "bad username or password|malformed (?:user ?name or )?password", CERTAIN,
         LG_LOG_CREDENTIALS),
  WORDS (CONNACK, "connection refused\\W{0,3}(?:reason\\W{0,3})?not[ _]authori[sz]ed|"
         "connection_refuse_not_authorized|not authori[sz]ed to connect", CERTAIN,
         LG_LOG_AUTHORIZED),
  OWN_WORDS (CONNACK, "\\bnot[ _]authori[sz]ed", LIKELY,
         LG_LOG_AUTHORIZED, LG_LOG_NO_RIGHT,
         LG_LOG_SUBSCRIBE),
  WORDS (REASON, "session[ _]?taken[ _]?over", CERTAIN, LG_LOG_KICKED),
  WORDS (REASON, "\\bkeep[ _]?alive[ _]?timeout\\b(?=.*reason)|"
         "DISCONNECT.{0,30}keep ?alive timeout",
         LIKELY, LG_LOG_EXPIRED, LG_LOG_NO_PINGRESP),
  WORDS (REASON, "message rate too high|quota exceeded|receive maximum exceeded", LIKELY,
         LG_LOG_RATE),
  WORDS (REASON, "packet too large", LIKELY, LG_LOG_TOO_LARGE, LG_LOG_MISUSE),
  WORDS (REASON, "topic (?:name|filter) invalid", LIKELY, LG_LOG_BAD_TOPIC),
  WORDS (REASON, "payload format invalid", LIKELY, LG_LOG_PAYLOAD),
  WORDS (REASON, "use another server|server moved", LIKELY, LG_LOG_MOVED),
  { 0 },
};

const LgLogRow *const lg_log_tables[] = {
  lg_log_rows_module,
  lg_log_rows_sdk,
  lg_log_rows_platform,
  lg_log_rows_client,
  lg_log_rows_tls,
  lg_log_rows_chinese,
  lg_log_rows_mqtt,
  lg_log_rows_system,
  NULL,
};

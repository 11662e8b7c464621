/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the platforms' consoles and their answers say, and the log of a broker. */
#include "config.h"

#include "lg-log-row.h"

#include <glib/gi18n-lib.h>

#define WORDS LG_LOG_WORDS
#define CODES LG_LOG_CODES
#define CODE LG_LOG_CODE
#define RANGE LG_LOG_RANGE

/* Alibaba Cloud: documents 44542, 120329 and "Error codes for devices". 500 to 522 are written by
   others, too. */
static const LgLogCode codes[] = {
  CODE (200, CERTAIN, LG_LOG_HARMLESS),
  CODE (400, LIKELY, LG_LOG_PAYLOAD),
  CODE (427, LIKELY, LG_LOG_KICKED),
  CODE (429, LIKELY, LG_LOG_RATE),
  CODE (460, LIKELY, LG_LOG_PAYLOAD),
  CODE (500, LIKELY, LG_LOG_UNAVAILABLE),
  CODE (520, LIKELY, LG_LOG_NO_SESSION),
  RANGE (521, 522, LIKELY, LG_LOG_DISABLED),
  CODE (527, LIKELY, LG_LOG_KICKED),
  CODE (5005, LIKELY, LG_LOG_UNKNOWN_DEVICE),
  CODE (6100, LIKELY, LG_LOG_UNKNOWN_DEVICE),
  CODE (6106, LIKELY, LG_LOG_PAYLOAD),
  CODE (6203, LIKELY, LG_LOG_NO_RIGHT, LG_LOG_BAD_TOPIC),
  CODE (6204, LIKELY, LG_LOG_DISABLED),
  CODE (6207, LIKELY, LG_LOG_PAYLOAD),
  CODE (6208, LIKELY, LG_LOG_DISABLED),
  CODE (6250, LIKELY, LG_LOG_UNKNOWN_DEVICE),
  CODE (6287, LIKELY, LG_LOG_CREDENTIALS),
  CODE (6288, CERTAIN, LG_LOG_REGISTER_OFF),
  CODE (6289, CERTAIN, LG_LOG_REGISTER_ACTIVE),
  CODE (6292, LIKELY, LG_LOG_REGISTER_SIGNATURE),
  RANGE (6300, 6399, LIKELY, LG_LOG_PAYLOAD),
  CODE (6450, LIKELY, LG_LOG_PAYLOAD),
  CODE (6452, LIKELY, LG_LOG_RATE),
  CODE (6600, LIKELY, LG_LOG_REGISTER_SIGNATURE),
  CODE (6760, LIKELY, LG_LOG_UNAVAILABLE),
  CODE (9200, LIKELY, LG_LOG_UNKNOWN_DEVICE),
  CODE (9201, LIKELY, LG_LOG_OFFLINE),
  RANGE (26001, 26002, LIKELY, LG_LOG_PAYLOAD),
  RANGE (26006, 26007, LIKELY, LG_LOG_PAYLOAD),
  CODE (26010, LIKELY, LG_LOG_PAYLOAD),
  { 0 },
};

/* What writes of a code and is not the platform. */
#define OTHERS "(?!.*\\b(?:https?|exit|reset|boot|country|area|zone|key|scan|zip|post|bar|op|" \
  "byte|char|source|error|errno|cause|qr)[ _-]?(?:status )?code)(?!.*\\b(?:errno|esp_err|http)\\b)"

const LgLogRow lg_log_rows_platform[] = {
  WORDS (CONSOLE, "kicked by the same device", CERTAIN, LG_LOG_KICKED),
  WORDS (CONSOLE, "keep-?\\s?alive timeout after\\s*\\d+(?:\\s?s\\w*)?", CERTAIN, LG_LOG_EXPIRED),
  WORDS (MQTT_JS, "\\berror\\b\\W{0,2}keepalive timeout", LIKELY, LG_LOG_NO_PINGRESP,
         LG_LOG_LOST),
  WORDS (CONSOLE, "keep-?\\s?alive timeout(?!.*reason)", LIKELY, LG_LOG_EXPIRED,
         LG_LOG_NO_PINGRESP),
  WORDS (CONSOLE, "connection reset by peer", CERTAIN, LG_LOG_RESET),
  WORDS (CONSOLE, "connection occurs exception", LIKELY, LG_LOG_CLOSED_BY_ERROR),
  WORDS (CONSOLE, "\\bgateway offline\\b", LIKELY, LG_LOG_GATEWAY_LOST),
  WORDS (CONSOLE, "\\bdevice disconnect\\b", CERTAIN, LG_LOG_CLIENT_DISCONNECTED),
  WORDS (CONSOLE, "rate limit\\s*:\\s*\\{", CERTAIN, LG_LOG_RATE),
  WORDS (CONSOLE, "\\brate limit\\s*:", LIKELY, LG_LOG_RATE),
  WORDS (CONSOLE, "\\bno authorization\\b", LIKELY, LG_LOG_NO_RIGHT),
  WORDS (CONSOLE, "payload is not json", CERTAIN, LG_LOG_PAYLOAD),
  WORDS (CONSOLE, "^(?!.*http).*\\bbad request\\b", LIKELY, LG_LOG_PAYLOAD),
  WORDS (CONSOLE, "iot hub cannot publish messages", LIKELY, LG_LOG_UNACKNOWLEDGED),
  WORDS (CONSOLE, "device cannot receive messages", LIKELY, LG_LOG_UNDELIVERED),

  WORDS (TUYA_CONSOLE, "\\bacl_fail\\b", LIKELY, LG_LOG_NO_RIGHT),
  WORDS (TUYA_CONSOLE, "\\bauth_fail\\b", LIKELY, LG_LOG_CREDENTIALS),
  WORDS (TUYA_CONSOLE, "\\bpush_mqtt_fail\\b", POSSIBLE, LG_LOG_UNDELIVERED),

  CODES (PLATFORM, "\"code\"\\s*:\\s*\"?(?<code>\\d{3,5})(?!\\d)", codes),
  CODES (PLATFORM, "^" OTHERS ".*\\bcode\\b\\W{0,4}(?<code>\\d{3,5})(?![\\w.])", codes),
  CODES (PLATFORM, "(?:状态码|错误码)\\W{0,4}(?<code>\\d{3,5})(?!\\d)", codes),
  CODES (PLATFORM, "^\\s*(?<code>\\d{3,5})\\s*$", codes),

  WORDS (MOSQUITTO, "\\bclient \\S+ has exceeded timeout, disconnecting", CERTAIN, LG_LOG_EXPIRED),
  WORDS (MOSQUITTO, "\\bclient \\S+ already connected, closing old connection", CERTAIN,
         LG_LOG_KICKED),
  WORDS (MOSQUITTO, "\\bclient \\S+ disconnected, not authorised", LIKELY, LG_LOG_AUTHORIZED,
         LG_LOG_CREDENTIALS),
  WORDS (MOSQUITTO, "\\bclient \\S+ (?:\\[[^]]*\\] )?disconnected due to (?:protocol error|"
         "malformed packet)", LIKELY, LG_LOG_MALFORMED),
  WORDS (MOSQUITTO, "\\bclient \\S+ (?:\\[[^]]*\\] )?closed its connection", LIKELY,
         LG_LOG_LOST, LG_LOG_CLIENT_DISCONNECTED),
  WORDS (MOSQUITTO, "\\bclient \\S+ (?:\\[[^]]*\\] )?disconnected\\.?\\s*$", LIKELY,
         LG_LOG_CLIENT_DISCONNECTED),
  WORDS (MOSQUITTO, "\\bsocket error on client \\S+, disconnecting|"
         "bad socket (?:read/write|write) on client", LIKELY, LG_LOG_LOST, LG_LOG_RESET),
  WORDS (MOSQUITTO, "\\bdenied (?:PUBLISH|publish) from\\b", CERTAIN, LG_LOG_NO_RIGHT),
  { 0 },
};

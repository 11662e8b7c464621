/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-severity.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgLogReading:
 * @LG_LOG_NOTHING: the end of a list
 * @LG_LOG_HARMLESS: the line is known, and tells of no fault
 * @LG_LOG_UNTOLD: the line is known, and tells no reason
 *
 * What a line of a log, or a number in it, may stand for. The names are those of the causes they
 * lead to. Private to this folder.
 */
typedef enum
{
  LG_LOG_NOTHING,
  LG_LOG_HARMLESS,
  LG_LOG_UNTOLD,
  LG_LOG_BAD_VERSION,
  LG_LOG_BAD_CLIENT_ID,
  LG_LOG_UNAVAILABLE,
  LG_LOG_CREDENTIALS,
  LG_LOG_AUTHORIZED,
  LG_LOG_REFUSED_OTHER,
  LG_LOG_CLOSED,
  LG_LOG_CLOSED_BY_ERROR,
  LG_LOG_RESET,
  LG_LOG_LOST,
  LG_LOG_GATEWAY_LOST,
  LG_LOG_UNACKNOWLEDGED,
  LG_LOG_UNDELIVERED,
  LG_LOG_OFFLINE,
  LG_LOG_NO_SESSION,
  LG_LOG_KICKED,
  LG_LOG_EXPIRED,
  LG_LOG_NO_PINGRESP,
  LG_LOG_NO_CONNACK,
  LG_LOG_NOT_CONNACK,
  LG_LOG_MOVED,
  LG_LOG_MALFORMED,
  LG_LOG_RATE,
  LG_LOG_NO_RIGHT,
  LG_LOG_BAD_TOPIC,
  LG_LOG_SUBSCRIBE,
  LG_LOG_PAYLOAD,
  LG_LOG_TOO_LARGE,
  LG_LOG_QOS,
  LG_LOG_RETAIN,
  LG_LOG_NO_NAME,
  LG_LOG_UNREACHED,
  LG_LOG_TCP_REFUSED,
  LG_LOG_NO_ANSWER,
  LG_LOG_UNTRUSTED,
  LG_LOG_EXPIRED_CERT,
  LG_LOG_NOT_YET_VALID,
  LG_LOG_OTHER_NAME,
  LG_LOG_WEAK,
  LG_LOG_CLIENT_CERT,
  LG_LOG_NOT_TLS,
  LG_LOG_TLS_VERSION,
  LG_LOG_NO_CIPHER,
  LG_LOG_TLS_ALERT,
  LG_LOG_TLS_CLOSED,
  LG_LOG_TLS_TIMEOUT,
  LG_LOG_TLS_FAILED,
  LG_LOG_ROOT_DAMAGED,
  LG_LOG_ROOT_MISSING,
  LG_LOG_TLS_BUFFER,
  LG_LOG_MEMORY,
  LG_LOG_MISUSE,
  LG_LOG_CLIENT_DISCONNECTED,
  LG_LOG_RESTARTED,
  LG_LOG_REGISTER_OFF,
  LG_LOG_REGISTER_ACTIVE,
  LG_LOG_REGISTER_TIMEOUT,
  LG_LOG_REGISTER_SIGNATURE,
  LG_LOG_UNKNOWN_DEVICE,
  LG_LOG_DISABLED,
  LG_LOG_ADMINISTRATIVE,
  LG_LOG_UNSPECIFIED,
  LG_LOG_TIME_IS_UP,
} LgLogReading;

const char *lg_log_reading_get_cause    (LgLogReading self);
LgSeverity  lg_log_reading_get_severity (LgLogReading self);
const char *lg_log_reading_get_title    (LgLogReading self);
const char *lg_log_reading_get_meaning  (LgLogReading self);
const char *lg_log_reading_get_advice   (LgLogReading self);

G_END_DECLS

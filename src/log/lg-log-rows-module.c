/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cellular and Wi-Fi modules answer to AT commands. */
#include "config.h"

#include "lg-log-row.h"

#include <glib/gi18n-lib.h>

#define WORDS LG_LOG_WORDS
#define CODES LG_LOG_CODES
#define ASKS LG_LOG_ASKS
#define CODE LG_LOG_CODE
#define RANGE LG_LOG_RANGE

#define ID "\\s*\\d+\\s*,\\s*"
/* A message that was received is no fault, unless it is the platform's answer that something is. */
#define MESSAGE "(?!.*\"code\"\\s*:\\s*\"?[4-9]\\d{2,4}(?!\\d))"
#define RESULT "(?<code>-?\\d+)(?!\\d)"

/* +QMTOPEN: <id>,<result> */
static const LgLogCode quectel_open[] = {
  CODE (-1, LIKELY, LG_LOG_UNREACHED, LG_LOG_TLS_FAILED),
  CODE (0, CERTAIN, LG_LOG_HARMLESS),
  CODE (1, CERTAIN, LG_LOG_MISUSE),
  CODE (2, CERTAIN, LG_LOG_MISUSE),
  CODE (3, LIKELY, LG_LOG_LOST),
  CODE (4, LIKELY, LG_LOG_NO_NAME),
  CODE (5, LIKELY, LG_LOG_UNREACHED, LG_LOG_TLS_FAILED),
  { 0 },
};

/* +QMTCONN: <id>,<result>; with AT+QMTCONN? it is a state: 1 to 4 */
static const LgLogCode quectel_connect[] = {
  CODE (0, CERTAIN, LG_LOG_HARMLESS),
  CODE (1, POSSIBLE, LG_LOG_HARMLESS),
  CODE (2, POSSIBLE, LG_LOG_LOST),
  CODE (3, POSSIBLE, LG_LOG_HARMLESS),
  CODE (4, POSSIBLE, LG_LOG_HARMLESS),
  { 0 },
};

/* +QMTSTAT: <id>,<err_code> */
static const LgLogCode quectel_state[] = {
  CODE (1, LIKELY, LG_LOG_CLOSED, LG_LOG_RESET),
  CODE (2, LIKELY, LG_LOG_NO_PINGRESP, LG_LOG_LOST),
  CODE (3, LIKELY, LG_LOG_NO_CONNACK, LG_LOG_LOST),
  CODE (4, LIKELY, LG_LOG_NO_CONNACK, LG_LOG_CREDENTIALS, LG_LOG_BAD_CLIENT_ID),
  CODE (5, CERTAIN, LG_LOG_CLIENT_DISCONNECTED),
  CODE (6, LIKELY, LG_LOG_LOST),
  CODE (7, LIKELY, LG_LOG_LOST, LG_LOG_UNAVAILABLE),
  CODE (8, POSSIBLE, LG_LOG_CLOSED),
  { 0 },
};

/* +QMTPUB(EX)/+QMTSUB: <id>,<msgid>,<result> */
static const LgLogCode quectel_sent[] = {
  CODE (0, CERTAIN, LG_LOG_HARMLESS),
  CODE (1, CERTAIN, LG_LOG_HARMLESS),
  CODE (2, LIKELY, LG_LOG_LOST),
  { 0 },
};

/* A result that is good if it is zero. */
static const LgLogCode pings[] = {
  CODE (0, CERTAIN, LG_LOG_HARMLESS),
  RANGE (1, 99, LIKELY, LG_LOG_NO_PINGRESP, LG_LOG_LOST),
  { 0 },
};

/* <err> of +CMQTTCONNECT and its relatives, as momoiot.co.kr, MQTT Err Code, lists them; 34 is
   “open SSL session failed” */
static const LgLogCode simcom[] = {
  CODE (0, CERTAIN, LG_LOG_HARMLESS),
  CODE (3, LIKELY, LG_LOG_UNREACHED),
  CODE (4, LIKELY, LG_LOG_UNREACHED),
  CODE (6, LIKELY, LG_LOG_LOST, LG_LOG_CLOSED),
  CODE (7, LIKELY, LG_LOG_LOST),
  CODE (9, LIKELY, LG_LOG_LOST, LG_LOG_MISUSE),
  CODE (10, LIKELY, LG_LOG_MISUSE),
  CODE (11, LIKELY, LG_LOG_LOST),
  RANGE (12, 14, LIKELY, LG_LOG_MISUSE),
  CODE (15, LIKELY, LG_LOG_UNREACHED),
  CODE (16, LIKELY, LG_LOG_LOST),
  CODE (17, LIKELY, LG_LOG_NO_ANSWER, LG_LOG_NO_CONNACK),
  RANGE (18, 23, LIKELY, LG_LOG_MISUSE),
  CODE (24, LIKELY, LG_LOG_MALFORMED),
  CODE (25, LIKELY, LG_LOG_NO_NAME),
  CODE (26, LIKELY, LG_LOG_CLOSED),
  CODE (27, CERTAIN, LG_LOG_BAD_VERSION),
  CODE (28, CERTAIN, LG_LOG_BAD_CLIENT_ID),
  CODE (29, CERTAIN, LG_LOG_UNAVAILABLE),
  CODE (30, CERTAIN, LG_LOG_CREDENTIALS),
  CODE (31, CERTAIN, LG_LOG_AUTHORIZED),
  CODE (32, LIKELY, LG_LOG_TLS_FAILED),
  CODE (33, LIKELY, LG_LOG_ROOT_MISSING),
  CODE (34, LIKELY, LG_LOG_TLS_FAILED),
  { 0 },
};

/* +CMQTTCONNLOST: <id>,<cause> */
static const LgLogCode simcom_lost[] = {
  CODE (1, LIKELY, LG_LOG_CLOSED, LG_LOG_RESET),
  CODE (2, LIKELY, LG_LOG_RESET),
  CODE (3, LIKELY, LG_LOG_LOST),
  { 0 },
};

/* ERR CODE:0x<%08x>: espressif/esp-at, docs/en/AT_Command_Set/MQTT_AT_Commands.rst, MQTT AT Error
   Codes */
static const LgLogCode esp_at[] = {
  RANGE (0x6001, 0x6004, CERTAIN, LG_LOG_MISUSE),
  CODE (0x6005, CERTAIN, LG_LOG_MEMORY),
  RANGE (0x6006, 0x6008, CERTAIN, LG_LOG_MISUSE),
  CODE (0x6009, LIKELY, LG_LOG_ROOT_DAMAGED, LG_LOG_MISUSE),
  CODE (0x600a, LIKELY, LG_LOG_MISUSE),
  CODE (0x600b, POSSIBLE, LG_LOG_UNREACHED, LG_LOG_TLS_FAILED, LG_LOG_CREDENTIALS),
  CODE (0x600c, POSSIBLE, LG_LOG_LOST, LG_LOG_NO_RIGHT),
  CODE (0x600d, POSSIBLE, LG_LOG_SUBSCRIBE, LG_LOG_LOST),
  RANGE (0x600e, 0x600f, LIKELY, LG_LOG_LOST),
  RANGE (0x6010, 0x601c, LIKELY, LG_LOG_MISUSE),
  RANGE (0x601d, 0x601e, LIKELY, LG_LOG_MISUSE, LG_LOG_CLIENT_CERT),
  RANGE (0x601f, 0x6022, LIKELY, LG_LOG_ROOT_DAMAGED, LG_LOG_ROOT_MISSING),
  RANGE (0x6023, 0x6026, LIKELY, LG_LOG_MISUSE, LG_LOG_CLIENT_CERT),
  RANGE (0x6027, 0x604d, LIKELY, LG_LOG_MISUSE),
  RANGE (0x604e, 0x604f, LIKELY, LG_LOG_MEMORY),
  CODE (0x6050, LIKELY, LG_LOG_MISUSE),
  CODE (0x6051, LIKELY, LG_LOG_LOST),
  CODE (0x6052, LIKELY, LG_LOG_OTHER_NAME),
  RANGE (0x6053, 0x60ff, LIKELY, LG_LOG_MISUSE),
  { 0 },
};

/* +UUMQTTC: 0,<result>: logged out. 100 and more are SARA-R5's */
static const LgLogCode ublox_logout[] = {
  CODE (0, POSSIBLE, LG_LOG_HARMLESS),
  CODE (1, LIKELY, LG_LOG_CLIENT_DISCONNECTED),
  CODE (100, LIKELY, LG_LOG_EXPIRED, LG_LOG_NO_PINGRESP),
  CODE (101, LIKELY, LG_LOG_LOST, LG_LOG_CLOSED),
  CODE (102, LIKELY, LG_LOG_LOST, LG_LOG_CLOSED),
  { 0 },
};

/* +UUMQTTC: 1,<result>: 0 is success for SARA-R4, 1 for SARA-R5, so neither says more */
static const LgLogCode ublox_login[] = {
  RANGE (0, 1, POSSIBLE, LG_LOG_HARMLESS),
  CODE (2, POSSIBLE, LG_LOG_BAD_CLIENT_ID),
  CODE (3, POSSIBLE, LG_LOG_UNAVAILABLE, LG_LOG_UNREACHED),
  CODE (4, POSSIBLE, LG_LOG_CREDENTIALS),
  CODE (5, POSSIBLE, LG_LOG_AUTHORIZED),
  { 0 },
};

/* +MQTTURC: "conn",<id>,<state>, as several drivers list it; 1 is a time-out or a reconnect */
static const LgLogCode ml307[] = {
  CODE (0, CERTAIN, LG_LOG_HARMLESS),
  CODE (1, POSSIBLE, LG_LOG_NO_ANSWER, LG_LOG_NO_CONNACK, LG_LOG_LOST),
  CODE (2, LIKELY, LG_LOG_CLIENT_DISCONNECTED),
  CODE (3, POSSIBLE, LG_LOG_CREDENTIALS, LG_LOG_AUTHORIZED, LG_LOG_BAD_CLIENT_ID),
  CODE (4, LIKELY, LG_LOG_CLOSED, LG_LOG_RESET),
  CODE (5, LIKELY, LG_LOG_NO_PINGRESP, LG_LOG_LOST),
  CODE (6, LIKELY, LG_LOG_LOST, LG_LOG_UNREACHED),
  { 0 },
};

const LgLogRow lg_log_rows_module[] = {
  CODES (QUECTEL, "\\+QMTOPEN:" ID RESULT, quectel_open),
  CODES (QUECTEL, "\\+QMTCONN:" ID "\\d+\\s*,\\s*" RESULT, lg_log_connack_codes),
  CODES (QUECTEL, "\\+QMTCONN:" ID RESULT, quectel_connect),
  CODES (QUECTEL, "\\+QMTSTAT:" ID RESULT, quectel_state),
  CODES (QUECTEL, "\\+QMTPING:" ID RESULT, pings),
  CODES (QUECTEL, "\\+QMTSUB:" ID "\\d+\\s*,\\s*0\\s*,\\s*" RESULT, lg_log_suback_codes),
  CODES (QUECTEL, "\\+QMT(?:PUB(?:EX)?|SUB|UNS):" ID "\\d+\\s*,\\s*" RESULT, quectel_sent),
  WORDS (QUECTEL, "\\+QIURC:\\s*\"closed\"", LIKELY, LG_LOG_CLOSED, LG_LOG_RESET),
  WORDS (QUECTEL, "\\+QIURC:\\s*\"pdpdeact\"", LIKELY, LG_LOG_LOST),
  WORDS (QUECTEL, "\\+QMT\\w+:" MESSAGE, POSSIBLE, LG_LOG_HARMLESS),

  CODES (SIMCOM, "\\+CMQTTCONNLOST:" ID RESULT, simcom_lost),
  CODES (SIMCOM, "\\+CMQTTPING:" ID RESULT, pings),
  WORDS (SIMCOM, "\\+CMQTTNONET\\b", LIKELY, LG_LOG_LOST),
  WORDS (SIMCOM, "\\+CMQTTRX\\w+:", POSSIBLE, LG_LOG_HARMLESS),
  CODES (SIMCOM, "\\+CMQTT\\w+:\\s*(?:\\d+\\s*,\\s*)?" RESULT "\\s*$", simcom),
  WORDS (SIMCOM, "\\+APP PDP:\\s*\\d+\\s*,\\s*DEACTIVE", LIKELY, LG_LOG_LOST),
  ASKS (SIMCOM, "\\+SMSTATE:\\s*0\\b",
        N_("The module tells no reason. Look for the answer to AT+SMCONN, or compare what the "
           "device sends under “Values sent”.")),

  CODES (ESP_AT, "\\bERR CODE:\\s*" LG_LOG_NUMBER, esp_at),
  ASKS (ESP_AT, "\\+MQTTDISCONNECTED:\\s*\\d",
        N_("The module tells no reason. Switch its log on with AT+SYSLOG=1 and look for a line "
           "with ERR CODE or of MQTT_CLIENT; or compare what the device sends under “Values "
           "sent”.")),
  WORDS (ESP_AT, "\\+MQTT(?:CONNECTED|SUBRECV|CONN):" MESSAGE, POSSIBLE, LG_LOG_HARMLESS),

  CODES (UBLOX, "\\+UUMQTTC:\\s*0\\s*,\\s*" RESULT, ublox_logout),
  CODES (UBLOX, "\\+UUMQTTC:\\s*1\\s*,\\s*" RESULT, ublox_login),
  ASKS (UBLOX, "\\+U?UMQTT(?:ER|C):",
        N_("Ask the module for its last error with AT+UMQTTER and look it up in its manual.")),

  WORDS (NEOWAY, "\\+MQTTDISCONNED:\\s*Link Closed", LIKELY, LG_LOG_CLOSED, LG_LOG_RESET,
         LG_LOG_LOST),
  WORDS (NEOWAY, "\\+M(?:QTT)?SUB:" MESSAGE, POSSIBLE, LG_LOG_HARMLESS),
  WORDS (NEOWAY, "\\+MQTT(?:PUBS|WILLMSG):\\s*Timeout", LIKELY, LG_LOG_MISUSE),
  WORDS (NEOWAY, "\\+MQTTSTATE:\\s*(?:\\d\\s*,\\s*)?1\\b", POSSIBLE, LG_LOG_HARMLESS),
  CODES (ML307, "\\+MQTTURC:\\s*\"(?:conn|disc)\"\\s*,\\s*\\d+\\s*,\\s*" RESULT, ml307),
  CODES (ML307, "\\+MQTTURC:\\s*\"suback\"\\s*,\\s*\\d+\\s*,\\s*\\d+\\s*,\\s*" RESULT,
         lg_log_suback_codes),
  WORDS (ML307, "\\+MQTTURC:" MESSAGE, POSSIBLE, LG_LOG_HARMLESS),

  ASKS (LUAT, "\\+MQTTSTATU\\s*:\\s*0\\b",
        N_("The module tells no reason. Look for the answer to AT+MCONNECT, or compare what the "
           "device sends under “Values sent”.")),
  { 0 },
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-log-word.h"

#include "lg-pattern.h"

#define ID "\\s*\\d+\\s*,\\s*"

/* What else connects: a login is none of it, unless the line speaks of MQTT, too. */
#define OTHER_LINK "^(?!.*(?:mqtt|iot|cloud|broker|platform|server|平台|服务器|云)).*" \
  "(?<![a-z])(?:wi-?fi|wlan\\d?|ap|ssid|bssid|sta|station|eth(?:ernet)?\\d?|ble|bluetooth|bt|usb|" \
  "uart|serial|https?|netif|ppp\\w*|lte|gprs|pdp|phy|vpn|ssh|ftp|webs?ocket|display|sensor|" \
  "camera|battery|charger|热点|网络|网线|串口|蓝牙)(?![a-z])"

/**
 * lg_log_word_find:
 * @line: a line of a log, UTF-8
 *
 * Finds out whether a line tells of a login, of an end, or of an attempt that failed, in English,
 * Chinese, or the words of AT commands. An attempt that fails is neither an end nor a login.
 *
 * Returns: what it is about
 */
LgLogWord
lg_log_word_find (const char *line)
{
  static const struct
  {
    LgLogWord   word;
    const char *pattern;
  } words[] = {
    /* A console's own messages say it in a member. */
    { LG_LOG_WORD_OFFLINE, "\"(?:status|action)\"\\s*:\\s*\"offline\"" },
    { LG_LOG_WORD_ONLINE, "\"(?:status|action)\"\\s*:\\s*\"online\"" },
    /* Modules; sources as in the tables of their codes. */
    { LG_LOG_WORD_ONLINE, "\\+QMTCONN:" ID "0\\s*,\\s*0\\b|\\+CMQTTCONNECT:" ID "0\\b|"
                          "\\+MQTTCONNECTED:|\\+MQTTURC:\\s*\"conn\"\\s*," ID "0\\b|"
                          "\\+UUMQTTC:\\s*1\\s*,\\s*[01]\\b|\\+SMSTATE:\\s*[12]\\b|"
                          "\\bCONNACK OK\\b|\\+MQTTSTATU\\s*:\\s*[12]\\b" },
    { LG_LOG_WORD_OFFLINE, "\\+QMTSTAT:" ID "\\d|\\+CMQTTCONNLOST:|\\+CMQTTNONET|"
                           "\\+MQTTDISCONNECTED:|\\+MQTTDISCONNED:|"
                           "\\+MQTTURC:\\s*\"(?:conn|disc)\"\\s*," ID "[2456]\\b|"
                           "\\+UUMQTTC:\\s*0\\s*,|\\+SMSTATE:\\s*0\\b|"
                           "\\+QIURC:\\s*\"(?:closed|pdpdeact)\"|\\+MQTTSTATU\\s*:\\s*0\\b" },
    { LG_LOG_WORD_FAILED, "\\+QMTCONN:" ID "\\d\\s*,\\s*[1-9]|\\+QMTOPEN:" ID "(?:-1|[1-9])|"
                          "\\+CMQTTCONNECT:" ID "[1-9]|\\+MQTTURC:\\s*\"conn\"\\s*," ID "[13]\\b" },
    { LG_LOG_WORD_OTHER, "^\\W*(?:AT\\+|\\+(?:QMT|CMQTT|MQTT)\\w+[:?=])" },

    { LG_LOG_WORD_FAILED, "\\b(?:re-?)?connect(?:ing|ion)?\\b[^.;]{0,30}\\b(?:fail|refus)|(?:连接|"
                           "登录|建连|鉴权)(?:失败|被拒)|"
                          "mqtt\\w*exception\\W{1,3}(?:[1-5]\\b|.{0,80}\\([1-5]\\))" },
    { LG_LOG_WORD_OTHER, "^(?!.*\\bmqtt).*"
                         "\\b(?:(?:nim)?ble|bluetooth|usb|uart|http|camera|sensor|charger|hostapd|"
                         "watchdog)\\b" },
    { LG_LOG_WORD_OFFLINE, "disconnect(?!ing)|offline|下线|离线|掉线|断开|断线|"
                           "connection (?:lost|reset|closed|aborted|occurs)|"
                           "lost (?:the )?connection|kicked|"
                           "time-?d? ?out(?!\\w|\\s*(?:set|value|[:=(]\\s*\\d))|"
                           "\\bclosed\\b|"
                           "reset by peer|hang up|no ping_?resp|session ?taken ?over|"
                           "has exceeded timeout|already connected, closing" },
    { LG_LOG_WORD_OTHER, OTHER_LINK },
    { LG_LOG_WORD_ONLINE, "(?<!\\bnot )\\b(?:re)?connected\\b|event_connected|\\bonline\\b|上线|"
                          "已连接|连接成功|connect(?:ion)?:? (?:success|ok\\b|accepted|established)|"
                          "\\bconnack\\b\\W{0,10}(?:rc|code)?\\W{0,3}0\\b|"
                          "log(?:ged|in):? (?:in|ok)" },
  };
  static LgPattern compiled[G_N_ELEMENTS (words)];

  g_return_val_if_fail (line != NULL, LG_LOG_WORD_OTHER);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (lg_pattern_match (&compiled[i], words[i].pattern, line, NULL))
      return words[i].word;

  return LG_LOG_WORD_OTHER;
}

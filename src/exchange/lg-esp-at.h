/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * A command has fewer bytes than this, its end not counted (Espressif, “MQTT AT Commands”, as are
 * the limits below).
 */
#define LG_ESP_AT_COMMAND_MAX 256

/** The longest client ID, and the longest user name or password, of `AT+MQTTUSERCFG`, bytes. */
#define LG_ESP_AT_CLIENT_ID_MAX 256
#define LG_ESP_AT_NAME_MAX 64

/** The most bytes that `AT+MQTTLONGCLIENTID` and its like take. */
#define LG_ESP_AT_LONG_MAX 1024

/**
 * LgEspAtArgument:
 * @text: the value, without quotes and escapes
 * @quoted: whether it stood in quotes
 *
 * One argument of a command.
 */
typedef struct
{
  char     *text;
  gboolean  quoted;
} LgEspAtArgument;

void       lg_esp_at_append_quoted   (GString     *command,
                                      const char  *text);
GPtrArray *lg_esp_at_split_arguments (const char  *text,
                                      gsize        length,
                                      gboolean    *bare_comma);

G_END_DECLS

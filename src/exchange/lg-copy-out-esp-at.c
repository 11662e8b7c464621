/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-copy-out-private.h"
#include "lg-esp-at.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The schemes of AT+MQTTUSERCFG (Espressif, “MQTT AT Commands”): MQTT over TCP, and MQTT over TLS
 * that verifies the server's certificate. */
#define SCHEME_TCP 1
#define SCHEME_TLS 3

typedef struct
{
  const char *name;
  const char *command;
  const char *text;
  gsize       max;
} Value;

static gsize
append_user_configuration (GString     *out,
                           LgSecurity   security,
                           const Value *values,
                           const guint *in_line)
{
  gsize begin = out->len, length;

  g_string_append_printf (out, "AT+MQTTUSERCFG=0,%d",
                          security == LG_SECURITY_TLS ? SCHEME_TLS : SCHEME_TCP);
  for (guint i = 0; i < 3; i++)
    {
      g_string_append_c (out, ',');
      lg_esp_at_append_quoted (out, in_line[i] ? values[i].text : "");
    }
  g_string_append (out, ",0,0,\"\"");
  length = out->len - begin;
  g_string_append (out, "\r\n");
  return length;
}

/* What is too long for one command has a command of its own. It has to come after AT+MQTTUSERCFG,
 * and its value follows in a line of its own, without quotes and escapes. */
static gboolean
append_values (GString      *out,
               LgSecurity    security,
               const Value  *values,
               GError      **error)
{
  guint in_line[3] = { 1, 1, 1 };
  gsize begin = out->len;

  for (guint i = 0; i < 3; i++)
    in_line[i] = strlen (values[i].text) <= values[i].max;

  while (append_user_configuration (out, security, values, in_line) >= LG_ESP_AT_COMMAND_MAX)
    {
      guint longest = in_line[0] ? 0 : in_line[2] ? 2 : 1;

      in_line[longest] = 0;
      explicit_bzero (out->str + begin, out->len - begin);
      g_string_truncate (out, begin);
    }

  for (guint i = 0; i < 3; i++)
    {
      gsize length = strlen (values[i].text);

      if (in_line[i])
        continue;
      if (length > LG_ESP_AT_LONG_MAX)
        {
          g_set_error (error, LG_COPY_OUT_ERROR, LG_COPY_OUT_ERROR_UNFIT,
                       _("%s has %zu bytes; ESP-AT takes at most %d."), values[i].name, length,
                       LG_ESP_AT_LONG_MAX);
          return FALSE;
        }
      g_string_append_printf (out, "AT+MQTT%s=0,%zu\r\n%s\r\n", values[i].command, length,
                              values[i].text);
    }
  return TRUE;
}

/**
 * lg_copy_out_write_esp_at:
 * @out: gets the text
 * @source: what to write
 * @error: return location (%LG_COPY_OUT_ERROR_UNFIT)
 *
 * Writes the commands that set the values and connect, each shorter than ESP-AT's limit and with
 * commas, quotation marks and backslashes escaped. The module's own reconnecting stays off, so that
 * two clients with the same credentials do not force each other offline. The firmware speaks
 * MQTT 3.1.1 only (Espressif, “MQTT AT Commands”).
 *
 * Returns: whether all values fit
 */
gboolean
lg_copy_out_write_esp_at (GString             *out,
                          const LgCopySource  *source,
                          GError             **error)
{
  LgSecurity security = lg_endpoint_get_security (source->endpoint);
  LgSecret *password = lg_connect_params_get_password (source->params);
  const char *username = lg_connect_params_get_username (source->params);
  const Value values[] = {
    { _("MQTT client ID"), "LONGCLIENTID", lg_connect_params_get_client_id (source->params),
      LG_ESP_AT_CLIENT_ID_MAX },
    { _("MQTT user name"), "LONGUSERNAME", username != NULL ? username : "", LG_ESP_AT_NAME_MAX },
    { _("MQTT password"), "LONGPASSWORD", password != NULL ? lg_secret_peek (password) : "",
      LG_ESP_AT_NAME_MAX },
  };

  if (lg_endpoint_get_protocol (source->endpoint) == LG_PROTOCOL_MQTT_5)
    {
      g_set_error (error, LG_COPY_OUT_ERROR, LG_COPY_OUT_ERROR_UNFIT,
                   _("ESP-AT speaks MQTT 3.1.1 only."));
      return FALSE;
    }
  if (!append_values (out, security, values, error))
    return FALSE;

  g_string_append_printf (out, "AT+MQTTCONNCFG=0,%u,%d,\"\",\"\",0,0\r\nAT+MQTTCONN=0,",
                          lg_endpoint_get_keepalive (source->endpoint),
                          !lg_endpoint_get_clean_session (source->endpoint));
  lg_esp_at_append_quoted (out, source->host);
  g_string_append_printf (out, ",%u,0\r\n", lg_endpoint_get_port (source->endpoint));
  return TRUE;
}

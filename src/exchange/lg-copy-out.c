/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-copy-out-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Every form fits, so that no copy of the password is left behind by growing. */
#define TEXT_SIZE (256 * 1024)

G_DEFINE_QUARK (lg-copy-out-error-quark, lg_copy_out_error)

G_DEFINE_ENUM_TYPE (LgCopyForm, lg_copy_form,
                    G_DEFINE_ENUM_VALUE (LG_COPY_JSON, "json"),
                    G_DEFINE_ENUM_VALUE (LG_COPY_MOSQUITTO_SUB, "mosquitto-sub"),
                    G_DEFINE_ENUM_VALUE (LG_COPY_MOSQUITTO_PUB, "mosquitto-pub"),
                    G_DEFINE_ENUM_VALUE (LG_COPY_MQTTX, "mqttx"),
                    G_DEFINE_ENUM_VALUE (LG_COPY_ESP_AT, "esp-at"))

/* A line end inside a value would end it, in every form but JSON. */
static gboolean
require_one_line (const char  *value,
                  const char  *name,
                  GError     **error)
{
  if (value == NULL || strpbrk (value, "\r\n") == NULL)
    return TRUE;

  g_set_error (error, LG_COPY_OUT_ERROR, LG_COPY_OUT_ERROR_UNFIT,
               _("%s contains the end of a line, which this form cannot hold."), name);
  return FALSE;
}

static gboolean
check_source (LgCopyForm           form,
              const LgCopySource  *source,
              GError             **error)
{
  LgSecret *password = lg_connect_params_get_password (source->params);

  if (source->host == NULL || *source->host == '\0')
    {
      g_set_error (error, LG_COPY_OUT_ERROR, LG_COPY_OUT_ERROR_INCOMPLETE,
                   _("There is no host to connect to yet."));
      return FALSE;
    }

  return form == LG_COPY_JSON || form == LG_COPY_MQTTX
         || (require_one_line (source->host, _("Host"), error)
          && require_one_line (lg_connect_params_get_client_id (source->params),
                            _("MQTT client ID"), error)
          && require_one_line (lg_connect_params_get_username (source->params),
                            _("MQTT user name"), error)
          && require_one_line (password != NULL ? lg_secret_peek (password) : NULL,
                            _("MQTT password"), error));
}

/**
 * lg_copy_out_write:
 * @form: the form
 * @source: what to write
 * @error: return location (#LgCopyOutError)
 *
 * Writes connect parameters so that another program can use them. [func@import_parse] reads every
 * form back.
 *
 * Returns: (transfer full) (nullable): the text, which holds the password
 */
LgSecret *
lg_copy_out_write (LgCopyForm           form,
                   const LgCopySource  *source,
                   GError             **error)
{
  GString *out;
  LgSecret *text = NULL;
  gboolean good = FALSE;

  g_return_val_if_fail (source != NULL, NULL);

  if (!check_source (form, source, error))
    return NULL;

  out = g_string_sized_new (TEXT_SIZE);
  switch (form)
    {
    case LG_COPY_JSON:
      good = lg_copy_out_write_json (out, source, error);
      break;

    case LG_COPY_MOSQUITTO_SUB:
      good = lg_copy_out_write_mosquitto (out, "mosquitto_sub", source, error);
      break;

    case LG_COPY_MOSQUITTO_PUB:
      good = lg_copy_out_write_mosquitto (out, "mosquitto_pub", source, error);
      break;

    case LG_COPY_MQTTX:
      good = lg_copy_out_write_mqttx (out, source, error);
      break;

    case LG_COPY_ESP_AT:
    default:
      good = lg_copy_out_write_esp_at (out, source, error);
    }

  if (good)
    text = lg_secret_new_bytes (out->str, out->len);
  explicit_bzero (out->str, out->len);
  g_string_free (out, TRUE);
  return text;
}

/**
 * lg_copy_out_get_note:
 * @form: a form
 * @security: the transport
 *
 * Returns: (nullable): what has to be known to use a text of this form, translated
 */
const char *
lg_copy_out_get_note (LgCopyForm form,
                      LgSecurity security)
{
  switch (form)
    {
    case LG_COPY_MQTTX:
      return security == LG_SECURITY_TLS
             ? _("MQTTX takes the root certificate as a file: choose it there.") : NULL;

    case LG_COPY_ESP_AT:
      return security == LG_SECURITY_TLS
             ? _("Send one line at a time. Scheme 3 verifies the server: the module needs the root "
                 "certificate and the time.")
             : _("Send one line at a time.");

    case LG_COPY_MOSQUITTO_SUB:
    case LG_COPY_MOSQUITTO_PUB:
      return _("For a shell. The password goes into a file that only you can read, and that is "
               "removed afterwards.");

    case LG_COPY_JSON:
    default:
      return NULL;
    }
}

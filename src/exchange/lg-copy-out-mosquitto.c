/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-copy-out-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The buffer that mosquitto's clients read a line of their options file into. */
#define LINE_MAX_LENGTH 1023

static gboolean
append_option (GString     *out,
               const char  *option,
               const char  *value,
               const char  *name,
               GError     **error)
{
  if (value == NULL)
    return TRUE;

  if (*value == '\0' || *value == ' '
      || strlen (option) + strlen (" \n") + strlen (value) > LINE_MAX_LENGTH)
    {
      g_set_error (error, LG_COPY_OUT_ERROR, LG_COPY_OUT_ERROR_UNFIT,
                   _("%s is empty, begins with a blank, or is too long for an options file of "
                     "mosquitto’s clients."), name);
      return FALSE;
    }

  g_string_append_printf (out, "%s %s\n", option, value);
  return TRUE;
}

static gboolean
append_options (GString             *out,
                const LgCopySource  *source,
                GError             **error)
{
  LgSecret *password = lg_connect_params_get_password (source->params);

  if (!append_option (out, "-h", source->host, _("Host"), error))
    return FALSE;
  g_string_append_printf (out, "-p %u\n", lg_endpoint_get_port (source->endpoint));
  if (!append_option (out, "-i", lg_connect_params_get_client_id (source->params),
                      _("MQTT client ID"), error)
      || !append_option (out, "-u", lg_connect_params_get_username (source->params),
                      _("MQTT user name"), error)
      || !append_option (out, "-P", password != NULL ? lg_secret_peek (password) : NULL,
                      _("MQTT password"), error))
    return FALSE;
  g_string_append_printf (out, "-k %u\n", lg_endpoint_get_keepalive (source->endpoint));
  if (lg_endpoint_get_protocol (source->endpoint) == LG_PROTOCOL_MQTT_5)
    g_string_append (out, "-V mqttv5\n");
  return TRUE;
}

static void
append_command (GString            *out,
                const char         *program,
                const LgCopySource *source)
{
  gboolean publishes = strcmp (program, "mosquitto_pub") == 0;
  g_autofree char *topic = g_shell_quote (source->topic != NULL ? source->topic : "#");

  g_string_append_printf (out, "XDG_CONFIG_HOME=$dir %s", program);
  if (lg_endpoint_get_security (source->endpoint) == LG_SECURITY_TLS)
    g_string_append (out, source->root_pem != NULL ? " --cafile \"$dir/root.pem\""
                                                   : " --tls-use-os-certs");
  if (!publishes && !lg_endpoint_get_clean_session (source->endpoint))
    g_string_append (out, " -c");
  g_string_append_printf (out, publishes ? " -t %s -m 'hello'\n)\n" : " -v -t %s\n)\n", topic);
}

/**
 * lg_copy_out_write_mosquitto:
 * @out: gets the text
 * @program: `mosquitto_sub` or `mosquitto_pub`
 * @source: what to write
 * @error: return location (%LG_COPY_OUT_ERROR_UNFIT)
 *
 * Writes shell commands that run the program. Every user of a computer can read a command line, so
 * the values stand in an options file, which the clients look for below XDG_CONFIG_HOME
 * (mosquitto_sub(1)), in a folder of its own that goes afterwards.
 *
 * Returns: whether all values fit
 */
gboolean
lg_copy_out_write_mosquitto (GString             *out,
                             const char          *program,
                             const LgCopySource  *source,
                             GError             **error)
{
  g_string_append_printf (out, "( umask 077; dir=$(mktemp -d) || exit\n"
                          "trap 'rm -rf \"$dir\"' EXIT INT TERM\n"
                          "cat >\"$dir/%s\" <<'END'\n", program);
  if (!append_options (out, source, error))
    return FALSE;
  g_string_append (out, "END\n");
  if (source->root_pem != NULL && lg_endpoint_get_security (source->endpoint) == LG_SECURITY_TLS)
    g_string_append_printf (out, "cat >\"$dir/root.pem\" <<'END'\n%s%sEND\n", source->root_pem,
                            g_str_has_suffix (source->root_pem, "\n") ? "" : "\n");
  append_command (out, program, source);
  return TRUE;
}

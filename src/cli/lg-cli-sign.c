/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-options.h"
#include "lg-cli.h"
#include "profile/lg-profile-exchange.h"
#include "profile/lg-profile-sign.h"
#include "session/lg-session-config.h"

#include <glib/gi18n.h>

static void
print_json (LgConnectParams *params,
            LgEndpoint      *endpoint,
            const char      *host)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  LgSecret *password = lg_connect_params_get_password (params);
  int secure_mode = lg_connect_params_get_secure_mode (params);

  json_builder_begin_object (builder);
  lg_cli_set_string (builder, "clientId", lg_connect_params_get_client_id (params));
  lg_cli_set_string (builder, "username", lg_connect_params_get_username (params));
  lg_cli_set_string (builder, "password", password != NULL ? lg_secret_peek (password) : NULL);
  lg_cli_set_string (builder, "content", lg_connect_params_get_content (params));
  lg_cli_set_string (builder, "signMethod", lg_connect_params_get_method_nick (params));
  json_builder_set_member_name (builder, "secureMode");
  if (secure_mode != 0)
    json_builder_add_int_value (builder, secure_mode);
  else
    json_builder_add_null_value (builder);
  lg_cli_set_string (builder, "host", host);
  json_builder_set_member_name (builder, "port");
  json_builder_add_int_value (builder, lg_endpoint_get_port (endpoint));
  json_builder_set_member_name (builder, "connectSize");
  json_builder_add_int_value (builder, lg_session_config_measure_connect (params, endpoint));
  json_builder_end_object (builder);

  lg_cli_print_json (builder);
}

static void
print_line (const char *name,
            const char *value)
{
  /* Translators: the name of a value, and the value */
  lg_cli_print (_("%s: %s\n"), name, value);
}

static void
print_text (LgConnectParams *params,
            LgEndpoint      *endpoint,
            const char      *host)
{
  LgSecret *password = lg_connect_params_get_password (params);
  g_autofree char *place = g_strdup_printf ("%s:%u", host, lg_endpoint_get_port (endpoint));
  int n_bytes = (int) lg_session_config_measure_connect (params, endpoint);
  g_autofree char *size = g_strdup_printf (ngettext ("%d byte", "%d bytes", n_bytes), n_bytes);

  print_line (_("Client ID"), lg_connect_params_get_client_id (params));
  if (lg_connect_params_get_username (params) != NULL)
    print_line (_("User name"), lg_connect_params_get_username (params));
  if (password != NULL)
    print_line (_("Password"), lg_secret_peek (password));
  if (lg_connect_params_get_content (params) != NULL)
    {
      print_line (_("Signed"), lg_connect_params_get_content (params));
      print_line (_("Method"), lg_connect_params_get_method_nick (params));
    }
  if (host != NULL)
    print_line (_("Server"), place);
  print_line ("CONNECT", size);
}

/* For another program: the text alone, and on standard error what has to be known to use it. */
static LgCliExit
print_form (LgProfile       *profile,
            LgConnectParams *params,
            int              form)
{
  g_autoptr (LgRootStore) roots = lg_root_store_new_for_system ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LgSecret) text = lg_profile_copy_out (profile, params, form, roots, &error);
  const char *note =
    lg_copy_out_get_note (form, lg_endpoint_get_security (lg_profile_get_endpoint (profile)));

  if (text == NULL)
    {
      lg_cli_complain ("as", "%s", error->message);
      return LG_CLI_USAGE;
    }

  if (!lg_cli_print_exactly (lg_secret_peek (text)))
    {
      lg_cli_complain ("as", _("A value holds a character that is not seen or steers a terminal; "
                               "this form cannot write it otherwise. JSON can."));
      return LG_CLI_USAGE;
    }
  if (note != NULL)
    lg_cli_complain ("as", "%s", note);
  return LG_CLI_HEALTHY;
}

/* Signing needs no host; where there is one, all is said that `watch` would say. */
static gboolean
validate (LgProfile  *profile,
          const char *host)
{
  LgCredentials *credentials = lg_profile_get_credentials (profile);
  const char *product_key = lg_credentials_get_product_key (credentials);
  g_autoptr (GPtrArray) issues = lg_credentials_validate (credentials);
  g_autoptr (GPtrArray) places = lg_endpoint_validate (lg_profile_get_endpoint (profile),
                                                       product_key);

  for (guint i = 0; host != NULL && i < places->len; i++)
    {
      const LgIssue *issue = places->pdata[i];

      g_ptr_array_add (issues, lg_issue_new (issue->field, issue->level, "%s", issue->message));
    }

  return lg_cli_options_report (issues);
}

/**
 * lg_cli_sign:
 *
 * `linkglass-cli sign`: computes the connect parameters. The one place that prints a password.
 *
 * Returns: the exit status
 */
LgCliExit
lg_cli_sign (int    argc,
             char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (LgCliOptions) options = { 0 };
  g_autoptr (LgProfile) profile = NULL;
  g_autoptr (LgConnectParams) params = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *host = NULL;
  g_autofree char *as = NULL;
  LgCredentials *credentials;
  LgEndpoint *endpoint;
  int form = -1;
  const GOptionEntry entries[] = {
    { "as", 0, 0, G_OPTION_ARG_STRING, &as,
      N_("For another program: json, mosquitto-sub, mosquitto-pub, mqttx or esp-at"), N_("FORM") },
    { NULL },
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context,
    _("Computes what a device must put into CONNECT: client ID, user name and password, and\n"
      "shows what was signed. Nothing is sent. The password is printed: mind who watches."));
  g_option_context_set_description (context,
    _("Example:\n"
      "  linkglass-cli sign --product-key pk --device-name device --device-secret-file FILE"));
  if (!lg_cli_options_parse (&options, context, argc, argv))
    return LG_CLI_USAGE;

  if (as != NULL && !lg_cli_options_parse_nick ("as", LG_TYPE_COPY_FORM, as, &form))
    return LG_CLI_USAGE;

  profile = lg_cli_options_make_profile (&options);
  if (profile == NULL)
    return LG_CLI_USAGE;

  credentials = lg_profile_get_credentials (profile);
  endpoint = lg_profile_get_endpoint (profile);
  host = lg_endpoint_resolve_host (endpoint, lg_credentials_get_product_key (credentials));
  if (!validate (profile, host))
    return LG_CLI_USAGE;

  params = lg_profile_sign (profile, lg_endpoint_get_security (endpoint),
                            g_get_real_time () / 1000, &error);
  if (params == NULL)
    {
      lg_cli_complain ("sign", "%s", error->message);
      return LG_CLI_USAGE;
    }

  if (as != NULL)
    return print_form (profile, params, form);
  if (options.json)
    print_json (params, endpoint, host);
  else
    print_text (params, endpoint, host);

  return LG_CLI_HEALTHY;
}

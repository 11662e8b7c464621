/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-options.h"

#include "lg-cli-number.h"
#include "lg-cli-saved.h"
#include "lg-cli-secret.h"
#include "lg-cli.h"
#include "platform/lg-own-platform.h"

#include <glib/gi18n.h>
#include <string.h>

#define TLS_PORT 8883
#define TCP_PORT 1883

static void
add_device_options (LgCliOptions   *self,
                    GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("Print JSON"), NULL },
    { "device", 0, 0, G_OPTION_ARG_STRING, &self->saved,
      N_("A saved device, with its secret from the keyring"), N_("NAME|ID") },
    { "mode", 0, 0, G_OPTION_ARG_STRING, &self->mode,
      N_("How the device signs in: device (default), no-preregistration, "
         "registration, tuyalink, custom"), N_("MODE") },
    { "product-key", 0, 0, G_OPTION_ARG_STRING, &self->product_key, N_("ProductKey"), N_("KEY") },
    { "device-name", 0, 0, G_OPTION_ARG_STRING, &self->device_name, N_("DeviceName"), N_("NAME") },
    { "device-id", 0, 0, G_OPTION_ARG_STRING, &self->device_id, N_("TuyaLink’s device ID"),
      N_("ID") },
    { "device-secret-file", 0, 0, G_OPTION_ARG_FILENAME, &self->secret_file,
      N_("File with the DeviceSecret, DeviceToken, ProductSecret or MQTT password; - reads "
         "standard input; without it LINKGLASS_SECRET is used"), N_("FILE") },
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &self->client_id,
      N_("clientId (default: ProductKey.DeviceName)"), N_("ID") },
    { "no-client-id", 0, 0, G_OPTION_ARG_NONE, &self->no_client_id,
      N_("Submit no clientId"), NULL },
    { "timestamp", 0, 0, G_OPTION_ARG_STRING, &self->timestamp,
      N_("Timestamp: now (default), none, or milliseconds (TuyaLink: seconds)"), N_("TIME") },
    { "sign-method", 0, 0, G_OPTION_ARG_STRING, &self->sign_method,
      N_("hmacsha256 (default), hmacsha1 or hmacmd5; sha256 is older and not verified"),
      N_("METHOD") },
    { "superseded-form", 0, 0, G_OPTION_ARG_NONE, &self->superseded_form,
      N_("Send a DeviceToken with signmethod and timestamp instead of authType, as an older page "
         "has it"), NULL },
    { "extended-parameters", 0, 0, G_OPTION_ARG_STRING, &self->extended_parameters,
      N_("More parameters between the bars"), "K=V,…" },
    { "not-preregistered", 0, 0, G_OPTION_ARG_NONE, &self->not_preregistered,
      N_("The console does not know the DeviceName yet (registration)"), NULL },
    { "random", 0, 0, G_OPTION_ARG_STRING, &self->random,
      N_("Random value to sign (registration; default: a new one)"), N_("TEXT") },
    { "mqtt-client-id", 0, 0, G_OPTION_ARG_STRING, &self->mqtt_client_id,
      N_("MQTT client ID as sent (explain and custom mode)"), N_("ID") },
    { "mqtt-username", 0, 0, G_OPTION_ARG_STRING, &self->mqtt_username,
      N_("MQTT user name as sent (explain and custom mode)"), N_("NAME") },
    { NULL },
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static void
add_endpoint_options (LgCliOptions   *self,
                      GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "platform", 0, 0, G_OPTION_ARG_STRING, &self->platform,
      N_("alibaba (default), tuya, tuyalink, custom or practice"), N_("PLATFORM") },
    { "region", 0, 0, G_OPTION_ARG_STRING, &self->region,
      N_("Region of a public instance (default: cn-shanghai), or TuyaLink’s data center "
         "(default: ay)"), N_("REGION") },
    { "instance-id", 0, 0, G_OPTION_ARG_STRING, &self->instance_id,
      N_("Instance ID, which makes the host"), N_("ID") },
    { "ipv6", 0, 0, G_OPTION_ARG_NONE, &self->ipv6,
      N_("The platform’s IPv6 host"), NULL },
    { "host", 0, 0, G_OPTION_ARG_STRING, &self->host, N_("Host name or address"), N_("HOST") },
    { "port", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->ports,
      N_("Port (default: the one recommended)"), N_("PORT") },
    { "transport", 0, 0, G_OPTION_ARG_STRING, &self->transport,
      N_("tls (default) or tcp, which is not encrypted"), "tls|tcp" },
    { "root", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->roots,
      N_("Root certificate: a name from `linkglass-cli roots`, or a file "
         "(default: the one that fits)"),
      N_("NAME|FILE") },
    { "keepalive", 0, 0, G_OPTION_ARG_STRING, &self->keepalive,
      N_("Keep Alive (default: 300)"), N_("SECONDS") },
    { "mqtt", 0, 0, G_OPTION_ARG_STRING, &self->mqtt,
      N_("MQTT version: 3.1.1 (default) or 5"), "3.1.1|5" },
    { "accept-mqtt5-lock", 0, 0, G_OPTION_ARG_NONE, &self->accept_mqtt_5_lock,
      N_("Log in with MQTT 5 although the vendor says that the device can then no longer use "
         "3.1.1"), NULL },
    { NULL },
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static char *
dup_last (GStrv values)
{
  return values != NULL ? g_strdup (values[g_strv_length (values) - 1]) : NULL;
}

/**
 * lg_cli_options_parse:
 * @self: where the values go
 * @context: a subcommand's other options
 * @argc: number of arguments
 * @argv: arguments
 *
 * Parses the options about a device together with those in @context, and complains about wrong ones
 * and about arguments that are none.
 *
 * Returns: whether all is well
 */
gboolean
lg_cli_options_parse (LgCliOptions    *self,
                      GOptionContext  *context,
                      int              argc,
                      char           **argv)
{
  add_device_options (self, context);
  add_endpoint_options (self, context);
  lg_cli_refuse_secrets (context);
  if (!lg_cli_parse (context, &argc, &argv))
    return FALSE;

  self->port = dup_last (self->ports);
  self->root = dup_last (self->roots);
  if (argc == 1)
    return TRUE;

  /* It is not repeated: it may be a secret in the wrong place. */
  lg_cli_complain ("options", _("There is an argument that belongs to no option."));
  return FALSE;
}

/**
 * lg_cli_options_clear:
 *
 * Frees the values.
 */
void
lg_cli_options_clear (LgCliOptions *self)
{
  char **const strings[] = {
    &self->saved, &self->platform, &self->mode, &self->product_key, &self->device_name,
    &self->secret_file,
    &self->client_id, &self->timestamp, &self->sign_method, &self->extended_parameters,
    &self->device_id, &self->random, &self->mqtt_client_id, &self->mqtt_username, &self->region,
    &self->instance_id, &self->host, &self->port, &self->transport, &self->root, &self->keepalive,
    &self->mqtt,
  };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    g_clear_pointer (strings[i], g_free);
  g_clear_pointer (&self->ports, g_strfreev);
  g_clear_pointer (&self->roots, g_strfreev);
}

/**
 * lg_cli_options_parse_nick:
 * @field: name of the input
 * @type: a type of enumeration
 * @text: what was typed
 * @number: (out): its value
 *
 * Reads a nick and complains, with all there are, if it is none.
 *
 * Returns: whether all is well
 */
gboolean
lg_cli_options_parse_nick (const char *field,
                           GType       type,
                           const char *text,
                           int        *number)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  const GEnumValue *value = g_enum_get_value_by_nick (klass, text);
  g_autoptr (GString) nicks = g_string_new (NULL);

  if (value != NULL)
    {
      *number = value->value;
      return TRUE;
    }

  for (guint i = 0; i < klass->n_values; i++)
    g_string_append_printf (nicks, "%s%s", i > 0 ? ", " : "", klass->values[i].value_nick);
  lg_cli_complain (field, _("“%s” is none of %s."), text, nicks->str);
  return FALSE;
}

static void
set_timestamp (LgCredentials *credentials,
               const char    *text)
{
  if (text == NULL || strcmp (text, "now") == 0)
    {
      lg_credentials_set_timestamp_policy (credentials, LG_TIMESTAMP_NOW);
    }
  else if (strcmp (text, "none") == 0)
    {
      lg_credentials_set_timestamp_policy (credentials, LG_TIMESTAMP_NONE);
    }
  else
    {
      lg_credentials_set_timestamp_policy (credentials, LG_TIMESTAMP_FIXED);
      lg_credentials_set_timestamp (credentials, text);
    }
}

/* The suggestion of the vendor's SDKs; the pair delivered by registration cannot be guessed. */
static void
set_client_id (LgCredentials *credentials,
               LgCliOptions  *self)
{
  const char *product_key = lg_credentials_get_product_key (credentials);
  const char *device_name = lg_credentials_get_device_name (credentials);
  g_autofree char *usual = g_strdup_printf ("%s.%s", product_key, device_name);

  if (self->client_id != NULL)
    lg_credentials_set_client_id (credentials, self->client_id);
  else if (!self->no_client_id && *product_key != '\0' && *device_name != '\0'
           && (lg_credentials_get_mode (credentials) == LG_MODE_DEVICE_SECRET
            || lg_credentials_get_mode (credentials) == LG_MODE_REGISTRATION))
    lg_credentials_set_client_id (credentials, usual);
}

static gboolean
fill_credentials (LgCliOptions  *self,
                  LgCredentials *credentials)
{
  const LgPlatform *platform = self->platform != NULL ? lg_platform_get (self->platform) : NULL;
  int mode = platform != NULL ? lg_platform_get_mode (platform) : LG_MODE_DEVICE_SECRET;
  int method = LG_SIGN_METHOD_HMACSHA256;
  g_autoptr (LgSecret) secret = NULL;
  gboolean good = TRUE;

  if (self->mode != NULL)
    good &= lg_cli_options_parse_nick ("mode", LG_TYPE_MODE, self->mode, &mode);
  if (self->sign_method != NULL)
    good &= lg_cli_options_parse_nick ("sign-method", LG_TYPE_SIGN_METHOD, self->sign_method,
                                       &method);
  good &= lg_cli_read_secret (self->secret_file, "LINKGLASS_SECRET", &secret);

  if (self->client_id != NULL && self->no_client_id)
    {
      lg_cli_complain ("client-id", _("--client-id and --no-client-id exclude each other."));
      good = FALSE;
    }

  g_object_set (credentials,
                "mode", mode,
                "sign-method", method,
                "product-key", self->product_key,
                "device-name", self->device_name,
                "device-id", self->device_id,
                "secret", secret,
                "extended-parameters", self->extended_parameters,
                "superseded-form", self->superseded_form,
                "preregistered", !self->not_preregistered,
                "random", self->random,
                "mqtt-client-id", self->mqtt_client_id,
                "mqtt-username", self->mqtt_username,
                NULL);
  set_timestamp (credentials, self->timestamp);
  set_client_id (credentials, self);

  return good;
}

/* The one the mode is made for; a mode that is none is complained of elsewhere. */
static char *
get_usual_platform (LgCliOptions *self)
{
  g_autoptr (GEnumClass) modes = g_type_class_ref (LG_TYPE_MODE);
  const GEnumValue *mode =
    self->mode != NULL ? g_enum_get_value_by_nick (modes, self->mode) : NULL;

  return g_strdup (lg_platform_get_id (
    lg_platform_of_mode (mode != NULL ? (LgMode) mode->value : LG_MODE_DEVICE_SECRET)));
}

/**
 * lg_cli_options_set_platform:
 * @self: options
 * @endpoint: what to set it on
 *
 * Sets the platform, and complains if there is none of that name.
 *
 * Returns: whether all is well
 */
gboolean
lg_cli_options_set_platform (LgCliOptions *self,
                             LgEndpoint   *endpoint)
{
  g_autofree char *usual = get_usual_platform (self);
  const char *id = self->platform != NULL ? self->platform : usual;
  const LgPlatform *platform = lg_platform_get (id);

  if (platform == NULL || lg_platform_is_stand_in (platform))
    {
      lg_cli_complain_platform (id);
      return FALSE;
    }

  lg_endpoint_choose_platform (endpoint, id);
  return TRUE;
}

static gboolean
set_host (LgCliOptions *self,
          LgEndpoint   *endpoint)
{
  LgHostKind kind = lg_endpoint_get_host_kind (endpoint);

  if ((self->host != NULL) + (self->instance_id != NULL) + self->ipv6 > 1)
    {
      lg_cli_complain ("host", _("--host, --instance-id and --ipv6 exclude each other."));
      return FALSE;
    }

  if (self->host != NULL)
    kind = LG_HOST_TYPED;
  else if (self->instance_id != NULL)
    kind = LG_HOST_INSTANCE;
  else if (self->ipv6)
    kind = LG_HOST_IPV6;

  lg_endpoint_set_host_kind (endpoint, kind);
  lg_endpoint_set_host (endpoint, self->host);
  lg_endpoint_set_instance_id (endpoint, self->instance_id);
  if (self->region != NULL)
    lg_endpoint_set_region (endpoint, self->region);

  return TRUE;
}

/* The recommended one is the first of its kind in every key file. */
static guint
get_usual_port (LgEndpoint *endpoint,
                LgSecurity  security)
{
  GPtrArray *ports = lg_platform_get_ports (lg_endpoint_get_platform (endpoint));

  if (lg_endpoint_get_host_kind (endpoint) == LG_HOST_IPV6)
    return TCP_PORT;

  for (guint i = 0; i < ports->len; i++)
    {
      const LgPort *port = ports->pdata[i];

      if (port->security == security)
        return port->port;
    }

  return security == LG_SECURITY_TLS ? TLS_PORT : TCP_PORT;
}

static gboolean
fill_endpoint (LgCliOptions *self,
               LgEndpoint   *endpoint)
{
  int security = LG_SECURITY_TLS;
  int protocol = LG_PROTOCOL_MQTT_3_1_1;
  guint keepalive = lg_endpoint_get_keepalive (endpoint);
  gboolean good = TRUE;
  guint port;

  good &= lg_cli_options_set_platform (self, endpoint);
  good &= set_host (self, endpoint);
  if (self->transport != NULL)
    good &= lg_cli_options_parse_nick ("transport", LG_TYPE_SECURITY, self->transport, &security);
  port = get_usual_port (endpoint, security);
  if (self->port != NULL)
    good &= lg_cli_parse_number ("port", self->port, 1, G_MAXUINT16, &port);
  if (self->keepalive != NULL)
    good &= lg_cli_parse_number ("keepalive", self->keepalive, 0, G_MAXUINT16, &keepalive);

  if (self->mqtt != NULL)
    good &= lg_cli_options_parse_nick ("mqtt", LG_TYPE_PROTOCOL, self->mqtt, &protocol);

  lg_endpoint_set_security (endpoint, security);
  lg_endpoint_set_port (endpoint, port);
  lg_endpoint_set_keepalive (endpoint, keepalive);
  lg_endpoint_set_root (endpoint, self->root);
  lg_endpoint_set_protocol (endpoint, protocol);

  return good;
}

/**
 * lg_cli_options_make_profile:
 *
 * Makes a profile of the options. Complains about what cannot be understood, all of it at once;
 * what can be understood is not judged yet.
 *
 * Returns: (transfer full) (nullable): the device, or %NULL
 */
LgProfile *
lg_cli_options_make_profile (LgCliOptions *self)
{
  g_autoptr (LgProfile) profile = NULL;
  gboolean good = TRUE;

  if (self->saved != NULL)
    return lg_cli_saved_make_profile (self);

  profile = lg_profile_new ("command-line");
  good &= fill_credentials (self, lg_profile_get_credentials (profile));
  good &= fill_endpoint (self, lg_profile_get_endpoint (profile));

  return good ? g_steal_pointer (&profile) : NULL;
}

/**
 * lg_cli_options_report:
 * @issues: (element-type LgIssue): what validation found
 *
 * Prints every issue on standard error, one a line. A broken platform rule is no error: it is sent
 * as typed.
 *
 * Returns: whether nothing is missing or broken
 */
gboolean
lg_cli_options_report (GPtrArray *issues)
{
  gboolean good = TRUE;

  for (guint i = 0; i < issues->len; i++)
    {
      const LgIssue *issue = issues->pdata[i];
      const char *field = lg_field_get_nick (issue->field);

      switch (issue->level)
        {
        case LG_ISSUE_RISK:
          lg_cli_complain (field, _("%s (risk)"), issue->message);
          break;

        case LG_ISSUE_RULE:
          lg_cli_complain (field, _("%s (platform rule; sent as typed)"), issue->message);
          break;

        case LG_ISSUE_ERROR:
        default:
          lg_cli_complain (field, "%s", issue->message);
          good = FALSE;
        }
    }

  return good;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "device/lg-printable.h"
#include "diagnosis/lg-explained.h"
#include "lg-cli-finding.h"
#include "lg-cli-log.h"
#include "lg-cli-number.h"
#include "lg-cli-options.h"
#include "lg-cli-secret.h"
#include "lg-cli.h"
#include "exchange/lg-text-decoder.h"
#include "log/lg-drop-fleet.h"
#include "log/lg-log-line.h"
#include "trust/lg-input-file.h"

#include <glib/gi18n.h>
#include <string.h>

/* The times of many years. */
#define DROP_TIMES_MAX (16 * 1024 * 1024)

/* What only this subcommand has. */
typedef struct
{
  LgCliOptions  device;
  char         *password_file;
  char         *product_secret_file;
  char         *log_line;
  char         *log;
  char         *drop_times;
  char         *drop_interval;
  char         *silence;
  LgDropFleet  *drops;
  LgLogLine    *line;
  guint         silence_s;
  LgTextEncoding encoding;
  LgSecret     *password;
  LgSecret     *product_secret;
} Options;

static void
options_clear (Options *self)
{
  lg_cli_options_clear (&self->device);
  g_clear_pointer (&self->password_file, g_free);
  g_clear_pointer (&self->product_secret_file, g_free);
  g_clear_pointer (&self->log_line, g_free);
  g_clear_pointer (&self->log, g_free);
  g_clear_pointer (&self->drop_times, g_free);
  g_clear_pointer (&self->drop_interval, g_free);
  g_clear_pointer (&self->silence, g_free);
  g_clear_pointer (&self->drops, lg_drop_fleet_free);
  g_clear_pointer (&self->line, lg_log_line_free);
  g_clear_pointer (&self->password, lg_secret_unref);
  g_clear_pointer (&self->product_secret, lg_secret_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static GOptionContext *
make_context (Options *self)
{
  const GOptionEntry entries[] = {
    { "mqtt-password-file", 0, 0, G_OPTION_ARG_FILENAME, &self->password_file,
      N_("File with the MQTT password as sent; - reads standard input; "
         "without it LINKGLASS_MQTT_PASSWORD is used"), N_("FILE") },
    { "product-secret-file", 0, 0, G_OPTION_ARG_FILENAME, &self->product_secret_file,
      N_("File with the ProductSecret; without it LINKGLASS_PRODUCT_SECRET is used"), N_("FILE") },
    { "log-line", 0, 0, G_OPTION_ARG_STRING, &self->log_line,
      N_("A line of the device’s log, a return code, or a reason of the console"), N_("TEXT") },
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &self->log,
      N_("File with a device’s log; of each line that matters it is said at once what it means; "
         "- follows standard input"), N_("FILE") },
    { "drop-times", 0, 0, G_OPTION_ARG_FILENAME, &self->drop_times,
      N_("File with the times at which the device went offline, as a log or the console has them; "
         "- reads standard input"), N_("FILE") },
    { "drop-interval", 0, 0, G_OPTION_ARG_STRING, &self->drop_interval,
      N_("How often it goes offline, seconds; or several intervals"), N_("SECONDS") },
    { "silence", 0, 0, G_OPTION_ARG_STRING, &self->silence,
      N_("How long it had sent nothing before it went offline"), N_("SECONDS") },
    { NULL },
  };
  GOptionContext *context = g_option_context_new (NULL);

  g_option_context_set_summary (context,
    _("Says what is wrong with the client ID, user name and password a device really sends, by\n"
      "making the password in every documented and every commonly wrong way. Without a secret it\n"
      "judges their form. Of the times at which a device goes offline it says which causes fit.\n"
      "Nothing is sent."));
  g_option_context_set_description (context,
    _("Examples:\n"
      "  linkglass-cli explain --mqtt-client-id 'id|securemode=2,signmethod=hmacsha256|' \\\n"
      "    --mqtt-username 'device&pk' --mqtt-password-file FILE --device-secret-file FILE\n"
      "  linkglass-cli explain --log-line 'mqtt connect failed, rc=4'\n"
      "  linkglass-cli explain --drop-interval 120 --keepalive 60\n"
      "  linkglass-cli explain --drop-times device.log\n"
      "  picocom /dev/ttyUSB0 | linkglass-cli explain --log -"));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return context;
}

static gboolean
reads_input (const char *path)
{
  return g_strcmp0 (path, "-") == 0;
}

static gboolean
read_secrets (Options *self)
{
  gboolean good = TRUE;

  if (reads_input (self->device.secret_file) + reads_input (self->password_file) +
      reads_input (self->product_secret_file) + reads_input (self->drop_times) +
      reads_input (self->log) > 1)
    {
      lg_cli_complain ("options", _("Only one value can come from standard input."));
      return FALSE;
    }

  good &= lg_cli_read_secret (self->password_file, "LINKGLASS_MQTT_PASSWORD", &self->password);
  good &= lg_cli_read_secret (self->product_secret_file, "LINKGLASS_PRODUCT_SECRET",
                              &self->product_secret);
  return good;
}

static char *
read_drop_times (Options *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *data;
  gsize length;

  if (reads_input (self->drop_times))
    g_file_get_contents ("/dev/stdin", &data, &length, &error);
  else
    data = lg_input_file_read (self->drop_times, DROP_TIMES_MAX, &length, &error);
  if (error != NULL)
    {
      lg_cli_complain ("drop-times", "%s", error->message);
      return NULL;
    }

  bytes = g_bytes_new_take (data, length);
  return lg_text_decode (bytes, LG_TEXT_DAMAGED, &self->encoding);
}

static gboolean
read_drops (Options *self)
{
  g_autofree char *text = NULL;

  if (self->silence != NULL
      && !lg_cli_parse_number ("silence", self->silence, 1, 1000000, &self->silence_s))
    return FALSE;
  if (self->drop_times == NULL && self->drop_interval == NULL)
    return TRUE;

  text = self->drop_times != NULL ? read_drop_times (self)
                                  : g_strdup (self->drop_interval);
  if (text == NULL)
    return FALSE;

  self->drops = lg_drop_fleet_parse (text, g_get_real_time () / G_USEC_PER_SEC);
  if (self->drop_times == NULL && !self->drops->recognized)
    {
      lg_cli_complain ("drop-interval", _("“%s” is no time in seconds."), self->drop_interval);
      return FALSE;
    }

  return TRUE;
}

static gboolean
is_anything_given (Options *self)
{
  if (self->log != NULL || self->log_line != NULL
      || self->drops != NULL || self->device.mqtt_client_id != NULL
      || self->device.mqtt_username != NULL || self->password != NULL)
    return TRUE;

  lg_cli_complain ("explain", _("Give what the device sends (--mqtt-client-id, --mqtt-username, "
                                "--mqtt-password-file), --log-line, --drop-times or "
                                "--drop-interval."));
  return FALSE;
}

static LgExplain *
explain (Options   *self,
         LgProfile *profile)
{
  const LgCliOptions *device = &self->device;
  LgCredentials *credentials = lg_profile_get_credentials (profile);
  LgEndpoint *endpoint = lg_profile_get_endpoint (profile);
  const LgLimits *limits = lg_platform_get_limits (lg_endpoint_get_platform (endpoint));
  gboolean fixed = lg_credentials_get_timestamp_policy (credentials) == LG_TIMESTAMP_FIXED;
  const LgDeviceValues values = {
    .client_id = device->mqtt_client_id,
    .username = device->mqtt_username,
    .password = self->password,
    .mode = lg_credentials_get_mode (credentials),
    .product_key = device->product_key,
    .device_name = device->device_name,
    .device_id = device->device_id,
    .secret = lg_credentials_get_secret (credentials),
    .product_secret = self->product_secret,
    .known_client_id = device->client_id,
    .known_timestamp = fixed ? lg_credentials_get_timestamp (credentials) : NULL,
    .transport_known = device->transport != NULL,
    .security = lg_endpoint_get_security (endpoint),
    .keepalive = device->keepalive != NULL ? (int) lg_endpoint_get_keepalive (endpoint) : -1,
    .keepalive_min = limits->keepalive_min,
    .keepalive_max = limits->keepalive_max,
  };

  return lg_explain_new (&values);
}

static LgDropCase
make_case (Options   *self,
           LgProfile *profile)
{
  LgEndpoint *endpoint = lg_profile_get_endpoint (profile);
  const LgPlatform *platform = lg_endpoint_get_platform (endpoint);

  return (LgDropCase) {
    .family = lg_family_of_platform (platform),
    .limits = lg_platform_get_limits (platform),
    .keepalive_s = self->device.keepalive != NULL ? lg_endpoint_get_keepalive (endpoint) : 0,
    .silence_s = self->silence_s,
  };
}

static void
add_differences (LgExplain   *explain,
                 JsonBuilder *builder)
{
  GPtrArray *explanations = lg_explain_get_explanations (explain);

  json_builder_set_member_name (builder, "differences");
  json_builder_begin_array (builder);
  for (guint i = 0; i < explanations->len; i++)
    {
      const LgExplanation *explanation = explanations->pdata[i];

      if (explanation->subject == NULL)
        continue;

      json_builder_begin_object (builder);
      lg_cli_set_string (builder, "cause", explanation->cause);
      lg_cli_set_string (builder, "value", explanation->subject);
      lg_cli_set_string (builder, "expected", explanation->expected);
      lg_cli_set_string (builder, "actual", explanation->actual);
      json_builder_set_member_name (builder, "position");
      json_builder_add_int_value (builder, explanation->difference);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_corrected (LgExplain   *explain,
               JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "corrected");
  json_builder_begin_object (builder);
  lg_cli_set_string (builder, "clientId", lg_explain_get_client_id (explain));
  lg_cli_set_string (builder, "username", lg_explain_get_username (explain));
  lg_cli_set_string (builder, "content", lg_explain_get_content (explain));
  lg_cli_set_string (builder, "signMethod", lg_explain_get_method_nick (explain));
  json_builder_end_object (builder);
}

/* A line that nothing is known of is neither valid nor invalid. */
static void
add_line (const LgLogLine *line,
          JsonBuilder     *builder)
{
  json_builder_set_member_name (builder, "recognized");
  json_builder_add_boolean_value (builder, line->recognized);
  lg_cli_set_string (builder, "next", line->next);
}

/* What only the times tell: in which encoding they came, and each device by itself. */
static void
add_devices (Options     *self,
             JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "recognized");
  json_builder_add_boolean_value (builder, self->drops->recognized);
  if (self->drop_times != NULL)
    lg_cli_set_string (builder, "encoding", lg_text_encoding_get_name (self->encoding));
  json_builder_set_member_name (builder, "devices");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->drops->devices->len; i++)
    {
      LgDropDevice *device = self->drops->devices->pdata[i];

      json_builder_begin_object (builder);
      lg_cli_set_string (builder, "device", lg_drop_device_get_name (device));
      json_builder_set_member_name (builder, "ends");
      json_builder_add_int_value (builder, device->log->drops->len);
      lg_cli_findings_add_json (device->findings, builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (Options   *self,
            LgExplain *explain,
            GPtrArray *findings)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "valid");
  if (self->line != NULL && !self->line->recognized)
    json_builder_add_null_value (builder);
  else
    json_builder_add_boolean_value (builder, !lg_cli_findings_have_fault (findings));
  if (self->line != NULL)
    add_line (self->line, builder);
  if (self->drops != NULL)
    add_devices (self, builder);
  json_builder_set_member_name (builder, "complete");
  json_builder_add_boolean_value (builder, lg_explain_is_complete (explain));
  lg_cli_findings_add_json (findings, builder);
  add_differences (explain, builder);
  add_corrected (explain, builder);
  json_builder_end_object (builder);

  lg_cli_print_json (builder);
}

/* The columns of a terminal before the character at @position. */
static int
measure (const char *text,
         int         position)
{
  g_autofree char *before = NULL;
  g_autofree char *shown = NULL;

  if (!g_utf8_validate (text, -1, NULL) || g_utf8_strlen (text, -1) < position)
    return position;

  before = g_utf8_substring (text, 0, position);
  shown = lg_cli_dup_shown (before);
  return lg_printable_get_width (shown);
}

/* One above the other, with a mark below the first character that differs. */
static void
print_difference (const LgExplanation *explanation)
{
  int width = measure (explanation->actual, explanation->difference);

  lg_cli_print ("  %s\n    %s\n  %s\n    %s\n    %*s^\n", _("Expected:"), explanation->expected,
                _("The device’s:"), explanation->actual, width, "");
}

static void
print_line (const char *name,
            const char *value)
{
  if (value != NULL)
    lg_cli_print (_("  %s: %s\n"), name, value);
}

static void
print_corrected (LgExplain *explain)
{
  if (lg_explain_get_client_id (explain) == NULL && lg_explain_get_username (explain) == NULL)
    return;

  lg_cli_print ("\n%s\n", _("As it should be:"));
  print_line (_("Client ID"), lg_explain_get_client_id (explain));
  print_line (_("User name"), lg_explain_get_username (explain));
  print_line (_("Signed"), lg_explain_get_content (explain));
  print_line (_("Method"), lg_explain_get_method_nick (explain));
  lg_cli_print ("  %s\n", _("The password is shown by `linkglass-cli sign`."));
}

static void
print_text (LgExplain *explain,
            GPtrArray *findings)
{
  GPtrArray *explanations = lg_explain_get_explanations (explain);

  for (guint i = 0; i < findings->len; i++)
    {
      lg_cli_finding_print_text (findings->pdata[i]);
      if (i < explanations->len && ((LgExplanation *) explanations->pdata[i])->subject != NULL)
        print_difference (explanations->pdata[i]);
    }

  if (!lg_explain_is_valid (explain))
    print_corrected (explain);
}

static guint
count_ends (const LgDropFleet *drops)
{
  guint n = 0;

  for (guint i = 0; i < drops->devices->len; i++)
    n += ((LgDropDevice *) drops->devices->pdata[i])->log->drops->len;
  return n;
}

static void
print_drops (Options *self)
{
  g_autofree char *text = lg_drop_fleet_describe (self->drops);

  if (self->drop_times != NULL && self->encoding != LG_TEXT_ENCODING_UTF_8)
    /* Translators: the name of an encoding */
    lg_cli_print (_("The text is taken for %s.\n"), lg_text_encoding_get_name (self->encoding));
  if (text != NULL)
    lg_cli_print ("%s\n", text);
  if (self->drops->findings->len > 0)
    return;

  if (count_ends (self->drops) == 0)
    lg_cli_print ("%s\n", _("No time was found in it. Lines with a time are needed, or an "
                            "interval."));
  else if (text == NULL && count_ends (self->drops) == 1)
    lg_cli_print ("%s\n", _("One time alone tells nothing; two are needed."));
}

/* What a silence would leave open. */
static void
print_rest (Options   *self,
            LgExplain *explain)
{
  gboolean values = self->device.mqtt_client_id != NULL || self->device.mqtt_username != NULL
                    || self->password != NULL;

  if (self->line != NULL && !self->line->recognized)
    lg_cli_print ("%s\n", _("Nothing in this line is known."));
  if (self->line != NULL && self->line->next != NULL)
    lg_cli_print ("%s\n", self->line->next);
  if (values && lg_explain_is_valid (explain))
    lg_cli_print ("%s\n", lg_explain_is_complete (explain)
                          ? _("These values are right.")
                          : _("No fault was found in what can be judged. The password was not "
                              "recomputed: that needs what the device sends, and the secret."));
}

static gpointer
copy_finding (gconstpointer finding,
              gpointer      user_data)
{
  return g_object_ref ((gpointer) finding);
}

/**
 * lg_cli_explain:
 *
 * `linkglass-cli explain`: says what is wrong with a device's own values, what a line of its log
 * means, and which causes fit the times at which it goes offline.
 *
 * Returns: the exit status
 */
LgCliExit
lg_cli_explain (int    argc,
                char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GOptionContext) context = make_context (&options);
  g_autoptr (LgProfile) profile = NULL;
  g_autoptr (LgExplain) explained = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  LgDropCase known;

  if (!lg_cli_options_parse (&options.device, context, argc, argv) || !read_secrets (&options))
    return LG_CLI_USAGE;

  profile = lg_cli_options_make_profile (&options.device);
  if (profile == NULL || !read_drops (&options) || !is_anything_given (&options))
    return LG_CLI_USAGE;

  known = make_case (&options, profile);
  if (options.log != NULL)
    return lg_cli_log_read (options.log, &known, options.device.json);

  explained = explain (&options, profile);
  findings = lg_explained_findings (explained, known.family, FALSE);
  if (options.log_line != NULL)
    {
      options.line = lg_log_line_read (options.log_line, known.family);
      g_ptr_array_extend (findings, options.line->findings, copy_finding, NULL);
    }
  if (options.drops != NULL)
    {
      lg_drop_fleet_judge (options.drops, &known);
      g_ptr_array_extend (findings, options.drops->findings, copy_finding, NULL);
    }

  if (options.device.json)
    print_json (&options, explained, findings);
  else
    {
      print_text (explained, findings);
      print_rest (&options, explained);
      if (options.drops != NULL)
        print_drops (&options);
    }

  return lg_cli_findings_have_fault (findings) ? LG_CLI_FAULT : LG_CLI_HEALTHY;
}

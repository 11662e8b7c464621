/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-register.h"

#include "lg-cli-finding.h"
#include "lg-cli-number.h"
#include "lg-cli-options.h"
#include "lg-cli-practice.h"
#include "lg-cli-saved.h"
#include "lg-cli-secret-file.h"
#include "lg-cli-secret.h"
#include "lg-cli-summary.h"
#include "lg-cli-wait.h"
#include "lg-cli.h"
#include "link/lg-registration.h"
#include "profile/lg-secret-store.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define SECONDS_MAX 600

typedef struct
{
  LgCliOptions     options;
  char            *product_secret_file;
  char            *out;
  gboolean         overwrite;
  char            *seconds_text;
  guint            seconds;
  LgSecret        *product_secret;
  LgPractice      *practice;
  LgProfileStore  *saved;
  LgSecretStore   *keyring;
  LgCliSecretFile *file;
  char            *directory;
  LgLink          *link;
} Register;

static void
register_clear (Register *self)
{
  g_clear_object (&self->link);
  if (self->directory != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, "recording.linkglass", NULL);

      g_unlink (path);
      g_rmdir (self->directory);
    }
  g_clear_pointer (&self->file, lg_cli_secret_file_free);
  g_clear_pointer (&self->product_secret, lg_secret_unref);
  g_clear_object (&self->keyring);
  g_clear_object (&self->saved);
  g_clear_object (&self->practice);
  lg_cli_options_clear (&self->options);
  g_free (self->product_secret_file);
  g_free (self->out);
  g_free (self->seconds_text);
  g_free (self->directory);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Register, register_clear)

static gboolean
parse_options (Register  *self,
               int        argc,
               char     **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  const GOptionEntry entries[] = {
    { "product-secret-file", 0, 0, G_OPTION_ARG_FILENAME, &self->product_secret_file,
      N_("File with the ProductSecret; - reads standard input; without it "
         "LINKGLASS_PRODUCT_SECRET is used"), N_("FILE") },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &self->out,
      N_("Where the DeviceSecret or DeviceToken goes (default: into the keyring)"), N_("FILE") },
    { "overwrite", 0, 0, G_OPTION_ARG_NONE, &self->overwrite,
      N_("Replace that file if it is there"), NULL },
    { "seconds", 0, 0, G_OPTION_ARG_STRING, &self->seconds_text,
      N_("How long to wait for the answer (default: 10)"), N_("SECONDS") },
    { NULL },
  };

  g_option_context_set_summary (context,
    _("Registers a device with the ProductSecret, over TLS: the platform gives it a DeviceSecret,\n"
      "or with --not-preregistered a client ID and a DeviceToken. What it gave before is void.\n"
      "The secret is not printed: it goes to the keyring, and the device to the saved ones, or to\n"
      "the file of --out."));
  g_option_context_set_description (context,
    _("Example:\n"
      "  linkglass-cli register --product-key pk --device-name device \\\n"
      "    --product-secret-file FILE --out device-secret"));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!lg_cli_options_parse (&self->options, context, argc, argv))
    return FALSE;

  if (self->options.mode != NULL && !g_str_equal (self->options.mode, "registration"))
    {
      lg_cli_complain ("mode", _("A device registers in the mode registration only."));
      return FALSE;
    }

  g_free (self->options.mode);
  self->options.mode = g_strdup ("registration");
  return self->seconds_text == NULL
         || lg_cli_parse_number ("seconds", self->seconds_text, 1, SECONDS_MAX,
                                 &self->seconds);
}

/* The device that is added there, but is still to register. */
static gboolean
join_practice (Register *self)
{
  gboolean named = self->options.device_name != NULL;

  if (!lg_cli_wants_practice (&self->options))
    return TRUE;

  self->practice = lg_cli_join_practice (&self->options);
  if (self->practice == NULL)
    return FALSE;

  if (!named && !self->options.not_preregistered)
    {
      g_free (self->options.device_name);
      self->options.device_name = g_strdup (lg_practice_get_new_device_name (self->practice));
    }
  if (self->product_secret_file == NULL && g_getenv ("LINKGLASS_PRODUCT_SECRET") == NULL)
    self->product_secret_file =
      g_strdup (lg_practice_get_product_secret_file (self->practice));
  return TRUE;
}

static gboolean
make_link (Register *self)
{
  g_autoptr (LgProfile) profile = lg_cli_options_make_profile (&self->options);
  g_autoptr (LgRootStore) roots = lg_root_store_new_for_system ();
  g_autoptr (GPtrArray) issues = NULL;
  g_autofree char *path = NULL;

  if (profile == NULL || !lg_cli_read_secret (self->product_secret_file,
                                              "LINKGLASS_PRODUCT_SECRET", &self->product_secret))
    return FALSE;
  if (self->product_secret != NULL)
    lg_credentials_set_secret (lg_profile_get_credentials (profile), self->product_secret);

  self->directory = g_dir_make_tmp ("linkglass-register-XXXXXX", NULL);
  if (self->directory != NULL)
    path = g_build_filename (self->directory, "recording.linkglass", NULL);
  self->link = lg_link_new (profile, roots, path);
  if (self->seconds > 0)
    lg_link_set_answer_timeout (self->link, self->seconds * 1000);

  issues = lg_link_validate (self->link);
  return lg_cli_options_report (issues);
}

static void
complain_of_place (const char *field,
                   const char *message)
{
  lg_cli_complain (field, _("%s --out writes the secret to a file instead."), message);
}

static gboolean
probe_keyring (Register *self)
{
  g_autoptr (LgCliWait) wait = lg_cli_wait_new ();
  g_autoptr (GError) error = NULL;

  lg_secret_store_probe_async (self->keyring, lg_cli_wait_get_cancellable (wait), lg_cli_wait_cb,
                               wait);
  if (lg_secret_store_probe_finish (self->keyring, lg_cli_wait_run (wait), &error))
    return TRUE;

  complain_of_place ("keyring", error->message);
  return FALSE;
}

/* A secret that finds no place would be lost, and with it the one the device may have had. */
static gboolean
prepare_place (Register *self)
{
  if (self->out != NULL)
    {
      self->file = lg_cli_secret_file_new (self->out, self->overwrite);
      return self->file != NULL;
    }

  self->saved = lg_cli_saved_open ();
  self->keyring = lg_secret_store_new (G_LIST_MODEL (self->saved));
  if (lg_profile_store_get_problem (self->saved) == NULL)
    return probe_keyring (self);

  complain_of_place ("devices", lg_profile_store_get_problem (self->saved));
  return FALSE;
}

static LgRegistration *
try_to_register (Register  *self,
                 GError   **error)
{
  g_autoptr (LgCliWait) wait = lg_cli_wait_new ();

  lg_link_register_async (self->link, lg_cli_wait_get_cancellable (wait), lg_cli_wait_cb, wait);
  return lg_link_register_finish (self->link, lg_cli_wait_run (wait), error);
}

/* Makes it a saved device; one that registered before logs in with what it got now. */
static gboolean
keep (Register             *self,
      const LgRegistration *registration)
{
  g_autoptr (LgCliWait) wait = lg_cli_wait_new ();
  g_autoptr (GError) error = NULL;
  LgProfile *typed = lg_link_get_profile (self->link);
  LgCredentials *credentials = lg_profile_get_credentials (typed);
  LgEndpoint *endpoint = lg_profile_get_endpoint (typed);
  LgProfile *profile = lg_cli_saved_find (self->saved, credentials, endpoint);

  if (profile == NULL)
    profile = lg_profile_store_add (self->saved);
  lg_profile_set_values (profile, credentials, endpoint);
  lg_registration_apply (registration, lg_profile_get_credentials (profile));
  lg_profile_set_secret_place (profile, LG_SECRET_PLACE_KEYRING);
  lg_secret_store_save_async (self->keyring, lg_profile_get_id (profile), registration->secret,
                              lg_cli_wait_get_cancellable (wait), lg_cli_wait_cb, wait);
  if (lg_secret_store_save_finish (self->keyring, lg_cli_wait_run (wait), &error)
      && lg_profile_store_flush (self->saved, &error))
    return TRUE;

  lg_cli_complain ("keyring", "%s", error->message);
  return FALSE;
}

static void
print_line (const char *name,
            const char *value)
{
  if (value != NULL)
    lg_cli_print (_("%s: %s\n"), name, value);
}

static void
print (Register             *self,
       const LgRegistration *registration,
       GPtrArray            *findings)
{
  LgCredentials *typed = lg_profile_get_credentials (lg_link_get_profile (self->link));
  const char *client_id = registration != NULL ? registration->client_id : NULL;

  if (self->options.json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      lg_cli_set_string (builder, "productKey", lg_credentials_get_product_key (typed));
      lg_cli_set_string (builder, "deviceName", lg_credentials_get_device_name (typed));
      lg_cli_set_string (builder, "clientId", client_id);
      lg_cli_findings_add_json (findings, builder);
      json_builder_end_object (builder);
      lg_cli_print_json (builder);
      return;
    }

  if (registration == NULL)
    {
      for (guint i = 0; i < findings->len; i++)
        lg_cli_finding_print_text (findings->pdata[i]);
      return;
    }

  print_line ("ProductKey", lg_credentials_get_product_key (typed));
  print_line ("DeviceName", lg_credentials_get_device_name (typed));
  print_line ("clientId", client_id);
  print_line (client_id != NULL ? "DeviceToken" : "DeviceSecret",
              self->out != NULL ? self->out : _("in the keyring"));
}

static LgCliExit
run (Register *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LgRegistration) registration = try_to_register (self, &error);
  g_autoptr (GPtrArray) findings = NULL;
  gboolean kept;

  if (registration == NULL && error->domain != LG_REGISTRATION_ERROR)
    {
      lg_cli_complain ("register", "%s", error->message);
      return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? LG_CLI_FAULT
                                                                       : LG_CLI_USAGE;
    }
  if (g_error_matches (error, LG_REGISTRATION_ERROR, LG_REGISTRATION_ERROR_ANSWER))
    lg_cli_complain ("register", "%s", error->message);

  kept = registration != NULL && (self->file != NULL
                                  ? lg_cli_secret_file_fill (self->file, registration->secret)
                                  : keep (self, registration));
  findings = lg_cli_sort_findings (G_LIST_MODEL (lg_link_get_diagnosis (self->link)));
  print (self, kept ? registration : NULL, findings);
  return kept ? LG_CLI_HEALTHY : LG_CLI_FAULT;
}

/**
 * lg_cli_may_log_in:
 * @profile: a device
 * @accept_mqtt_5_lock: the operator knows what a login with MQTT 5 takes from the device
 *
 * Complains if a login with these values would be a registration, whose answer would be lost, or
 * would take something from the device for good that was not agreed to.
 *
 * Returns: whether all is well
 */
gboolean
lg_cli_may_log_in (LgProfile *profile,
                   gboolean   accept_mqtt_5_lock)
{
  const char *lock = lg_endpoint_get_mqtt_5_lock (lg_profile_get_endpoint (profile));

  if (lg_credentials_get_mode (lg_profile_get_credentials (profile)) == LG_MODE_REGISTRATION)
    lg_cli_complain ("mode",
                     _("This would register the device and lose its secret; use register."));
  else if (lock != NULL && !accept_mqtt_5_lock)
    lg_cli_complain ("mqtt", _("%s If that is what you want, add --accept-mqtt5-lock."), lock);
  else
    return TRUE;

  return FALSE;
}

/**
 * lg_cli_register:
 *
 * `linkglass-cli register`: dynamic registration; the secret goes to the keyring or a file.
 *
 * Returns: the exit status
 */
LgCliExit
lg_cli_register (int    argc,
                 char **argv)
{
  g_auto (Register) self = { 0 };

  if (!parse_options (&self, argc, argv) || !join_practice (&self) || !make_link (&self)
      || !prepare_place (&self))
    return LG_CLI_USAGE;

  return run (&self);
}

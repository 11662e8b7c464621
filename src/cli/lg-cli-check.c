/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-check.h"

#include "check/lg-check-root.h"
#include "lg-cli-date.h"
#include "lg-cli-finding.h"
#include "lg-cli-fleet.h"
#include "lg-cli-number.h"
#include "lg-cli-pasted.h"
#include "lg-cli-practice.h"
#include "lg-cli-progress.h"
#include "lg-cli-register.h"
#include "lg-cli-wait.h"
#include "lg-cli.h"

#include <glib/gi18n.h>
#include <string.h>

#define SECONDS_MAX 600

typedef struct
{
  LgCliOptions  options;
  GStrv         ports;
  GStrv         roots;
  gboolean      login;
  char         *at;
  char         *seconds[4];
  char         *fleet_path;
  gboolean      csv;
  char         *copy;
  char         *pasted_path;

  gint64        at_s;
  GBytes       *answer;
  guint         ms[4];
  LgPractice   *practice;
  LgProfile    *profile;
  LgRootStore  *store;
  LgCheck      *check;
  GPtrArray    *findings;
} Check;

static void
check_clear (Check *self)
{
  lg_cli_options_clear (&self->options);
  g_clear_pointer (&self->ports, g_strfreev);
  g_clear_pointer (&self->roots, g_strfreev);
  g_clear_pointer (&self->at, g_free);
  g_clear_pointer (&self->fleet_path, g_free);
  g_clear_pointer (&self->copy, g_free);
  g_clear_pointer (&self->pasted_path, g_free);
  g_clear_pointer (&self->answer, g_bytes_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (self->seconds); i++)
    g_clear_pointer (&self->seconds[i], g_free);
  g_clear_object (&self->check);
  g_clear_object (&self->store);
  g_clear_object (&self->profile);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Check, check_clear)

static gboolean
parse_options (Check  *self,
               int     argc,
               char  **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  const GOptionEntry entries[] = {
    { "login", 0, 0, G_OPTION_ARG_NONE, &self->login,
      N_("Log in once, too, on the port and root found best; this takes the device offline"),
      NULL },
    { "at", 0, 0, G_OPTION_ARG_STRING, &self->at,
      N_("Judge the certificates as of this day"), N_("YYYY-MM-DD") },
    { "fleet", 0, 0, G_OPTION_ARG_FILENAME, &self->fleet_path,
      N_("Check many devices instead: a table with host, port and root of one in each line"),
      N_("FILE.csv") },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &self->csv,
      N_("With --fleet: print a table for spreadsheets"), NULL },
    { "copy", 0, 0, G_OPTION_ARG_STRING, &self->copy,
      N_("Print lines that do this on somebody else’s computer, where nothing can be installed"),
      "powershell|cmd|sh" },
    { "pasted", 0, 0, G_OPTION_ARG_FILENAME, &self->pasted_path,
      N_("Judge what that computer answered instead (-: standard input)"), N_("FILE") },
    { "dns-timeout", 0, 0, G_OPTION_ARG_STRING, &self->seconds[0],
      N_("Deadline of looking up the name (default: 15)"), N_("SECONDS") },
    { "tcp-timeout", 0, 0, G_OPTION_ARG_STRING, &self->seconds[1],
      N_("Deadline of connecting (default: 5)"), N_("SECONDS") },
    { "tls-timeout", 0, 0, G_OPTION_ARG_STRING, &self->seconds[2],
      N_("Deadline of the TLS handshake (default: 8)"), N_("SECONDS") },
    { "connack-timeout", 0, 0, G_OPTION_ARG_STRING, &self->seconds[3],
      N_("Deadline of the answer to the login (default: 10)"), N_("SECONDS") },
    { NULL },
  };

  g_option_context_set_summary (context,
    _("Finds out which port of a host works with which root certificate, and why the others do\n"
      "not. Nothing of the device is sent unless --login is given; without credentials the host\n"
      "must be. --port (also 1883/tcp) and --root may be repeated; by default every port the\n"
      "platform documents is looked at, and every root known is tried."));
  g_option_context_set_description (context,
    _("Example:\n"
      "  linkglass-cli check --host iot-example.mqtt.iothub.aliyuncs.com --at 2028-01-29\n"
      "\n"
      "A fleet is a table in UTF-8: host,port,root in each line, or a first line with the names\n"
      "of the columns; # begins a comment. A root is a name from `linkglass-cli roots` or a file.\n"
      "It is as declared: nothing is read from a device, and nothing of one is sent.\n"
      "  linkglass-cli check --fleet fleet.csv --at 2028-01-29 --csv > ends.csv\n"
      "\n"
      "At a locked site somebody else pastes the lines of --copy, which hold no secret, and sends\n"
      "back all they print; the output of Test-NetConnection, Resolve-DnsName, nslookup, curl -v\n"
      "and openssl s_client -showcerts run by hand will do, too. What was not tried is not known:\n"
      "exit status 3, if no fault was found and no port is known to work.\n"
      "  linkglass-cli check --host iot-example.mqtt.iothub.aliyuncs.com --copy powershell\n"
      "  linkglass-cli check --pasted answer.txt"));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  return lg_cli_options_parse (&self->options, context, argc, argv);
}

/* Ports and roots are the matrix here; the profile is about the device alone. */
static gboolean
make_profile (Check *self)
{
  if (lg_cli_wants_practice (&self->options))
    {
      self->practice = lg_cli_join_practice (&self->options);
      if (self->practice == NULL)
        return FALSE;
    }

  self->ports = g_steal_pointer (&self->options.ports);
  self->roots = g_steal_pointer (&self->options.roots);
  g_clear_pointer (&self->options.port, g_free);
  g_clear_pointer (&self->options.root, g_free);
  self->profile = lg_cli_options_make_profile (&self->options);
  return self->profile != NULL;
}

static char *
resolve_host (Check *self)
{
  LgEndpoint *endpoint = lg_profile_get_endpoint (self->profile);
  LgCredentials *credentials = lg_profile_get_credentials (self->profile);
  const char *product_key = lg_credentials_get_product_key (credentials);
  char *host = lg_endpoint_resolve_host (endpoint, product_key);
  g_autoptr (GPtrArray) issues = NULL;

  if (host != NULL)
    return host;

  issues = lg_endpoint_validate (endpoint, product_key);
  for (guint i = 0; i < issues->len; i++)
    {
      const LgIssue *issue = issues->pdata[i];

      if (issue->level == LG_ISSUE_ERROR)
        lg_cli_complain (lg_field_get_nick (issue->field), "%s", issue->message);
    }
  return NULL;
}

static gboolean
add_port (Check      *self,
          const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 2);
  LgSecurity security = lg_endpoint_get_security (lg_profile_get_endpoint (self->profile));
  guint port;

  if (g_strcmp0 (parts[1], "tcp") == 0)
    security = LG_SECURITY_TCP;
  else if (g_strcmp0 (parts[1], "tls") == 0)
    security = LG_SECURITY_TLS;
  else if (parts[1] != NULL)
    {
      lg_cli_complain ("port", _("“%s” is neither a port nor PORT/tls nor PORT/tcp."), text);
      return FALSE;
    }

  if (!lg_cli_parse_number ("port", parts[0], 1, G_MAXUINT16, &port))
    return FALSE;
  lg_check_add_port (self->check, port, security);
  return TRUE;
}

static void
add_practice (Check *self)
{
  gsize n_ports;
  const LgPracticePort *ports = lg_practice_get_ports (self->practice, &n_ports);

  for (gsize i = 0; i < n_ports; i++)
    {
      LgRoot *root = ports[i].root_file != NULL && self->roots == NULL
        ? lg_root_store_load_file (self->store, ports[i].root_file, NULL) : NULL;

      lg_check_add_port (self->check, ports[i].port,
                         ports[i].tls ? LG_SECURITY_TLS : LG_SECURITY_TCP);
      if (root != NULL)
        lg_check_add_root (self->check, root);
    }
}

static gboolean
add_ports (Check *self)
{
  LgEndpoint *endpoint = lg_profile_get_endpoint (self->profile);
  gboolean good = TRUE;

  for (guint i = 0; self->ports != NULL && self->ports[i] != NULL; i++)
    good &= add_port (self, self->ports[i]);

  if (self->ports == NULL && self->practice != NULL)
    add_practice (self);
  else if (self->ports == NULL && self->options.transport != NULL)
    lg_check_add_port (self->check, lg_endpoint_get_port (endpoint),
                       lg_endpoint_get_security (endpoint));
  else if (self->ports == NULL)
    lg_check_add_usual_ports (self->check);
  return good;
}

/* A file without a readable certificate is a fault found, a name that does not exist a mistake. */
static gboolean
add_roots (Check *self)
{
  gboolean good = TRUE;

  for (guint i = 0; self->roots != NULL && self->roots[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      LgRoot *root = lg_root_store_select (self->store, self->roots[i], &error);

      if (root != NULL)
        {
          lg_check_add_root (self->check, root);
          continue;
        }
      if (g_error_matches (error, LG_TRUST_ERROR, LG_TRUST_ERROR_UNREADABLE)
          || g_error_matches (error, LG_TRUST_ERROR, LG_TRUST_ERROR_UNKNOWN))
        {
          lg_cli_complain ("root", "%s", error->message);
          good = FALSE;
          continue;
        }
      g_ptr_array_add (self->findings, lg_check_judge_root_error (error));
    }
  return good;
}

static gboolean
parse_times (Check *self)
{
  static const char *const fields[] = {
    "dns-timeout", "tcp-timeout", "tls-timeout", "connack-timeout",
  };
  gboolean good = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      guint seconds = 0;

      if (self->seconds[i] != NULL)
        good &= lg_cli_parse_number (fields[i], self->seconds[i], 1, SECONDS_MAX, &seconds);
      self->ms[i] = seconds * 1000;
    }
  if (self->at != NULL)
    good &= lg_cli_parse_date ("at", self->at, &self->at_s);
  return good;
}

static gboolean
set_login (Check *self)
{
  LgCredentials *credentials = lg_profile_get_credentials (self->profile);
  LgSecurity security = lg_endpoint_get_security (lg_profile_get_endpoint (self->profile));
  g_autoptr (GPtrArray) issues = NULL;
  g_autoptr (LgConnectParams) params = NULL;
  g_autoptr (GError) error = NULL;

  if (!self->login)
    return TRUE;

  issues = lg_credentials_validate (credentials);
  if (!lg_cli_options_report (issues)
      || !lg_cli_may_log_in (self->profile, self->options.accept_mqtt_5_lock))
    return FALSE;

  params = lg_connect_params_new (credentials, security, g_get_real_time () / 1000, &error);
  if (params == NULL)
    {
      lg_cli_complain ("login", "%s", error->message);
      return FALSE;
    }
  lg_check_set_login (self->check, params, security);
  return TRUE;
}

static gboolean
prepare (Check *self)
{
  g_autofree char *host = NULL;
  gboolean good = TRUE;

  if (!make_profile (self))
    return FALSE;
  host = resolve_host (self);
  if (host == NULL)
    return FALSE;

  self->store = lg_root_store_new_for_system ();
  self->findings = g_ptr_array_new_with_free_func (g_object_unref);
  self->check = lg_check_new (lg_profile_get_endpoint (self->profile), host, self->store);
  good &= add_ports (self);
  good &= add_roots (self);
  good &= parse_times (self);
  good &= set_login (self);
  lg_check_set_at (self->check, self->at_s);
  lg_check_set_timeouts (self->check, self->ms[0], self->ms[1], self->ms[2], self->ms[3]);
  return good;
}

/* Whom it is about stands in the answer, unless the options say so. */
static gboolean
load_answer (Check *self)
{
  LgCliOptions *options = &self->options;
  const char *platform = NULL;

  if (self->pasted_path == NULL)
    return TRUE;
  if (self->login)
    {
      lg_cli_complain ("login", _("Another computer's answer cannot log in."));
      return FALSE;
    }

  self->answer = lg_cli_pasted_load (self->pasted_path);
  if (self->answer == NULL)
    return FALSE;
  if (options->host != NULL || options->product_key != NULL || options->instance_id != NULL
      || options->saved != NULL)
    return TRUE;

  options->host = lg_cli_pasted_find_host (self->answer, &platform);
  if (options->host != NULL && options->platform == NULL)
    options->platform = g_strdup (platform != NULL ? platform : "custom");
  return options->host != NULL;
}

/* Output that names no port is about the only one asked for, or the device's own. */
static guint16
get_own_port (Check *self)
{
  guint64 port = 0;

  if (self->ports != NULL && self->ports[1] == NULL)
    port = g_ascii_strtoull (self->ports[0], NULL, 10);
  return port != 0 && port <= G_MAXUINT16
    ? port : lg_endpoint_get_port (lg_profile_get_endpoint (self->profile));
}

static gboolean
take_answer (Check *self)
{
  g_autoptr (LgPasted) pasted = lg_cli_pasted_read (self->answer, lg_check_get_host (self->check),
                                                    get_own_port (self));

  if (pasted == NULL)
    return FALSE;

  lg_check_take_pasted (self->check, pasted);
  for (guint i = 0; i < pasted->other_hosts->len; i++)
    lg_cli_complain ("pasted", _("What is said of %s was left out: it is another host."),
                     (char *) pasted->other_hosts->pdata[i]);
  return TRUE;
}

static LgCliExit
copy_lines (Check *self)
{
  g_autofree char *lines = NULL;
  int shell;

  if (!lg_cli_options_parse_nick ("copy", LG_TYPE_REMOTE_SHELL, self->copy, &shell))
    return LG_CLI_USAGE;
  lines = lg_check_dup_remote_lines (self->check, shell);
  if (lines != NULL && lg_cli_print_exactly (lines))
    return LG_CLI_HEALTHY;

  lg_cli_complain ("host", _("No command line can be given this host."));
  return LG_CLI_USAGE;
}

static LgCliExit
run_fleet (Check *self)
{
  const LgCliOptions *options = &self->options;
  g_autoptr (LgEndpoint) endpoint = lg_endpoint_new ();
  g_autoptr (LgFleet) fleet = NULL;

  if (options->host != NULL || options->ports != NULL || options->roots != NULL || self->login)
    {
      lg_cli_complain ("fleet", _("--host, --port and --root stand in the file; --login cannot be "
                                  "given."));
      return LG_CLI_USAGE;
    }
  if (options->json && self->csv)
    {
      lg_cli_complain ("csv", _("--json and --csv exclude each other."));
      return LG_CLI_USAGE;
    }
  if (!lg_cli_options_set_platform (&self->options, endpoint) || !parse_times (self))
    return LG_CLI_USAGE;

  self->store = lg_root_store_new_for_system ();
  fleet = lg_fleet_new (endpoint, self->store);
  lg_fleet_set_at (fleet, self->at_s);
  lg_fleet_set_timeouts (fleet, self->ms[0], self->ms[1], self->ms[2]);
  return lg_cli_fleet (fleet, self->fleet_path,
                       options->json ? LG_CLI_FLEET_JSON
                       : self->csv ? LG_CLI_FLEET_CSV : LG_CLI_FLEET_TEXT);
}

/* The ports are looked at side by side, and each looks up the name. */
static gboolean
is_looking_up (gpointer user_data)
{
  LgCheck *check = user_data;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (check)); i++)
    {
      g_autoptr (LgCheckPort) port = g_list_model_get_item (G_LIST_MODEL (check), i);

      if (lg_check_port_get_steps (port)->len > 0 || lg_check_port_is_done (port))
        return FALSE;
    }
  return TRUE;
}

/* Runs it to its end, or to a signal's. */
static gboolean
run_check (Check *self)
{
  g_autoptr (LgCliWait) wait = lg_cli_wait_new ();
  g_autoptr (LgCliProgress) progress =
    lg_cli_progress_new (lg_check_get_host (self->check), self->ms[0], is_looking_up, self->check);

  lg_check_run_async (self->check, lg_cli_wait_get_cancellable (wait), lg_cli_wait_cb, wait);
  return lg_check_run_finish (self->check, lg_cli_wait_run (wait), NULL);
}

static void
print (Check *self)
{
  GListModel *found = lg_check_get_findings (self->check);

  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    g_ptr_array_add (self->findings, g_list_model_get_item (found, i));

  if (self->options.json)
    lg_cli_check_print_json (self->check, self->findings);
  else
    lg_cli_check_print_text (self->check, self->findings);
}

static LgCliExit
run_matrix (Check *self)
{
  gboolean cancelled = FALSE;

  if (self->answer != NULL && !take_answer (self))
    return LG_CLI_USAGE;
  /* While it prints, a signal ends it at once, however slow the reader. */
  if (self->answer == NULL)
    cancelled = !run_check (self);
  g_clear_object (&self->practice);
  print (self);
  if (self->login && !lg_check_has_tried_login (self->check))
    lg_cli_complain ("login", _("Not tried: no port can be used with this transport."));
  if (cancelled)
    lg_cli_complain ("check", _("Interrupted; what is missing was not looked at."));

  return cancelled || lg_cli_findings_have_fault (self->findings) ? LG_CLI_FAULT
         : lg_check_has_gaps (self->check) ? LG_CLI_NOT_SEEN : LG_CLI_HEALTHY;
}

/**
 * lg_cli_check:
 *
 * `linkglass-cli check`: the matrix of ports and roots, or a fleet.
 *
 * Returns: the exit status
 */
LgCliExit
lg_cli_check (int    argc,
              char **argv)
{
  g_auto (Check) self = { 0 };

  if (!parse_options (&self, argc, argv))
    return LG_CLI_USAGE;
  if (self.fleet_path != NULL)
    return run_fleet (&self);
  if (self.csv)
    {
      lg_cli_complain ("csv", _("--csv goes with --fleet only."));
      return LG_CLI_USAGE;
    }
  if (!load_answer (&self) || !prepare (&self))
    return LG_CLI_USAGE;
  if (self.copy != NULL)
    return copy_lines (&self);

  return run_matrix (&self);
}

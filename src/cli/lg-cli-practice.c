/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-practice.h"

#include "lg-cli.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#define TIME_SCALE_MAX 1000

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
input_cb (int           fd,
          GIOCondition  condition,
          gpointer      user_data)
{
  char buffer[256];
  gssize n = read (fd, buffer, sizeof buffer);

  if (n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN)))
    return G_SOURCE_CONTINUE;

  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static LgPractice *
start (const LgPracticeOptions *options)
{
  g_autoptr (LgPractice) practice = lg_practice_new (options);
  g_autoptr (GError) error = NULL;

  if (lg_practice_start (practice, &error))
    return g_steal_pointer (&practice);

  lg_cli_complain ("practice", "%s", error->message);
  return NULL;
}

/**
 * lg_cli_wants_practice:
 * @options: a device's options
 *
 * Returns: whether they ask for the practice platform without saying where one runs
 */
gboolean
lg_cli_wants_practice (const LgCliOptions *options)
{
  return g_strcmp0 (options->platform, "practice") == 0
         && options->host == NULL && options->port == NULL;
}

static void
fill_in (char       **option,
         const char  *value)
{
  if (*option == NULL)
    *option = g_strdup (value);
}

/**
 * lg_cli_join_practice:
 * @options: a device's options; those not given are filled in
 *
 * Starts a practice platform in this process and points @options at it and its device. Complains if
 * it cannot start.
 *
 * Returns: (transfer full) (nullable): the practice platform, which lives until it is dropped
 */
LgPractice *
lg_cli_join_practice (LgCliOptions *options)
{
  LgPractice *practice = start (NULL);
  gboolean tls = g_strcmp0 (options->transport, "tcp") != 0;
  const LgPracticePort *ports;
  gsize n_ports;

  if (practice == NULL)
    return NULL;

  ports = lg_practice_get_ports (practice, &n_ports);
  for (gsize i = 0; i < n_ports; i++)
    if (ports[i].tls == tls && options->port == NULL)
      {
        options->port = g_strdup_printf ("%u", ports[i].port);
        if (tls)
          fill_in (&options->root, ports[i].root_file);
      }

  fill_in (&options->host, lg_practice_get_host (practice));
  fill_in (&options->product_key, lg_practice_get_product_key (practice));
  fill_in (&options->device_name, lg_practice_get_device_name (practice));
  if (g_getenv ("LINKGLASS_SECRET") == NULL)
    fill_in (&options->secret_file, lg_practice_get_device_secret_file (practice));

  return practice;
}

static void
list_faults (gboolean json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const LgPracticeFault *fault;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "faults");
  json_builder_begin_array (builder);
  for (gsize i = 0; (fault = lg_practice_fault_get (i)) != NULL; i++)
    {
      const char *name = lg_practice_fault_get_name (fault);
      const char *cause = lg_practice_fault_get_cause (fault);
      const char *description = lg_practice_fault_get_description (fault);

      if (!json)
        lg_cli_print ("%-26s %-33s %s\n", name, cause != NULL ? cause : "–", description);
      json_builder_begin_object (builder);
      lg_cli_set_string (builder, "name", name);
      lg_cli_set_string (builder, "expectedCause", cause);
      lg_cli_set_string (builder, "description", description);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (json)
    lg_cli_print_json (builder);
}

/* FALSE: there is no fault of that name. */
static gboolean
choose_fault (const char             *name,
              const LgPracticeFault **fault)
{
  *fault = name != NULL ? lg_practice_fault_find (name) : NULL;
  if (name == NULL || *fault != NULL)
    return TRUE;

  lg_cli_complain ("fault", _("There is no fault “%s”; “--fault list” shows all."), name);
  return FALSE;
}

static LgCliExit
run (const LgPracticeOptions *options,
     gboolean                 until_eof)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (LgPractice) practice = NULL;
  g_autofree char *ready = NULL;

  /* Before it starts, or a signal that comes early leaves files behind. */
  g_unix_signal_add (SIGINT, quit_cb, loop);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_signal_add (SIGHUP, quit_cb, loop);
  if (until_eof)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, input_cb, loop);

  practice = start (options);
  if (practice == NULL)
    return LG_CLI_USAGE;

  ready = lg_practice_to_json (practice);
  lg_cli_print_json_text (ready);
  g_main_loop_run (loop);

  return LG_CLI_HEALTHY;
}

/**
 * lg_cli_practice:
 *
 * `linkglass-cli practice`: runs the practice platform until it is interrupted.
 *
 * Returns: the exit status
 */
LgCliExit
lg_cli_practice (int    argc,
                 char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autofree char *directory = NULL;
  g_autofree char *fault_name = NULL;
  const LgPracticeFault *fault;
  gboolean until_eof = FALSE;
  gboolean json = FALSE;
  double time_scale = 1;
  const GOptionEntry entries[] = {
    { "directory", 0, 0, G_OPTION_ARG_FILENAME, &directory,
      N_("Where its roots and secrets go (default: a private temporary one)"), N_("DIRECTORY") },
    { "time-scale", 0, 0, G_OPTION_ARG_DOUBLE, &time_scale,
      N_("Divide the platform’s times, such as the 30 s scan, by this"), N_("FACTOR") },
    { "fault", 0, 0, G_OPTION_ARG_STRING, &fault_name,
      N_("What is wrong with it, to see how that looks; “list” shows all"), N_("NAME") },
    { "until-eof", 0, 0, G_OPTION_ARG_NONE, &until_eof,
      N_("End when standard input ends, too"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON, which it does anyway"), NULL },
    { NULL },
  };

  g_option_context_set_summary (context,
    _("Runs the practice platform on this computer until it is interrupted: a platform that\n"
      "behaves as the vendor documents, with one device. Left out are the limits of 5 CONNECTs a\n"
      "minute and of 50 messages down a second, whose effect is not documented. When it is ready\n"
      "it prints one line of JSON with its host, ports, roots, and where the device’s secret is."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!lg_cli_parse (context, &argc, &argv))
    return LG_CLI_USAGE;

  if (argc > 1 || !(time_scale > 0 && time_scale <= TIME_SCALE_MAX))
    {
      lg_cli_complain ("options", argc > 1 ? _("There is an argument that belongs to no option.")
                                              : _("The time scale must be from 0 to 1000."));
      return LG_CLI_USAGE;
    }

  if (g_strcmp0 (fault_name, "list") == 0)
    {
      list_faults (json);
      return LG_CLI_HEALTHY;
    }
  if (!choose_fault (fault_name, &fault))
    return LG_CLI_USAGE;

  return run (&(LgPracticeOptions) {
                .directory = directory, .time_scale = time_scale, .fault = fault,
              },
              until_eof);
}

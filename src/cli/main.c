/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli.h"
#include "profile/lg-platform-folder.h"
#include "transport/lg-worker.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <string.h>

typedef struct
{
  const char *name;
  const char *summary;
  LgCliExit (*run) (int    argc,
                    char **argv);
} Command;

static const Command commands[] = {
  { "sign", N_("compute what a device must put into CONNECT"), lg_cli_sign },
  { "explain", N_("say what is wrong with the values a device sends, or what its log means"),
    lg_cli_explain },
  { "check", N_("find out which port works with which root certificate, and why not"),
    lg_cli_check },
  { "watch", N_("connect as the device, show what happens, and say what went wrong"),
    lg_cli_watch },
  { "register", N_("have the platform give a device its secret, with the ProductSecret"),
    lg_cli_register },
  { "devices", N_("list the saved devices, or export them without secrets"), lg_cli_devices },
  { "roots", N_("list the root certificates it knows, judge a file, or scan an image"),
    lg_cli_roots },
  { "platforms", N_("list the platforms it knows, or judge a platform file"), lg_cli_platforms },
  { "open", N_("read a recording or a packet capture, and say why the links in it ended"),
    lg_cli_open },
  { "practice", N_("run a practice platform on this computer"), lg_cli_practice },
};

static void
print_help (void)
{
  lg_cli_print (_("Usage: linkglass-cli COMMAND [OPTION…]\n\n"
                  "Shows what happens on a device’s link to its IoT platform, and why it "
                  "ends.\n\n"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    lg_cli_print ("  %-10s %s\n", commands[i].name, _(commands[i].summary));
  lg_cli_print (_("\nEvery command explains itself with --help. Exit status: 0 healthy, 1 a fault "
                  "was\nfound, 2 wrong usage or bad input.\n"));
}

static LgCliExit
run (const Command *command,
     int            argc,
     char         **argv)
{
  g_autofree char *name = g_strdup_printf ("linkglass-cli %s", command->name);
  g_autoptr (GError) error = NULL;

  g_set_prgname (name);
  /* GLib would end the process without a word to the operator. */
  if (!lg_worker_has_descriptors (&error))
    {
      lg_cli_complain (command->name, "%s", error->message);
      return LG_CLI_USAGE;
    }
  lg_platform_folder_get_own ();
  return command->run (argc, argv);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  signal (SIGPIPE, SIG_IGN);

  if (argc < 2)
    {
      lg_cli_complain ("command", _("Give a command; --help lists them."));
      return LG_CLI_USAGE;
    }

  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0)
    {
      print_help ();
      return LG_CLI_HEALTHY;
    }

  if (strcmp (argv[1], "--version") == 0)
    {
      lg_cli_print ("linkglass-cli %s\n", VERSION);
      return LG_CLI_HEALTHY;
    }

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[1], commands[i].name) == 0)
      return run (&commands[i], argc - 1, argv + 1);

  lg_cli_complain ("command", _("There is no “%s”; --help lists the commands."), argv[1]);
  return LG_CLI_USAGE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-application.h"
#include "lg-renderer.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>

int
main (int    argc,
      char **argv)
{
  g_autoptr (LgApplication) application = NULL;

  lg_renderer_set_up ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  /* A peer that is gone is an error of the write, not the end of the program. */
  signal (SIGPIPE, SIG_IGN);
  g_set_application_name ("Linkglass");

  application = lg_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}

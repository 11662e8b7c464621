/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-log.h"

#include "log/lg-log-story.h"
#include "exchange/lg-text-decoder.h"
#include "lg-cli-finding.h"
#include "lg-cli-print.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* Each line that matters, at once: a terminal program may be writing them. */
static gboolean
print_moment (const LgLogMoment *moment)
{
  lg_cli_print (_("Line %u: %s\n"), moment->number, moment->text);
  if (moment->finding != NULL)
    lg_cli_finding_print_text (moment->finding);
  fflush (stdout);
  return moment->finding != NULL
         && lg_finding_get_severity (moment->finding) == LG_SEVERITY_FAULT;
}

static char *
decode (char *line,
        gsize length)
{
  LgTextEncoding encoding = lg_text_encoding_guess (line, length);
  char *text = lg_text_encoding_decode (encoding, line, length, LG_TEXT_DAMAGED);

  explicit_bzero (line, length);
  return text;
}

/**
 * lg_cli_log_follow:
 * @path: a log; - is standard input, which is followed until it ends
 * @family: whose rules apply
 *
 * Prints each line of a log that matters as it comes, with what it means, and at the end what the
 * log tells.
 *
 * Returns: whether a fault was found
 */
LgCliExit
lg_cli_log_follow (const char *path,
                   LgFamily    family)
{
  FILE *file = g_str_equal (path, "-") ? stdin : fopen (path, "re");
  g_autofree char *line = NULL, *story = NULL;
  LgLogStory log;
  gboolean fault = FALSE;
  size_t room = 0;
  ssize_t length;

  if (file == NULL)
    {
      lg_cli_complain ("log", "%s: %s", path, g_strerror (errno));
      return LG_CLI_USAGE;
    }

  lg_log_story_init (&log, family);
  while ((length = getline (&line, &room, file)) >= 0)
    {
      g_autofree char *text = decode (line, length);
      g_autoptr (LgLogMoment) moment = lg_log_story_take (&log, text);

      if (moment != NULL)
        fault |= print_moment (moment);
      explicit_bzero (text, strlen (text));
    }
  if (file != stdin)
    fclose (file);

  story = lg_log_story_describe (&log);
  lg_cli_print ("%s\n", story);
  return fault ? LG_CLI_FAULT : LG_CLI_HEALTHY;
}

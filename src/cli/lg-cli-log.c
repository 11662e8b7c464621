/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-log.h"

#include "log/lg-log-story.h"
#include "exchange/lg-text-decoder.h"
#include "lg-cli-finding.h"
#include "lg-cli-print.h"
#include "trust/lg-input-file.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* A longer line is read in pieces: what has no ends of lines is no log. */
#define LINE_MAX_BYTES 65536

static void
print_moment_json (const LgLogMoment *moment)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) findings = g_ptr_array_new ();

  if (moment->finding != NULL)
    g_ptr_array_add (findings, moment->finding);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "line");
  json_builder_add_int_value (builder, moment->number);
  json_builder_set_member_name (builder, "text");
  json_builder_add_string_value (builder, moment->text);
  lg_cli_findings_add_json (findings, builder);
  json_builder_end_object (builder);
  lg_cli_print_json (builder);
}

static void
print_story_json (LgLogStory *log,
                  guint       n_moments,
                  const char *story)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "summary");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "lines");
  json_builder_add_int_value (builder, log->n_lines);
  json_builder_set_member_name (builder, "recognized");
  json_builder_add_boolean_value (builder, n_moments > 0);
  json_builder_set_member_name (builder, "text");
  json_builder_add_string_value (builder, story);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  lg_cli_print_json (builder);
}

/* Each line that matters, at once: a terminal program may be writing them. */
static gboolean
print_moment (const LgLogMoment *moment,
              gboolean           json)
{
  if (json)
    {
      print_moment_json (moment);
    }
  else
    {
      lg_cli_print (_("Line %u: %s\n"), moment->number, moment->text);
      if (moment->finding != NULL)
        lg_cli_finding_print_text (moment->finding);
    }
  fflush (stdout);
  return moment->finding != NULL
         && moment->finding->severity == LG_SEVERITY_FAULT;
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

/* A line with its end, or as much of it as there is room for; 0 at the end of the file. */
static gsize
read_line (FILE *file,
           char *line,
           gsize room)
{
  gsize length = 0;
  int c = 0;

  while (length < room && c != '\n' && (c = getc (file)) != EOF)
    line[length++] = c;
  return length;
}

static FILE *
open_log (const char *path)
{
  g_autoptr (GError) error = NULL;
  int fd;

  if (g_str_equal (path, "-"))
    return stdin;

  fd = lg_input_file_open (path, LG_INPUT_PIPE, &error);
  if (fd >= 0)
    return fdopen (fd, "r");

  lg_cli_complain ("log", "%s", error->message);
  return NULL;
}

/**
 * lg_cli_log_follow:
 * @path: a log; - is standard input, which is followed until it ends
 * @family: whose rules apply
 * @json: print JSON lines
 *
 * Prints each line of a log that matters as it comes, with what it means, and at the end what the
 * log tells.
 *
 * Returns: whether a fault was found
 */
LgCliExit
lg_cli_log_follow (const char *path,
                   LgFamily    family,
                   gboolean    json)
{
  static char line[LINE_MAX_BYTES];
  FILE *file = open_log (path);
  g_autofree char *story = NULL;
  LgLogStory log;
  gboolean fault = FALSE;
  guint n_moments = 0;
  gsize length;

  if (file == NULL)
    return LG_CLI_USAGE;

  lg_log_story_init (&log, family);
  while ((length = read_line (file, line, sizeof line)) > 0)
    {
      g_autofree char *text = decode (line, length);
      g_autoptr (LgLogMoment) moment = lg_log_story_take (&log, text);

      if (moment != NULL)
        {
          n_moments++;
          fault |= print_moment (moment, json);
        }
      explicit_bzero (text, strlen (text));
    }
  if (file != stdin)
    fclose (file);

  story = lg_log_story_describe (&log);
  if (json)
    print_story_json (&log, n_moments, story);
  else
    lg_cli_print ("%s\n", story);
  return fault ? LG_CLI_FAULT : LG_CLI_HEALTHY;
}

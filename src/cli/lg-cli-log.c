/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-log.h"

#include "exchange/lg-text-decoder.h"
#include "lg-cli-finding.h"
#include "lg-cli-print.h"
#include "log/lg-log-tale.h"
#include "trust/lg-input-file.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* A longer line is read in pieces: what has no ends of lines is no log. */
#define LINE_MAX_BYTES 65536

/* A log that is read: what is followed is told of line by line, a file is printed as one object. */
typedef struct
{
  FILE           *file;
  gboolean        follow;
  gboolean        json;
  gboolean        begun;
  LgTextEncoding  encoding;
  char           *line;
  GHashTable     *told;
  JsonBuilder    *lines;
} Log;

static void
log_clear (Log *self)
{
  if (self->file != NULL && self->file != stdin)
    fclose (self->file);
  g_clear_pointer (&self->line, g_free);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_object (&self->lines);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Log, log_clear)

static void
add_moment_members (JsonBuilder       *builder,
                    const LgLogMoment *moment)
{
  const LgFinding *finding = moment->finding;

  json_builder_set_member_name (builder, "line");
  json_builder_add_int_value (builder, moment->number);
  lg_cli_set_string (builder, "time", moment->time);
  lg_cli_set_string (builder, "device", moment->device);
  lg_cli_set_string (builder, "cause",
                     finding != NULL ? moment->finding->cause : NULL);
  lg_cli_set_string (builder, "confidence",
                     finding != NULL
                     ? lg_cli_get_nick (LG_TYPE_CONFIDENCE,
                                        moment->finding->confidence) : NULL);
  lg_cli_set_string (builder, "text", moment->text);
}

static void
print_moment_json (const LgLogMoment *moment)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) findings = g_ptr_array_new ();

  if (moment->finding != NULL)
    g_ptr_array_add (findings, moment->finding);
  json_builder_begin_object (builder);
  add_moment_members (builder, moment);
  lg_cli_findings_add_json (findings, builder);
  json_builder_end_object (builder);
  lg_cli_print_json (builder);
}

/* What a line means is told in full once. */
static void
print_moment (Log               *self,
              const LgLogMoment *moment)
{
  lg_cli_print (_("Line %u: %s\n"), moment->number, moment->text);
  if (moment->finding == NULL)
    return;

  if (g_hash_table_add (self->told, g_strdup (moment->finding->cause)))
    lg_cli_finding_print_text (moment->finding);
  else
    lg_cli_print ("  %s [%s]\n", moment->finding->title,
                  moment->finding->cause);
}

static void
show_moment (Log               *self,
             const LgLogMoment *moment)
{
  if (self->follow && self->json)
    print_moment_json (moment);
  else if (self->follow)
    print_moment (self, moment);
  else if (self->json)
    {
      json_builder_begin_object (self->lines);
      add_moment_members (self->lines, moment);
      json_builder_end_object (self->lines);
    }
  fflush (stdout);
}

static gboolean
is_utf16 (LgTextEncoding encoding)
{
  return encoding == LG_TEXT_ENCODING_UTF_16LE || encoding == LG_TEXT_ENCODING_UTF_16BE;
}

/* The first bytes tell whether each character has two; else a line that is not ASCII tells by
   itself what it is. */
static LgTextEncoding
guess (Log   *self,
       gsize  length)
{
  LgTextEncoding encoding;

  if (is_utf16 (self->encoding))
    return self->encoding;

  encoding = lg_text_encoding_guess (self->line, length);
  if (self->begun && encoding != LG_TEXT_ENCODING_GB_18030)
    return LG_TEXT_ENCODING_UTF_8;
  self->begun = TRUE;
  self->encoding = encoding;
  return encoding;
}

/* A line with its end, or as much of it as there is room for; 0 at the end of the file. A character
   of two bytes is read whole. */
static gsize
read_line (Log            *self,
           LgTextEncoding *encoding)
{
  gsize length = 0;
  int c = 0;

  while (length < LINE_MAX_BYTES - 1 && c != '\n' && (c = getc (self->file)) != EOF)
    self->line[length++] = c;
  if (length == 0)
    return 0;

  *encoding = guess (self, length);
  if (*encoding == LG_TEXT_ENCODING_UTF_16LE && length % 2 != 0
      && (c = getc (self->file)) != EOF)
    self->line[length++] = c;
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

static void
add_devices (const LgLogTale *tale,
             JsonBuilder     *builder)
{
  json_builder_set_member_name (builder, "devices");
  json_builder_begin_array (builder);
  for (guint i = 0; i < tale->devices->len; i++)
    {
      const LgLogTaleDevice *device = tale->devices->pdata[i];

      json_builder_begin_object (builder);
      lg_cli_set_string (builder, "device", device->name);
      lg_cli_findings_add_json (device->findings, builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_story (const LgLogTale *tale,
           JsonBuilder     *builder)
{
  json_builder_set_member_name (builder, "story");
  json_builder_begin_array (builder);
  for (guint i = 0; i < tale->chapters->len; i++)
    {
      const LgLogChapter *chapter = tale->chapters->pdata[i];
      g_autofree char *what = lg_log_chapter_describe (chapter);

      json_builder_begin_object (builder);
      lg_cli_set_string (builder, "device", chapter->device);
      lg_cli_set_string (builder, "outcome", lg_log_chapter_get_nick (chapter));
      json_builder_set_member_name (builder, "number");
      json_builder_add_int_value (builder, chapter->number);
      json_builder_set_member_name (builder, "firstLine");
      json_builder_add_int_value (builder, chapter->first.line);
      lg_cli_set_string (builder, "firstTime", chapter->first.time);
      json_builder_set_member_name (builder, "lastLine");
      json_builder_add_int_value (builder, chapter->last.line);
      lg_cli_set_string (builder, "lastTime", chapter->last.time);
      lg_cli_set_string (builder, "text", what);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Of a log that is followed the lines were printed already. */
static void
print_tale_json (Log             *self,
                 const LgLogTale *tale)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  if (self->follow)
    {
      json_builder_set_member_name (builder, "summary");
      json_builder_begin_object (builder);
    }
  lg_cli_set_string (builder, "schema", "linkglass.explain/1");
  json_builder_set_member_name (builder, "recognized");
  json_builder_add_boolean_value (builder, tale->recognized);
  lg_cli_set_string (builder, "encoding", lg_text_encoding_get_name (self->encoding));
  json_builder_set_member_name (builder, "lines");
  if (self->follow)
    {
      json_builder_add_int_value (builder, tale->n_lines);
    }
  else
    {
      json_builder_end_array (self->lines);
      json_builder_add_value (builder, json_builder_get_root (self->lines));
    }
  lg_cli_set_string (builder, "text", tale->summary);
  add_story (tale, builder);
  add_devices (tale, builder);
  lg_cli_findings_add_json (tale->findings, builder);
  if (self->follow)
    json_builder_end_object (builder);
  json_builder_end_object (builder);
  lg_cli_print_json (builder);
}

static void
print_tale_text (Log             *self,
                 const LgLogTale *tale)
{
  if (self->encoding != LG_TEXT_ENCODING_UTF_8)
    /* Translators: the name of an encoding */
    lg_cli_print (_("The text is taken for %s.\n"), lg_text_encoding_get_name (self->encoding));
  lg_cli_print ("%s\n", tale->summary);
  for (guint i = 0; i < tale->chapters->len; i++)
    {
      const LgLogChapter *chapter = tale->chapters->pdata[i];
      g_autofree char *where = lg_log_chapter_describe_places (chapter);
      g_autofree char *what = lg_log_chapter_describe (chapter);

      if (chapter->device != NULL && tale->devices->len > 1)
        lg_cli_print ("  %s  %s  %s\n", where, chapter->device, what);
      else
        lg_cli_print ("  %s  %s\n", where, what);
    }
  for (guint i = 0; i < tale->findings->len; i++)
    if (!g_hash_table_contains (self->told, LG_FINDING (tale->findings->pdata[i])->cause))
      lg_cli_finding_print_text (tale->findings->pdata[i]);
  if (!tale->recognized)
    lg_cli_print ("%s\n", tale->next);
}

static void
read_lines (Log        *self,
            LgLogStory *story)
{
  LgTextEncoding encoding;
  gsize length;

  while ((length = read_line (self, &encoding)) > 0)
    {
      g_autofree char *text = lg_text_encoding_decode (encoding, self->line, length,
                                                       LG_TEXT_DAMAGED);
      g_autoptr (LgLogMoment) moment = lg_log_story_take (story, text);

      if (moment != NULL)
        show_moment (self, moment);
      explicit_bzero (text, strlen (text));
      explicit_bzero (self->line, length);
    }
}

/**
 * lg_cli_log_read:
 * @path: a log; - is standard input, which is followed until it ends
 * @known: the platform, and what else is known of the device
 * @json: print JSON: of a file one object, of what is followed an object a line
 *
 * Prints what a log tells: of what is followed each line that matters as it comes, and at the end,
 * as of a file, the story and the reasons.
 *
 * Returns: whether a fault was found
 */
LgCliExit
lg_cli_log_read (const char       *path,
                 const LgDropCase *known,
                 gboolean          json)
{
  g_auto (Log) log = {
    .file = open_log (path),
    .follow = g_str_equal (path, "-"),
    .json = json,
  };
  g_autoptr (LgLogStory) story = NULL;
  g_autoptr (LgLogTale) tale = NULL;

  if (log.file == NULL)
    return LG_CLI_USAGE;

  log.line = g_malloc (LINE_MAX_BYTES);
  log.told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  log.lines = json_builder_new ();
  json_builder_begin_array (log.lines);
  story = lg_log_story_new (known->family, g_get_real_time () / G_USEC_PER_SEC);
  read_lines (&log, story);

  tale = lg_log_tale_new (story, known, g_get_real_time () / G_USEC_PER_SEC);
  if (json)
    print_tale_json (&log, tale);
  else
    print_tale_text (&log, tale);
  return lg_cli_findings_have_fault (tale->findings) ? LG_CLI_FAULT : LG_CLI_HEALTHY;
}

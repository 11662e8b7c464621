/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a log with times, and the records of a console. */
#include "lg-drop-line.h"

#include "lg-pattern.h"

#include <string.h>

/* No record of a console has more lines. */
#define MOST_MEMBERS 60

/**
 * lg_drop_line_free:
 *
 * Frees it.
 */
void
lg_drop_line_free (LgDropLine *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (self->names); i++)
    g_free (self->names[i]);
  g_free (self->text);
  g_free (self);
}

/* Puts the elements of a JSON array on lines of their own, without what is around the array. */
static char *
spread_records (const char *text)
{
  static LgPattern begin;
  g_autoptr (GMatchInfo) info = NULL;
  g_autoptr (GRegex) between = NULL;
  int start = 0;

  if (!lg_pattern_match (&begin, "^\\s*(?:\\{[^{}]*)?\\[\\s*(?=\\{)", text, &info))
    return g_strdup (text);

  g_match_info_fetch_pos (info, 0, NULL, &start);
  between = g_regex_new ("\\}\\s*,\\s*\\{", 0, 0, NULL);
  return g_regex_replace_literal (between, text + start, -1, 0, "}\n{", 0, NULL);
}

/* How many braces a line leaves open. */
static int
count_braces (const char *line)
{
  int open = 0;

  for (; *line != '\0'; line++)
    open += (*line == '{') - (*line == '}');
  return open;
}

/* A record that is written over several lines becomes one. Takes what it joins from @lines. */
static char *
join_record (char  **lines,
             guint  *position)
{
  g_autoptr (GString) record = g_string_new (g_strstrip (lines[*position]));
  int open = *record->str == '{' ? count_braces (record->str) : 0;

  for (guint i = *position + 1; open > 0 && lines[i] != NULL && i < *position + MOST_MEMBERS; i++)
    {
      g_autofree char *line = g_strstrip (g_strdup (lines[i]));

      open += count_braces (line);
      g_string_append_printf (record, " %s", line);
      if (open <= 0)
        *position = i;
    }

  return open > 0 ? g_strdup (lines[*position]) : g_strdup (record->str);
}

/* The members a record may have its time in. Local ones and those in UTC count differently, and
   `lastTime` is of something that happened before. */
static const char *const time_members[] = {
  "time", "eventTime", "event_time", "occurTime", "timestamp", "ts", "date", "gmtCreate",
  "时间", "utcTime", "lastTime", "utcLastTime",
};

static char *
find_member (const char *record,
             const char *name)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", name);
  const char *value = strstr (record, quoted), *end;

  if (value == NULL)
    return NULL;

  value += strlen (quoted);
  value += strspn (value, " \t:\"");
  end = value + strcspn (value, "\"}");
  return g_strndup (value, end - value);
}

/* The one most records have, so that all times are of one kind. */
static const char *
choose_member (const char *text)
{
  const char *best = NULL;
  guint most = 0;

  for (guint i = 0; i < G_N_ELEMENTS (time_members); i++)
    {
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", time_members[i]);
      guint n = 0;

      for (const char *at = strstr (text, quoted); at != NULL; at = strstr (at + 1, quoted))
        n++;
      if (n > most)
        {
          most = n;
          best = time_members[i];
        }
    }

  return best;
}

typedef struct
{
  LgLogTimeStyle  style;
  LgLogColumns    columns;
  const char     *member;
} Form;

static gboolean
read_time (LgDropLine *self,
           const Form *form)
{
  g_autofree char *value = NULL;

  if (*self->text == '{' && form->member != NULL)
    value = find_member (self->text, form->member);
  else if (form->columns.column[LG_LOG_FIELD_TIME] >= 0)
    value = lg_log_name_find (LG_LOG_FIELD_TIME, &form->columns, self->text);
  else
    return lg_log_time_parse (&self->time, &form->style, self->text);

  return value != NULL && lg_log_time_parse (&self->time, &form->style, value);
}

static LgDropLine *
read_line (const Form *form,
           char       *text)
{
  LgDropLine *self = g_new0 (LgDropLine, 1);

  self->text = text;
  self->word = lg_log_word_find (text);
  self->timed = read_time (self, form);
  return self;
}

/* Some logs write the time on a line of its own. A record without the time of the others has none:
   the one before it is another's. */
static gboolean
takes_last_time (const LgDropLine *line)
{
  return *line->text != '{'
         && (line->word == LG_LOG_WORD_OFFLINE || line->word == LG_LOG_WORD_ONLINE);
}

/* Of the many lines that tell of neither login nor end no name is needed, unless all are such. */
static void
read_names (GPtrArray  *lines,
            const Form *form,
            const char *text)
{
  gboolean named[LG_LOG_FIELD_TIME] = { TRUE };
  gboolean worded = FALSE;

  for (guint k = LG_LOG_FIELD_DEVICE + 1; k < G_N_ELEMENTS (named); k++)
    {
      g_autofree char *any = lg_log_name_find (k, NULL, text);

      named[k] = any != NULL || form->columns.separator != 0;
    }

  for (guint i = 0; i < lines->len && !worded; i++)
    worded = ((LgDropLine *) lines->pdata[i])->word != LG_LOG_WORD_OTHER;

  for (guint i = 0; i < lines->len; i++)
    {
      LgDropLine *line = lines->pdata[i];

      for (guint k = 0; k < G_N_ELEMENTS (line->names); k++)
        if (named[k] && (!worded || line->word != LG_LOG_WORD_OTHER || *line->text == '{'))
          line->names[k] = lg_log_name_find (k, &form->columns, line->text);
    }
}

/**
 * lg_drop_lines_read:
 * @text: a log, records or a table; valid UTF-8
 * @now_s: Unix seconds, for dates without a year
 *
 * Reads the lines that are not empty: their times, what they tell and whom they name. A line
 * without a time takes that of the line before it if it tells of a login or an end. Pure.
 *
 * Returns: (transfer full) (element-type LgDropLine): the lines
 */
GPtrArray *
lg_drop_lines_read (const char *text,
                    gint64      now_s)
{
  g_autofree char *spread = spread_records (text);
  g_auto (GStrv) lines = g_strsplit (spread, "\n", -1);
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_drop_line_free);
  Form form = { .columns = { .column = { -1, -1, -1, -1, -1 } } };
  const LgLogTime *last = NULL;
  gboolean titles = TRUE;

  lg_log_time_style_init (&form.style, spread, now_s);
  form.member = choose_member (spread);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *record = join_record (lines, &i);
      LgDropLine *line;

      if (*record == '\0')
        continue;
      if (titles && *record != '{' && lg_log_columns_read (&form.columns, record))
        {
          titles = FALSE;
          continue;
        }

      line = read_line (&form, g_steal_pointer (&record));
      line->position = found->len;
      g_ptr_array_add (found, line);
      titles &= !line->timed;
      if (line->timed)
        last = &line->time;
      else if (last != NULL && takes_last_time (line))
        {
          line->time = *last;
          line->timed = TRUE;
        }
    }

  read_names (found, &form, spread);
  return found;
}

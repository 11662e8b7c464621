/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and values in lines, as in a console's page, a configuration file or a program; or the
 * three values of a device certificate alone. */
#include "config.h"

#include "lg-import-triple.h"
#include "lg-import.h"

#include <string.h>

/* A name stands near the beginning of its line. */
#define NAME_END_MAX 96

/* What may stand between a name and its value. */
static const char *const separators[] = { ":", "=", "：", "＝", "\t", "  " };

typedef struct
{
  GPtrArray      *records;
  LgImportRecord *record;
  LgImportValue   first;
  LgImportValue   label;
  guint           line;
} Reader;

/* “设备名称（DeviceName）”: what stands in brackets at the end. */
static LgImportValue
find_bracketed (const char *text,
                gsize       length)
{
  static const char *const pairs[][2] = { { "(", ")" }, { "（", "）" }, { "[", "]" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      gsize close = strlen (pairs[i][1]);
      const char *open = g_strrstr_len (text, length, pairs[i][0]);

      if (open == NULL || length < close
          || memcmp (text + length - close, pairs[i][1], close) != 0)
        continue;
      open += strlen (pairs[i][0]);
      return lg_import_value_find (open, text + length - close - open);
    }
  return LG_IMPORT_N_VALUES;
}

/* The value a text ends with the name of: all of it, what is in brackets, or its last word. */
static LgImportValue
find_name (const char *text,
           gsize       length)
{
  LgImportValue value = lg_import_value_find (text, length);
  gsize begin = length;

  if (value == LG_IMPORT_N_VALUES)
    value = find_bracketed (text, length);
  if (value != LG_IMPORT_N_VALUES)
    return value;
  while (begin > 0 && strchr (" \t", text[begin - 1]) != NULL)
    begin--;
  while (begin > 0 && strchr (" \t*.(,;{", text[begin - 1]) == NULL)
    begin--;
  return lg_import_value_find (text + begin, length - begin);
}

/* Where the name and its separator end, or 0. */
static gsize
find_pair (const char    *text,
           gsize          length,
           LgImportValue *value)
{
  for (gsize i = 0; i < length && i < NAME_END_MAX; i++)
    for (guint k = 0; k < G_N_ELEMENTS (separators); k++)
      {
        gsize n = strlen (separators[k]);

        if (i + n > length || memcmp (text + i, separators[k], n) != 0)
          continue;
        *value = find_name (text, i);
        if (*value != LG_IMPORT_N_VALUES)
          return i + n;
      }
  return 0;
}

/* “name value” with one blank, and `#define NAME "value"`. */
static gsize
find_words (const char    *text,
            gsize          length,
            LgImportValue *value)
{
  const char *blank = memchr (text, ' ', length);
  const char *second = blank != NULL ? memchr (blank + 1, ' ', length - (blank + 1 - text)) : NULL;

  *value = LG_IMPORT_N_VALUES;
  if (blank != NULL && second == NULL)
    *value = lg_import_value_find (text, blank - text);
  else if (second != NULL && g_str_has_prefix (text, "#define "))
    {
      *value = lg_import_value_find (blank + 1, second - blank - 1);
      blank = second;
    }
  return *value != LG_IMPORT_N_VALUES ? (gsize) (blank + 1 - text) : 0;
}

static void
skip_blanks (const char **text,
             gsize       *length)
{
  while (*length > 0 && strchr (" \t", **text) != NULL)
    ++*text, --*length;
}

/* How many bytes of a character that may stand between two pairs are at the beginning of @text. */
static gsize
measure_delimiter (const char *text,
                   gsize       length)
{
  static const char *const delimiters[] = { ",", ";", " ", "\t", "，", "；", "、" };

  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      gsize n = strlen (delimiters[i]);

      if (n <= length && memcmp (text, delimiters[i], n) == 0)
        return n;
    }
  return 0;
}

/* What ends a name of one word: a blank, too. */
static gsize
measure_separator (const char *text,
                   gsize       length)
{
  static const char *const ends[] = { " ", "\t", ":", "=", "：", "＝" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (strlen (ends[i]) <= length && memcmp (text, ends[i], strlen (ends[i])) == 0)
      return strlen (ends[i]);
  return 0;
}

/* Whether a name of one word and its separator stand at the beginning. */
static gboolean
begins_pair (const char *text,
             gsize       length)
{
  gsize n = 0;

  skip_blanks (&text, &length);
  while (n < length && n < NAME_END_MAX && measure_separator (text + n, length - n) == 0)
    n++;
  return n < length && strchr (" \t", text[n]) == NULL
         && lg_import_value_find (text, n) != LG_IMPORT_N_VALUES;
}

/* What follows the last bar at once, up to a blank: in TuyaLink the parameters of a user name,
 * which have names, too. */
static gsize
measure_tail (const char *text,
              gsize       length)
{
  gsize n = 0;

  if (length == 0 || !g_ascii_isalnum (*text))
    return 0;

  while (n < length && strchr (" \t;", text[n]) == NULL)
    n++;
  while (text[n - 1] == ',')
    n--;
  return n;
}

/* Without the comment behind it, which a blank divides from it. */
static gsize
cut_comment (const char *text,
             gsize       length)
{
  for (gsize i = 1; i + 1 < length; i++)
    if (strchr (" \t", text[i - 1]) != NULL
        && ((text[i] == '#' && strchr (" \t", text[i + 1]) != NULL)
         || (text[i] == '/' && text[i + 1] == '/')))
      return i;
  return length;
}

/* Without the sentence that goes on behind it: Chinese marks end a value that is not Chinese. */
static gsize
cut_sentence (const char *text,
              gsize       length)
{
  static const char *const marks[] = { "，", "。", "；", "、", "）" };

  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      {
        for (guint k = 0; k < G_N_ELEMENTS (marks); k++)
          if (length - i >= strlen (marks[k])
              && memcmp (text + i, marks[k], strlen (marks[k])) == 0)
            return i;
        return length;
      }
  return length;
}

/* A value ends with its closing quote, or where the next name begins; what stands between the bars
 * of a client ID has names, too. */
static gsize
measure_value (const char *text,
               gsize       length)
{
  const char *last_bar = g_strrstr_len (text, length, "|");
  const char *close = length > 1 && (*text == '"' || *text == '\'')
                      ? memchr (text + 1, *text, length - 1) : NULL;

  if (close != NULL)
    return close + 1 - text;

  for (gsize i = 0; i < length; i++)
    {
      gsize n;

      if (text[i] == '|')
        {
          i = last_bar + 1 - text;
          i += measure_tail (text + i, length - i);
        }
      n = measure_delimiter (text + i, length - i);
      if (n > 0 && begins_pair (text + i + n, length - i - n))
        return i;
    }
  length = cut_comment (text, cut_sentence (text, length));
  while (length > 0 && strchr (",; \t", text[length - 1]) != NULL)
    length--;
  return length;
}

/* Takes off a pair of quotes, plain or typographic. */
static void
unquote (const char **text,
         gsize       *length)
{
  static const char *const pairs[][2] = {
    { "\"", "\"" }, { "'", "'" }, { "`", "`" }, { "“", "”" }, { "‘", "’" }, { "「", "」" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      gsize before = strlen (pairs[i][0]), after = strlen (pairs[i][1]);

      if (*length < before + after || memcmp (*text, pairs[i][0], before) != 0
          || memcmp (*text + *length - after, pairs[i][1], after) != 0)
        continue;
      *text += before;
      *length -= before + after;
      return;
    }
}

/* The value a device began with begins another one when it comes again. */
static void
take (Reader        *self,
      LgImportValue  value,
      const char    *text,
      gsize          length)
{
  if (self->record == NULL
      || (value == self->first && lg_import_record_has (self->record, value)))
    {
      self->record = lg_import_record_new (LG_IMPORT_KIND_LINES, self->line);
      self->first = value;
      g_ptr_array_add (self->records, self->record);
    }
  unquote (&text, &length);
  lg_import_record_set (self->record, value, text, length);
}

/* A label alone has its value in the next line. */
static void
take_label (Reader     *self,
            const char *text,
            gsize       length)
{
  if (self->label != LG_IMPORT_N_VALUES)
    {
      take (self, self->label, text, length);
      self->label = LG_IMPORT_N_VALUES;
    }
  else
    {
      self->label = lg_import_value_find (text, length);
    }
}

static void
take_line (Reader     *self,
           const char *text,
           gsize       length)
{
  skip_blanks (&text, &length);
  while (length > 0)
    {
      LgImportValue value = LG_IMPORT_N_VALUES;
      gsize n = find_pair (text, length, &value);

      if (n == 0)
        n = find_words (text, length, &value);
      if (n == 0)
        {
          take_label (self, text, length);
          return;
        }

      text += n;
      length -= n;
      skip_blanks (&text, &length);
      self->label = length == 0 ? value : LG_IMPORT_N_VALUES;
      n = measure_value (text, length);
      if (n > 0)
        take (self, value, text, n);
      text += n;
      length -= n;
      while (length > 0 && (n = measure_delimiter (text, length)) > 0)
        {
          text += n;
          length -= n;
        }
    }
}

/* The words of a text; %NULL: more than three. */
static GPtrArray *
split_words (const char *text,
             gsize       length)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  while (length > 0)
    {
      gsize n = 0;

      while (n < length && strchr (" \t\r\n,;/|", text[n]) == NULL)
        n++;
      if (n > 0 && words->len == 3)
        return NULL;
      if (n > 0)
        g_ptr_array_add (words, g_strndup (text, n));
      n += n < length;
      text += n;
      length -= n;
    }
  return g_steal_pointer (&words);
}

static void
take_triple (GPtrArray  *records,
             const char *text,
             gsize       length,
             guint       line)
{
  g_autoptr (GPtrArray) words = split_words (text, length);
  g_autoptr (LgImportRecord) record = lg_import_record_new (LG_IMPORT_KIND_LINES, line);

  if (words != NULL && words->len == 3
      && lg_import_triple_take (record, (const char *const *) words->pdata))
    g_ptr_array_add (records, g_steal_pointer (&record));
  for (guint i = 0; words != NULL && i < words->len; i++)
    explicit_bzero (words->pdata[i], strlen (words->pdata[i]));
}

static void
take_triple_lines (GPtrArray  *records,
                   const char *text,
                   const char *end)
{
  for (guint line = 1; text < end; line++)
    {
      gsize n = strcspn (text, "\r\n");

      take_triple (records, text, n, line);
      text += n;
      text += text < end && *text == '\r';
      text += text < end && *text == '\n';
    }
}

/**
 * lg_import_read_lines:
 * @text: a text
 * @length: bytes of it
 * @records: (element-type LgImportRecord): gets one record for each device
 * @error: return location (%LG_IMPORT_ERROR_MALFORMED)
 *
 * Reads names and values: `name: value`, `name=value`, a name with its value in the next line, a
 * definition in a program; or ProductKey, DeviceName and DeviceSecret without names, in three lines
 * or in one for each device. It knows no broken text, only text that is about something else.
 *
 * Returns: %TRUE
 */
gboolean
lg_import_read_lines (const char  *text,
                      gsize        length,
                      GPtrArray   *records,
                      GError     **error)
{
  const char *at = text, *end = text + length;
  guint first = records->len;
  Reader self = { .records = records, .first = LG_IMPORT_N_VALUES, .label = LG_IMPORT_N_VALUES };

  while (at < end)
    {
      gsize n = strcspn (at, "\r\n");

      self.line++;
      take_line (&self, at, n);
      at += n;
      at += at < end && *at == '\r';
      at += at < end && *at == '\n';
    }

  if (records->len == first)
    take_triple (records, text, length, 1);
  if (records->len == first)
    take_triple_lines (records, text, end);
  return TRUE;
}

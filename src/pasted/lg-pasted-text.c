/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer as lines, however it was carried here. */
#include "lg-pasted-private.h"

#include "device/lg-printable.h"

#include <string.h>

#define LINES_MAX 20000
#define LINE_MAX_BYTES 1000
#define QUOTE_MAX 240

/* What a terminal would have made colours of. */
static char *
strip_escapes (const char *line)
{
  GString *text = g_string_new (NULL);

  for (const char *p = line; *p != '\0'; p++)
    {
      if (p[0] == '\x1b' && p[1] == '[')
        {
          p += 1 + strspn (p + 2, "0123456789;?");
          p += g_ascii_isalpha (p[1]);
        }
      else if (*p != '\r')
        g_string_append_c (text, *p);
    }
  return g_string_free (text, FALSE);
}

static guint
count_quoted (GStrv lines)
{
  guint n_quoted = 0, n = 0;

  for (guint i = 0; lines[i] != NULL && i < LINES_MAX; i++)
    {
      n += *lines[i] != '\0' && *lines[i] != '\r';
      n_quoted += *lines[i] == '>';
    }
  return n_quoted * 10 > n * 6 ? n_quoted : 0;
}

/* A mail's answer begins each line with a mark; some lines of curl do, too. */
static const char *
skip_quote (const char *line)
{
  while (*line == '>')
    line += line[1] == ' ' ? 2 : 1;
  return line;
}

static char *
cut (const char *line)
{
  gsize length = strlen (line);
  const char *end;

  if (length <= LINE_MAX_BYTES)
    return g_strdup (line);
  end = g_utf8_find_prev_char (line, line + LINE_MAX_BYTES);
  return g_strndup (line, end - line);
}

/**
 * lg_pasted_text_split:
 * @text: UTF-8
 *
 * Fills the reader's lines; what is beyond the bounds of an answer is left out.
 */
void
lg_pasted_text_split (LgPastedReader *reader,
                      const char     *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", LINES_MAX + 1);
  gboolean quoted = count_quoted (lines) > 0;

  for (guint i = 0; lines[i] != NULL && i < LINES_MAX; i++)
    {
      g_autofree char *shorter = cut (quoted ? skip_quote (lines[i]) : lines[i]);

      g_ptr_array_add (reader->lines, g_strchomp (strip_escapes (shorter)));
    }

  for (guint i = 0; i < reader->lines->len; i++)
    {
      const char *line = reader->lines->pdata[i];
      const char *next = i + 1 < reader->lines->len ? reader->lines->pdata[i + 1] : "";
      g_autofree char *spaced = NULL, *joined = NULL;

      next += strspn (next, " \t");
      spaced = g_strconcat (line, " ", next, NULL);
      joined = g_strconcat (line, next, NULL);
      g_ptr_array_add (reader->folded, g_ascii_strdown (spaced, -1));
      g_ptr_array_add (reader->joined, g_ascii_strdown (joined, -1));
    }
}

static gboolean
begins_within (const char *text,
               const char *phrase,
               gsize       length)
{
  const char *at = strstr (text, phrase);

  return at != NULL && (gsize) (at - text) < length;
}

/**
 * lg_pasted_text_has:
 * @phrase: words, in lower case
 *
 * Returns: whether they begin in the current line, wrapped or not
 */
gboolean
lg_pasted_text_has (LgPastedReader *reader,
                    const char     *phrase)
{
  gsize length = strlen (reader->line);

  return begins_within (reader->folded->pdata[reader->at], phrase, length)
         || begins_within (reader->joined->pdata[reader->at], phrase, length);
}

/**
 * lg_pasted_text_match:
 * @pattern: a regular expression with groups, of string constants only
 *
 * Returns: (transfer full) (nullable): the groups, the whole first, if the current line has it
 */
GStrv
lg_pasted_text_match (LgPastedReader *reader,
                      const char     *pattern)
{
  static GHashTable *compiled;
  static GMutex lock;
  g_autoptr (GMatchInfo) info = NULL;
  GRegex *regex;

  g_mutex_lock (&lock);
  if (compiled == NULL)
    compiled = g_hash_table_new (g_str_hash, g_str_equal);
  regex = g_hash_table_lookup (compiled, pattern);
  if (regex == NULL)
    {
      regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
      g_hash_table_insert (compiled, (gpointer) pattern, regex);
    }
  g_mutex_unlock (&lock);

  g_regex_match (regex, reader->line, 0, &info);
  return g_match_info_matches (info) ? g_match_info_fetch_all (info) : NULL;
}

/**
 * lg_pasted_text_quote:
 *
 * Returns: (transfer full): the current line, to be told as what the tool says
 */
char *
lg_pasted_text_quote (LgPastedReader *reader)
{
  const char *line = reader->line + strspn (reader->line, " \t*");
  g_autofree char *printable = lg_printable_line (line, -1);

  return lg_printable_shorten (printable, QUOTE_MAX);
}

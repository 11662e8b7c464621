/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-import-tokens.h"

#include <string.h>

static void
token_free (gpointer data)
{
  LgImportToken *token = data;

  explicit_bzero (token->text, strlen (token->text));
  g_free (token->text);
  g_free (token);
}

static void
add_token (GPtrArray         *tokens,
           LgImportTokenKind  kind,
           const char        *text,
           gsize              length)
{
  LgImportToken *token = g_new0 (LgImportToken, 1);

  token->kind = kind;
  token->text = g_strndup (text, length);
  g_ptr_array_add (tokens, token);
}

/* What stands for a byte, as \x7c or \174, in up to @n digits; 0: that is none. */
static char
read_digits (const char **at,
             const char  *end,
             guint        n,
             guint        base)
{
  guint value = 0;
  const char *p = *at;

  for (guint i = 0; i < n && p < end; i++, p++)
    {
      int digit = g_ascii_xdigit_value (*p);

      if (digit < 0 || digit >= (int) base)
        break;
      value = value * base + digit;
    }
  if (p == *at || value == 0 || value > 0xff)
    return 0;
  *at = p - 1;
  return value;
}

/* The character behind a backslash, at @at, which is left at the last one that belongs to it. */
static char
read_escape (const char **at,
             const char  *end)
{
  const char *digits = *at + 1;
  char c = **at;
  char byte = 0;

  if (c == 'x')
    byte = read_digits (&digits, end, 2, 16);
  else if (g_ascii_isdigit (c))
    {
      digits = *at;
      byte = read_digits (&digits, end, 3, 8);
    }
  if (byte != 0)
    {
      *at = digits;
      return byte;
    }
  return c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
}

/* A string with its escapes taken out. Returns where it ends. */
static const char *
read_string (GPtrArray  *tokens,
             const char *at,
             const char *end)
{
  GString *value = g_string_sized_new (end - at < 256 ? end - at : 256);
  char quote = *at++;

  for (; at < end && *at != quote && *at != '\n'; at++)
    {
      char c = *at;

      if (c == '\\' && at + 1 < end)
        {
          at++;
          if (*at == '\n' || *at == '\r')
            continue;
          c = read_escape (&at, end);
        }
      g_string_append_c (value, c);
    }
  add_token (tokens, LG_IMPORT_TOKEN_STRING, value->str, value->len);
  explicit_bzero (value->str, value->len);
  g_string_free (value, TRUE);
  return at < end ? at + 1 : at;
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0x80;
}

static const char *
skip_comment (const char *at,
              const char *end)
{
  const char *close = NULL;

  if (end - at > 1 && memcmp (at, "/*", 2) == 0)
    {
      close = strstr (at + 2, "*/");
      return close != NULL ? close + 2 : end;
    }
  if (end - at > 1 && memcmp (at, "//", 2) == 0)
    {
      close = memchr (at, '\n', end - at);
      return close != NULL ? close : end;
    }
  return at;
}

/* What may stand in front of a string: b"" in Python, L"" in C, @"" in C#. */
static gboolean
is_prefix (const char *begin,
           const char *at,
           const char *end)
{
  static const char prefixes[] = "bBrRuUL@$";

  return at < end && (*at == '"' || *at == '\'') && at - begin == 1
         && strchr (prefixes, *begin) != NULL;
}

/**
 * lg_import_tokens_read:
 * @text: the source of a program in a language of C's family, or Python
 * @length: bytes of it
 *
 * Splits it into strings, words, numbers and single signs. Comments and blanks are passed over;
 * what is not closed ends with its line.
 *
 * Returns: (transfer full) (element-type LgImportToken): the tokens, cleared when they are freed
 */
GPtrArray *
lg_import_tokens_read (const char *text,
                       gsize       length)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (token_free);
  const char *at = text, *end = text + length;

  while (at < end)
    {
      const char *begin = at;

      at = skip_comment (at, end);
      if (at > begin)
        continue;
      if (*at == '"' || *at == '\'' || *at == '`')
        at = read_string (tokens, at, end);
      else if (is_word (*at))
        {
          while (at < end && is_word (*at))
            at++;
          if (!is_prefix (begin, at, end))
            add_token (tokens, g_ascii_isdigit (*begin) ? LG_IMPORT_TOKEN_NUMBER
                                                        : LG_IMPORT_TOKEN_WORD,
                       begin, at - begin);
        }
      /* A backslash at the end of a line joins it with the next. */
      else if (g_ascii_isspace (*at) || is_prefix (at, at + 1, end)
               || (*at == '\\' && at + 1 < end && g_ascii_isspace (at[1])))
        at++;
      else
        add_token (tokens, LG_IMPORT_TOKEN_OTHER, at++, 1);
    }
  return tokens;
}

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
          c = *++at;
          if (c == '\n' || c == '\r')
            continue;
          c = c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
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
          add_token (tokens, g_ascii_isdigit (*begin) ? LG_IMPORT_TOKEN_NUMBER
                                                      : LG_IMPORT_TOKEN_WORD,
                     begin, at - begin);
        }
      else if (g_ascii_isspace (*at))
        at++;
      else
        add_token (tokens, LG_IMPORT_TOKEN_OTHER, at++, 1);
    }
  return tokens;
}

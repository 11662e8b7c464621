/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-esp-at.h"

#include <string.h>

static const char special[] = ",\"\\";

/* No command has more; the rest of a line is no part of one. */
#define ARGUMENTS_MAX 16

static void
argument_free (gpointer data)
{
  LgEspAtArgument *argument = data;

  explicit_bzero (argument->text, strlen (argument->text));
  g_free (argument->text);
  g_free (argument);
}

/**
 * lg_esp_at_append_quoted:
 * @command: gets the argument
 * @text: its value
 *
 * Appends a text in quotes. In them a comma, a quotation mark and a backslash need a backslash in
 * front, which many a signed client ID lacks: it is full of commas.
 */
void
lg_esp_at_append_quoted (GString    *command,
                         const char *text)
{
  g_string_append_c (command, '"');
  for (; *text != '\0'; text++)
    {
      if (strchr (special, *text) != NULL)
        g_string_append_c (command, '\\');
      g_string_append_c (command, *text);
    }
  g_string_append_c (command, '"');
}

/* A quotation mark ends the argument only where an argument can end. */
static gboolean
is_closing (const char *at,
            const char *end)
{
  at++;
  while (at < end && (*at == ' ' || *at == '\t'))
    at++;
  return at == end || *at == ',' || *at == '\r' || *at == '\n';
}

static const char *
read_quoted (const char *at,
             const char *end,
             GString    *text,
             gboolean   *bare_comma)
{
  for (; at < end; at++)
    {
      if (*at == '\\' && at + 1 < end && strchr (special, at[1]) != NULL)
        at++;
      else if (*at == '"' && is_closing (at, end))
        return at + 1;
      else if (*at == ',')
        *bare_comma = TRUE;
      g_string_append_c (text, *at);
    }
  return NULL;
}

/**
 * lg_esp_at_split_arguments:
 * @text: what follows a command's `=`, up to the end of the line
 * @length: bytes of it
 * @bare_comma: (out): whether a comma stands in quotes without a backslash, which the module takes
 *   for the end of the argument
 *
 * Splits the arguments of a command and takes the escapes out.
 *
 * Returns: (transfer full) (nullable) (element-type LgEspAtArgument): the arguments, cleared when
 *   they are freed; %NULL: a quotation mark is not closed
 */
GPtrArray *
lg_esp_at_split_arguments (const char *text,
                           gsize       length,
                           gboolean   *bare_comma)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (argument_free);
  const char *at = text, *end = text + length;

  *bare_comma = FALSE;
  while (at <= end && arguments->len < ARGUMENTS_MAX)
    {
      LgEspAtArgument *argument = g_new0 (LgEspAtArgument, 1);
      GString *value = g_string_sized_new (length + 1);

      while (at < end && (*at == ' ' || *at == '\t'))
        at++;
      argument->quoted = at < end && *at == '"';
      if (argument->quoted)
        at = read_quoted (at + 1, end, value, bare_comma);
      while (at != NULL && at < end && *at != ',')
        {
          if (!argument->quoted)
            g_string_append_c (value, *at);
          at++;
        }
      argument->text = g_string_free (value, FALSE);
      g_ptr_array_add (arguments, argument);
      if (at == NULL)
        return NULL;
      if (!argument->quoted)
        g_strstrip (argument->text);
      at++;
    }
  return g_steal_pointer (&arguments);
}

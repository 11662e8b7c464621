/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that came from outside, made safe to show: what would steer a terminal, turn the order of
   what is read, begin a line of its own or not be seen stands there as a visible escape. Pure. */
#include "lg-printable.h"

#include <string.h>

/* Letters and marks to Unicode, and yet nothing to be seen (Unicode's Default_Ignorable_Code_Point,
   https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt). The two selectors that
   pick between the forms of an emoji stay: they follow something that is seen. */
static gboolean
is_unseen (gunichar character)
{
  static const struct
  {
    gunichar first;
    gunichar last;
  } unseen[] = {
    { 0x034F, 0x034F }, { 0x115F, 0x1160 }, { 0x17B4, 0x17B5 }, { 0x180B, 0x180F },
    { 0x2065, 0x2065 }, { 0x3164, 0x3164 }, { 0xFE00, 0xFE0D }, { 0xFFA0, 0xFFA0 },
    { 0xFFF0, 0xFFF8 }, { 0xE0000, 0xE0FFF },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (unseen); i++)
    if (character >= unseen[i].first && character <= unseen[i].last)
      return TRUE;
  return FALSE;
}

/**
 * lg_printable_is_harmless:
 * @character: a character
 *
 * Returns: whether it may be shown as it is: it is seen, and does nothing to what stands around it.
 *   Control characters, line separators, marks of direction and what else is not seen may not
 */
gboolean
lg_printable_is_harmless (gunichar character)
{
  GUnicodeType type;

  if (character < 0x7f)
    return character >= ' ';

  type = g_unichar_type (character);
  return g_unichar_isprint (character) && type != G_UNICODE_LINE_SEPARATOR
         && type != G_UNICODE_PARAGRAPH_SEPARATOR && type != G_UNICODE_PRIVATE_USE
         && !is_unseen (character);
}

static void
append_escape (GString  *text,
               gunichar  character)
{
  if (character < 0x80)
    g_string_append_printf (text, "\\x%02x", character);
  else
    g_string_append_printf (text, "\\u{%x}", character);
}

static char *
make_printable (const char *text,
                gsize       length,
                const char *kept)
{
  GString *printable = g_string_sized_new (length);
  const char *end = text + length;

  for (const char *p = text; p < end;)
    {
      gunichar c = g_utf8_get_char_validated (p, end - p);

      if (*p == '\0' || c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_string_append_printf (printable, "\\x%02x", (guchar) *p++);
          continue;
        }

      if (lg_printable_is_harmless (c) || (c < ' ' && strchr (kept, c) != NULL))
        g_string_append_len (printable, p, g_utf8_next_char (p) - p);
      else
        append_escape (printable, c);
      p = g_utf8_next_char (p);
    }

  return g_string_free (printable, FALSE);
}

/**
 * lg_printable_line:
 * @text: (nullable): anything, from anywhere; need not be UTF-8
 * @length: its bytes, or -1 if it ends with a zero byte
 *
 * Makes one line of it. What is not [func@printable_is_harmless] is shown as `\x1b` or `\u{202e}`,
 * and each byte that is no UTF-8 as `\xff`. What is harmless stays as it is, and so does what was
 * made printable before.
 *
 * Returns: (transfer full) (nullable): the line, UTF-8
 */
char *
lg_printable_line (const char *text,
                   gssize      length)
{
  if (text == NULL)
    return NULL;

  return make_printable (text, length < 0 ? strlen (text) : (gsize) length, "");
}

/**
 * lg_printable_lines:
 * @text: (nullable): a text whose lines and tabulators may be what they are: one made here, or one
 *   that is shown where nothing but it is
 *
 * As [func@printable_line], but for the ends of its lines and tabulators.
 *
 * Returns: (transfer full) (nullable): the lines, UTF-8
 */
char *
lg_printable_lines (const char *text)
{
  return text != NULL ? make_printable (text, strlen (text), "\n\t") : NULL;
}

/**
 * lg_printable_shorten:
 * @line: a printable line
 * @n_characters: how many characters it may have
 *
 * Returns: (transfer full): the line; of a longer one its beginning, and how many are missing
 */
char *
lg_printable_shorten (const char *line,
                      guint       n_characters)
{
  gsize length;
  g_autofree char *begin = NULL;

  g_return_val_if_fail (line != NULL, NULL);

  length = g_utf8_strlen (line, -1);
  if (length <= n_characters)
    return g_strdup (line);

  begin = g_utf8_substring (line, 0, n_characters);
  return g_strdup_printf ("%s… (+%zu)", begin, length - n_characters);
}

static void
append_json_escape (GString  *json,
                    gunichar  character)
{
  if (character > 0xffff)
    {
      g_string_append_printf (json, "\\u%04x", 0xd7c0 + (character >> 10));
      character = 0xdc00 + (character & 0x3ff);
    }
  g_string_append_printf (json, "\\u%04x", character);
}

/**
 * lg_printable_json:
 * @json: JSON, as it is generated: a line end stands between values only
 *
 * What is not [func@printable_is_harmless] is written as JSON's own `\uXXXX`: the text means the
 * same and can be looked at. JSON cannot have bytes that are no UTF-8: they are written as the text
 * `\xff`.
 *
 * Returns: (transfer full): JSON, UTF-8
 */
char *
lg_printable_json (const char *json)
{
  GString *printable;
  const char *end;

  g_return_val_if_fail (json != NULL, NULL);

  end = json + strlen (json);
  printable = g_string_sized_new (end - json);
  while (json < end)
    {
      gunichar c = g_utf8_get_char_validated (json, end - json);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_string_append_printf (printable, "\\\\x%02x", (guchar) *json++);
          continue;
        }

      if (lg_printable_is_harmless (c) || c == '\n')
        g_string_append_len (printable, json, g_utf8_next_char (json) - json);
      else
        append_json_escape (printable, c);
      json = g_utf8_next_char (json);
    }

  return g_string_free (printable, FALSE);
}

/**
 * lg_printable_get_width:
 * @text: a line, UTF-8 and printable
 *
 * Returns: how many columns of a terminal it takes: a Chinese character takes two, a mark above
 *   another none
 */
int
lg_printable_get_width (const char *text)
{
  int width = 0;

  g_return_val_if_fail (text != NULL, 0);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += g_unichar_iswide (c) ? 2 : g_unichar_iszerowidth (c) ? 0 : 1;
    }
  return width;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only way out to standard output and standard error. What comes from outside, which any string
   may, gets no further than the place it is printed at. */
#include "lg-cli-print.h"

#include "device/lg-byte-order-mark.h"
#include "device/lg-printable.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* For a terminal that has no such character. */
static const struct
{
  gunichar    character;
  const char *ascii;
} equivalents[] = {
  { 0x2192, "->" }, { 0x2190, "<-" }, { 0x2191, "^" }, { 0x2193, "v" }, { 0x2026, "..." },
  { 0x201C, "\"" }, { 0x201D, "\"" }, { 0x2018, "'" }, { 0x2019, "'" }, { 0x2013, "-" },
  { 0x2014, "--" }, { 0x2212, "-" }, { 0x00B7, "." }, { 0x2022, "*" }, { 0x2713, "+" },
  { 0x2717, "x" }, { 0x00D7, "x" }, { 0x2264, "<=" }, { 0x2265, ">=" }, { 0x2260, "/=" },
  { 0x00A0, " " }, { 0x202F, " " }, { 0x00B5, "u" }, { 0x03BC, "u" }, { 0x00B1, "+-" },
  { 0x2248, "~" },
};

/* One that is never closed, as a locale never changes; NULL: the terminal takes UTF-8. */
static GIConv
get_converter (void)
{
  static GIConv converter;
  static gboolean opened;
  const char *charset;

  if (!opened && !g_get_charset (&charset))
    converter = g_iconv_open (charset, "UTF-8");
  opened = TRUE;
  return converter == (GIConv) -1 ? NULL : converter;
}

static gboolean
append_converted (GString    *text,
                  GIConv      converter,
                  const char *character,
                  gsize       length)
{
  gsize read, written;
  g_autofree char *converted = g_convert_with_iconv (character, length, converter, &read, &written,
                                                     NULL);

  if (converted == NULL || read < length)
    return FALSE;

  g_string_append_len (text, converted, written);
  return TRUE;
}

static const char *
find_equivalent (gunichar character)
{
  for (gsize i = 0; i < G_N_ELEMENTS (equivalents); i++)
    if (equivalents[i].character == character)
      return equivalents[i].ascii;
  return NULL;
}

/* @text is printable. What the locale cannot say is said in ASCII, or as the escape it would have
   had. */
static char *
convert (const char *text,
         gboolean    keep_utf8)
{
  GIConv converter = get_converter ();
  GString *converted;

  if (converter == NULL)
    return g_strdup (text);

  converted = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gsize length = g_utf8_next_char (p) - p;
      gsize before = converted->len;

      if (c < 0x80)
        g_string_append_c (converted, *p);
      else if (!append_converted (converted, converter, p, length))
        {
          if (find_equivalent (c) != NULL)
            g_string_append (converted, find_equivalent (c));
          else
            g_string_append_printf (converted, "\\u{%x}", c);
        }
      else if (keep_utf8)
        g_string_append_len (g_string_truncate (converted, before), p, length);
    }
  return g_string_free (converted, FALSE);
}

/**
 * lg_cli_dup_shown:
 * @text: (nullable): anything
 *
 * For alignment: this is as wide as what is printed for @text.
 *
 * Returns: (transfer full) (nullable): @text in the characters that will be seen, UTF-8
 */
char *
lg_cli_dup_shown (const char *text)
{
  g_autofree char *printable = lg_printable_line (text, -1);

  return printable != NULL ? convert (printable, TRUE) : NULL;
}

/* @text is printable, and its lines are its own. */
static void
put (FILE       *stream,
     const char *text)
{
  g_autofree char *converted = convert (text, FALSE);

  fputs (converted, stream);
  fflush (stream);
}

/**
 * lg_cli_print:
 * @format: translated or not, in the manner of printf()
 * @...: arguments of @format
 *
 * Prints on standard output, as [func@printable_format] composes it, in the locale's characters.
 */
void
lg_cli_print (const char *format,
              ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = lg_printable_vformat (format, arguments);
  va_end (arguments);
  put (stdout, text);
}

/**
 * lg_cli_print_lines:
 * @text: several lines that were composed here, with [func@printable_format] where a value in them
 *   came from outside
 *
 * Prints them on standard output.
 */
void
lg_cli_print_lines (const char *text)
{
  g_autofree char *printable = lg_printable_lines (text);

  put (stdout, printable);
}

/**
 * lg_cli_print_table:
 * @csv: a table with a byte-order mark in front
 *
 * Prints @csv as lg_cli_print_lines() does, and its mark, by which a spreadsheet knows the
 * encoding; in a locale of another encoding there is none.
 */
void
lg_cli_print_table (const char *csv)
{
  g_return_if_fail (g_str_has_prefix (csv, LG_BYTE_ORDER_MARK));

  if (g_get_charset (NULL))
    fputs (LG_BYTE_ORDER_MARK, stdout);
  lg_cli_print_lines (csv + strlen (LG_BYTE_ORDER_MARK));
}

/* Lines may end as those of a modem do. */
static gboolean
is_harmless (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!lg_printable_is_harmless (g_utf8_get_char (p)) && *p != '\n' && *p != '\t'
        && !(p[0] == '\r' && p[1] == '\n'))
      return FALSE;
  return TRUE;
}

/**
 * lg_cli_print_exactly:
 * @text: what another program is to read
 *
 * Prints it as it is, whatever the locale, or not at all: with an escape in it, it would be another
 * text. No copy is made of it.
 *
 * Returns: whether it was harmless
 */
gboolean
lg_cli_print_exactly (const char *text)
{
  if (!is_harmless (text))
    return FALSE;

  fputs (text, stdout);
  fflush (stdout);
  return TRUE;
}

/**
 * lg_cli_print_json_text:
 * @json: JSON of one line
 *
 * Prints it as one line of UTF-8, whatever the locale, with what is not harmless as escapes of
 * JSON, and flushes: someone may be waiting for it.
 */
void
lg_cli_print_json_text (const char *json)
{
  g_autofree char *printable = lg_printable_json (json);

  puts (printable);
  fflush (stdout);
}

/**
 * lg_cli_print_json:
 * @builder: a finished object
 *
 * Prints it as lg_cli_print_json_text() does.
 */
void
lg_cli_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  lg_cli_print_json_text (text);
}

/**
 * lg_cli_complain:
 * @field: the input it is about, as in [func@field_get_nick], or what else
 * @format: translated, in the manner of printf(); one sentence
 * @...: arguments of @format
 *
 * Prints one error in one line on standard error.
 */
void
lg_cli_complain (const char *field,
                 const char *format,
                 ...)
{
  g_autofree char *message = NULL;
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = lg_printable_vformat (format, arguments);
  va_end (arguments);

  line = lg_printable_format ("%s: %s\n", field, g_strdelimit (message, "\n", ' '));
  put (stderr, line);
}

/**
 * lg_cli_print_status:
 * @format: translated, in the manner of printf(); one sentence
 * @...: arguments of @format
 *
 * Tells on standard error what is waited for, in one line, if somebody sits at a terminal there.
 */
void
lg_cli_print_status (const char *format,
                     ...)
{
  g_autofree char *message = NULL;
  g_autofree char *line = NULL;
  va_list arguments;

  if (!isatty (STDERR_FILENO))
    return;

  va_start (arguments, format);
  message = lg_printable_vformat (format, arguments);
  va_end (arguments);

  line = lg_printable_format ("%s\n", g_strdelimit (message, "\n", ' '));
  put (stderr, line);
}

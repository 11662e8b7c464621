/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables for spreadsheets (RFC 4180); pure. */
#include "lg-csv-writer.h"

#include "device/lg-printable.h"

#include <string.h>

/* A spreadsheet runs a cell that begins so, in full width, too; a plain number alone is none. */
static gboolean
is_formula (const char *text,
            gboolean    alone)
{
  return g_regex_match_simple ("^\\s*[=+\\-@＝＋－＠]", text, 0, 0)
         && !(alone && g_regex_match_simple ("^[+-][0-9]+(?:\\.[0-9]+)?$", text, 0, 0));
}

/* A reader that divides at semicolons has a cell behind each, with what follows it in the row. */
static char *
guard (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);
  gboolean alone = g_strv_length (parts) < 2;

  for (guint i = 0; parts[i] != NULL; i++)
    if (is_formula (parts[i], alone))
      {
        g_autofree char *part = parts[i];

        parts[i] = g_strconcat ("'", part, NULL);
      }
  return g_strjoinv (";", parts);
}

/**
 * lg_csv_append_cell:
 * @csv: a table, of which whole rows end in a line feed
 * @value: what the cell says
 *
 * Appends a cell to the last row, harmless for a spreadsheet, which would run a formula, and for a
 * terminal: what steers that or forges a line is shown as an escape.
 */
void
lg_csv_append_cell (GString    *csv,
                    const char *value)
{
  g_autofree char *line = lg_printable_line (value, -1);
  g_autofree char *text = guard (line);
  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  if (csv->len > 0 && csv->str[csv->len - 1] != '\n')
    g_string_append_c (csv, ',');
  if (strpbrk (text, ",\";") != NULL)
    g_string_append_printf (csv, "\"%s\"", doubled);
  else
    g_string_append (csv, text);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table for people: an array of lines, which are arrays of cells. */
#include "lg-cli-table.h"

#define GAP 2

/**
 * lg_cli_table_new:
 *
 * Returns: (transfer full) (element-type GPtrArray): a table without lines
 */
GPtrArray *
lg_cli_table_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

/**
 * lg_cli_table_add_line:
 * @table: a table
 *
 * Returns: (transfer none) (element-type utf8): a new last line; it owns the cells put into it, and
 *   has no more of them than the first line
 */
GPtrArray *
lg_cli_table_add_line (GPtrArray *table)
{
  GPtrArray *line = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (table, line);
  return line;
}

/* In a terminal a Chinese character is two columns wide. */
static int
get_width (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;

  return width;
}

/**
 * lg_cli_table_print:
 * @table: a table of at least one line
 *
 * Prints it with columns as wide as their widest cell.
 */
void
lg_cli_table_print (GPtrArray *table)
{
  GPtrArray *head = table->pdata[0];
  g_autofree int *widths = g_new0 (int, head->len);

  for (guint i = 0; i < table->len; i++)
    for (guint k = 0; k < ((GPtrArray *) table->pdata[i])->len; k++)
      widths[k] = MAX (widths[k], get_width (((GPtrArray *) table->pdata[i])->pdata[k]));

  for (guint i = 0; i < table->len; i++)
    {
      GPtrArray *line = table->pdata[i];

      for (guint k = 0; k < line->len; k++)
        {
          int padding = k + 1 < line->len ? GAP + widths[k] - get_width (line->pdata[k]) : 0;

          g_print ("%s%*s", (char *) line->pdata[k], padding, "");
        }
      g_print ("\n");
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table for people: an array of lines, which are arrays of cells. */
#include "lg-cli-table.h"

#include "device/lg-printable.h"
#include "lg-cli-print.h"

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

/* As they will be seen: only then it is known how wide they are. */
static void
make_cells_shown (GPtrArray *table)
{
  for (guint i = 0; i < table->len; i++)
    {
      GPtrArray *line = table->pdata[i];

      for (guint k = 0; k < line->len; k++)
        {
          char *shown = lg_cli_dup_shown (line->pdata[k]);

          g_free (line->pdata[k]);
          line->pdata[k] = shown;
        }
    }
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

  make_cells_shown (table);
  for (guint i = 0; i < table->len; i++)
    for (guint k = 0; k < ((GPtrArray *) table->pdata[i])->len; k++)
      {
        const char *cell = ((GPtrArray *) table->pdata[i])->pdata[k];

        widths[k] = MAX (widths[k], lg_printable_get_width (cell));
      }

  for (guint i = 0; i < table->len; i++)
    {
      GPtrArray *line = table->pdata[i];

      for (guint k = 0; k < line->len; k++)
        {
          int width = k + 1 < line->len ? GAP + widths[k] : 0;

          lg_cli_print ("%-*s", width, (char *) line->pdata[k]);
        }
      lg_cli_print ("\n");
    }
}

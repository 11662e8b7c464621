/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgCsvReader:
 * @at: where the next row begins
 * @end: where the text ends
 * @line: the line @at is in, from 1
 * @separator: what stands between two cells: `,`, `;` or a tab
 *
 * Reads a table from a text, row by row (RFC 4180, with comments); pure. Cells may stand in quotes;
 * empty lines and those that begin with `#` are passed over. Lives on the stack and owns nothing.
 */
typedef struct
{
  const char *at;
  const char *end;
  guint       line;
  char        separator;
} LgCsvReader;

void       lg_csv_reader_init     (LgCsvReader  *self,
                                   const char   *text,
                                   gsize         length,
                                   char          separator);
gboolean   lg_csv_reader_read_row (LgCsvReader  *self,
                                   GPtrArray   **cells,
                                   guint        *line);

G_END_DECLS

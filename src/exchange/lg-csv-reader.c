/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-csv-reader.h"

#include <string.h>

/* A cell may be a secret. */
static void
cell_free (gpointer data)
{
  char *cell = data;

  explicit_bzero (cell, strlen (cell));
  g_free (cell);
}

static gboolean
is_at_line_end (LgCsvReader *self)
{
  return self->at == self->end || *self->at == '\n' || *self->at == '\r';
}

static void
skip_blanks (LgCsvReader *self)
{
  while (self->at < self->end && *self->at != self->separator
         && (*self->at == ' ' || *self->at == '\t'))
    self->at++;
}

static void
skip_line (LgCsvReader *self)
{
  while (!is_at_line_end (self))
    self->at++;
  if (self->at < self->end && *self->at == '\r')
    self->at++;
  if (self->at < self->end && *self->at == '\n')
    self->at++;
  self->line++;
}

/* From behind the opening quote to behind the closing one. */
static gboolean
read_quoted (LgCsvReader *self,
             GString     *cell)
{
  while (self->at < self->end)
    {
      char c = *self->at++;

      if (c != '"')
        self->line += c == '\n';
      else if (self->at < self->end && *self->at == '"')
        self->at++;
      else
        return TRUE;
      g_string_append_c (cell, c);
    }
  return FALSE;
}

/* One cell, up to its separator or the end of the line; FALSE: its quotes are wrong. */
static gboolean
read_cell (LgCsvReader *self,
           GPtrArray   *cells)
{
  GString *cell = g_string_sized_new (128);
  gboolean good = TRUE;

  skip_blanks (self);
  if (self->at < self->end && *self->at == '"')
    {
      self->at++;
      good = read_quoted (self, cell);
      skip_blanks (self);
      good = good && (is_at_line_end (self) || *self->at == self->separator);
    }
  else
    while (!is_at_line_end (self) && *self->at != self->separator)
      g_string_append_c (cell, *self->at++);

  g_ptr_array_add (cells, g_strstrip (g_string_free (cell, FALSE)));
  return good;
}

/* The cells of a line; %NULL: its quotes are wrong, and only this line is passed over. */
static GPtrArray *
read_cells (LgCsvReader *self)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (cell_free);
  const char *begin = self->at;
  guint line = self->line;
  gboolean good = read_cell (self, cells);

  while (good && !is_at_line_end (self))
    {
      self->at++;
      good = read_cell (self, cells);
    }
  if (!good)
    {
      self->at = begin;
      self->line = line;
    }
  skip_line (self);
  return good ? g_steal_pointer (&cells) : NULL;
}

/**
 * lg_csv_reader_init:
 * @self: a reader
 * @text: a table, with any line ends
 * @length: bytes of @text, which has to outlive the reader
 * @separator: what stands between two cells
 *
 * Begins with the first line.
 */
void
lg_csv_reader_init (LgCsvReader *self,
                    const char  *text,
                    gsize        length,
                    char         separator)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL || length == 0);

  self->at = text;
  self->end = text + length;
  self->line = 1;
  self->separator = separator;
}

/**
 * lg_csv_reader_read_row:
 * @cells: (out) (transfer full) (nullable) (element-type utf8): the row's cells, without blanks
 *   around them and cleared when they are freed; %NULL: a quotation mark is not closed, or text
 *   follows it, and the line is passed over
 * @line: (out): the line the row begins in
 *
 * Reads the next row.
 *
 * Returns: whether there was one
 */
gboolean
lg_csv_reader_read_row (LgCsvReader  *self,
                        GPtrArray   **cells,
                        guint        *line)
{
  g_return_val_if_fail (self != NULL, FALSE);

  *cells = NULL;
  while (self->at < self->end)
    {
      skip_blanks (self);
      *line = self->line;
      if (!is_at_line_end (self) && *self->at != '#')
        {
          *cells = read_cells (self);
          return TRUE;
        }
      skip_line (self);
    }
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/lg-csv-reader.h"

#include <string.h>

/* Rows are joined by `/`, cells by `|`; a row that is broken is `!`. */
static void
test_rows (void)
{
  static const struct
  {
    const char *text;
    char        separator;
    const char *expected;
  } rows[] = {
    { "", ',', "" },
    { "\n\r\n# comment, with, commas\n", ',', "" },
    { "a,b\nc,d", ',', "1:a|b/2:c|d" },
    { "a , b\r\n\r\nc,\td\r\n", ',', "1:a|b/3:c|d" },
    { "a;b,c", ';', "1:a|b,c" },
    { "a\t\tb\n", '\t', "1:a||b" },
    { "\ta\n", '\t', "1:|a" },
    { "\"a,b\",\"c\"\"d\"", ',', "1:a,b|c\"d" },
    { "\"a\nb\",c\nd", ',', "1:a\nb|c/3:d" },
    { "\"a\nb,c\nd", ',', "1:!/2:b|c/3:d" },
    { "\"a\" b,c\nd", ',', "1:!/2:d" },
    { "a,", ',', "1:a|" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) all = g_string_new (NULL);
      g_autoptr (GPtrArray) cells = NULL;
      LgCsvReader reader;
      guint line;

      lg_csv_reader_init (&reader, rows[i].text, strlen (rows[i].text), rows[i].separator);
      while (lg_csv_reader_read_row (&reader, &cells, &line))
        {
          g_string_append_printf (all, "%s%u:", all->len > 0 ? "/" : "", line);
          if (cells == NULL)
            g_string_append (all, "!");
          for (guint k = 0; cells != NULL && k < cells->len; k++)
            g_string_append_printf (all, "%s%s", k > 0 ? "|" : "", (char *) cells->pdata[k]);
          g_clear_pointer (&cells, g_ptr_array_unref);
        }
      g_assert_cmpstr (all->str, ==, rows[i].expected);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv-reader/rows", test_rows);

  return g_test_run ();
}

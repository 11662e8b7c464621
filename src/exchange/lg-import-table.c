/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables: one device a row, separated by commas, semicolons or tabs. */
#include "config.h"

#include "lg-csv-reader.h"
#include "lg-import-triple.h"
#include "lg-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the columns are; those that are not known are passed over. */
typedef GArray Columns;

static char
guess_separator (const char *text,
                 gsize       length)
{
  static const char separators[] = "\t;,";
  const char *end = text + length;
  guint counts[G_N_ELEMENTS (separators)] = { 0 };
  guint best = 0;

  while (text < end && (*text == '#' || *text == '\r' || *text == '\n'))
    {
      text += *text == '#' ? strcspn (text, "\r\n") : 1;
    }
  for (; text < end && *text != '\n'; text++)
    for (guint i = 0; separators[i] != '\0'; i++)
      counts[i] += *text == separators[i];
  for (guint i = 0; separators[i] != '\0'; i++)
    if (counts[i] > counts[best])
      best = i;
  return counts[best] > 0 ? separators[best] : '\0';
}

/* A header names two values or more, and one of them says which device it is. */
static Columns *
read_header (GPtrArray *cells)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (LgImportValue));
  guint n_known = 0;
  gboolean names_device = FALSE;

  for (guint i = 0; i < cells->len; i++)
    {
      LgImportValue value = lg_import_value_find (cells->pdata[i], -1);

      n_known += value != LG_IMPORT_N_VALUES;
      names_device |= value == LG_IMPORT_DEVICE_NAME || value == LG_IMPORT_DEVICE_ID
                      || value == LG_IMPORT_CLIENT_ID
                      || value == LG_IMPORT_MQTT_CLIENT_ID || value == LG_IMPORT_USERNAME;
      g_array_append_val (columns, value);
    }
  return n_known >= 2 && names_device ? g_steal_pointer (&columns) : NULL;
}

static gboolean
is_empty_row (GPtrArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    if (*(const char *) cells->pdata[i] != '\0')
      return FALSE;
  return TRUE;
}

static void
take_row (GPtrArray *records,
          Columns   *columns,
          GPtrArray *cells,
          guint      line)
{
  LgImportRecord *record;

  if (is_empty_row (cells))
    return;

  record = lg_import_record_new (LG_IMPORT_KIND_TABLE, line);
  for (guint i = 0; columns != NULL && i < columns->len && i < cells->len; i++)
    {
      LgImportValue value = g_array_index (columns, LgImportValue, i);

      if (value != LG_IMPORT_N_VALUES)
        lg_import_record_set (record, value, cells->pdata[i], -1);
    }
  if (columns == NULL && cells->len >= 3)
    lg_import_triple_take (record, (const char *const *) cells->pdata);

  if (lg_import_record_is_empty (record))
    {
      g_ptr_array_set_size (record->remarks, 0);
      lg_import_record_remark (record, LG_SEVERITY_NOTE,
                               _("Line %u: nothing in this row says which device it is."), line);
    }
  g_ptr_array_add (records, record);
}

/* One row that is about no device leaves the others as they are; a table of such rows is none. */
static gboolean
check_rows (GPtrArray  *records,
            GError    **error)
{
  LgImportRecord *first = records->len > 0 ? records->pdata[0] : NULL;

  for (guint i = 0; i < records->len; i++)
    if (!lg_import_record_is_empty (records->pdata[i]))
      return TRUE;

  if (first == NULL)
    return TRUE;
  g_set_error_literal (error, LG_IMPORT_ERROR, LG_IMPORT_ERROR_MALFORMED,
                       ((LgImportRemark *) first->remarks->pdata[0])->text);
  return FALSE;
}

/* Without a header the rows are ProductKey, DeviceName and DeviceSecret, or this is no table. */
static gboolean
is_triple (GPtrArray *cells)
{
  g_autoptr (LgImportRecord) record = lg_import_record_new (LG_IMPORT_KIND_TABLE, 1);

  return cells->len >= 3 && lg_import_triple_take (record, (const char *const *) cells->pdata);
}

/**
 * lg_import_read_table:
 * @text: a text
 * @length: bytes of it
 * @records: (element-type LgImportRecord): gets one record for each row
 * @error: return location (%LG_IMPORT_ERROR_MALFORMED)
 *
 * Reads a table whose first row names the columns, in any of several spellings, or whose rows are
 * ProductKey, DeviceName and DeviceSecret.
 *
 * Returns: %FALSE if it is a table, and broken
 */
gboolean
lg_import_read_table (const char  *text,
                      gsize        length,
                      GPtrArray   *records,
                      GError     **error)
{
  char separator = guess_separator (text, length);
  g_autoptr (GArray) columns = NULL;
  LgCsvReader reader;
  gboolean good = TRUE, first = TRUE;
  guint line;

  if (separator == '\0')
    return TRUE;

  lg_csv_reader_init (&reader, text, length, separator);
  while (good)
    {
      g_autoptr (GPtrArray) cells = NULL;

      if (!lg_csv_reader_read_row (&reader, &cells, &line))
        break;
      if (first && cells == NULL)
        return TRUE;
      if (first)
        columns = read_header (cells);
      if (first && columns == NULL && !is_triple (cells))
        return TRUE;

      if (cells == NULL)
        {
          g_set_error (error, LG_IMPORT_ERROR, LG_IMPORT_ERROR_MALFORMED,
                       _("Line %u: a quotation mark is not closed, or text follows it."), line);
          good = FALSE;
        }
      else if (!first || columns == NULL)
        take_row (records, columns, cells, line);
      first = FALSE;
    }
  return good && check_rows (records, error);
}

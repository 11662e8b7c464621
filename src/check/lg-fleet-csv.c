/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fleet as a table in a text file (RFC 4180, with comments); pure. */
#include "config.h"

#include "lg-fleet-csv.h"

#include "device/lg-byte-order-mark.h"
#include "exchange/lg-csv-reader.h"
#include "exchange/lg-csv-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY_S (24 * 60 * 60)
#define HEADER "host,port,declared_root,works_until,days_left,verdict,cause,title\n"

typedef enum
{
  COLUMN_HOST,
  COLUMN_PORT,
  COLUMN_ROOT,
  N_COLUMNS,
} Column;

static const char *const column_names[N_COLUMNS] = { "host", "port", "root" };

typedef struct
{
  int        columns[N_COLUMNS];
  GPtrArray *devices;
  GPtrArray *errors;
} Parser;

static void
error_free (gpointer data)
{
  LgFleetError *self = data;

  g_free (self->message);
  g_free (self);
}

/**
 * lg_fleet_errors_new:
 *
 * Returns: (transfer full) (element-type LgFleetError): an array for [func@fleet_csv_parse]
 */
GPtrArray *
lg_fleet_errors_new (void)
{
  return g_ptr_array_new_with_free_func (error_free);
}

static void
refuse (Parser *parser,
        guint   line,
        char   *message)
{
  LgFleetError *error = g_new0 (LgFleetError, 1);

  error->line = line;
  error->message = message;
  g_ptr_array_add (parser->errors, error);
}

/* A row that names all three columns says where they are; others beside them are welcome. */
static gboolean
read_header (Parser    *parser,
             GPtrArray *fields)
{
  int columns[N_COLUMNS] = { -1, -1, -1 };

  for (guint i = 0; i < fields->len; i++)
    for (guint k = 0; k < N_COLUMNS; k++)
      if (g_ascii_strcasecmp (fields->pdata[i], column_names[k]) == 0)
        columns[k] = i;

  for (guint k = 0; k < N_COLUMNS; k++)
    if (columns[k] < 0)
      return FALSE;
  memcpy (parser->columns, columns, sizeof columns);
  return TRUE;
}

static void
read_device (Parser    *parser,
             guint      line,
             GPtrArray *fields)
{
  const char *cells[N_COLUMNS];
  guint64 port;

  for (guint k = 0; k < N_COLUMNS; k++)
    {
      guint column = parser->columns[k];

      cells[k] = column < fields->len ? fields->pdata[column] : "";
      if (*cells[k] == '\0')
        {
          refuse (parser, line, g_strdup_printf (_("The column “%s” is missing or empty."),
                                                 column_names[k]));
          return;
        }
    }

  if (!g_ascii_string_to_unsigned (cells[COLUMN_PORT], 10, 1, G_MAXUINT16, &port, NULL))
    {
      refuse (parser, line, g_strdup_printf (_("“%s” is no port from 1 to 65535."),
                                             cells[COLUMN_PORT]));
      return;
    }
  g_ptr_array_add (parser->devices,
                   lg_fleet_device_new (line, cells[COLUMN_HOST], port, cells[COLUMN_ROOT]));
}

/* What is not UTF-8 ends the text, at the end of a line. */
static void
check_encoding (Parser      *parser,
                LgCsvReader *reader)
{
  const char *invalid;
  guint line = 1;

  if (g_utf8_validate_len (reader->at, reader->end - reader->at, &invalid))
    return;

  for (const char *p = reader->at; p < invalid; p++)
    line += *p == '\n';
  refuse (parser, line, g_strdup (_("From here on the file is not UTF-8 text.")));
  while (invalid > reader->at && invalid[-1] != '\n')
    invalid--;
  reader->end = invalid;
}

/**
 * lg_fleet_csv_parse:
 * @text: a table with any line ends, in UTF-8, UTF-16 or GB 18030
 * @length: bytes of @text
 * @errors: (element-type LgFleetError): gets the rows that cannot be used
 * @encoding: (out) (optional): what @text was read as
 *
 * Reads host, port and root of a device from each row, or from the columns of these names when the
 * first row is a header. Cells may stand in quotes, as RFC 4180 has them; empty lines and those
 * that begin with `#` are passed over.
 *
 * Returns: (transfer full) (element-type LgFleetDevice): the devices, in the order of the file
 */
GPtrArray *
lg_fleet_csv_parse (const char     *text,
                    gsize           length,
                    GPtrArray      *errors,
                    LgTextEncoding *encoding)
{
  Parser parser = { .columns = { COLUMN_HOST, COLUMN_PORT, COLUMN_ROOT }, .errors = errors };
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *decoded = NULL;
  gboolean may_be_header = TRUE;
  GPtrArray *cells;
  LgCsvReader reader;
  guint line;

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (errors != NULL, NULL);

  parser.devices = g_ptr_array_new_with_free_func (g_object_unref);
  bytes = g_bytes_new_static (text != NULL ? text : "", length);
  decoded = lg_text_decode (bytes, LG_TEXT_STRICT, encoding);
  if (decoded != NULL)
    lg_csv_reader_init (&reader, decoded, strlen (decoded), ',');
  else
    {
      lg_csv_reader_init (&reader, text, length, ',');
      check_encoding (&parser, &reader);
    }

  while (lg_csv_reader_read_row (&reader, &cells, &line))
    {
      if (cells == NULL)
        refuse (&parser, line, g_strdup (_("A quotation mark is not closed, or text follows it.")));
      else if (!may_be_header || !read_header (&parser, cells))
        read_device (&parser, line, cells);
      g_clear_pointer (&cells, g_ptr_array_unref);
      may_be_header = FALSE;
    }
  return parser.devices;
}

static void
append_device (GString       *csv,
               LgFleetDevice *device,
               gint64         at_s)
{
  gint64 until_s = lg_fleet_device_get_works_until (device);
  g_autoptr (GDateTime) until = g_date_time_new_from_unix_utc (until_s);
  LgFinding *fault = lg_fleet_device_get_fault (device);

  lg_csv_append_cell (csv, lg_fleet_device_get_host (device));
  g_string_append_printf (csv, ",%u", lg_fleet_device_get_port (device));
  lg_csv_append_cell (csv, lg_fleet_device_get_root (device));
  if (until_s != 0)
    {
      g_autofree char *date = g_date_time_format (until, "%Y-%m-%d");

      g_string_append_printf (csv, ",%s,%" G_GINT64_FORMAT, date, (until_s - at_s) / DAY_S);
    }
  else
    g_string_append (csv, ",,");
  g_string_append_printf (csv, ",%s,%s",
                          !lg_fleet_device_is_done (device) ? "unknown"
                          : fault != NULL ? "fails" : "works",
                          fault != NULL ? fault->cause : "");
  lg_csv_append_cell (csv, fault != NULL ? fault->title : "");
  g_string_append (csv, "\n");
}

/**
 * lg_fleet_csv_write:
 * @devices: (element-type LgFleetDevice): devices
 * @at_s: the time they were judged at, Unix seconds
 *
 * Returns: (transfer full): a table of them, UTF-8, whose header is the same in every language; a
 *   byte-order mark stands in front, by which spreadsheets know the encoding
 */
char *
lg_fleet_csv_write (GPtrArray *devices,
                    gint64     at_s)
{
  GString *csv = g_string_new (LG_BYTE_ORDER_MARK HEADER);

  g_return_val_if_fail (devices != NULL, NULL);

  for (guint i = 0; i < devices->len; i++)
    append_device (csv, devices->pdata[i], at_s);
  return g_string_free (csv, FALSE);
}

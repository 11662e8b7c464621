/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-import.h"

#include "lg-import-record.h"
#include "lg-text-decoder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (lg-import-error-quark, lg_import_error)

/* The more a form says about itself, the earlier it is tried. */
static const LgImportReader readers[] = {
  lg_import_read_json,
  lg_import_read_markup,
  lg_import_read_program,
  lg_import_read_esp_at,
  lg_import_read_at,
  lg_import_read_mosquitto,
  lg_import_read_table,
  lg_import_read_lines,
};

/* A part of a text that is about no device is told, if its reader had something to say of it. */
static void
drop_empty (GPtrArray *records,
            GPtrArray *left_out)
{
  for (guint i = 0; i < records->len;)
    {
      LgImportRecord *record = records->pdata[i];

      if (!lg_import_record_is_empty (record))
        {
          i++;
          continue;
        }
      for (guint k = 0; left_out != NULL && k < record->remarks->len; k++)
        g_ptr_array_add (left_out, g_strdup (((LgImportRemark *) record->remarks->pdata[k])->text));
      g_ptr_array_remove_index (records, i);
    }
}

static gboolean
read_records (const char  *text,
              gsize        length,
              GPtrArray   *records,
              GPtrArray   *left_out,
              GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (readers) && records->len == 0; i++)
    {
      if (!readers[i] (text, length, records, error))
        return FALSE;
      drop_empty (records, left_out);
    }
  lg_import_form_complete (records, text);
  drop_empty (records, NULL);

  if (records->len == 0)
    {
      g_set_error (error, LG_IMPORT_ERROR, LG_IMPORT_ERROR_UNKNOWN,
                   _("Nothing in this text says which device it is about. A ProductKey and a "
                     "DeviceName are needed, or an MQTT client ID and user name."));
      return FALSE;
    }
  if (records->len > LG_IMPORT_DEVICES_MAX)
    {
      g_set_error (error, LG_IMPORT_ERROR, LG_IMPORT_ERROR_TOO_LARGE,
                   _("There are %u devices; at most %u are taken at once."),
                   records->len, LG_IMPORT_DEVICES_MAX);
      return FALSE;
    }
  return TRUE;
}

static GPtrArray *
judge_records (GPtrArray  *records,
               const char *encoding)
{
  GPtrArray *devices = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < records->len; i++)
    {
      if (encoding != NULL)
        lg_import_record_remark (records->pdata[i], LG_SEVERITY_NOTE,
                                 _("The text was read as %s."), encoding);
      g_ptr_array_add (devices, lg_import_record_judge (records->pdata[i]));
    }
  return devices;
}

static GPtrArray *
parse_decoded (char        *text,
               gsize        length,
               const char  *encoding,
               GPtrArray   *left_out,
               GError     **error)
{
  g_autoptr (GPtrArray) records =
    g_ptr_array_new_with_free_func ((GDestroyNotify) lg_import_record_free);

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  text[length] = '\0';
  if (length == 0)
    {
      g_set_error (error, LG_IMPORT_ERROR, LG_IMPORT_ERROR_EMPTY, _("There is no text."));
      return NULL;
    }
  if (!read_records (text, length, records, left_out, error))
    return NULL;
  return judge_records (records, encoding);
}

/**
 * lg_import_parse:
 * @text: a text, as it was pasted or read from a file
 * @length: bytes of @text
 * @left_out: (nullable) (element-type utf8): gets a sentence, translated, for each row of a table
 *   and each element of a JSON list that is about no device, while others are
 * @error: return location (#LgImportError)
 *
 * Finds out what a text says about devices: the console's JSON, a device certificate, names and
 * values, a table, a command line of mosquitto's clients, ESP-AT commands, or MQTTX's connections.
 * The text may be in UTF-8, UTF-16 or GB 18030. Secrets are in [struct@Secret]s when
 * this returns, and the copies made on the way are cleared, but for those a JSON parser made; @text
 * is the caller's to clear. No message of @error and no remark repeats a secret.
 *
 * Returns: (transfer full) (nullable) (element-type LgImportDevice): at least one device, in the
 *   order of the text, or %NULL
 */
GPtrArray *
lg_import_parse (const char  *text,
                 gsize        length,
                 GPtrArray   *left_out,
                 GError     **error)
{
  g_autoptr (GBytes) bytes = NULL;
  GPtrArray *devices;
  LgTextEncoding encoding;
  char *decoded;
  gsize decoded_length;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (length > LG_IMPORT_LENGTH_MAX)
    {
      g_set_error (error, LG_IMPORT_ERROR, LG_IMPORT_ERROR_TOO_LARGE,
                   _("The text is too large: %zu bytes, at most %d are read."),
                   length, LG_IMPORT_LENGTH_MAX);
      return NULL;
    }

  bytes = g_bytes_new_static (text != NULL ? text : "", length);
  decoded = lg_text_decode (bytes, LG_TEXT_STRICT, &encoding);
  if (decoded == NULL)
    {
      g_set_error (error, LG_IMPORT_ERROR, LG_IMPORT_ERROR_NOT_TEXT,
                   memchr (text, '\0', length) != NULL
                   ? _("This is no text: it contains a zero byte.")
                   : _("This is no text: it is neither UTF-8, UTF-16 nor GB 18030."));
      return NULL;
    }

  decoded_length = strlen (decoded);
  devices = parse_decoded (decoded, decoded_length,
                           encoding != LG_TEXT_ENCODING_UTF_8
                           ? lg_text_encoding_get_name (encoding) : NULL, left_out, error);
  explicit_bzero (decoded, decoded_length);
  g_free (decoded);
  return devices;
}

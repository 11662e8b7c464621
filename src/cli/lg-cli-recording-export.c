/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-recording-export.h"

#include "device/lg-byte-order-mark.h"
#include "device/lg-printable.h"
#include "exchange/lg-csv-writer.h"
#include "lg-cli-event.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#define HEADER "id,time,kind,direction,topic,qos,retain,code,bytes,text,payload,payload_base64\n"

typedef struct
{
  const LgCliOpen *options;
  GOutputStream   *stream;
  gboolean         csv;
  GError          *error;
} Export;

static gboolean
is_for (const LgCliOpen *options,
        const char      *suffix)
{
  return options->export != NULL && g_str_has_suffix (options->export, suffix);
}

/**
 * lg_cli_export_is_possible:
 * @options: what was asked for
 *
 * Complains of an export in a form that there is not.
 *
 * Returns: whether all is well
 */
gboolean
lg_cli_export_is_possible (const LgCliOpen *options)
{
  if (options->export == NULL || is_for (options, ".jsonl") || is_for (options, ".csv"))
    return TRUE;

  if (!is_for (options, ".linkglass"))
    lg_cli_complain ("export", _("The name ends in none of .jsonl, .csv and .linkglass."));
  else if (options->filtered)
    lg_cli_complain ("export", _("A recording is copied whole; filters are for .jsonl and .csv."));
  else
    return TRUE;
  return FALSE;
}

static void
append_payload (GString       *row,
                const LgEvent *event)
{
  gboolean text = g_utf8_validate ((const char *) event->payload, event->payload_length, NULL);
  g_autofree char *cell = text ? g_strndup ((const char *) event->payload, event->payload_length)
                               : g_base64_encode (event->payload, event->payload_length);

  lg_csv_append_cell (row, text ? cell : "");
  lg_csv_append_cell (row, text ? "" : cell);
}

static char *
make_row (const LgEvent *event)
{
  GString *row = g_string_new (NULL);
  g_autofree char *time = lg_cli_event_dup_time (event);
  g_autofree char *words = lg_cli_event_dup_english (event);
  gboolean publish = lg_event_get_packet (event) == LG_PACKET_PUBLISH;

  g_string_append_printf (row, "%" G_GINT64_FORMAT ",%s,%s,%s", event->id, time,
                          lg_event_get_kind_name (event), lg_cli_event_get_direction (event));
  lg_csv_append_cell (row, event->topic != NULL ? event->topic : "");
  if (publish)
    g_string_append_printf (row, ",%d,%d", event->flags & LG_EVENT_FLAG_QOS_MASK,
                            (event->flags & LG_EVENT_FLAG_RETAIN) != 0);
  else
    g_string_append (row, ",,");
  g_string_append_printf (row, ",%d,%u", event->code, event->size);
  lg_csv_append_cell (row, words != NULL ? words : "");
  if (publish && event->payload_length > 0)
    append_payload (row, event);
  else
    g_string_append (row, ",,");
  g_string_append_c (row, '\n');
  return g_string_free (row, FALSE);
}

static char *
make_line (const LgEvent *event)
{
  g_autofree char *json = lg_cli_event_to_json (event);
  g_autofree char *printable = lg_printable_json (json);

  return g_strconcat (printable, "\n", NULL);
}

static gboolean
write_text (Export     *self,
            const char *text)
{
  return g_output_stream_write_all (self->stream, text, strlen (text), NULL, NULL, &self->error);
}

static gboolean
event_cb (const LgEvent *event,
          gpointer       user_data)
{
  Export *self = user_data;
  g_autofree char *line = NULL;

  if (!lg_cli_event_filter_matches (&self->options->filter, event))
    return TRUE;

  line = self->csv ? make_row (event) : make_line (event);
  return write_text (self, line);
}

/* What could not be read is complained of when the recording is summed up. */
static gboolean
write_events (Export      *self,
              LgRecording *recording)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->options->export);
  g_autoptr (GFileOutputStream) base = g_file_create (file, G_FILE_CREATE_PRIVATE, NULL,
                                                      &self->error);
  g_autoptr (GOutputStream) stream
    = base != NULL ? g_buffered_output_stream_new (G_OUTPUT_STREAM (base)) : NULL;

  self->stream = stream;
  if (stream == NULL)
    return FALSE;
  if (!self->csv || write_text (self, LG_BYTE_ORDER_MARK HEADER))
    lg_recording_walk (recording, 0, event_cb, self, NULL);
  if (self->error == NULL && g_output_stream_close (stream, NULL, &self->error))
    return TRUE;

  g_file_delete (file, NULL, NULL);
  return FALSE;
}

/**
 * lg_cli_export:
 * @options: what was asked for
 * @recording: a recording
 *
 * Writes its events into a new file, readable for its owner only; complains where that fails.
 *
 * Returns: whether all is well
 */
gboolean
lg_cli_export (const LgCliOpen *options,
               LgRecording     *recording)
{
  Export self = { .options = options, .csv = is_for (options, ".csv") };
  gboolean whole = is_for (options, ".linkglass")
                   ? lg_recording_copy (recording, options->export, &self.error)
                   : write_events (&self, recording);

  if (!whole)
    lg_cli_complain ("export", "%s: %s", options->export, self.error->message);
  g_clear_error (&self.error);
  return whole;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-capture.h"

#include "diagnosis/lg-pace.h"
#include "lg-cli-finding.h"
#include "lg-cli-open.h"
#include "lg-cli-summary.h"
#include "link/lg-recorded-target.h"
#include "recording/lg-recording.h"
#include "tls/lg-tls-dissector.h"

#include <glib/gi18n.h>

/* What may wait for the end of its connection to be recorded. */
#define WAITING_MAX (256 << 20)

/* A number below the codes of CONNACK, as a finding's words take it. */
#define SHOWN_MAX 199u

/* While it is read. */
typedef struct
{
  LgCliCaptured *link;
  GPtrArray     *events;
} Reading;

typedef struct
{
  const LgCliOpen *options;
  GPtrArray       *links;
  GHashTable      *readings;
  LgRecording     *recording;
  gint64           n_recorded;
  guint            n_links_recorded;
  gsize            waiting;
  gboolean         too_much;
} Opening;

static void
captured_free (gpointer data)
{
  LgCliCaptured *self = data;

  g_free (self->device);
  g_free (self->way);
  g_free (self->server);
  g_free (self->name);
  lg_client_hello_clear (&self->hello);
  g_free (self->agreed);
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  g_clear_object (&self->diagnosis);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_free (self);
}

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_ptr_array_unref (self->events);
  g_free (self);
}

static void
opening_clear (Opening *self)
{
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_pointer (&self->readings, g_hash_table_unref);
  g_clear_object (&self->recording);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Opening, opening_clear)

static const char *
find_platform (const char *host)
{
  const char *const *ids = lg_platform_get_ids ();

  for (guint i = 0; host != NULL && ids[i] != NULL; i++)
    if (lg_platform_owns_host (lg_platform_get (ids[i]), host))
      return ids[i];
  return "custom";
}

static const char *
get_root_title (const Opening *self)
{
  return self->options->root != NULL ? lg_root_get_title (self->options->root) : NULL;
}

/* Which platform it is, is told by the name; the address alone would be no name to judge by. */
static LgEndpoint *
make_endpoint (LgCaptureLink *link,
               const char    *name)
{
  LgEndpoint *endpoint = lg_endpoint_new ();
  gboolean tls = lg_capture_link_get_speech (link) == LG_CAPTURE_SPEECH_TLS;

  lg_endpoint_set_platform_id (endpoint, find_platform (name));
  lg_endpoint_set_security (endpoint, tls ? LG_SECURITY_TLS : LG_SECURITY_TCP);
  lg_endpoint_set_port (endpoint, lg_capture_link_get_ends (link)->server_port);
  return endpoint;
}

static void
set_target (Opening       *self,
            LgCliCaptured *captured,
            LgCaptureLink *link,
            const char    *name)
{
  g_autoptr (LgEndpoint) endpoint = make_endpoint (link, name);

  lg_diagnosis_set_target (captured->diagnosis, endpoint, name, get_root_title (self));
}

static void
record_target (Opening             *self,
               const LgCliCaptured *captured,
               LgCaptureLink       *link)
{
  g_autoptr (LgEndpoint) endpoint = make_endpoint (link, captured->name);
  const LgRecordedTarget target = {
    .device = captured->device,
    .host = captured->name,
    .root = (char *) get_root_title (self),
    .endpoint = endpoint,
  };

  lg_recorded_target_write (self->recording, ++self->n_links_recorded, &target);
}

static Reading *
begin_link (Opening       *self,
            LgCaptureLink *link)
{
  Reading *reading = g_new0 (Reading, 1);
  LgCliCaptured *captured = g_new0 (LgCliCaptured, 1);
  g_autofree char *address = NULL;

  captured->device = lg_capture_link_dup_device (link);
  captured->server = lg_capture_link_dup_server (link);
  address = lg_ip_address_dup_text (&lg_capture_link_get_ends (link)->device);
  captured->way = g_strdup_printf ("%s %s", address, captured->server);
  captured->diagnosis = lg_diagnosis_new ();
  set_target (self, captured, link, lg_capture_link_get_name (link));
  lg_diagnosis_read_along (captured->diagnosis, self->options->root,
                           G_LIST_MODEL (self->options->store), self->options->chain);
  reading->link = captured;
  reading->events = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_event_free);
  g_ptr_array_add (self->links, captured);
  g_hash_table_insert (self->readings, link, reading);
  return reading;
}

static void
read_handshake (LgCliCaptured *self,
                const LgEvent *event)
{
  gboolean out = event->direction == LG_DIRECTION_OUT;

  if (event->payload == NULL)
    return;
  if (out && event->code == LG_TLS_CLIENT_HELLO)
    {
      lg_client_hello_clear (&self->hello);
      self->said_hello = lg_client_hello_parse (&self->hello, (LgSlice) { event->payload,
                                                                          event->payload_length });
    }
  else if (!out && event->code == LG_TLS_SERVER_HELLO)
    {
      g_free (self->agreed);
      self->agreed = g_strdup (event->text);
    }
  else if (!out && event->code == LG_TLS_CERTIFICATE && self->chain == NULL)
    self->chain = lg_certificates_parse_message (event->payload, event->payload_length);
}

static void
keep (Opening       *self,
      Reading       *reading,
      const LgEvent *event)
{
  if (self->recording == NULL || self->too_much)
    return;

  self->waiting += lg_event_get_footprint (event);
  self->too_much = self->waiting > WAITING_MAX;
  g_ptr_array_add (reading->events, lg_event_copy (event));
}

/* In a recording one attempt follows the other, so a connection goes in at its end. */
static void
record (Opening       *self,
        LgCaptureLink *link,
        Reading       *reading)
{
  LgMailbox *mailbox;

  if (self->recording == NULL)
    return;

  record_target (self, reading->link, link);
  mailbox = lg_recording_get_mailbox (self->recording);
  for (guint i = 0; i < reading->events->len; i++)
    {
      LgEvent *event = lg_event_copy (reading->events->pdata[i]);

      self->waiting -= lg_event_get_footprint (event);
      event->id = ++self->n_recorded;
      while (lg_mailbox_is_full (mailbox) && lg_recording_get_error (self->recording) == NULL)
        g_main_context_iteration (NULL, TRUE);
      lg_mailbox_push (mailbox, event);
    }
}

static void
end_link (Opening       *self,
          LgCaptureLink *link,
          Reading       *reading)
{
  LgCliCaptured *captured = reading->link;

  captured->name = g_strdup (lg_capture_link_get_name (link));
  captured->speech = lg_capture_link_get_speech (link);
  captured->start_us = lg_capture_link_get_start_us (link);
  captured->end_us = lg_capture_link_get_end_us (link);
  for (int i = LG_DIRECTION_OUT; i <= LG_DIRECTION_IN; i++)
    {
      captured->packets[i] = lg_capture_link_get_packets (link, i);
      captured->messages[i] = lg_capture_link_get_messages (link, i);
      captured->missing[i] = lg_capture_link_get_missing (link, i);
      captured->repeated[i] = lg_capture_link_get_repeated (link, i);
    }
  captured->findings = lg_cli_sort_findings (G_LIST_MODEL (captured->diagnosis));
  captured->is_rejection = lg_diagnosis_get_rejection (captured->diagnosis,
                                                       &captured->rejection);
  g_clear_object (&captured->diagnosis);
  record (self, link, reading);
  g_hash_table_remove (self->readings, link);
}

static void
event_cb (LgCaptureLink *link,
          const LgEvent *event,
          gpointer       user_data)
{
  Opening *self = user_data;
  Reading *reading = g_hash_table_lookup (self->readings, link);

  if (reading == NULL)
    reading = begin_link (self, link);
  if (event == NULL)
    {
      end_link (self, link, reading);
      return;
    }

  if (event->kind == LG_EVENT_HANDSHAKE)
    read_handshake (reading->link, event);
  if (event->kind == LG_EVENT_HANDSHAKE && event->topic != NULL)
    set_target (self, reading->link, link, event->topic);
  keep (self, reading, event);
  lg_diagnosis_feed (reading->link->diagnosis, event);
}

static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  const LgCliCaptured *const *left = a, *const *right = b;

  return ((*left)->start_us > (*right)->start_us) - ((*left)->start_us < (*right)->start_us);
}

static void
judge_pace (GArray    *starts_us,
            GPtrArray *findings)
{
  g_autoptr (LgDiagnosis) diagnosis = NULL;
  gint64 until_us = 0;
  guint most = lg_pace_find_fastest ((const gint64 *) starts_us->data, starts_us->len, &until_us);
  LgEvent event = {
    .kind = LG_EVENT_NOTE, .code = MIN (most, SHOWN_MAX), .wall_us = until_us,
    .mono_us = until_us,
  };

  if (most <= LG_PACE_PER_MINUTE)
    return;

  diagnosis = lg_diagnosis_new ();
  lg_diagnosis_conclude (diagnosis, "device.reconnects-too-fast", &event);
  g_ptr_array_add (findings, g_list_model_get_item (G_LIST_MODEL (diagnosis), 0));
}

/* What the connections of one device to one server show together. */
static GPtrArray *
judge_together (GPtrArray *links)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) ways
    = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < links->len; i++)
    {
      const LgCliCaptured *link = links->pdata[i];
      GArray *starts_us = g_hash_table_lookup (ways, link->way);

      if (starts_us == NULL)
        {
          starts_us = g_array_new (FALSE, FALSE, sizeof (gint64));
          g_hash_table_insert (ways, link->way, starts_us);
        }
      g_array_append_val (starts_us, link->start_us);
    }
  for (guint i = 0; i < links->len; i++)
    {
      const LgCliCaptured *link = links->pdata[i];
      GArray *starts_us = g_hash_table_lookup (ways, link->way);

      if (starts_us == NULL)
        continue;
      judge_pace (starts_us, findings);
      g_hash_table_remove (ways, link->way);
    }
  return findings;
}

static char *
format_time (gint64 wall_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (wall_us / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S") : g_strdup ("—");
}

static void
print_link (const LgCliCaptured *link)
{
  g_autofree char *start = format_time (link->start_us);

  lg_cli_print ("\n%s  %s → %s", start, link->device, link->server);
  if (link->name != NULL)
    lg_cli_print ("  %s", link->name);
  lg_cli_print ("\n");
  if (link->speech == LG_CAPTURE_SPEECH_TLS)
    lg_cli_print ("  TLS  %s\n", link->agreed != NULL ? link->agreed : "—");
  else if (link->speech == LG_CAPTURE_SPEECH_MQTT)
    lg_cli_print (_("  MQTT packets: %u out, %u in; messages: %u out, %u in\n"),
                  (guint) link->packets[LG_DIRECTION_OUT], (guint) link->packets[LG_DIRECTION_IN],
                  (guint) link->messages[LG_DIRECTION_OUT],
                  (guint) link->messages[LG_DIRECTION_IN]);
  for (guint i = 0; i < link->findings->len; i++)
    lg_cli_finding_print_text (link->findings->pdata[i]);
}

static void
print_text (Opening               *self,
            GPtrArray             *findings,
            const LgCaptureCounts *counts)
{
  g_autofree char *start = format_time (counts->start_us);
  g_autofree char *end = format_time (counts->end_us);

  lg_cli_print (_("Packets: %u, from %s to %s; connections: %u, of devices: %u\n"),
                (guint) counts->frames, start, end, (guint) counts->connections,
                self->links->len);
  if (self->links->len == 0)
    lg_cli_print (_("No connection in it speaks MQTT or TLS.\n"));
  for (guint i = 0; i < self->links->len; i++)
    print_link (self->links->pdata[i]);
  for (guint i = 0; i < findings->len; i++)
    lg_cli_finding_print_text (findings->pdata[i]);
}

static gboolean
close_recording (Opening *self)
{
  g_autoptr (GError) error = NULL;

  if (self->recording == NULL)
    return TRUE;
  if (self->too_much)
    {
      lg_cli_complain ("record", _("More is open at once than can wait to be recorded; name the "
                                   "port with --port. The recording is not whole."));
      lg_recording_close (self->recording, NULL);
      return FALSE;
    }
  if (lg_recording_close (self->recording, &error))
    return TRUE;

  lg_cli_complain ("record", "%s", error->message);
  return FALSE;
}

static gboolean
begin_recording (Opening *self)
{
  g_autoptr (GError) error = NULL;

  if (self->options->record == NULL)
    return TRUE;

  self->recording = lg_recording_new (self->options->record, &error);
  if (self->recording == NULL)
    lg_cli_complain ("record", "%s", error->message);
  else
    lg_recording_set_meta (self->recording, "source", "capture");
  return self->recording != NULL;
}

static gboolean
has_fault (GPtrArray *links)
{
  for (guint i = 0; i < links->len; i++)
    if (lg_cli_findings_have_fault (((LgCliCaptured *) links->pdata[i])->findings))
      return TRUE;
  return FALSE;
}

/**
 * lg_cli_open_capture:
 * @options: what was asked for
 *
 * Reads a capture and prints what it holds.
 *
 * Returns: the exit status
 */
LgCliExit
lg_cli_open_capture (const LgCliOpen *options)
{
  g_auto (Opening) self = {
    .options = options,
    .links = g_ptr_array_new_with_free_func (captured_free),
    .readings = g_hash_table_new_full (NULL, NULL, NULL, reading_free),
  };
  const LgCaptureOptions capture = { options->ports, options->n_ports, event_cb, &self };
  LgCaptureCounts counts = { 0 };
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  gboolean good;

  if (!begin_recording (&self))
    return LG_CLI_USAGE;

  good = lg_capture_read (options->path, &capture, &counts, NULL, &error);
  if (!good && counts.frames == 0)
    {
      lg_cli_complain ("file", "%s: %s", options->path, error->message);
      return LG_CLI_USAGE;
    }

  g_ptr_array_sort (self.links, compare_starts);
  findings = judge_together (self.links);
  if (options->json)
    lg_cli_captured_print_json (self.links, findings, options->path, &counts,
                                error != NULL ? error->message : NULL);
  else
    print_text (&self, findings, &counts);
  if (!good)
    lg_cli_complain ("file", "%s: %s", options->path, error->message);
  good &= close_recording (&self);
  if (has_fault (self.links) || lg_cli_findings_have_fault (findings))
    return LG_CLI_FAULT;
  return good ? LG_CLI_HEALTHY : LG_CLI_USAGE;
}

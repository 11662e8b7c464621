/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-open.h"

#include "capture/lg-capture-file.h"
#include "lg-cli-number.h"
#include "recording/lg-recording.h"
#include "trust/lg-certificate-file.h"
#include "trust/lg-input-file.h"

#include <glib/gi18n.h>
#include <unistd.h>

#define PORT_MAX 65535
#define CHAIN_MAX_BYTES (1 << 20)
#define MAGIC 16

/* What was given. */
typedef struct
{
  GStrv     ports;
  char     *root;
  char     *chain;
  char     *record;
  gboolean  json;
  gboolean  events;
  char     *search;
  char     *topic;
  GStrv     kinds;
  char     *since;
  char     *until;
  char     *export;
  GStrv     files;
} Given;

static void
given_clear (Given *self)
{
  g_strfreev (self->ports);
  g_free (self->root);
  g_free (self->chain);
  g_free (self->record);
  g_free (self->search);
  g_free (self->topic);
  g_strfreev (self->kinds);
  g_free (self->since);
  g_free (self->until);
  g_free (self->export);
  g_strfreev (self->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Given, given_clear)

static void
open_clear (LgCliOpen *self)
{
  g_free (self->ports);
  g_clear_object (&self->root);
  g_clear_object (&self->store);
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  lg_cli_event_filter_clear (&self->filter);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LgCliOpen, open_clear)

static gboolean
parse_options (Given *given,
               int    argc,
               char **argv)
{
  const GOptionEntry entries[] = {
    { "events", 0, 0, G_OPTION_ARG_NONE, &given->events,
      N_("recording: print its events"), NULL },
    { "search", 0, 0, G_OPTION_ARG_STRING, &given->search,
      N_("recording: only events with this text in words, topic or payload"), N_("TEXT") },
    { "topic", 0, 0, G_OPTION_ARG_STRING, &given->topic,
      N_("recording: only events on topics of this filter"), N_("FILTER") },
    { "kind", 0, 0, G_OPTION_ARG_STRING_ARRAY, &given->kinds,
      N_("recording: only events of this kind, as PUBLISH or end; may be repeated"),
      N_("KIND") },
    { "since", 0, 0, G_OPTION_ARG_STRING, &given->since,
      N_("recording: only events from this time on"), N_("TIME") },
    { "until", 0, 0, G_OPTION_ARG_STRING, &given->until,
      N_("recording: only events up to this time"), N_("TIME") },
    { "export", 0, 0, G_OPTION_ARG_FILENAME, &given->export,
      N_("recording: write the events into a new .jsonl, .csv or .linkglass"), N_("FILE") },
    { "port", 'p', 0, G_OPTION_ARG_STRING_ARRAY, &given->ports,
      N_("capture: look at connections to this port only; may be repeated"), N_("PORT") },
    { "root", 0, 0, G_OPTION_ARG_STRING, &given->root,
      N_("capture: root certificate the devices are to have: its name, or a file"),
      N_("ROOT") },
    { "chain", 0, 0, G_OPTION_ARG_FILENAME, &given->chain,
      N_("capture: the server’s certificates, for where TLS 1.3 hides them"), N_("FILE") },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &given->record,
      N_("capture: write what is read into a recording"), N_("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &given->json, N_("print JSON"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &given->files, NULL, N_("FILE") },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context,
                                _("Reads a recording (.linkglass) or a packet capture (pcap, "
                                  "pcapng) and says what\ndevices and servers do on their "
                                  "connections, and why these end."));
  g_option_context_set_description (context,
                                    _("Captures hold what passed over the network, passwords "
                                      "included: Linkglass shows\nthose nowhere. Make one with: "
                                      "tcpdump -i INTERFACE -s 0 -w FILE"));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!lg_cli_parse (context, &argc, &argv))
    return FALSE;
  if (given->files != NULL && g_strv_length (given->files) == 1)
    return TRUE;

  lg_cli_complain ("file", _("Give one file."));
  return FALSE;
}

static gboolean
parse_ports (LgCliOpen   *self,
             const Given *given)
{
  gboolean good = TRUE;

  self->n_ports = given->ports != NULL ? g_strv_length (given->ports) : 0;
  if (self->n_ports == 0)
    return TRUE;

  self->ports = g_new0 (guint16, self->n_ports);
  for (gsize i = 0; i < self->n_ports; i++)
    {
      guint port = 0;

      good &= lg_cli_parse_number ("port", given->ports[i], 1, PORT_MAX, &port);
      self->ports[i] = port;
    }
  return good;
}

static gboolean
read_trust (LgCliOpen   *self,
            const Given *given)
{
  g_autoptr (GError) error = NULL;

  self->store = lg_root_store_new_for_system ();
  if (given->root != NULL)
    {
      LgRoot *root = lg_root_store_select (self->store, given->root, &error);

      if (root == NULL)
        {
          lg_cli_complain ("root", "%s", error->message);
          return FALSE;
        }
      self->root = g_object_ref (root);
    }
  if (given->chain != NULL)
    {
      gsize length;
      char *text = lg_input_file_read (given->chain, CHAIN_MAX_BYTES, &length, &error);
      g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new_take (text, length) : NULL;

      self->chain = bytes != NULL ? lg_certificates_parse (bytes, &error) : NULL;
      if (self->chain == NULL)
        {
          lg_cli_complain ("chain", "%s", error->message);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
parse_filter (LgCliOpen   *self,
              const Given *given)
{
  LgCliEventFilter *filter = &self->filter;

  filter->search = g_strdup (given->search);
  filter->topic = g_strdup (given->topic);
  filter->until_us = G_MAXINT64;
  self->filtered = given->search != NULL || given->topic != NULL || given->kinds != NULL
                   || given->since != NULL || given->until != NULL;
  return lg_cli_event_filter_check_topic (filter)
         && lg_cli_event_filter_parse_kinds (filter, (const char *const *) given->kinds)
         && lg_cli_parse_time ("since", given->since, FALSE, &filter->since_us)
         && lg_cli_parse_time ("until", given->until, TRUE, &filter->until_us);
}

typedef enum
{
  HOLDS_NOTHING,
  HOLDS_OTHER,
  HOLDS_CAPTURE,
  HOLDS_DATABASE,
} Holds;

/* What a file holds is told by its first bytes, never by its name. */
static gboolean
look_into (const char  *path,
           Holds       *holds,
           GError     **error)
{
  guint8 magic[MAGIC];
  int fd = lg_input_file_open (path, LG_INPUT_REGULAR, error);
  gssize length;

  if (fd < 0)
    return FALSE;

  length = read (fd, magic, sizeof magic);
  close (fd);
  *holds = length <= 0 ? HOLDS_NOTHING
           : lg_capture_file_is_magic (magic, length) ? HOLDS_CAPTURE
           : lg_recording_is_magic (magic, length) ? HOLDS_DATABASE
           : HOLDS_OTHER;
  return TRUE;
}

/* What is for the one kind of file says nothing of the other. */
static gboolean
complain_of_options (const Given *given,
                     Holds        holds)
{
  const struct { const char *name; gboolean given; Holds needs; } rows[] = {
    { "port", given->ports != NULL, HOLDS_CAPTURE },
    { "root", given->root != NULL, HOLDS_CAPTURE },
    { "chain", given->chain != NULL, HOLDS_CAPTURE },
    { "record", given->record != NULL, HOLDS_CAPTURE },
    { "events", given->events, HOLDS_DATABASE },
    { "search", given->search != NULL, HOLDS_DATABASE },
    { "topic", given->topic != NULL, HOLDS_DATABASE },
    { "kind", given->kinds != NULL, HOLDS_DATABASE },
    { "since", given->since != NULL, HOLDS_DATABASE },
    { "until", given->until != NULL, HOLDS_DATABASE },
    { "export", given->export != NULL, HOLDS_DATABASE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].given && rows[i].needs != holds)
      {
        lg_cli_complain (rows[i].name, holds == HOLDS_CAPTURE
                         ? _("This is for a recording; the file is a packet capture.")
                         : _("This is for a packet capture; the file is a recording."));
        return TRUE;
      }
  return FALSE;
}

/**
 * lg_cli_open:
 *
 * `linkglass-cli open`: what a file of somebody's link holds.
 *
 * Returns: the exit status
 */
LgCliExit
lg_cli_open (int    argc,
             char **argv)
{
  g_auto (Given) given = { 0 };
  g_auto (LgCliOpen) self = { 0 };
  g_autoptr (GError) error = NULL;
  Holds holds = HOLDS_OTHER;

  if (!parse_options (&given, argc, argv) || !parse_ports (&self, &given)
      || !parse_filter (&self, &given))
    return LG_CLI_USAGE;

  self.path = given.files[0];
  self.record = given.record;
  self.json = given.json;
  self.export = given.export;
  self.events = given.events || (self.filtered && self.export == NULL);
  if (!look_into (self.path, &holds, &error))
    {
      lg_cli_complain ("file", "%s", error->message);
      return LG_CLI_USAGE;
    }
  if (holds == HOLDS_NOTHING)
    lg_cli_complain ("file", _("%s is empty."), self.path);
  else if (holds == HOLDS_OTHER)
    lg_cli_complain ("file", _("%s is neither a recording nor a packet capture (pcap, pcapng)."),
                     self.path);
  if (holds < HOLDS_CAPTURE || complain_of_options (&given, holds)
      || (holds == HOLDS_CAPTURE && !read_trust (&self, &given)))
    return LG_CLI_USAGE;

  return holds == HOLDS_CAPTURE ? lg_cli_open_capture (&self) : lg_cli_open_recording (&self);
}

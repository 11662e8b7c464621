/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-event.h"
#include "lg-cli-number.h"
#include "lg-cli-printer.h"
#include "lg-cli-practice.h"
#include "lg-cli-progress.h"
#include "lg-cli-register.h"
#include "lg-cli-summary.h"
#include "lg-cli-topics.h"
#include "lg-cli.h"
#include "link/lg-link.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define QOS_MAX 2
#define SECONDS_MAX (G_MAXINT / 1000)

/* A disconnect is a packet and a close; a peer that does not play along is left behind. */
#define DISCONNECT_TIMEOUT_MS 400

/* How long after its time, or a signal, it goes on printing. */
#define LATE_MS 400

typedef struct
{
  LgCliOptions  options;
  GStrv         subscribe;
  GStrv         publish;
  char         *qos_text;
  gboolean      retain;
  char         *will_topic;
  char         *will_payload;
  char         *will_qos_text;
  gboolean      will_retain;
  char         *seconds_text;
  char         *messages_text;
  char         *record;
  gboolean      quiet;
  gboolean      hold_pings;
  gboolean      no_reconnect;

  guint         qos;
  guint         will_qos;
  guint         seconds;
  guint         max_messages;
  GPtrArray    *filters;
  GPtrArray    *messages;

  LgPractice   *practice;
  LgLink       *link;
  GMainLoop    *loop;
  GArray       *sources;
  char         *temporary;
  LgCliPrinter *printer;
  guint         unanswered;
  gboolean      connected;
  gboolean      ending;
  gboolean      hurried;
  gboolean      late;
} Watch;

static void
remove_temporary (char *path)
{
  g_autofree char *directory = g_path_get_dirname (path);

  g_unlink (path);
  g_rmdir (directory);
  g_free (path);
}

static void
watch_clear (Watch *self)
{
  lg_cli_options_clear (&self->options);
  g_clear_pointer (&self->subscribe, g_strfreev);
  g_clear_pointer (&self->publish, g_strfreev);
  g_clear_pointer (&self->qos_text, g_free);
  g_clear_pointer (&self->will_topic, g_free);
  g_clear_pointer (&self->will_payload, g_free);
  g_clear_pointer (&self->will_qos_text, g_free);
  g_clear_pointer (&self->seconds_text, g_free);
  g_clear_pointer (&self->messages_text, g_free);
  g_clear_pointer (&self->record, g_free);
  g_clear_pointer (&self->filters, g_ptr_array_unref);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  for (guint i = 0; i < self->sources->len; i++)
    g_source_remove (g_array_index (self->sources, guint, i));
  g_clear_pointer (&self->sources, g_array_unref);
  if (self->printer != NULL)
    lg_cli_printer_free (self->printer);
  g_clear_object (&self->link);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->temporary, remove_temporary);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Watch, watch_clear)

static void
add_source (Watch *self,
            guint  id)
{
  g_array_append_val (self->sources, id);
}

static gboolean
quit_cb (gpointer user_data)
{
  Watch *self = user_data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_CONTINUE;
}

static void
end (Watch *self)
{
  if (self->ending)
    return;

  self->ending = TRUE;
  if (lg_session_get_state (lg_link_get_session (self->link)) == LG_SESSION_DISCONNECTED)
    {
      g_main_loop_quit (self->loop);
      return;
    }

  lg_link_disconnect (self->link);
  add_source (self, g_timeout_add (DISCONNECT_TIMEOUT_MS, quit_cb, self));
}

static gboolean
gone_cb (gpointer user_data)
{
  end (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
late_cb (gpointer user_data)
{
  Watch *self = user_data;

  self->late = TRUE;
  g_main_loop_quit (self->loop);
  return G_SOURCE_CONTINUE;
}

/* The time is up, or a signal came: whoever waits for the end does not wait for what is to be
   printed. */
static gboolean
hurry_cb (gpointer user_data)
{
  Watch *self = user_data;

  if (!self->hurried)
    add_source (self, g_timeout_add (LATE_MS, late_cb, self));
  self->hurried = TRUE;
  end (self);
  return G_SOURCE_CONTINUE;
}

static void
watch_init (Watch *self)
{
  *self = (Watch) {
    .loop = g_main_loop_new (NULL, FALSE),
    .sources = g_array_new (FALSE, FALSE, sizeof (guint)),
  };

  /* First of all: whatever is started must be ended in order. */
  add_source (self, g_unix_signal_add (SIGINT, hurry_cb, self));
  add_source (self, g_unix_signal_add (SIGTERM, hurry_cb, self));
  add_source (self, g_unix_signal_add (SIGHUP, hurry_cb, self));
}

static void
publish (Watch *self)
{
  LgSession *session = lg_link_get_session (self->link);

  for (guint i = 0; i < self->messages->len; i++)
    {
      const LgCliMessage *message = self->messages->pdata[i];
      g_autoptr (GError) error = NULL;

      if (!lg_session_publish (session, message->topic, message->payload,
                               self->qos | (self->retain ? LG_EVENT_FLAG_RETAIN : 0), &error))
        lg_cli_complain ("publish", "%s", error->message);
    }
}

static void
subscribe (Watch *self)
{
  LgSession *session = lg_link_get_session (self->link);

  for (guint i = 0; i < self->filters->len; i++)
    {
      g_autoptr (GError) error = NULL;

      if (lg_session_subscribe (session, self->filters->pdata[i], self->qos, &error))
        self->unanswered++;
      else
        lg_cli_complain ("subscribe", "%s", error->message);
    }

  if (self->unanswered == 0)
    publish (self);
}

static void
session_event_cb (Watch         *self,
                  const LgEvent *event)
{
  if (lg_event_get_packet (event) != LG_PACKET_SUBACK || self->unanswered == 0)
    return;

  if (--self->unanswered == 0)
    publish (self);
}

static void
state_notify_cb (Watch      *self,
                 GParamSpec *pspec,
                 LgSession  *session)
{
  LgSessionState state = lg_session_get_state (session);

  if (state == LG_SESSION_CONNECTED && !self->connected)
    {
      self->connected = TRUE;
      subscribe (self);
    }
  else if (state == LG_SESSION_DISCONNECTED
           && lg_reconnector_get_seconds_left (lg_link_get_reconnector (self->link)) < 0)
    {
      g_main_loop_quit (self->loop);
    }
}

static void
stop_notify_cb (Watch         *self,
                GParamSpec    *pspec,
                LgReconnector *reconnector)
{
  LgSession *session = lg_link_get_session (self->link);

  if (lg_reconnector_get_stop (reconnector) != LG_RECONNECT_GOES_ON
      && lg_session_get_state (session) == LG_SESSION_DISCONNECTED)
    g_main_loop_quit (self->loop);
}

static void
messages_in_notify_cb (Watch      *self,
                       GParamSpec *pspec,
                       LgSession  *session)
{
  if (self->max_messages > 0 && lg_session_get_messages_in (session) >= self->max_messages)
    end (self);
}

static gboolean
parse_options (Watch  *self,
               int     argc,
               char  **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  const GOptionEntry entries[] = {
    { "subscribe", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->subscribe,
      N_("Subscribe to a topic filter; may be repeated"), N_("FILTER") },
    { "publish", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->publish,
      N_("Publish once every subscription is answered; may be repeated"), N_("TOPIC=PAYLOAD") },
    { "qos", 0, 0, G_OPTION_ARG_STRING, &self->qos_text,
      N_("QoS of both: 0 (default), 1 or 2"), "QOS" },
    { "retain", 0, 0, G_OPTION_ARG_NONE, &self->retain,
      N_("Publish retained messages, to see what the platform does with them"), NULL },
    { "will-topic", 0, 0, G_OPTION_ARG_STRING, &self->will_topic,
      N_("Log in with a will on this topic"), N_("TOPIC") },
    { "will-payload", 0, 0, G_OPTION_ARG_STRING, &self->will_payload,
      N_("Payload of the will"), N_("PAYLOAD") },
    { "will-qos", 0, 0, G_OPTION_ARG_STRING, &self->will_qos_text,
      N_("QoS of the will: 0 (default), 1 or 2"), "QOS" },
    { "will-retain", 0, 0, G_OPTION_ARG_NONE, &self->will_retain,
      N_("Have the will retained"), NULL },
    { "seconds", 0, 0, G_OPTION_ARG_STRING, &self->seconds_text,
      N_("End this long after the start"), N_("SECONDS") },
    { "messages", 0, 0, G_OPTION_ARG_STRING, &self->messages_text,
      N_("End after so many messages received"), N_("NUMBER") },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &self->record,
      N_("Record everything into a new file"), N_("FILE") },
    { "hold-pings", 0, 0, G_OPTION_ARG_NONE, &self->hold_pings,
      N_("Send no PINGREQ, to see what the platform does with a silent device"), NULL },
    { "no-reconnect", 0, 0, G_OPTION_ARG_NONE, &self->no_reconnect,
      N_("End with the first link"), NULL },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &self->quiet, N_("Print the summary alone"), NULL },
    { NULL },
  };

  g_option_context_set_summary (context,
    _("Connects as the device, prints what happens, and says at the end what went wrong and\n"
      "what to do about it. The real device goes offline meanwhile. Without --seconds and\n"
      "--messages it runs until it is interrupted. A link that was up and ended is made again,\n"
      "unless the end shows that this does not help; then it ends, too. In topics,\n"
      "${productKey} and ${deviceName} are filled in. With --platform practice and no --host and\n"
      "--port it starts a practice platform of its own."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  return lg_cli_options_parse (&self->options, context, argc, argv);
}

static gboolean
parse_numbers (Watch *self)
{
  gboolean good = TRUE;

  if (self->qos_text != NULL)
    good &= lg_cli_parse_number ("qos", self->qos_text, 0, QOS_MAX, &self->qos);
  if (self->will_qos_text != NULL)
    good &= lg_cli_parse_number ("will-qos", self->will_qos_text, 0, QOS_MAX, &self->will_qos);
  if (self->will_topic == NULL
      && (self->will_payload != NULL || self->will_qos_text != NULL || self->will_retain))
    {
      lg_cli_complain ("will-topic", _("A will needs a topic."));
      good = FALSE;
    }
  if (self->seconds_text != NULL)
    good &= lg_cli_parse_number ("seconds", self->seconds_text, 1, SECONDS_MAX,
                                 &self->seconds);
  if (self->messages_text != NULL)
    good &= lg_cli_parse_number ("messages", self->messages_text, 1, G_MAXINT,
                                 &self->max_messages);
  return good;
}

/* A recording nobody asked for goes away with the process. */
static const char *
choose_record_path (Watch *self)
{
  g_autofree char *directory = NULL;

  if (self->record != NULL)
    return self->record;

  directory = g_dir_make_tmp ("linkglass-watch-XXXXXX", NULL);
  if (directory != NULL)
    self->temporary = g_build_filename (directory, "recording.linkglass", NULL);
  return self->temporary;
}

static const char *
get_error_field (const GError *error)
{
  if (error->domain == LG_TRUST_ERROR)
    return lg_field_get_nick (LG_FIELD_ROOT);
  if (error->domain == LG_RECORDING_ERROR)
    return "record";

  return "watch";
}

static gboolean
set_will (Watch     *self,
          LgProfile *profile)
{
  const char *text = self->will_payload != NULL ? self->will_payload : "";
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));
  g_autofree char *topic = NULL;

  if (self->will_topic == NULL)
    return TRUE;

  topic = lg_cli_parse_topic ("will-topic", self->will_topic, profile);
  if (topic == NULL)
    return FALSE;

  lg_link_set_will (self->link, topic, payload,
                    self->will_qos | (self->will_retain ? LG_EVENT_FLAG_RETAIN : 0));
  return TRUE;
}

static gboolean
start (Watch     *self,
       LgProfile *profile)
{
  g_autoptr (LgRootStore) roots = lg_root_store_new_for_system ();
  g_autoptr (GPtrArray) issues = NULL;
  g_autoptr (GError) error = NULL;
  LgSession *session;

  self->link = lg_link_new (profile, roots, choose_record_path (self));
  issues = lg_link_validate (self->link);
  self->filters = lg_cli_parse_filters ((const char *const *) self->subscribe, profile);
  self->messages = lg_cli_parse_messages ((const char *const *) self->publish, profile);
  if (!lg_cli_options_report (issues) || self->filters == NULL || self->messages == NULL
      || !set_will (self, profile))
    return FALSE;

  session = lg_link_get_session (self->link);
  g_signal_connect_swapped (session, "event", G_CALLBACK (session_event_cb), self);
  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (state_notify_cb), self);
  g_signal_connect_swapped (session, "notify::messages-in", G_CALLBACK (messages_in_notify_cb),
                            self);
  lg_session_set_hold_pings (session, self->hold_pings);
  lg_reconnector_set_enabled (lg_link_get_reconnector (self->link), !self->no_reconnect);
  if (!lg_link_connect (self->link, &error))
    {
      lg_cli_complain (get_error_field (error), "%s", error->message);
      return FALSE;
    }

  g_signal_connect_swapped (lg_link_get_reconnector (self->link), "notify::stop",
                            G_CALLBACK (stop_notify_cb), self);
  lg_cli_printer_follow (self->printer, lg_link_get_recording (self->link));
  return TRUE;
}

static gboolean
is_looking_up (gpointer user_data)
{
  Watch *self = user_data;

  return lg_session_get_state (lg_link_get_session (self->link)) == LG_SESSION_RESOLVING;
}

static void
run (Watch     *self,
     LgProfile *profile)
{
  const char *product_key =
    lg_credentials_get_product_key (lg_profile_get_credentials (profile));
  g_autofree char *host = lg_endpoint_resolve_host (lg_profile_get_endpoint (profile),
                                                    product_key);
  g_autoptr (LgCliProgress) progress = lg_cli_progress_new (host, 0, is_looking_up, self);

  if (self->seconds > 0)
    add_source (self, g_timeout_add (self->seconds * 1000, hurry_cb, self));

  g_main_loop_run (self->loop);
}

static gboolean
finish_recording (Watch *self)
{
  LgRecording *recording = lg_link_get_recording (self->link);
  g_autoptr (GError) error = NULL;
  gboolean good = lg_recording_close (recording, &error);

  if (!good)
    lg_cli_complain ("record", "%s", error->message);
  return good;
}

/* What the run was for and did not come to, though nothing went wrong. */
static gboolean
complain_of_open_questions (Watch *self)
{
  guint64 messages_in = lg_session_get_messages_in (lg_link_get_session (self->link));
  gboolean few = messages_in < self->max_messages;

  if (self->connected && self->unanswered > 0)
    lg_cli_complain ("subscribe", ngettext ("%u subscription had no answer by the end.",
                                            "%u subscriptions had no answer by the end.",
                                            self->unanswered), self->unanswered);
  if (self->connected && few)
    lg_cli_complain ("messages", _("%u of %u messages had come by the end."),
                     (guint) messages_in, self->max_messages);
  return !self->connected || self->unanswered > 0 || few;
}

/* The next attempt was due and could not even begin. */
static gboolean
complain_of_retry (Watch *self)
{
  const GError *error = lg_reconnector_get_error (lg_link_get_reconnector (self->link));

  if (error != NULL)
    lg_cli_complain ("reconnect", "%s", error->message);
  return error != NULL;
}

static LgCliExit
sum_up (Watch *self)
{
  GListModel *found = G_LIST_MODEL (lg_link_get_diagnosis (self->link));
  g_autoptr (GPtrArray) findings = lg_cli_sort_findings (found);
  LgSession *session = lg_link_get_session (self->link);
  gboolean recorded = finish_recording (self);
  gboolean open = complain_of_open_questions (self);
  gboolean stuck = complain_of_retry (self);
  LgCliSummary summary = {
    .connected = self->connected,
    .messages_in = lg_session_get_messages_in (session),
    .messages_out = lg_session_get_messages_out (session),
    .reconnects = lg_reconnector_get_n_retries (lg_link_get_reconnector (self->link)),
    .findings = findings,
  };
  gboolean written;

  lg_cli_printer_wait (self->printer, &self->late);
  summary.not_printed = lg_cli_printer_give_up (self->printer);
  if (self->options.json)
    lg_cli_summary_print_json (&summary);
  else
    lg_cli_summary_print_text (&summary);

  if (!lg_cli_printer_wait (self->printer, &self->late))
    lg_cli_complain ("output", ngettext ("It was not read to its end. %u event was not printed.",
                                         "It was not read to its end. %u events were not printed.",
                                         summary.not_printed), (guint) summary.not_printed);
  written = lg_cli_printer_free (g_steal_pointer (&self->printer));
  return recorded && written && !open && !stuck && !lg_cli_summary_has_fault (&summary)
         ? LG_CLI_HEALTHY : LG_CLI_FAULT;
}

/**
 * lg_cli_watch:
 *
 * `linkglass-cli watch`: connects, prints what happens, and sums up.
 *
 * Returns: the exit status
 */
LgCliExit
lg_cli_watch (int    argc,
              char **argv)
{
  g_auto (Watch) self;
  g_autoptr (LgProfile) profile = NULL;

  watch_init (&self);
  if (!parse_options (&self, argc, argv) || !parse_numbers (&self))
    return LG_CLI_USAGE;

  if (lg_cli_wants_practice (&self.options))
    {
      self.practice = lg_cli_join_practice (&self.options);
      if (self.practice == NULL)
        return LG_CLI_USAGE;
    }

  profile = lg_cli_options_make_profile (&self.options);
  if (profile == NULL || !lg_cli_may_log_in (profile, self.options.accept_mqtt_5_lock))
    return LG_CLI_USAGE;

  self.printer = lg_cli_printer_new (self.quiet ? NULL
                                     : self.options.json ? lg_cli_print_event_json
                                     : lg_cli_print_event_text, gone_cb, &self);
  if (!start (&self, profile))
    return LG_CLI_USAGE;

  run (&self, profile);
  return sum_up (&self);
}

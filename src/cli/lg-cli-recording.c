/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-event.h"
#include "lg-cli-finding.h"
#include "lg-cli-open.h"
#include "lg-cli-recording-export.h"
#include "lg-cli-summary.h"
#include "link/lg-replay.h"

#include <glib/gi18n.h>

#define SCHEMA "linkglass.recording/1"

static gboolean
event_cb (const LgEvent *event,
          gpointer       user_data)
{
  const LgCliOpen *options = user_data;

  if (!lg_cli_event_filter_matches (&options->filter, event))
    return TRUE;
  if (options->json)
    lg_cli_print_event_json (event);
  else
    lg_cli_print_event_text (event);
  return TRUE;
}

static gboolean
was_online (const LgReplay *replay)
{
  for (guint i = 0; i < replay->attempts->len; i++)
    if (((LgReplayedAttempt *) replay->attempts->pdata[i])->online)
      return TRUE;
  return FALSE;
}

static LgCliSummary
sum_up (const LgReplay *replay,
        GPtrArray      *findings)
{
  return (LgCliSummary) {
    .connected = was_online (replay),
    .messages_in = replay->messages[LG_DIRECTION_IN],
    .messages_out = replay->messages[LG_DIRECTION_OUT],
    .reconnects = replay->attempts->len > 0 ? replay->attempts->len - 1 : 0,
    .findings = findings,
  };
}

static void
set_time (JsonBuilder *builder,
          const char  *key,
          gint64       wall_us)
{
  g_autofree char *time
    = wall_us != 0 ? lg_cli_event_dup_time (&(LgEvent) { .wall_us = wall_us }) : NULL;

  lg_cli_set_string (builder, key, time);
}

static void
set_number (JsonBuilder *builder,
            const char  *key,
            guint64      number)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, number);
}

static void
add_attempts (JsonBuilder *builder,
              GPtrArray   *attempts)
{
  json_builder_set_member_name (builder, "attempts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < attempts->len; i++)
    {
      const LgReplayedAttempt *attempt = attempts->pdata[i];

      json_builder_begin_object (builder);
      set_time (builder, "start", attempt->start_us);
      set_time (builder, "end", attempt->end_us);
      json_builder_set_member_name (builder, "online");
      json_builder_add_boolean_value (builder, attempt->online);
      lg_cli_set_string (builder, "endCause", attempt->cause);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const LgCliOpen *options,
            const LgReplay  *replay,
            GPtrArray       *findings,
            const GError    *damage)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lg_cli_set_string (builder, "schema", SCHEMA);
  lg_cli_set_string (builder, "file", options->path);
  lg_cli_set_string (builder, "source", replay->source);
  lg_cli_set_string (builder, "device", replay->device);
  lg_cli_set_string (builder, "host", replay->host);
  set_time (builder, "start", replay->start_us);
  set_time (builder, "end", replay->end_us);
  set_number (builder, "events", replay->n_events);
  set_number (builder, "messagesIn", replay->messages[LG_DIRECTION_IN]);
  set_number (builder, "messagesOut", replay->messages[LG_DIRECTION_OUT]);
  lg_cli_set_string (builder, "damage", damage != NULL ? damage->message : NULL);
  add_attempts (builder, replay->attempts);
  lg_cli_findings_add_json (findings, builder);
  json_builder_end_object (builder);
  lg_cli_print_json (builder);
}

static char *
format_time (gint64 wall_us)
{
  g_autoptr (GDateTime) time
    = wall_us != 0 ? g_date_time_new_from_unix_local (wall_us / G_USEC_PER_SEC) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S") : g_strdup ("—");
}

static void
print_attempt (const LgReplayedAttempt *attempt)
{
  g_autofree char *start = format_time (attempt->start_us);
  g_autofree char *end = format_time (attempt->end_us);

  lg_cli_print ("%s – %s  %s  %s\n", start, end,
                attempt->online ? _("online") : _("not online"),
                attempt->end_us == 0 ? _("no end recorded")
                : attempt->cause != NULL ? attempt->cause : "—");
}

static void
print_head (const LgReplay *replay)
{
  g_autofree char *start = format_time (replay->start_us);
  g_autofree char *end = format_time (replay->end_us);

  lg_cli_print (_("Recording of %s at %s, from %s to %s; events: %u\n"),
                replay->device != NULL ? replay->device : "—",
                replay->host != NULL ? replay->host : "—", start, end, (guint) replay->n_events);
  for (guint i = 0; i < replay->attempts->len; i++)
    print_attempt (replay->attempts->pdata[i]);
}

/* One that is damaged is read up to where the damage is. */
static void
complain_of_damage (const LgCliOpen *options,
                    const LgReplay  *replay,
                    const GError    *error)
{
  g_autofree char *end = format_time (replay->end_us);

  lg_cli_complain ("file", _("%s: %s It was read up to event %u, of %s."), options->path,
                   error->message, (guint) replay->n_events, end);
}

static LgCliExit
print (const LgCliOpen *options,
       LgRecording     *recording,
       const LgReplay  *replay,
       const GError    *damage)
{
  g_autoptr (GPtrArray) findings = lg_cli_sort_findings (G_LIST_MODEL (replay->findings));
  LgCliSummary summary = sum_up (replay, findings);

  if (options->events)
    lg_recording_walk (recording, 0, event_cb, (gpointer) options, NULL);
  if (options->json && options->events)
    lg_cli_summary_print_json (&summary);
  else if (options->json)
    print_json (options, replay, findings, damage);
  else
    {
      print_head (replay);
      lg_cli_summary_print_text (&summary);
    }

  if (damage != NULL)
    complain_of_damage (options, replay, damage);
  return lg_cli_summary_has_fault (&summary) ? LG_CLI_FAULT
         : damage != NULL ? LG_CLI_USAGE : LG_CLI_HEALTHY;
}

/**
 * lg_cli_open_recording:
 * @options: what was asked for
 *
 * Reads a recording and prints what it holds.
 *
 * Returns: the exit status
 */
LgCliExit
lg_cli_open_recording (const LgCliOpen *options)
{
  g_autoptr (LgRecording) recording = NULL;
  g_autoptr (LgReplay) replay = NULL;
  g_autoptr (GError) error = NULL;
  gboolean exported;
  LgCliExit status;

  if (!lg_cli_export_is_possible (options))
    return LG_CLI_USAGE;

  recording = lg_recording_open (options->path, &error);
  if (recording == NULL)
    {
      lg_cli_complain ("file", "%s: %s", options->path, error->message);
      return LG_CLI_USAGE;
    }

  replay = lg_replay_new (recording, &error);
  if (error != NULL && replay->n_events == 0)
    {
      lg_cli_complain ("file", "%s: %s", options->path, error->message);
      return LG_CLI_USAGE;
    }

  exported = options->export == NULL || lg_cli_export (options, recording);
  status = print (options, recording, replay, error);
  return exported ? status : LG_CLI_USAGE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-event-filter.h"

#include "lg-cli-event.h"
#include "lg-cli.h"
#include "mqtt/lg-topic-rules.h"

#include <glib/gi18n.h>
#include <string.h>

#define N_KINDS 32
#define DAY_LENGTH 10

/**
 * lg_cli_event_filter_clear:
 *
 * Frees what the filter owns.
 */
void
lg_cli_event_filter_clear (LgCliEventFilter *self)
{
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->topic, g_free);
}

/**
 * lg_cli_event_filter_check_topic:
 *
 * Complains of a topic filter that is none.
 *
 * Returns: whether all is well
 */
gboolean
lg_cli_event_filter_check_topic (const LgCliEventFilter *self)
{
  g_autoptr (GError) error = NULL;

  if (self->topic == NULL || lg_topic_is_valid_filter (self->topic, &error))
    return TRUE;

  lg_cli_complain ("topic", "%s", error->message);
  return FALSE;
}

/**
 * lg_cli_event_filter_parse_kinds:
 * @kinds: (nullable): names of kinds, in any case
 *
 * Reads the kinds and complains of one that there is not.
 *
 * Returns: whether all is well
 */
gboolean
lg_cli_event_filter_parse_kinds (LgCliEventFilter  *self,
                                 const char *const *kinds)
{
  for (guint i = 0; kinds != NULL && kinds[i] != NULL; i++)
    {
      guint32 before = self->kinds;

      for (guint kind = 1; kind < N_KINDS; kind++)
        {
          const char *name = lg_event_get_kind_name (&(LgEvent) { .kind = kind });

          if (name != NULL && !g_str_equal (name, "unknown")
              && g_ascii_strcasecmp (name, kinds[i]) == 0)
            self->kinds |= 1u << kind;
        }
      if (self->kinds != before)
        continue;

      lg_cli_complain ("kind", _("There is no kind of event “%s”, or it is given twice."),
                       kinds[i]);
      return FALSE;
    }
  return TRUE;
}

static gboolean
text_has (const char *text,
          gsize       length,
          const char *wanted)
{
  g_autofree char *folded = NULL;
  g_autofree char *folded_wanted = NULL;

  if (text == NULL || length == 0)
    return FALSE;
  if (!g_utf8_validate (text, length, NULL))
    return memmem (text, length, wanted, strlen (wanted)) != NULL;

  folded = g_utf8_casefold (text, length);
  folded_wanted = g_utf8_casefold (wanted, -1);
  return strstr (folded, folded_wanted) != NULL;
}

static gboolean
matches_search (const LgEvent *event,
                const char    *wanted)
{
  g_autofree char *words = lg_cli_event_dup_english (event);

  return text_has (words, words != NULL ? strlen (words) : 0, wanted)
         || text_has (event->topic, event->topic != NULL ? strlen (event->topic) : 0, wanted)
         || text_has ((const char *) event->payload, event->payload_length, wanted);
}

/* Other events have other names where these have a topic. */
static gboolean
matches_topic (const LgEvent *event,
               const char    *filter)
{
  LgPacketType packet = lg_event_get_packet (event);

  return event->topic != NULL && event->kind > LG_EVENT_PACKET && packet != LG_PACKET_CONNECT
         && lg_topic_matches_filter (event->topic, filter);
}

/**
 * lg_cli_event_filter_matches:
 * @event: an event
 *
 * Returns: whether it is wanted
 */
gboolean
lg_cli_event_filter_matches (const LgCliEventFilter *self,
                             const LgEvent          *event)
{
  return event->wall_us >= self->since_us && event->wall_us <= self->until_us
         && (self->kinds == 0
             || (event->kind < N_KINDS && (self->kinds & 1u << event->kind) != 0))
         && (self->topic == NULL || matches_topic (event, self->topic))
         && (self->search == NULL || matches_search (event, self->search));
}

/**
 * lg_cli_parse_time:
 * @field: name of the input
 * @text: (nullable): a day or a moment, ISO 8601, in the local time where it names no zone
 * @end: whether it is the end of what it names that is meant
 * @wall_us: (out): Unix µs; left alone without @text
 *
 * Reads a time and complains if there is none.
 *
 * Returns: whether all is well
 */
gboolean
lg_cli_parse_time (const char *field,
                   const char *text,
                   gboolean    end,
                   gint64     *wall_us)
{
  gboolean day = text != NULL && strlen (text) == DAY_LENGTH;
  g_autofree char *moment = text != NULL ? g_strconcat (text, day ? "T00:00:00" : "", NULL) : NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GDateTime) until = NULL;

  if (text == NULL)
    return TRUE;
  if (strlen (moment) > DAY_LENGTH && moment[DAY_LENGTH] == ' ')
    moment[DAY_LENGTH] = 'T';

  time = g_date_time_new_from_iso8601 (moment, zone);
  if (time == NULL)
    {
      lg_cli_complain (field, _("“%s” is no time like 2026-12-01T08:30:00 or 2026-12-01."), text);
      return FALSE;
    }

  until = day ? g_date_time_add_days (time, 1) : g_date_time_add_seconds (time, 1);
  if (end && (day || g_date_time_get_microsecond (time) == 0))
    *wall_us = g_date_time_to_unix (until) * G_USEC_PER_SEC - 1;
  else
    *wall_us = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
  return TRUE;
}

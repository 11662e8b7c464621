/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-event.h"

#include "device/lg-printable.h"
#include "lg-cli.h"
#include "session/lg-session.h"

#include <glib/gi18n.h>

#define QOS_MAX 2
#define TEXT_PAYLOAD_MAX 400

static const struct
{
  const char *name;
  const char *arrow;
} directions[] = {
  [LG_DIRECTION_NONE] = { "none", "·" },
  [LG_DIRECTION_OUT] = { "out", "→" },
  [LG_DIRECTION_IN] = { "in", "←" },
};

static char *
dup_text (const LgEvent *event,
          char         *(*dup) (const LgEvent *event))
{
  char *text = dup (event);

  if (event->kind == LG_EVENT_STATE && text == NULL)
    return g_strdup (lg_cli_get_nick (LG_TYPE_SESSION_STATE, event->code));
  return text;
}

static void
set_clause (JsonBuilder   *builder,
            const LgEvent *event)
{
  g_autoptr (LgClause) clause = lg_event_dup_clause (event);
  g_autofree char *text = NULL;

  if (clause != NULL)
    {
      lg_cli_set_clause (builder, "text", clause);
      return;
    }

  text = lg_cli_event_dup_english (event);
  if (text != NULL)
    lg_cli_set_string (builder, "text", text);
}

static gboolean
has_text_payload (const LgEvent *event)
{
  return g_utf8_validate ((const char *) event->payload, event->payload_length, NULL);
}

static void
set_int (JsonBuilder *builder,
         const char  *key,
         gint64       value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, value);
}

static void
set_payload (JsonBuilder   *builder,
             const LgEvent *event)
{
  if (has_text_payload (event))
    {
      g_autofree char *text = g_strndup ((const char *) event->payload, event->payload_length);

      lg_cli_set_string (builder, "payload", text);
    }
  else
    {
      g_autofree char *base64 = g_base64_encode (event->payload, event->payload_length);

      lg_cli_set_string (builder, "payloadBase64", base64);
    }
}

static char *
format_time (gint64      wall_us,
             const char *format)
{
  g_autoptr (GDateTime) second = g_date_time_new_from_unix_utc (wall_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) utc = g_date_time_add (second, wall_us % G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);

  return format == NULL ? g_date_time_format (utc, "%Y-%m-%dT%H:%M:%S.%fZ")
                        : g_date_time_format (local, format);
}

/**
 * lg_cli_event_dup_time:
 * @event: an event
 *
 * Returns: (transfer full): when it was, ISO 8601, UTC, with µs
 */
char *
lg_cli_event_dup_time (const LgEvent *event)
{
  return format_time (event->wall_us, NULL);
}

/**
 * lg_cli_event_get_direction:
 * @event: an event
 *
 * Returns: (transfer none): `none`, `out` or `in`
 */
const char *
lg_cli_event_get_direction (const LgEvent *event)
{
  return directions[event->direction].name;
}

/**
 * lg_cli_event_dup_english:
 * @event: an event
 *
 * Returns: (transfer full) (nullable): its words, the same in every language
 */
char *
lg_cli_event_dup_english (const LgEvent *event)
{
  return dup_text (event, lg_event_dup_english);
}

/**
 * lg_cli_event_to_json:
 * @event: an event
 *
 * Says it as one line of JSON: `id`, `time` (ISO 8601, UTC, with µs), `kind` and `direction`
 * always, the others where they mean something.
 *
 * Returns: (transfer full): the line, without its end
 */
char *
lg_cli_event_to_json (const LgEvent *event)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *time = format_time (event->wall_us, NULL);
  gboolean publish = lg_event_get_packet (event) == LG_PACKET_PUBLISH;

  json_builder_begin_object (builder);
  set_int (builder, "id", event->id);
  lg_cli_set_string (builder, "time", time);
  lg_cli_set_string (builder, "kind", lg_event_get_kind_name (event));
  lg_cli_set_string (builder, "direction", directions[event->direction].name);
  if (event->topic != NULL)
    lg_cli_set_string (builder, "topic", event->topic);
  if (publish || lg_event_get_packet (event) == LG_PACKET_SUBSCRIBE)
    set_int (builder, "qos", event->flags & LG_EVENT_FLAG_QOS_MASK);
  if (publish)
    {
      json_builder_set_member_name (builder, "retain");
      json_builder_add_boolean_value (builder, (event->flags & LG_EVENT_FLAG_RETAIN) != 0);
    }
  if (event->packet_id != 0)
    set_int (builder, "mid", event->packet_id);
  set_int (builder, "code", event->code);
  if (event->duration_us != 0)
    set_int (builder, "durationUs", event->duration_us);
  set_clause (builder, event);
  if (publish)
    set_payload (builder, event);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/**
 * lg_cli_print_event_json:
 * @event: an event
 *
 * Prints it as lg_cli_event_to_json() says it.
 */
void
lg_cli_print_event_json (const LgEvent *event)
{
  g_autofree char *line = lg_cli_event_to_json (event);

  lg_cli_print_json_text (line);
}

/* The last character is shown whole or not at all. */
static gsize
get_shown_length (const LgEvent *event)
{
  const char *text = (const char *) event->payload;

  if (event->payload_length <= TEXT_PAYLOAD_MAX)
    return event->payload_length;

  return g_utf8_find_prev_char (text, text + TEXT_PAYLOAD_MAX + 1) - text;
}

static void
append_payload (GString       *line,
                const LgEvent *event)
{
  g_autofree char *text = NULL;

  if (!has_text_payload (event))
    {
      g_string_append_printf (line, ngettext ("  %u byte", "  %u bytes", event->payload_length),
                              (guint) event->payload_length);
      return;
    }

  text = lg_printable_line ((const char *) event->payload, get_shown_length (event));
  g_string_append_printf (line, "  %s%s", text,
                          event->payload_length > TEXT_PAYLOAD_MAX ? "…" : "");
}

static void
append_code (GString       *line,
             const LgEvent *event)
{
  LgPacketType packet = lg_event_get_packet (event);

  if (packet == LG_PACKET_CONNECT)
    g_string_append_printf (line, _("  Keep Alive %d s"), event->code);
  else if (packet == LG_PACKET_SUBACK && event->code <= QOS_MAX)
    g_string_append_printf (line, _("  granted QoS %d"), event->code);
  else if (packet == LG_PACKET_CONNACK
           || (event->code != 0 && event->kind != LG_EVENT_STATE && event->kind != LG_EVENT_END))
    g_string_append_printf (line, _("  code %d"), event->code);
}

/**
 * lg_cli_print_event_text:
 * @event: an event
 *
 * Prints it as one line for people, with the local time.
 */
void
lg_cli_print_event_text (const LgEvent *event)
{
  g_autofree char *time = format_time (event->wall_us, "%H:%M:%S.%f");
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *detail = dup_text (event, lg_event_dup_text);
  g_autofree char *widest = lg_cli_dup_shown (directions[LG_DIRECTION_OUT].arrow);
  g_autofree char *arrow = lg_cli_dup_shown (directions[event->direction].arrow);
  const char *const words[] = { event->topic, detail };
  gboolean publish = lg_event_get_packet (event) == LG_PACKET_PUBLISH;

  lg_printable_append (line, "%.12s %-*s %-9s", time, lg_printable_get_width (widest), arrow,
                       lg_event_get_kind_name (event));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i] != NULL)
      lg_printable_append (line, "  %s", words[i]);
  if (publish)
    g_string_append_printf (line, "  QoS %d", event->flags & LG_EVENT_FLAG_QOS_MASK);
  append_code (line, event);
  if (event->duration_us > 0)
    g_string_append_printf (line, "  %.1f ms", event->duration_us / 1000.0);
  if (publish)
    append_payload (line, event);

  lg_cli_print ("%s\n", line->str);
}

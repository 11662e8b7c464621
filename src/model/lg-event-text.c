/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-event-text.h"

#include "device/lg-printable.h"
#include "event/lg-end-reason.h"
#include "lg-state-word.h"

#include <glib/gi18n.h>

/* More of a payload than any row can show. */
#define PREVIEW_BYTES 200
#define PREVIEW_BINARY_BYTES 24

/* From here on a code refuses (MQTT 3.1.1, 3.9.3; MQTT 5, 2.4). */
#define REFUSED 0x80

static const char *
get_end_reason (int code)
{
  switch (code)
    {
    case LG_END_OPERATOR:
      return _("disconnected here");
    case LG_END_CONNACK_TIMEOUT:
      return _("no answer to CONNECT");
    case LG_END_CLOSED_BEFORE_CONNACK:
      return _("closed before CONNACK");
    case LG_END_FIN:
      return _("closed by the server (TCP FIN)");
    case LG_END_CLOSE_NOTIFY:
      return _("closed by the server (TLS close_notify)");
    case LG_END_RESET:
      return _("reset by the server (TCP RST)");
    case LG_END_LOST:
      return _("the network connection is gone");
    case LG_END_ALERT:
      return _("TLS alert");
    case LG_END_NO_PINGRESP:
      return _("PINGREQ was not answered");
    case LG_END_MALFORMED:
      return _("no valid MQTT packet");
    case LG_END_SERVER_DISCONNECT:
      return _("the server sent DISCONNECT");
    case LG_END_DROPPED:
      return _("you dropped the TCP connection");
    case LG_END_NO_ANSWER:
      return _("the answer did not come in time");
    case LG_END_DEVICE_CLOSED:
      return _("closed by the device (TCP FIN)");
    case LG_END_DEVICE_RESET:
      return _("reset by the device (TCP RST)");
    case LG_END_DEVICE_ALERT:
      return _("the device sent a TLS alert");
    case LG_END_DEVICE_DISCONNECT:
      return _("the device sent DISCONNECT");
    case LG_END_UNSEEN:
      return _("what was seen of it ends here");
    default:
      return code >= LG_END_CONNACK ? _("CONNECT was refused")
        : code >= LG_END_TRANSPORT ? _("connecting failed") : _("libmosquitto gave up");
    }
}

static char *
dup_subject (const LgEvent *event)
{
  switch (event->kind)
    {
    case LG_EVENT_STATE:
      return g_strdup (event->code >= 0 && event->code <= LG_SESSION_DISCONNECTING
                       ? lg_state_word (event->code) : _("State"));
    case LG_EVENT_DNS:
      return g_strdup ("DNS");
    case LG_EVENT_TCP:
      return g_strdup ("TCP");
    case LG_EVENT_TLS:
      return g_strdup ("TLS");
    case LG_EVENT_VERIFY:
      return g_strdup (_("Certificate"));
    case LG_EVENT_ALERT:
      return g_strdup (_("TLS alert"));
    case LG_EVENT_END:
      return g_strdup (_("End"));
    case LG_EVENT_NOTE:
      return g_strdup (_("Note"));
    case LG_EVENT_PACKET + LG_PACKET_PUBLISH:
      return g_strdup (event->topic != NULL ? event->topic : "PUBLISH");
    default:
      return g_strdup (lg_event_get_kind_name (event));
    }
}

static char *
dup_binary (const guint8 *bytes,
            gsize         length)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < MIN (length, PREVIEW_BINARY_BYTES); i++)
    g_string_append_printf (text, i > 0 ? " %02x" : "%02x", bytes[i]);
  if (length > PREVIEW_BINARY_BYTES)
    g_string_append (text, " …");
  return g_string_free (text, FALSE);
}

/* One line of text, also of a payload that was cut in the middle of a character. */
static char *
dup_preview (const LgEvent *event)
{
  const char *bytes = (const char *) event->payload;
  gsize length = MIN (event->payload_length, PREVIEW_BYTES);
  const char *end;
  char *text;

  if (event->payload == NULL)
    return g_strdup ("");

  if (!g_utf8_validate (bytes, length, &end)
      && (length == event->payload_length || end - bytes < (gssize) length - 3))
    return dup_binary (event->payload, event->payload_length);

  text = g_strndup (bytes, end - bytes);
  for (char *c = text; *c != '\0'; c++)
    if ((guchar) *c < ' ')
      *c = ' ';
  return text;
}

static char *
dup_text (const LgEvent *event)
{
  g_autofree char *text = lg_event_dup_text (event);

  return text != NULL ? g_steal_pointer (&text) : g_strdup ("");
}

/* What the server says itself, which it does with MQTT 5, stands behind. */
static char *
join_text (const LgEvent *event,
           char          *words)
{
  g_autofree char *before = words;
  g_autofree char *text = dup_text (event);

  return *text != '\0' ? g_strdup_printf ("%s · %s", before, text) : g_steal_pointer (&before);
}

static char *
dup_answer (const LgEvent *event)
{
  const char *filter = event->topic != NULL ? event->topic : "";

  return join_text (event, g_strdup_printf (event->code >= REFUSED ? _("refused, 0x%02x · %s")
                                                                   : _("QoS %d granted · %s"),
                                            event->code, filter));
}

static char *
dup_connack (const LgEvent *event)
{
  return join_text (event, event->code == 0 ? g_strdup (_("accepted"))
                           : g_strdup_printf (event->code >= REFUSED ? _("refused, 0x%02x")
                                                                     : _("refused, code %d"),
                                              event->code));
}

static char *
dup_connect (const LgEvent *event)
{
  g_autofree char *text = dup_text (event);

  return event->flags == LG_MQTT_5 ? g_strdup_printf ("MQTT 5 · %s", text)
                                   : g_steal_pointer (&text);
}

static char *
dup_step (const LgEvent *event)
{
  g_autofree char *text = dup_text (event);

  if (!lg_event_text_is_failure (event))
    return g_steal_pointer (&text);

  return *text != '\0' ? g_strdup_printf (_("failed: %s"), text) : g_strdup (_("failed"));
}

static char *
dup_end (const LgEvent *event)
{
  const char *reason = get_end_reason (event->code);
  g_autofree char *text = dup_text (event);

  return *text != '\0' ? g_strdup_printf (_("%s: %s"), reason, text) : g_strdup (reason);
}

static char *
dup_detail (const LgEvent *event)
{
  switch (event->kind)
    {
    case LG_EVENT_END:
      return dup_end (event);
    case LG_EVENT_PACKET + LG_PACKET_PUBLISH:
      return dup_preview (event);
    case LG_EVENT_PACKET + LG_PACKET_CONNACK:
      return dup_connack (event);
    case LG_EVENT_PACKET + LG_PACKET_CONNECT:
      return dup_connect (event);
    case LG_EVENT_PACKET + LG_PACKET_PUBACK:
      return event->topic != NULL ? join_text (event, g_strdup (event->topic)) : dup_text (event);
    case LG_EVENT_PACKET + LG_PACKET_SUBACK:
      return dup_answer (event);
    case LG_EVENT_PACKET + LG_PACKET_SUBSCRIBE:
    case LG_EVENT_PACKET + LG_PACKET_UNSUBSCRIBE:
    case LG_EVENT_PACKET + LG_PACKET_UNSUBACK:
      return join_text (event, g_strdup (event->topic != NULL ? event->topic : ""));
    case LG_EVENT_DNS:
    case LG_EVENT_TCP:
    case LG_EVENT_TLS:
    case LG_EVENT_VERIFY:
      return dup_step (event);
    default:
      return dup_text (event);
    }
}

static char *
dup_qos (const LgEvent *event)
{
  LgPacketType packet = lg_event_get_packet (event);

  if (packet == LG_PACKET_PUBLISH || packet == LG_PACKET_SUBSCRIBE)
    return g_strdup_printf ("%d", event->flags & LG_EVENT_FLAG_QOS_MASK);

  return g_strdup ("");
}

static char *
dup_size (const LgEvent *event)
{
  gsize size = lg_event_get_packet (event) == LG_PACKET_PUBLISH ? event->payload_length
                                                                : event->size;

  if (lg_event_get_packet (event) == 0)
    return g_strdup ("");
  if (size < 10000)
    return g_strdup_printf ("%zu", size);
  return g_strdup_printf ("%.0f k", size / 1000.);
}

/**
 * lg_event_text_get_title:
 * @column: a column
 *
 * Returns: (transfer none): what stands above the column, translated
 */
const char *
lg_event_text_get_title (LgEventColumn column)
{
  static const char *const titles[] = {
    N_("Time"), "", N_("Topic or event"), N_("Payload or detail"), "QoS", N_("Size"), N_("After"),
  };

  g_return_val_if_fail (column < LG_EVENT_N_COLUMNS, NULL);

  return *titles[column] != '\0' ? _(titles[column]) : "";
}

/* What others wrote is shown as what can be seen. */
static char *
make_printable (char *text)
{
  g_autofree char *raw = text;

  return lg_printable_line (raw, -1);
}

/**
 * lg_event_text_dup:
 * @event: an event
 * @column: a column
 *
 * Returns: (transfer full) (nullable): what stands in the column
 */
char *
lg_event_text_dup (const LgEvent *event,
                   LgEventColumn  column)
{
  g_return_val_if_fail (event != NULL, NULL);

  switch (column)
    {
    case LG_EVENT_COLUMN_TIME:
      return lg_event_text_dup_time (event);
    case LG_EVENT_COLUMN_DIRECTION:
      return g_strdup (event->direction == LG_DIRECTION_OUT ? "↑"
                       : event->direction == LG_DIRECTION_IN ? "↓" : "");
    case LG_EVENT_COLUMN_SUBJECT:
      return make_printable (dup_subject (event));
    case LG_EVENT_COLUMN_DETAIL:
      return make_printable (dup_detail (event));
    case LG_EVENT_COLUMN_QOS:
      return dup_qos (event);
    case LG_EVENT_COLUMN_SIZE:
      return dup_size (event);
    case LG_EVENT_COLUMN_AFTER:
      return event->duration_us > 0 ? lg_event_text_dup_duration (event->duration_us) : NULL;
    case LG_EVENT_N_COLUMNS:
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * lg_event_text_dup_time:
 * @event: an event
 *
 * Returns: (transfer full): its local time of day, to the millisecond
 */
char *
lg_event_text_dup_time (const LgEvent *event)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *seconds = NULL;

  g_return_val_if_fail (event != NULL, NULL);

  time = g_date_time_new_from_unix_local (event->wall_us / G_USEC_PER_SEC);
  seconds = time != NULL ? g_date_time_format (time, "%H:%M:%S") : g_strdup ("");
  return g_strdup_printf ("%s.%03d", seconds, (int) (event->wall_us % G_USEC_PER_SEC / 1000));
}

/**
 * lg_event_text_dup_duration:
 * @duration_us: µs
 *
 * Returns: (transfer full): a short duration for reading
 */
char *
lg_event_text_dup_duration (gint64 duration_us)
{
  if (duration_us < 100)
    return g_strdup (_("< 0.1 ms"));
  if (duration_us < 1000)
    return g_strdup_printf (_("%.1f ms"), duration_us / 1000.);
  if (duration_us < 10 * G_USEC_PER_SEC)
    return g_strdup_printf (_("%d ms"), (int) (duration_us / 1000));
  return g_strdup_printf (_("%.1f s"), duration_us / (double) G_USEC_PER_SEC);
}

/**
 * lg_event_text_get_direction:
 * @event: an event
 *
 * Returns: (transfer none) (nullable): which way it went, in words, translated
 */
const char *
lg_event_text_get_direction (const LgEvent *event)
{
  g_return_val_if_fail (event != NULL, NULL);

  return event->direction == LG_DIRECTION_OUT ? _("to the platform")
    : event->direction == LG_DIRECTION_IN ? _("from the platform") : NULL;
}

/**
 * lg_event_text_dup_description:
 * @event: an event
 *
 * Returns: (transfer full): the whole row as one sentence, for those who hear it
 */
char *
lg_event_text_dup_description (const LgEvent *event)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_autofree char *time = lg_event_text_dup_time (event);
  g_autofree char *subject = dup_subject (event);
  g_autofree char *detail = dup_detail (event);
  g_auto (GStrv) all = NULL;

  g_strv_builder_add (parts, time);
  if (lg_event_text_get_direction (event) != NULL)
    g_strv_builder_add (parts, lg_event_text_get_direction (event));
  if (lg_event_get_packet (event) == LG_PACKET_PUBLISH)
    g_strv_builder_add (parts, "PUBLISH");
  g_strv_builder_add (parts, subject);
  if (detail != NULL && *detail != '\0')
    g_strv_builder_add (parts, detail);

  all = g_strv_builder_end (parts);
  return g_strjoinv (", ", all);
}

/**
 * lg_event_text_is_failure:
 * @event: an event
 *
 * Returns: whether the event says that something went wrong
 */
gboolean
lg_event_text_is_failure (const LgEvent *event)
{
  g_return_val_if_fail (event != NULL, FALSE);

  switch (event->kind)
    {
    case LG_EVENT_ALERT:
      return TRUE;
    case LG_EVENT_END:
      return event->code != LG_END_OPERATOR && event->code != LG_END_DROPPED;
    case LG_EVENT_DNS:
    case LG_EVENT_TCP:
    case LG_EVENT_TLS:
    case LG_EVENT_VERIFY:
    case LG_EVENT_PACKET + LG_PACKET_CONNACK:
      return event->code != 0;
    case LG_EVENT_PACKET + LG_PACKET_DISCONNECT:
      return event->direction == LG_DIRECTION_IN;
    case LG_EVENT_PACKET + LG_PACKET_SUBACK:
    case LG_EVENT_PACKET + LG_PACKET_UNSUBACK:
    case LG_EVENT_PACKET + LG_PACKET_PUBACK:
      return event->code >= REFUSED;
    default:
      return FALSE;
    }
}

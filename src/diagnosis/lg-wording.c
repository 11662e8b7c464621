/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-wording.h"

#include "event/lg-clause-words.h"
#include "event/lg-packet-clause.h"

#include <string.h>

typedef char *(*ValueFunc) (const LgFacts *facts);

/* A value comes from one event, from several, or from none in particular. */
typedef struct
{
  const char *name;
  ValueFunc   dup;
  gsize       mark;
  gsize       marks;
} Value;

#define FROM(member) G_STRUCT_OFFSET (LgFacts, member), 0
#define FROM_EACH(member) 0, G_STRUCT_OFFSET (LgFacts, member)

static char *
dup_time (gint64 wall_us)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *text = NULL;

  if (wall_us == 0)
    return NULL;

  time = g_date_time_new_from_unix_local (wall_us / G_USEC_PER_SEC);
  text = time != NULL ? g_date_time_format (time, "%H:%M:%S") : NULL;
  if (text == NULL)
    return NULL;

  return g_strdup_printf ("%s.%03d", text, (int) (wall_us % G_USEC_PER_SEC / 1000));
}

/* The wall clock's name of a moment the monotonic clock measured. */
static char *
dup_mono_time (const LgFacts *facts,
               gint64         mono_us)
{
  return mono_us != 0 ? dup_time (facts->event->wall_us - (facts->event->mono_us - mono_us)) : NULL;
}

static char *
dup_seconds (gint64 us)
{
  return g_strdup_printf ("%.1f", MAX (us, 0) / (double) G_USEC_PER_SEC);
}

static char *
dup_host (const LgFacts *facts)
{
  return g_strdup (facts->target.host);
}

static char *
dup_port (const LgFacts *facts)
{
  return g_strdup_printf ("%u", facts->target.port);
}

static char *
dup_root (const LgFacts *facts)
{
  return g_strdup (facts->target.root);
}

static char *
dup_end_time (const LgFacts *facts)
{
  return dup_time (facts->event->wall_us);
}

/* Where the clock is in question, the date belongs to the time. */
static char *
dup_clock (const LgFacts *facts)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (facts->event->wall_us
                                                              / G_USEC_PER_SEC);

  return at != NULL ? g_date_time_format (at, "%Y-%m-%d %H:%M:%S") : NULL;
}

static char *
dup_code (const LgFacts *facts)
{
  return g_strdup_printf ("%d", facts->event->code >= LG_END_CONNACK
                                ? facts->event->code - LG_END_CONNACK : facts->event->code);
}

static char *
dup_detail (const LgFacts *facts)
{
  return lg_event_dup_text (facts->event);
}

static char *
dup_filter (const LgFacts *facts)
{
  return g_strdup (facts->event->topic);
}

static char *
dup_dns (const LgFacts *facts)
{
  return g_strdup (facts->dns.text);
}

static char *
dup_tcp (const LgFacts *facts)
{
  return facts->tcp->len > 0 ? g_strdup (facts->tcp->str) : lg_event_dup_text (facts->event);
}

static char *
dup_verify (const LgFacts *facts)
{
  return facts->verify.text != NULL ? g_strdup (facts->verify.text)
                                    : lg_event_dup_text (facts->event);
}

static char *
dup_alert (const LgFacts *facts)
{
  if (facts->alert.mono_us == 0)
    return lg_event_dup_text (facts->event);

  return g_strdup_printf ("%s (%d)", facts->alert.text != NULL ? facts->alert.text : "?",
                          ABS (facts->alert.code));
}

static char *
dup_client_id (const LgFacts *facts)
{
  return g_strdup (facts->connect.text);
}

static char *
dup_connect_time (const LgFacts *facts)
{
  return dup_time (facts->connect.citation.wall_us);
}

static char *
dup_online_time (const LgFacts *facts)
{
  return dup_time (facts->connack.citation.wall_us);
}

static char *
dup_up (const LgFacts *facts)
{
  gint64 s = (facts->event->mono_us - facts->keepalive.online_us) / G_USEC_PER_SEC;

  if (!lg_facts_is_online (facts))
    return NULL;

  return g_strdup_printf ("%02d:%02d:%02d", (int) (s / 3600), (int) (s / 60 % 60), (int) (s % 60));
}

static char *
dup_keepalive (const LgFacts *facts)
{
  if (facts->connect.mono_us == 0)
    return NULL;

  return g_strdup_printf ("%d", lg_facts_is_online (facts) ? (int) facts->keepalive.rule.interval_s
                                                           : facts->connect.code);
}

static char *
dup_keepalive_min (const LgFacts *facts)
{
  return g_strdup_printf ("%u", facts->target.keepalive_min);
}

static char *
dup_keepalive_max (const LgFacts *facts)
{
  return g_strdup_printf ("%u", facts->target.keepalive_max);
}

static char *
dup_reset_time (const LgFacts *facts)
{
  return dup_mono_time (facts, lg_facts_get_reset_us (facts));
}

static char *
dup_silence (const LgFacts *facts)
{
  return dup_seconds (facts->event->mono_us - lg_facts_get_reset_us (facts));
}

static char *
dup_window_edge (const LgFacts *facts,
                 gboolean       end)
{
  LgKeepalive keepalive = facts->keepalive;
  gint64 edges[2];

  keepalive.reset_us = 0;
  if (!lg_keepalive_get_window (&keepalive, &edges[0], &edges[1]))
    return NULL;

  return dup_seconds (edges[end]);
}

static char *
dup_window_from (const LgFacts *facts)
{
  return dup_window_edge (facts, FALSE);
}

static char *
dup_window_until (const LgFacts *facts)
{
  return dup_window_edge (facts, TRUE);
}

static char *
dup_notify (const LgFacts *facts)
{
  return g_strdup (facts->notify.text);
}

static char *
dup_sub_device (const LgFacts *facts)
{
  return g_strdup (facts->sub_device.text);
}

static char *
dup_request (const LgFacts *facts)
{
  return g_strdup (facts->request.text);
}

static char *
dup_request_time (const LgFacts *facts)
{
  return dup_time (facts->request.citation.wall_us);
}

static char *
dup_delivery_time (const LgFacts *facts)
{
  return dup_time (facts->delivery.citation.wall_us);
}

static char *
dup_notify_time (const LgFacts *facts)
{
  return dup_time (facts->notify.citation.wall_us);
}

/* The code, and what the server says of it in words of its own. */
static char *
dup_told (LgPacketType  type,
          int           code,
          const char   *text)
{
  g_autoptr (LgClause) reason = text == NULL ? lg_packet_clause_new_reason (type, code) : NULL;
  g_autofree char *words = reason != NULL ? lg_clause_words_dup (reason) : g_strdup (text);

  if (words == NULL)
    return g_strdup_printf ("0x%02X", code);

  return g_strdup_printf ("0x%02X %s", code, words);
}

static char *
dup_reason (const LgFacts *facts)
{
  if (facts->disconnect.mono_us == 0)
    return lg_event_dup_text (facts->event);

  return dup_told (LG_PACKET_DISCONNECT, facts->disconnect.code, facts->disconnect.text);
}

static char *
dup_refusal (const LgFacts *facts)
{
  return dup_told (LG_PACKET_CONNACK, facts->event->code - LG_END_CONNACK, facts->connack.text);
}

static char *
dup_answer (const LgFacts *facts)
{
  g_autofree char *text = lg_event_dup_text (facts->event);

  return dup_told (lg_event_get_packet (facts->event), facts->event->code, text);
}

static char *
dup_ping_time (const LgFacts *facts)
{
  return dup_time (facts->ping.citation.wall_us);
}

static char *
dup_payload_max (const LgFacts *facts)
{
  const LgPlatform *platform = facts->target.platform;

  return platform != NULL ? g_strdup_printf ("%u", lg_platform_get_limits (platform)->payload_max)
                          : NULL;
}

static char *
dup_sent_size (const LgFacts *facts)
{
  return g_strdup_printf ("%d", facts->sent.code);
}

static char *
dup_sent_time (const LgFacts *facts)
{
  return dup_time (facts->sent.citation.wall_us);
}

static char *
dup_sent_topic (const LgFacts *facts)
{
  return g_strdup (facts->sent.text);
}

static char *
dup_ends (const LgFacts *facts)
{
  return g_strdup_printf ("%u", lg_facts_count_kicks (facts));
}

static char *
dup_waited (const LgFacts *facts)
{
  return dup_seconds (facts->event->duration_us);
}

static char *
dup_in_flight (const LgFacts *facts)
{
  return g_strdup (facts->in_flight.text);
}

static char *
dup_stray_id (const LgFacts *facts)
{
  return g_strdup_printf ("%d", facts->stray.code);
}

static char *
dup_stray_time (const LgFacts *facts)
{
  return dup_time (facts->stray.citation.wall_us);
}

static char *
dup_reply (const LgFacts *facts)
{
  return g_strdup (facts->reply.text);
}

static char *
dup_spoken (const LgFacts *facts)
{
  return g_strdup (facts->spoken.text);
}

static char *
dup_pause (const LgFacts *facts)
{
  return dup_seconds (facts->event->mono_us - lg_facts_get_last_packet_us (facts));
}

static char *
dup_pauses (const LgFacts *facts)
{
  return lg_pauses_dup_pauses (facts->pauses);
}

static char *
dup_ups (const LgFacts *facts)
{
  return lg_pauses_dup_ups (facts->pauses);
}

static char *
dup_rival (const LgFacts *facts)
{
  return g_strdup (facts->rival.text);
}

static char *
dup_rival_time (const LgFacts *facts)
{
  return dup_time (facts->rival.citation.wall_us);
}

static char *
dup_slept (const LgFacts *facts)
{
  return dup_seconds (facts->slept_us);
}

static char *
dup_slept_time (const LgFacts *facts)
{
  return dup_time (facts->slept.citation.wall_us);
}

static char *
dup_scan_period (const LgFacts *facts)
{
  return g_strdup_printf ("%u", facts->target.scan_period_s);
}

static char *
dup_stack (const LgFacts *facts)
{
  return g_strdup (lg_tls_stack_get_name (facts->rejection.stack));
}

static char *
dup_missing (const LgFacts *facts)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, facts->missing);
}

static const Value values[] = {
  { "alert", dup_alert, FROM (alert) },
  { "answer", dup_answer, 0, 0 },
  { "client-id", dup_client_id, FROM (connect) },
  { "clock", dup_clock, 0, 0 },
  { "code", dup_code, 0, 0 },
  { "connect-time", dup_connect_time, FROM (connect) },
  { "delivery-time", dup_delivery_time, FROM (delivery) },
  { "detail", dup_detail, 0, 0 },
  { "dns", dup_dns, FROM (dns) },
  { "end-time", dup_end_time, 0, 0 },
  { "ends", dup_ends, FROM_EACH (kicks) },
  { "filter", dup_filter, 0, 0 },
  { "host", dup_host, 0, 0 },
  { "in-flight", dup_in_flight, FROM (in_flight) },
  { "keepalive", dup_keepalive, FROM (connect) },
  { "keepalive-max", dup_keepalive_max, 0, 0 },
  { "keepalive-min", dup_keepalive_min, 0, 0 },
  { "missing", dup_missing, 0, 0 },
  { "needed-root", lg_facts_dup_needed_root, 0, 0 },
  { "notify", dup_notify, FROM (notify) },
  { "notify-time", dup_notify_time, FROM (notify) },
  { "offer", lg_facts_dup_offer, 0, 0 },
  { "online-time", dup_online_time, FROM (connack) },
  { "pause", dup_pause, FROM (quiet) },
  { "pauses", dup_pauses, FROM_EACH (pauses) },
  { "payload-max", dup_payload_max, 0, 0 },
  { "ping-time", dup_ping_time, FROM (ping) },
  { "port", dup_port, 0, 0 },
  { "reason", dup_reason, FROM (disconnect) },
  { "reasons", lg_facts_dup_reasons, 0, 0 },
  { "refusal", dup_refusal, FROM (connack) },
  { "reply", dup_reply, FROM (reply) },
  { "request", dup_request, FROM (request) },
  { "request-time", dup_request_time, FROM (request) },
  { "reset-time", dup_reset_time, FROM (reset) },
  { "rival", dup_rival, FROM (rival) },
  { "rival-time", dup_rival_time, FROM (rival) },
  { "root", dup_root, 0, 0 },
  { "scan-period", dup_scan_period, 0, 0 },
  { "sent-size", dup_sent_size, FROM (sent) },
  { "sent-time", dup_sent_time, FROM (sent) },
  { "sent-topic", dup_sent_topic, FROM (sent) },
  { "silence", dup_silence, 0, 0 },
  { "slept", dup_slept, FROM (slept) },
  { "slept-time", dup_slept_time, FROM (slept) },
  { "sub-device", dup_sub_device, FROM (sub_device) },
  { "spoken", dup_spoken, FROM (spoken) },
  { "stack", dup_stack, 0, 0 },
  { "stray-id", dup_stray_id, FROM (stray) },
  { "stray-time", dup_stray_time, FROM (stray) },
  { "tcp", dup_tcp, FROM_EACH (tcp_tries) },
  { "topic-issue", lg_facts_dup_topic_issue, 0, 0 },
  { "up", dup_up, FROM (connack) },
  { "ups", dup_ups, FROM_EACH (pauses) },
  { "verify", dup_verify, FROM (verify) },
  { "waited", dup_waited, 0, 0 },
  { "window-from", dup_window_from, 0, 0 },
  { "window-until", dup_window_until, 0, 0 },
};

static int
compare_citations (const void *a,
                   const void *b)
{
  const LgCitation *left = a, *right = b;

  return (left->id > right->id) - (left->id < right->id);
}

static void
cite (GArray     *cited,
      LgCitation  citation)
{
  for (guint i = 0; i < cited->len; i++)
    if (g_array_index (cited, LgCitation, i).id == citation.id)
      return;

  if (citation.kind != 0)
    g_array_append_val (cited, citation);
}

/* The end tells of a PUBLISH that reset the timer; which event it was is in the recording only. */
static gboolean
is_stale (const LgMark  *mark,
          const LgFacts *facts)
{
  return mark == &facts->reset && lg_facts_get_reset_us (facts) > facts->keepalive.reset_us;
}

static void
cite_value (GArray        *cited,
            const Value   *value,
            const LgFacts *facts)
{
  if (value->mark != 0)
    {
      const LgMark *mark = G_STRUCT_MEMBER_P (facts, value->mark);

      if (!is_stale (mark, facts))
        cite (cited, mark->citation);
    }
  if (value->marks != 0)
    {
      GArray *marks = G_STRUCT_MEMBER (GArray *, facts, value->marks);

      /* Whatever they are, they begin with their citation. */
      for (guint i = 0; i < marks->len; i++)
        cite (cited, *(LgCitation *) (marks->data + i * g_array_get_element_size (marks)));
    }
}

static void
append_value (GString       *text,
              const char    *name,
              gsize          length,
              const LgFacts *facts,
              GArray        *cited)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (strlen (values[i].name) == length && strncmp (values[i].name, name, length) == 0)
      {
        g_autofree char *value = values[i].dup (facts);

        g_string_append (text, value != NULL && *value != '\0' ? value : "—");
        if (cited != NULL)
          cite_value (cited, &values[i], facts);
        return;
      }

  g_warning ("No value is called %.*s", (int) length, name);
}

/**
 * lg_wording_fill:
 * @sentence: a translated sentence with names in braces (`{host}`)
 * @facts: what the names stand for
 * @cited: (nullable) (element-type LgCitation): where to add the events the values come from, and
 *   the event being judged, in their order and each once
 *
 * Fills in what happened. A sentence stays whole, so that a translator can order it; what is not
 * known reads "—".
 *
 * Returns: (transfer full): the sentence to show
 */
char *
lg_wording_fill (const char    *sentence,
                 const LgFacts *facts,
                 GArray        *cited)
{
  GString *text = g_string_new (NULL);

  for (const char *at = sentence; *at != '\0';)
    {
      const char *end = *at == '{' ? strchr (at, '}') : NULL;

      if (end != NULL)
        {
          append_value (text, at + 1, end - at - 1, facts, cited);
          at = end + 1;
        }
      else
        {
          g_string_append_c (text, *at++);
        }
    }

  if (cited != NULL)
    {
      cite (cited, lg_facts_cite (facts->event));
      g_array_sort (cited, compare_citations);
    }

  return g_string_free (text, FALSE);
}

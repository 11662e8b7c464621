/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-tap.h"

#include "lg-packet-clause.h"
#include "mqtt/lg-reason-code.h"
#include "mqtt/lg-topic-aliases.h"

#include <string.h>

/* A request that waits for its answer. */
typedef struct
{
  gint64        mono_us;
  LgPacketType  type;
  guint16       packet_id;
  char         *topic;
  gboolean      told;
} LgRequest;

struct _LgTap
{
  LgOutlet       *outlet;
  LgMqttVersion   version;
  LgTopicAliases *aliases;
  gint64          connect_us;
  gint64          ping_us;
  GHashTable     *requests;
  gint64          due_us;
  gboolean        lost;
};

/* An answer takes a round trip; what takes longer than this is told. */
#define ANSWER_US (10 * (gint64) G_USEC_PER_SEC)

/* What this side ends itself may have been asked a moment before. */
#define LEFT_US ((gint64) G_USEC_PER_SEC)

/* Far above any answer to a registration; a bound on what a hostile server can fill the secure heap
 * with. */
#define DELIVERY_MAX 4096

static void
lg_request_free (LgRequest *self)
{
  g_free (self->topic);
  g_free (self);
}

/**
 * lg_tap_new:
 * @outlet: where the events go
 * @version: the version CONNECT asks for
 *
 * Returns: (transfer full): a tap for one link
 */
LgTap *
lg_tap_new (LgOutlet      *outlet,
            LgMqttVersion  version)
{
  LgTap *self = g_new0 (LgTap, 1);

  self->outlet = lg_outlet_ref (outlet);
  self->version = version;
  self->aliases = lg_topic_aliases_new (LG_TAP_TOPIC_ALIASES);
  self->due_us = G_MAXINT64;
  self->requests = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) lg_request_free);
  return self;
}

/**
 * lg_tap_free:
 * @self: a tap
 */
void
lg_tap_free (LgTap *self)
{
  g_hash_table_unref (self->requests);
  lg_topic_aliases_free (self->aliases);
  lg_outlet_unref (self->outlet);
  g_free (self);
}

static void
remember (LgTap         *self,
          const LgEvent *request,
          const char    *topic)
{
  LgRequest *memory = g_new (LgRequest, 1);

  *memory = (LgRequest) {
    .mono_us = request->mono_us,
    .type = lg_event_get_packet (request),
    .packet_id = request->packet_id,
    .topic = g_strdup (topic),
  };
  self->due_us = MIN (self->due_us, request->mono_us + ANSWER_US);
  g_hash_table_replace (self->requests, GUINT_TO_POINTER (request->packet_id), memory);
}

static gboolean
is_answer (LgPacketType answer,
           LgPacketType request)
{
  switch (request)
    {
    case LG_PACKET_SUBSCRIBE:
      return answer == LG_PACKET_SUBACK;

    case LG_PACKET_UNSUBSCRIBE:
      return answer == LG_PACKET_UNSUBACK;

    case LG_PACKET_PUBLISH:
      return answer == LG_PACKET_PUBACK || answer == LG_PACKET_PUBREC
             || answer == LG_PACKET_PUBCOMP;

    case LG_PACKET_CONNECT:
    case LG_PACKET_CONNACK:
    case LG_PACKET_PUBACK:
    case LG_PACKET_PUBREC:
    case LG_PACKET_PUBREL:
    case LG_PACKET_PUBCOMP:
    case LG_PACKET_SUBACK:
    case LG_PACKET_UNSUBACK:
    case LG_PACKET_PINGREQ:
    case LG_PACKET_PINGRESP:
    case LG_PACKET_DISCONNECT:
    case LG_PACKET_AUTH:
    default:
      return FALSE;
    }
}

/* Completes the event of an answer with what it answers; the request stays until it is sent. */
static gboolean
recall (LgTap   *self,
        LgEvent *answer)
{
  LgRequest *memory = g_hash_table_lookup (self->requests, GUINT_TO_POINTER (answer->packet_id));

  if (memory == NULL || !is_answer (lg_event_get_packet (answer), memory->type))
    return FALSE;

  answer->duration_us = answer->mono_us - memory->mono_us;
  if (memory->type != LG_PACKET_PUBLISH || self->version == LG_MQTT_5)
    answer->topic = memory->topic;
  return TRUE;
}

static gint64
take_time_since (gint64 *request_us,
                 gint64  now_us)
{
  gint64 since_us = *request_us;

  *request_us = 0;
  return since_us != 0 ? now_us - since_us : 0;
}

/* The answers to a dynamic registration carry the DeviceSecret or DeviceToken. */
static gboolean
carries_secret (LgSlice topic)
{
  static const char *const topics[] = { "/ext/register", "/ext/regnwl" };

  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    if (topic.length == strlen (topics[i]) && memcmp (topic.data, topics[i], topic.length) == 0)
      return TRUE;

  return FALSE;
}

/**
 * lg_tap_is_delivery:
 * @packet: a packet received
 *
 * Returns: whether it is a message that delivers a secret: its payload goes to the outlet as one,
 *   into no event, and not to libmosquitto, which would keep a copy
 */
gboolean
lg_tap_is_delivery (const LgPacket *packet)
{
  return packet->type == LG_PACKET_PUBLISH && carries_secret (packet->topic);
}

/* Before its event: whoever is told of that finds the payload. */
static void
deliver (LgTap   *self,
         LgSlice  payload)
{
  g_autoptr (LgSecret) secret = NULL;

  if (payload.length > DELIVERY_MAX)
    return;

  secret = lg_secret_new_bytes (payload.data, payload.length);
  lg_outlet_deliver (self->outlet, secret);
}

static void
emit_publish (LgTap          *self,
              LgEvent        *event,
              const LgPacket *packet)
{
  g_autofree char *topic = g_strndup ((const char *) packet->topic.data, packet->topic.length);

  event->topic = topic;
  event->flags = packet->qos
    | (packet->retain ? LG_EVENT_FLAG_RETAIN : 0)
    | (packet->dup ? LG_EVENT_FLAG_DUP : 0);
  if (carries_secret (packet->topic))
    {
      if (event->direction == LG_DIRECTION_IN)
        deliver (self, packet->payload);
      event->clause = "packet.secret";
      event->args = NULL;
    }
  else
    {
      event->payload = packet->payload.data;
      event->payload_length = packet->payload.length;
    }
  if (event->direction == LG_DIRECTION_OUT && packet->qos > 0)
    remember (self, event, topic);

  lg_outlet_emit (self->outlet, event);
}

static void
emit_connect (LgTap          *self,
              LgEvent        *event,
              const LgPacket *packet)
{
  g_autofree char *client_id = lg_slice_dup_text (packet->client_id);
  g_autofree char *username = lg_slice_dup_text (packet->username);

  self->connect_us = event->mono_us;
  lg_event_say (event, NULL);
  event->text = client_id;
  event->topic = username;
  event->code = packet->keepalive;
  event->flags = packet->version;
  lg_outlet_emit (self->outlet, event);
}

static void
emit_request (LgTap          *self,
              LgEvent        *event,
              const LgPacket *packet)
{
  g_autofree char *topic = NULL;

  if (packet->filters != NULL && packet->filters->len > 0)
    {
      LgFilter *filter = &g_array_index (packet->filters, LgFilter, 0);

      topic = lg_slice_dup_text (filter->filter);
      if (packet->type == LG_PACKET_SUBSCRIBE)
        event->flags = filter->options & LG_EVENT_FLAG_QOS_MASK;
    }
  event->topic = topic;
  remember (self, event, topic);
  lg_outlet_emit (self->outlet, event);
}

static void
emit_answer (LgTap          *self,
             LgEvent        *event,
             const LgPacket *packet)
{
  if (packet->codes.length > 0)
    event->code = packet->codes.data[0];
  if (!recall (self, event))
    {
      lg_outlet_emit (self->outlet, event);
      if (!self->lost)
        lg_outlet_emit (self->outlet, &(LgEvent) {
          .kind = LG_EVENT_NOTE, .code = LG_NOTE_STRAY, .packet_id = event->packet_id,
          .clause = "note.stray",
        });
      return;
    }

  lg_outlet_emit (self->outlet, event);
  /* With QoS 2 a PUBREC that does not refuse is half the answer. */
  if (packet->type != LG_PACKET_PUBREC || packet->code >= LG_REASON_FAILURE)
    g_hash_table_remove (self->requests, GUINT_TO_POINTER (event->packet_id));
}

static void
tell (LgTap     *self,
      LgRequest *request,
      int        note,
      gint64     now_us)
{
  const char *clause = note == LG_NOTE_NO_SUBACK ? "note.no-suback"
    : note == LG_NOTE_NO_UNSUBACK ? "note.no-unsuback"
    : note == LG_NOTE_NO_PUBACK ? "note.no-puback" : "note.in-flight";

  request->told = TRUE;
  lg_outlet_emit (self->outlet, &(LgEvent) {
    .kind = LG_EVENT_NOTE, .code = note, .mono_us = now_us, .packet_id = request->packet_id,
    .duration_us = now_us - request->mono_us, .topic = request->topic, .clause = clause,
  });
}

static int
get_note (const LgRequest *request)
{
  return request->type == LG_PACKET_SUBSCRIBE ? LG_NOTE_NO_SUBACK
    : request->type == LG_PACKET_UNSUBSCRIBE ? LG_NOTE_NO_UNSUBACK : LG_NOTE_NO_PUBACK;
}

/**
 * lg_tap_tell_overdue:
 * @now_us: now, `CLOCK_MONOTONIC` µs
 *
 * Notes each request that has had no answer for 10 s, once.
 *
 * Returns: when to call again, `CLOCK_MONOTONIC` µs; %G_MAXINT64 when nothing is waited for
 */
gint64
lg_tap_tell_overdue (LgTap  *self,
                     gint64  now_us)
{
  GHashTableIter iter;
  LgRequest *request;

  if (now_us < self->due_us)
    return self->due_us;

  self->due_us = G_MAXINT64;
  g_hash_table_iter_init (&iter, self->requests);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &request))
    if (!request->told && now_us >= request->mono_us + ANSWER_US)
      tell (self, request, get_note (request), now_us);
    else if (!request->told)
      self->due_us = MIN (self->due_us, request->mono_us + ANSWER_US);

  return self->due_us;
}

/**
 * lg_tap_lose:
 *
 * Not all that went out was read: an answer to what is not known may have been asked for.
 */
void
lg_tap_lose (LgTap *self)
{
  g_return_if_fail (self != NULL);

  self->lost = TRUE;
}

/**
 * lg_tap_tell_left:
 * @now_us: now, `CLOCK_MONOTONIC` µs
 * @wanted: whether this side ends the link itself
 *
 * The link ends: notes what had no answer. What was asked for less than a second before this side
 * left is not told, and neither is a subscription when the other side ends the link.
 */
void
lg_tap_tell_left (LgTap    *self,
                  gint64    now_us,
                  gboolean  wanted)
{
  GHashTableIter iter;
  LgRequest *request;

  g_hash_table_iter_init (&iter, self->requests);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &request))
    if (!request->told && (!wanted || now_us >= request->mono_us + LEFT_US)
        && (wanted || request->type == LG_PACKET_PUBLISH))
      tell (self, request,
            request->type == LG_PACKET_PUBLISH ? LG_NOTE_IN_FLIGHT : get_note (request), now_us);
}

static void
emit_packet (LgTap          *self,
             LgDirection     direction,
             const LgPacket *packet,
             gint64          mono_us)
{
  LgEvent event = {
    .mono_us = mono_us,
    .kind = LG_EVENT_PACKET + packet->type,
    .direction = direction,
    .packet_id = packet->packet_id,
    .code = packet->code,
    .size = packet->bytes.length,
  };
  gboolean incoming = direction == LG_DIRECTION_IN;
  g_autoptr (LgClause) clause = lg_packet_clause_new (packet, self->version);

  lg_event_say (&event, clause);
  if (packet->type == LG_PACKET_PUBLISH)
    emit_publish (self, &event, packet);
  else if (packet->type == LG_PACKET_CONNECT)
    emit_connect (self, &event, packet);
  else if (packet->type == LG_PACKET_SUBSCRIBE || packet->type == LG_PACKET_UNSUBSCRIBE)
    emit_request (self, &event, packet);
  else if (packet->type == LG_PACKET_SUBACK || packet->type == LG_PACKET_UNSUBACK
           || (incoming && is_answer (packet->type, LG_PACKET_PUBLISH)))
    emit_answer (self, &event, packet);
  else
    {
      if (packet->type == LG_PACKET_PINGREQ)
        self->ping_us = self->ping_us != 0 ? self->ping_us : mono_us;
      else if (packet->type == LG_PACKET_PINGRESP)
        event.duration_us = take_time_since (&self->ping_us, mono_us);
      else if (packet->type == LG_PACKET_CONNACK)
        event.duration_us = take_time_since (&self->connect_us, mono_us);
      lg_outlet_emit (self->outlet, &event);
    }
}

/**
 * lg_tap_read_out:
 * @bytes: one whole packet that was sent
 * @mono_us: when its last byte went to the socket, `CLOCK_MONOTONIC` µs
 *
 * Makes the event of a packet sent. What the operator made the device send on purpose may break the
 * rules of MQTT: such a packet has an event, too, whose clause says what is wrong with it.
 */
void
lg_tap_read_out (LgTap   *self,
                 LgSlice  bytes,
                 gint64   mono_us)
{
  g_auto (LgPacket) packet = LG_PACKET_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (LgClause) clause = NULL;
  LgEvent event = {
    .mono_us = mono_us,
    .kind = LG_EVENT_PACKET + (bytes.data[0] >> 4),
    .direction = LG_DIRECTION_OUT,
    .size = bytes.length,
  };

  if (lg_packet_dissect (&packet, bytes.data, bytes.length, self->version, LG_DIRECTION_OUT,
                         &error))
    {
      emit_packet (self, LG_DIRECTION_OUT, &packet, mono_us);
      return;
    }

  clause = lg_mqtt_error_dup_clause (error);
  lg_event_say (&event, clause);
  lg_outlet_emit (self->outlet, &event);
}

/**
 * lg_tap_read_in:
 * @bytes: one whole packet that was received
 * @mono_us: when it was read, `CLOCK_MONOTONIC` µs
 * @packet: (inout): the packet taken apart; its slices borrow from @bytes, but the topic of a
 *   message with an alias from the tap, until the next call
 * @error: return location (%LG_MQTT_ERROR_MALFORMED)
 *
 * Makes the event of a packet received.
 *
 * Returns: %TRUE; or %FALSE without an event when it is no valid packet (%LG_MQTT_ERROR_MALFORMED)
 */
gboolean
lg_tap_read_in (LgTap     *self,
                LgSlice    bytes,
                gint64     mono_us,
                LgPacket  *packet,
                GError   **error)
{
  if (!lg_packet_dissect (packet, bytes.data, bytes.length, self->version, LG_DIRECTION_IN, error)
      || !lg_topic_aliases_resolve (self->aliases, packet, error))
    return FALSE;

  emit_packet (self, LG_DIRECTION_IN, packet, mono_us);
  return TRUE;
}

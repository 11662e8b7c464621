/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-capture-link.h"

#include "event/lg-end-reason.h"
#include "event/lg-session-state.h"
#include "lg-capture-mqtt.h"
#include "lg-capture-tls.h"
#include "lg-tcp-flow.h"
#include "transport/lg-transport.h"

#include <errno.h>
#include <string.h>

#define TRANSPORT(error) (LG_END_TRANSPORT + LG_TRANSPORT_ERROR_##error)

/* RFC 8446, 6.2 */
#define ALERT_PROTOCOL_VERSION 70

/* As many first bytes of a device are kept until they tell what it speaks. */
#define FIRST_BYTES 16
#define HELD_MAX 64

/* So much of a server's may be captured before the device's first bytes are. */
#define ANSWER_BYTES 4096

/* So many segments in the middle of a connection that tell nothing are something else. */
#define TRIES_MAX 16

typedef struct
{
  LgCaptureLink *link;
  LgDirection    direction;
  LgTcpFlow     *tcp;
  gboolean       fin;
  gboolean       seen;
} Side;

struct _LgCaptureLink
{
  LgCaptureEnds    ends;
  gboolean         wanted;
  gboolean         told;
  LgCaptureFunc    func;
  gpointer         user_data;
  LgOutlet        *outlet;
  GPtrArray       *held;
  gint64           last_id;
  char            *name;

  Side             sides[LG_DIRECTION_IN + 1];
  gint64           start_us;
  gint64           last_us;
  gint64           connect_us;
  guint32          connect_sequence;
  gboolean         connected;
  gboolean         refused;
  LgDirection      closer;
  gboolean         reset;
  gint64           closed_us;
  gboolean         over;

  LgCaptureSpeech  speech;
  gboolean         ignored;
  guint            n_tries;
  GByteArray      *first;
  GByteArray      *answer;
  LgCaptureMqtt   *mqtt;
  LgCaptureTls    *tls;
  LgCaptureShown   at_close;
  LgCaptureTold    told_at_close;
};

static void
tell_held (LgCaptureLink *self)
{
  self->told = TRUE;
  for (guint i = 0; i < self->held->len; i++)
    self->func (self, self->held->pdata[i], self->user_data);
  g_ptr_array_set_size (self->held, 0);
}

static gboolean
is_from_start (LgCaptureLink *self)
{
  return self->connect_us != 0 || lg_tcp_flow_is_from_start (self->sides[LG_DIRECTION_OUT].tcp)
         || lg_tcp_flow_is_from_start (self->sides[LG_DIRECTION_IN].tcp);
}

/* An answer to what the capture lacks looks like one to nothing. */
static gboolean
is_from_loss (LgCaptureLink *self,
              const LgEvent *event)
{
  return event->kind == LG_EVENT_NOTE && event->code == LG_NOTE_STRAY
         && (!is_from_start (self) || !self->sides[LG_DIRECTION_OUT].seen
             || lg_tcp_flow_get_missing (self->sides[LG_DIRECTION_OUT].tcp) > 0);
}

/* Whether it is a device's connection is not known before it speaks. */
static void
event_cb (gpointer       owner,
          const LgEvent *event)
{
  LgCaptureLink *self = owner;
  LgEvent told = *event;

  if (is_from_loss (self, event))
    return;

  told.id = ++self->last_id;
  if (self->told)
    self->func (self, &told, self->user_data);
  else if (self->held->len < HELD_MAX)
    g_ptr_array_add (self->held, lg_event_copy (&told));
}

static void
emit (LgCaptureLink *self,
      gint64         wall_us,
      LgEvent        event)
{
  event.mono_us = wall_us;
  lg_outlet_emit (self->outlet, &event);
}

static void
emit_state (LgCaptureLink  *self,
            gint64          wall_us,
            LgSessionState  state)
{
  emit (self, wall_us, (LgEvent) { .kind = LG_EVENT_STATE, .code = state });
}

static void
read_bytes (LgCaptureLink *self,
            LgDirection    direction,
            LgSlice        bytes,
            gint64         wall_us)
{
  if (self->mqtt != NULL)
    lg_capture_mqtt_push (self->mqtt, direction, bytes, wall_us);
  else if (self->tls != NULL)
    lg_capture_tls_push (self->tls, direction, bytes, wall_us);
}

static void
set_speech (LgCaptureLink   *self,
            LgCaptureSpeech  speech,
            gint64           wall_us)
{
  self->speech = speech;
  if (speech == LG_CAPTURE_SPEECH_MQTT)
    self->mqtt = lg_capture_mqtt_new (self->outlet);
  else if (speech == LG_CAPTURE_SPEECH_TLS)
    self->tls = lg_capture_tls_new (self->outlet);

  if (speech == LG_CAPTURE_SPEECH_OTHER && !self->wanted)
    {
      self->ignored = TRUE;
      g_ptr_array_set_size (self->held, 0);
      return;
    }
  tell_held (self);
  emit_state (self, wall_us, speech == LG_CAPTURE_SPEECH_TLS ? LG_SESSION_SECURING
                                                             : LG_SESSION_LOGGING_IN);
}

/* The device's first bytes tell; in the middle of a connection any segment may. */
static LgCaptureSpeech
find_speech (LgCaptureLink *self,
             LgDirection    direction,
             LgSlice        bytes)
{
  LgCaptureSpeech speech = LG_CAPTURE_SPEECH_UNKNOWN;

  if (!is_from_start (self))
    {
      speech = lg_capture_speech_tell_middle (bytes, direction, self->wanted);
      return speech == LG_CAPTURE_SPEECH_UNKNOWN && ++self->n_tries >= TRIES_MAX
             ? LG_CAPTURE_SPEECH_OTHER : speech;
    }

  if (direction == LG_DIRECTION_IN)
    return speech;

  g_byte_array_append (self->first, bytes.data, MIN (bytes.length, FIRST_BYTES));
  speech = lg_capture_speech_tell ((LgSlice) { self->first->data, self->first->len });
  return speech == LG_CAPTURE_SPEECH_UNKNOWN && self->first->len >= FIRST_BYTES
         ? LG_CAPTURE_SPEECH_OTHER : speech;
}

static void
flow_cb (LgSlice  bytes,
         gint64   wall_us,
         gpointer user_data)
{
  Side *side = user_data;
  LgCaptureLink *self = side->link;
  LgCaptureSpeech speech;
  gsize before;

  if (bytes.data == NULL)
    emit (self, wall_us, (LgEvent) {
      .kind = LG_EVENT_NOTE, .code = LG_NOTE_MISSING, .direction = side->direction,
      .size = MIN (bytes.length, G_MAXUINT32),
    });
  if (self->speech != LG_CAPTURE_SPEECH_UNKNOWN || bytes.data == NULL)
    {
      read_bytes (self, side->direction, bytes, wall_us);
      return;
    }

  before = self->first->len;
  speech = find_speech (self, side->direction, bytes);
  if (speech != LG_CAPTURE_SPEECH_UNKNOWN)
    {
      set_speech (self, speech, wall_us);
      if (before > 0)
        read_bytes (self, side->direction, (LgSlice) { self->first->data, before }, wall_us);
      read_bytes (self, side->direction, bytes, wall_us);
      if (self->answer->len > 0)
        read_bytes (self, LG_DIRECTION_IN, (LgSlice) { self->answer->data, self->answer->len },
                    wall_us);
    }
  else if (side->direction == LG_DIRECTION_IN)
    g_byte_array_append (self->answer, bytes.data,
                         MIN (bytes.length, ANSWER_BYTES - self->answer->len));
}

/**
 * lg_capture_link_new:
 * @ends: its ends
 * @wanted: whether it is told of whatever it speaks
 * @func: told of its events
 * @user_data: closure for @func
 *
 * Returns: (transfer full): a connection before its first packet
 */
LgCaptureLink *
lg_capture_link_new (const LgCaptureEnds *ends,
                     gboolean             wanted,
                     LgCaptureFunc        func,
                     gpointer             user_data)
{
  LgCaptureLink *self = g_new0 (LgCaptureLink, 1);

  self->ends = *ends;
  self->wanted = wanted;
  self->func = func;
  self->user_data = user_data;
  self->outlet = lg_outlet_new_replay (event_cb, self);
  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_event_free);
  self->first = g_byte_array_new ();
  self->answer = g_byte_array_new ();
  for (guint i = LG_DIRECTION_OUT; i <= LG_DIRECTION_IN; i++)
    self->sides[i] = (Side) {
      self, i, lg_tcp_flow_new (flow_cb, &self->sides[i]), FALSE, FALSE,
    };
  return self;
}

/**
 * lg_capture_link_free:
 * @self: a connection
 */
void
lg_capture_link_free (LgCaptureLink *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = LG_DIRECTION_OUT; i <= LG_DIRECTION_IN; i++)
    lg_tcp_flow_free (self->sides[i].tcp);
  g_clear_pointer (&self->mqtt, lg_capture_mqtt_free);
  g_clear_pointer (&self->tls, lg_capture_tls_free);
  g_byte_array_unref (self->first);
  g_byte_array_unref (self->answer);
  g_ptr_array_unref (self->held);
  lg_outlet_unref (self->outlet);
  g_free (self->name);
  g_free (self);
}

static void
emit_tcp (LgCaptureLink *self,
          gint64         wall_us,
          int            code)
{
  g_autofree char *server = lg_capture_link_dup_server (self);
  g_autoptr (LgClause) clause
    = lg_clause_new (code != 0 ? "tcp.failed" : "tcp.connected", "address", server, NULL);
  LgEvent event = {
    .kind = LG_EVENT_TCP, .code = code,
    .duration_us = self->connect_us != 0 ? wall_us - self->connect_us : 0,
  };

  if (code != 0)
    lg_clause_set_number (clause, "errno", code);
  lg_event_say (&event, clause);
  emit (self, wall_us, event);
}

static void
note_connect (LgCaptureLink      *self,
              LgDirection         direction,
              const LgTcpSegment *segment,
              gint64              wall_us)
{
  gboolean syn = (segment->flags & LG_TCP_SYN) != 0;

  if (syn && direction == LG_DIRECTION_OUT && self->connect_us == 0)
    {
      self->connect_us = wall_us;
      self->connect_sequence = segment->sequence;
      emit_state (self, wall_us, LG_SESSION_CONNECTING);
    }
  if (self->connected || self->refused)
    return;

  if (syn && direction == LG_DIRECTION_IN)
    {
      self->connected = TRUE;
      emit_tcp (self, wall_us, 0);
    }
  else if (direction == LG_DIRECTION_IN && (segment->flags & LG_TCP_RST) && self->connect_us != 0)
    {
      self->refused = TRUE;
      emit_tcp (self, wall_us, ECONNREFUSED);
    }
  else if (segment->length > 0)
    self->connected = TRUE;
}

/* Who ends it first is known once and for all: what follows answers that. */
static void
note_close (LgCaptureLink      *self,
            LgDirection         direction,
            const LgTcpSegment *segment,
            gint64              wall_us)
{
  gboolean reset = (segment->flags & LG_TCP_RST) != 0;

  if (!reset && (segment->flags & LG_TCP_FIN) == 0)
    return;

  self->sides[direction].fin = TRUE;
  if (self->closer == LG_DIRECTION_NONE)
    {
      self->closer = direction;
      self->reset = reset;
      self->closed_us = wall_us;
      if (self->tls != NULL)
        self->at_close = *lg_capture_tls_get_shown (self->tls);
      if (self->mqtt != NULL)
        self->told_at_close = *lg_capture_mqtt_get_told (self->mqtt);
    }
  if (reset || (self->sides[LG_DIRECTION_OUT].fin && self->sides[LG_DIRECTION_IN].fin))
    self->over = TRUE;
}

/**
 * lg_capture_link_add:
 * @direction: who sent it
 * @segment: the next segment captured
 * @wall_us: when, Unix µs
 *
 * Reads on.
 */
void
lg_capture_link_add (LgCaptureLink      *self,
                     LgDirection         direction,
                     const LgTcpSegment *segment,
                     gint64              wall_us)
{
  LgDirection other = direction == LG_DIRECTION_OUT ? LG_DIRECTION_IN : LG_DIRECTION_OUT;

  g_return_if_fail (self != NULL && segment != NULL);

  if (self->ignored)
    {
      note_close (self, direction, segment, wall_us);
      return;
    }

  if (self->start_us == 0)
    self->start_us = wall_us;
  self->last_us = wall_us;
  self->sides[direction].seen = TRUE;
  note_connect (self, direction, segment, wall_us);
  /* Nothing that belongs to the stream comes with a reset (RFC 9293, 3.10.7). */
  if ((segment->flags & LG_TCP_RST) == 0)
    lg_tcp_flow_add (self->sides[direction].tcp, segment, wall_us);
  if (segment->flags & LG_TCP_ACK)
    lg_tcp_flow_acknowledge (self->sides[other].tcp, segment->acknowledged);
  note_close (self, direction, segment, wall_us);
}

static int
judge_tls (LgCaptureLink        *self,
           const LgCaptureShown *shown)
{
  if (shown->not_tls != NULL)
    return TRANSPORT (NOT_TLS);
  if (shown->alert == LG_DIRECTION_OUT)
    return LG_END_DEVICE_ALERT;
  if (shown->alert == LG_DIRECTION_IN && !shown->finished)
    return shown->alert_code == ALERT_PROTOCOL_VERSION ? TRANSPORT (PROTOCOL_VERSION)
                                                       : TRANSPORT (ALERT);
  if (shown->alert == LG_DIRECTION_IN)
    return LG_END_ALERT;
  if (self->closer == LG_DIRECTION_IN && shown->hello && !shown->finished)
    return TRANSPORT (CLOSED_IN_HANDSHAKE);
  return 0;
}

static int
judge_mqtt (LgCaptureLink       *self,
            const LgCaptureTold *told)
{
  if (told->connack > 0)
    return LG_END_CONNACK + told->connack;
  if (told->disconnect == LG_DIRECTION_IN)
    return LG_END_SERVER_DISCONNECT;
  if (told->disconnect == LG_DIRECTION_OUT)
    return LG_END_DEVICE_DISCONNECT;
  if (told->connect && told->connack < 0 && self->closer == LG_DIRECTION_IN)
    return LG_END_CLOSED_BEFORE_CONNACK;
  return 0;
}

static int
judge_end (LgCaptureLink *self)
{
  int reason = 0;

  if (self->refused)
    return TRANSPORT (REFUSED);
  if (!self->connected && self->sides[LG_DIRECTION_IN].seen == FALSE && self->connect_us != 0)
    return TRANSPORT (TIMEOUT);
  if (self->tls != NULL)
    reason = judge_tls (self, self->closer != LG_DIRECTION_NONE
                              ? &self->at_close : lg_capture_tls_get_shown (self->tls));
  else if (self->mqtt != NULL)
    reason = judge_mqtt (self, self->closer != LG_DIRECTION_NONE
                               ? &self->told_at_close : lg_capture_mqtt_get_told (self->mqtt));
  if (reason != 0)
    return reason;

  if (self->closer == LG_DIRECTION_NONE)
    return LG_END_UNSEEN;
  if (self->closer == LG_DIRECTION_OUT)
    return self->reset ? LG_END_DEVICE_RESET : LG_END_DEVICE_CLOSED;
  return self->reset ? LG_END_RESET : LG_END_FIN;
}

/* What is to be said of the end besides its reason. */
static const char *
get_clause (int         reason,
            const char *not_tls)
{
  if (reason == TRANSPORT (CLOSED_IN_HANDSHAKE))
    return "tls.closed";
  if (reason == LG_END_FIN || reason == LG_END_CLOSED_BEFORE_CONNACK)
    return "end.fin";
  if (reason != TRANSPORT (NOT_TLS))
    return NULL;
  return g_strcmp0 (not_tls, "http") == 0 ? "speaks.http"
         : g_strcmp0 (not_tls, "mqtt") == 0 ? "speaks.mqtt" : "speaks.other";
}

/**
 * lg_capture_link_finish:
 *
 * Nothing more comes: tells what waits, and how it ended.
 */
void
lg_capture_link_finish (LgCaptureLink *self)
{
  gint64 end_us = self->closed_us != 0 ? self->closed_us : self->last_us;
  int reason;

  g_return_if_fail (self != NULL);

  for (guint i = LG_DIRECTION_OUT; i <= LG_DIRECTION_IN; i++)
    lg_tcp_flow_finish (self->sides[i].tcp);
  if (self->wanted && !self->told)
    tell_held (self);
  if (!self->told)
    return;

  reason = judge_end (self);
  emit (self, end_us, (LgEvent) {
    .kind = LG_EVENT_END, .code = reason,
    .clause = get_clause (reason, self->tls != NULL
                                  ? lg_capture_tls_get_shown (self->tls)->not_tls : NULL),
  });
  self->func (self, NULL, self->user_data);
}

/**
 * lg_capture_link_is_over:
 *
 * Returns: whether both sides have ended it, or one has reset it
 */
gboolean
lg_capture_link_is_over (LgCaptureLink *self)
{
  return self->over;
}

/**
 * lg_capture_link_is_another:
 * @segment: one between the same ports
 *
 * Returns: whether it begins another connection: a SYN that does not repeat this one's, which may
 *   have ended without the capture's having it
 */
gboolean
lg_capture_link_is_another (LgCaptureLink      *self,
                            const LgTcpSegment *segment)
{
  return (segment->flags & (LG_TCP_SYN | LG_TCP_ACK)) == LG_TCP_SYN
         && (self->over || self->connect_us == 0
             || segment->sequence != self->connect_sequence);
}

/**
 * lg_capture_link_set_name:
 * @name: (nullable): what the server's address was looked up by
 *
 * Names the server, unless the device does itself.
 */
void
lg_capture_link_set_name (LgCaptureLink *self,
                          const char    *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
}

/**
 * lg_capture_link_get_ends:
 *
 * Returns: (transfer none): its ends
 */
const LgCaptureEnds *
lg_capture_link_get_ends (LgCaptureLink *self)
{
  return &self->ends;
}

/**
 * lg_capture_link_get_name:
 *
 * Returns: (transfer none) (nullable): the server's name: what the device asks for in TLS, else
 *   what the address was looked up by
 */
const char *
lg_capture_link_get_name (LgCaptureLink *self)
{
  const char *asked = self->tls != NULL ? lg_capture_tls_get_shown (self->tls)->server_name : NULL;

  return asked != NULL ? asked : self->name;
}

static char *
dup_end (const LgIpAddress *address,
         guint16            port)
{
  g_autofree char *text = lg_ip_address_dup_text (address);

  return g_strdup_printf (strchr (text, ':') != NULL ? "[%s]:%u" : "%s:%u", text, port);
}

/**
 * lg_capture_link_dup_device:
 *
 * Returns: (transfer full): the device's address and port
 */
char *
lg_capture_link_dup_device (LgCaptureLink *self)
{
  return dup_end (&self->ends.device, self->ends.device_port);
}

/**
 * lg_capture_link_dup_server:
 *
 * Returns: (transfer full): the server's address and port
 */
char *
lg_capture_link_dup_server (LgCaptureLink *self)
{
  return dup_end (&self->ends.server, self->ends.server_port);
}

/**
 * lg_capture_link_get_speech:
 *
 * Returns: what the device speaks
 */
LgCaptureSpeech
lg_capture_link_get_speech (LgCaptureLink *self)
{
  return self->speech;
}

/**
 * lg_capture_link_get_start_us:
 *
 * Returns: when its first packet was captured, Unix µs
 */
gint64
lg_capture_link_get_start_us (LgCaptureLink *self)
{
  return self->start_us;
}

/**
 * lg_capture_link_get_end_us:
 *
 * Returns: when its last packet was captured, Unix µs
 */
gint64
lg_capture_link_get_end_us (LgCaptureLink *self)
{
  return self->last_us;
}

/**
 * lg_capture_link_get_packets:
 * @direction: who sent them
 *
 * Returns: how many MQTT packets were read
 */
guint64
lg_capture_link_get_packets (LgCaptureLink *self,
                             LgDirection    direction)
{
  LgStats stats;

  lg_outlet_get_stats (self->outlet, &stats);
  return direction == LG_DIRECTION_OUT ? stats.packets_out : stats.packets_in;
}

/**
 * lg_capture_link_get_messages:
 * @direction: who sent them
 *
 * Returns: how many of the packets are PUBLISH
 */
guint64
lg_capture_link_get_messages (LgCaptureLink *self,
                              LgDirection    direction)
{
  LgStats stats;

  lg_outlet_get_stats (self->outlet, &stats);
  return direction == LG_DIRECTION_OUT ? stats.messages_out : stats.messages_in;
}

/**
 * lg_capture_link_get_missing:
 * @direction: who sent them
 *
 * Returns: how many bytes the capture lacks
 */
guint64
lg_capture_link_get_missing (LgCaptureLink *self,
                             LgDirection    direction)
{
  return lg_tcp_flow_get_missing (self->sides[direction].tcp);
}

/**
 * lg_capture_link_get_repeated:
 * @direction: who sent them
 *
 * Returns: how many segments were sent again
 */
guint
lg_capture_link_get_repeated (LgCaptureLink *self,
                              LgDirection    direction)
{
  return lg_tcp_flow_get_repeated (self->sides[direction].tcp);
}

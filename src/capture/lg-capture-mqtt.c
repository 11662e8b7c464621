/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-capture-mqtt.h"

#include "event/lg-tap.h"
#include "mqtt/lg-framer.h"
#include "tls/lg-tls-dissector.h"

/* Above what any platform takes; a longer one is passed over. */
#define PACKET_MAX (4 << 20)

struct _LgCaptureMqtt
{
  LgOutlet      *outlet;
  LgTap         *tap;
  LgMqttVersion  version;
  LgFramer      *framers[LG_DIRECTION_IN + 1];
  LgCaptureTold  told;
};

/**
 * lg_capture_mqtt_new:
 * @outlet: where the events go
 *
 * Returns: (transfer full): a reader at the beginning of a connection, or in the middle of one
 */
LgCaptureMqtt *
lg_capture_mqtt_new (LgOutlet *outlet)
{
  LgCaptureMqtt *self = g_new0 (LgCaptureMqtt, 1);

  self->outlet = lg_outlet_ref (outlet);
  self->version = LG_MQTT_3_1_1;
  self->told.connack = -1;
  return self;
}

/**
 * lg_capture_mqtt_free:
 * @self: a reader
 */
void
lg_capture_mqtt_free (LgCaptureMqtt *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = LG_DIRECTION_OUT; i <= LG_DIRECTION_IN; i++)
    g_clear_pointer (&self->framers[i], lg_framer_free);
  g_clear_pointer (&self->tap, lg_tap_free);
  lg_outlet_unref (self->outlet);
  g_free (self);
}

/* The version is CONNECT's to say; a tap knows one. */
static void
begin_session (LgCaptureMqtt *self,
               LgSlice        bytes)
{
  g_auto (LgPacket) packet = LG_PACKET_INIT;

  if (bytes.data[0] >> 4 == LG_PACKET_CONNECT
      && lg_packet_dissect (&packet, bytes.data, bytes.length, self->version, LG_DIRECTION_OUT,
                            NULL))
    {
      self->version = packet.version;
      g_clear_pointer (&self->tap, lg_tap_free);
    }
  if (self->tap != NULL)
    return;

  self->tap = lg_tap_new (self->outlet, self->version);
  if (bytes.data[0] >> 4 != LG_PACKET_CONNECT)
    lg_tap_lose (self->tap);
}

/* What follows in that direction may begin within a packet. */
static void
lose_track (LgCaptureMqtt *self,
            LgDirection    direction)
{
  g_clear_pointer (&self->framers[direction], lg_framer_free);
  if (direction == LG_DIRECTION_OUT && self->tap != NULL)
    lg_tap_lose (self->tap);
}

/* Says of an event what broke MQTT's rules. */
static void
tell_broken (LgCaptureMqtt *self,
             LgEvent       *event,
             const GError  *error)
{
  g_autoptr (LgClause) clause = lg_mqtt_error_dup_clause (error);

  lg_event_say (event, clause);
  lg_outlet_emit (self->outlet, event);
}

static void
tell_lost (LgCaptureMqtt *self,
           LgDirection    direction,
           gint64         wall_us,
           const GError  *error)
{
  tell_broken (self, &(LgEvent) {
    .kind = LG_EVENT_NOTE, .code = LG_NOTE_OTHER_PROTOCOL, .direction = direction,
    .mono_us = wall_us,
  }, error);
}

/* What breaks MQTT's rules inside has its length all the same, so what follows can be read. */
static void
read_packet (LgCaptureMqtt *self,
             LgDirection    direction,
             LgSlice        bytes,
             gint64         wall_us)
{
  g_auto (LgPacket) packet = LG_PACKET_INIT;
  g_autoptr (GError) error = NULL;
  LgPacketType type = bytes.data[0] >> 4;

  begin_session (self, bytes);
  self->told.connect |= type == LG_PACKET_CONNECT && direction == LG_DIRECTION_OUT;
  if (type == LG_PACKET_DISCONNECT && self->told.disconnect == LG_DIRECTION_NONE)
    self->told.disconnect = direction;
  if (direction == LG_DIRECTION_OUT)
    lg_tap_read_out (self->tap, bytes, wall_us);
  else if (!lg_tap_read_in (self->tap, bytes, wall_us, &packet, &error))
    tell_broken (self, &(LgEvent) {
      .kind = LG_EVENT_PACKET + type, .direction = direction, .size = bytes.length,
      .mono_us = wall_us,
    }, error);
  else if (packet.type == LG_PACKET_CONNACK && self->told.connack < 0)
    self->told.connack = packet.code;
}

/* Whether a segment in the middle of a stream begins with a packet that makes sense. */
static gboolean
begins_with_packet (LgCaptureMqtt *self,
                    LgDirection    direction,
                    LgSlice        bytes)
{
  g_autoptr (LgFramer) framer = lg_framer_new (bytes.length);
  g_auto (LgPacket) packet = LG_PACKET_INIT;
  LgSlice first;

  lg_framer_push (framer, bytes.data, bytes.length);
  return lg_framer_next (framer, &first, NULL)
         && lg_packet_dissect (&packet, first.data, first.length, self->version, direction, NULL);
}

/**
 * lg_capture_mqtt_push:
 * @direction: who sent them
 * @bytes: the next bytes; without data: bytes that are missing
 * @wall_us: when they were captured, Unix µs
 *
 * Reads on. What a CONNECT held is cleared once it is read: it has the password in it.
 */
void
lg_capture_mqtt_push (LgCaptureMqtt *self,
                      LgDirection    direction,
                      LgSlice        bytes,
                      gint64         wall_us)
{
  LgFramer **framer;
  g_autoptr (GError) error = NULL;
  LgSlice packet;

  g_return_if_fail (self != NULL);

  framer = &self->framers[direction];
  if (bytes.data != NULL && direction == LG_DIRECTION_IN && self->told.connect
      && self->told.connack < 0 && lg_tls_is_record (bytes.data, bytes.length))
    lg_outlet_emit (self->outlet, &(LgEvent) {
      .kind = LG_EVENT_NOTE, .code = LG_NOTE_SPEAKS, .direction = direction,
      .mono_us = wall_us, .topic = "tls",
    });
  if (bytes.data == NULL)
    {
      lose_track (self, direction);
      return;
    }
  if (*framer == NULL)
    {
      if (!begins_with_packet (self, direction, bytes)
          && (bytes.data[0] >> 4 != LG_PACKET_CONNECT || self->told.connect))
        return;
      *framer = lg_framer_new (PACKET_MAX);
    }

  lg_framer_push (*framer, bytes.data, bytes.length);
  while (lg_framer_next (*framer, &packet, &error))
    read_packet (self, direction, packet, wall_us);
  lg_framer_wipe (*framer);
  if (error == NULL)
    return;

  tell_lost (self, direction, wall_us, error);
  lose_track (self, direction);
}

/**
 * lg_capture_mqtt_get_told:
 *
 * Returns: (transfer none): what was said of the connection itself
 */
const LgCaptureTold *
lg_capture_mqtt_get_told (const LgCaptureMqtt *self)
{
  return &self->told;
}

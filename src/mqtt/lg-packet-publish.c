/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-packet-private.h"
#include "lg-property.h"

#define FLAG_RETAIN 0x01
#define FLAG_DUP 0x08

static gboolean
read_flags (LgPacket  *self,
            LgReader  *reader,
            GError   **error)
{
  guint8 first = self->bytes.data[0];

  self->qos = first >> 1 & 3;
  self->retain = (first & FLAG_RETAIN) != 0;
  self->dup = (first & FLAG_DUP) != 0;
  if (self->qos == 3)
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.qos", NULL));
  if (self->dup && self->qos == 0)
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.dup", NULL));

  return TRUE;
}

static gboolean
read_properties (LgPacket     *self,
                 LgReader     *reader,
                 LgDirection   direction,
                 GError      **error)
{
  if (!lg_property_read_all (reader, LG_PROPERTY_IN (self->type), &self->properties, error))
    return FALSE;
  if (direction == LG_DIRECTION_OUT
      && lg_packet_find_property (self, LG_PROPERTY_SUBSCRIPTION_ID) != NULL)
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.device-subscription-id", NULL));

  return TRUE;
}

/**
 * lg_packet_dissect_publish:
 *
 * MQTT 3.1.1 and MQTT 5, 3.3
 */
gboolean
lg_packet_dissect_publish (LgPacket       *self,
                           LgReader       *reader,
                           LgMqttVersion   version,
                           LgDirection     direction,
                           GError        **error)
{
  if (!read_flags (self, reader, error)
      || !lg_reader_topic (reader, FALSE, "topic", &self->topic, error))
    return FALSE;
  if (self->qos > 0 && !lg_reader_packet_id (reader, &self->packet_id, error))
    return FALSE;
  if (version == LG_MQTT_5 && !read_properties (self, reader, direction, error))
    return FALSE;
  if (self->topic.length == 0 && lg_packet_find_property (self, LG_PROPERTY_TOPIC_ALIAS) == NULL)
    return lg_reader_fail (reader, error,
                           lg_clause_new ("malformed.empty", "field", "topic", NULL));

  self->payload = lg_reader_rest (reader);
  return TRUE;
}

/**
 * lg_packet_dissect_puback:
 *
 * PUBACK, PUBREC, PUBREL and PUBCOMP: MQTT 3.1.1 and MQTT 5, 3.4 to 3.7
 */
gboolean
lg_packet_dissect_puback (LgPacket       *self,
                          LgReader       *reader,
                          LgMqttVersion   version,
                          LgDirection     direction,
                          GError        **error)
{
  if (!lg_reader_packet_id (reader, &self->packet_id, error))
    return FALSE;
  if (version != LG_MQTT_5 || lg_reader_get_left (reader) == 0)
    return TRUE;
  if (!lg_reader_byte (reader, "reason code", &self->code, error))
    return FALSE;

  return lg_reader_get_left (reader) == 0
         || lg_property_read_all (reader, LG_PROPERTY_IN (self->type), &self->properties, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The packets that are little more than a reason, or nothing at all: PINGREQ, DISCONNECT, AUTH. */
#include "lg-packet-private.h"
#include "lg-property.h"

/**
 * lg_packet_dissect_ping:
 *
 * PINGREQ and PINGRESP. MQTT 3.1.1 and MQTT 5, 3.12 and 3.13: nothing follows the fixed header.
 */
gboolean
lg_packet_dissect_ping (LgPacket       *self,
                        LgReader       *reader,
                        LgMqttVersion   version,
                        LgDirection     direction,
                        GError        **error)
{
  return TRUE;
}

/**
 * lg_packet_dissect_disconnect:
 *
 * MQTT 3.1.1, 3.14: empty; MQTT 5, 3.14: reason code and properties may each be left out.
 */
gboolean
lg_packet_dissect_disconnect (LgPacket       *self,
                              LgReader       *reader,
                              LgMqttVersion   version,
                              LgDirection     direction,
                              GError        **error)
{
  if (version != LG_MQTT_5 || lg_reader_get_left (reader) == 0)
    return TRUE;
  if (!lg_reader_byte (reader, "reason code", &self->code, error))
    return FALSE;

  return lg_reader_get_left (reader) == 0
         || lg_property_read_all (reader, LG_PROPERTY_IN (self->type), &self->properties, error);
}

/**
 * lg_packet_dissect_auth:
 *
 * MQTT 5, 3.15: empty, or reason code and properties.
 */
gboolean
lg_packet_dissect_auth (LgPacket       *self,
                        LgReader       *reader,
                        LgMqttVersion   version,
                        LgDirection     direction,
                        GError        **error)
{
  if (lg_reader_get_left (reader) == 0)
    return TRUE;

  return lg_reader_byte (reader, "reason code", &self->code, error)
         && lg_property_read_all (reader, LG_PROPERTY_IN (self->type), &self->properties, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-packet-private.h"

#define LENGTH_MAX_BYTES 4

typedef enum
{
  FROM_DEVICE = 1 << 0,
  FROM_SERVER = 1 << 1,
  FROM_SERVER_5 = 1 << 2,
  ONLY_5 = 1 << 3,
  FREE_FLAGS = 1 << 4,
} TypeTraits;

typedef struct
{
  guint              traits;
  guint8             flags;
  LgPacketDissector  dissect;
} TypeRule;

static const TypeRule types[] = {
  [LG_PACKET_CONNECT] = { FROM_DEVICE, 0, lg_packet_dissect_connect },
  [LG_PACKET_CONNACK] = { FROM_SERVER, 0, lg_packet_dissect_connack },
  [LG_PACKET_PUBLISH] = { FROM_DEVICE | FROM_SERVER | FREE_FLAGS, 0, lg_packet_dissect_publish },
  [LG_PACKET_PUBACK] = { FROM_DEVICE | FROM_SERVER, 0, lg_packet_dissect_puback },
  [LG_PACKET_PUBREC] = { FROM_DEVICE | FROM_SERVER, 0, lg_packet_dissect_puback },
  [LG_PACKET_PUBREL] = { FROM_DEVICE | FROM_SERVER, 2, lg_packet_dissect_puback },
  [LG_PACKET_PUBCOMP] = { FROM_DEVICE | FROM_SERVER, 0, lg_packet_dissect_puback },
  [LG_PACKET_SUBSCRIBE] = { FROM_DEVICE, 2, lg_packet_dissect_subscribe },
  [LG_PACKET_SUBACK] = { FROM_SERVER, 0, lg_packet_dissect_suback },
  [LG_PACKET_UNSUBSCRIBE] = { FROM_DEVICE, 2, lg_packet_dissect_unsubscribe },
  [LG_PACKET_UNSUBACK] = { FROM_SERVER, 0, lg_packet_dissect_unsuback },
  [LG_PACKET_PINGREQ] = { FROM_DEVICE, 0, lg_packet_dissect_ping },
  [LG_PACKET_PINGRESP] = { FROM_SERVER, 0, lg_packet_dissect_ping },
  [LG_PACKET_DISCONNECT] = { FROM_DEVICE | FROM_SERVER_5, 0, lg_packet_dissect_disconnect },
  [LG_PACKET_AUTH] = { FROM_DEVICE | FROM_SERVER | ONLY_5, 0, lg_packet_dissect_auth },
};

/**
 * lg_packet_get_total:
 * @error: return location (%LG_MQTT_ERROR_MALFORMED)
 *
 * * The whole length of the packet that begins at @data, judged by its first bytes alone. 0
 * without an error: more bytes are needed to know.
 */
gsize
lg_packet_get_total (const guint8  *data,
                     gsize          length,
                     GError       **error)
{
  LgReader reader = { data + 1, data + length, data[0] >> 4 };
  gsize remaining = 0;
  LgClause *clause;

  if (reader.type < LG_PACKET_CONNECT)
    {
      clause = lg_clause_new ("packet.no-type", NULL);
      lg_clause_set_number (clause, "hex", data[0]);
      lg_mqtt_error_set (error, LG_MQTT_ERROR_MALFORMED, clause);
      return 0;
    }
  if (!(types[reader.type].traits & FREE_FLAGS) && (data[0] & 0xf) != types[reader.type].flags)
    {
      clause = lg_clause_new ("malformed.flags", NULL);
      lg_clause_set_number (clause, "expected", types[reader.type].flags);
      lg_reader_fail_number (&reader, error, clause, "flags", data[0] & 0xf);
      return 0;
    }

  for (guint i = 0; i < LENGTH_MAX_BYTES && reader.at < reader.end; i++)
    {
      guint8 byte = *reader.at++;

      remaining |= (gsize) (byte & 0x7f) << (7 * i);
      if (!(byte & 0x80))
        return reader.at - data + remaining;
    }

  if (length > LENGTH_MAX_BYTES)
    lg_reader_fail (&reader, error,
                    lg_clause_new ("malformed.long-number", "field", "remaining length", NULL));
  return 0;
}

static gboolean
check_direction (const LgReader  *reader,
                 LgMqttVersion    version,
                 LgDirection      direction,
                 GError         **error)
{
  guint traits = types[reader->type].traits;

  if (version == LG_MQTT_5 && (traits & FROM_SERVER_5))
    traits |= FROM_SERVER;
  if (version != LG_MQTT_5 && (traits & ONLY_5))
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.only-5", NULL));
  if (direction == LG_DIRECTION_OUT && !(traits & FROM_DEVICE))
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.not-from-device", NULL));
  if (direction == LG_DIRECTION_IN && !(traits & FROM_SERVER))
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.not-from-server", NULL));

  return TRUE;
}

static gboolean
dissect (LgPacket       *self,
         const guint8   *data,
         gsize           length,
         LgMqttVersion   version,
         LgDirection     direction,
         GError        **error)
{
  LgReader reader = { data + 1, data + length, data[0] >> 4 };
  g_autoptr (GError) header_error = NULL;
  gsize total = lg_packet_get_total (data, length, &header_error);

  if (header_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&header_error));
      return FALSE;
    }
  if (total == 0 || total > length)
    return lg_reader_fail (&reader, error, lg_clause_new ("malformed.cut", NULL));
  if (total < length)
    return lg_reader_fail (&reader, error, lg_clause_new ("malformed.followed", NULL));
  if (!check_direction (&reader, version, direction, error))
    return FALSE;

  while (*reader.at++ & 0x80)
    ;
  if (version == LG_MQTT_5 && reader.at > data + 2 && reader.at[-1] == 0)
    return lg_reader_fail (&reader, error,
                           lg_clause_new ("malformed.padded", "field", "remaining length", NULL));

  self->type = reader.type;
  self->bytes = (LgSlice) { data, length };
  if (!types[reader.type].dissect (self, &reader, version, direction, error))
    return FALSE;
  if (lg_reader_get_left (&reader) > 0)
    return lg_reader_fail_number (&reader, error, lg_clause_new ("malformed.too-many", NULL),
                                  "bytes", lg_reader_get_left (&reader));

  return TRUE;
}

/**
 * lg_packet_dissect:
 * @self: an initialised packet; what it held is freed
 * @data: (array length=length): one whole packet, as the framer gives it
 * @length: its bytes
 * @version: the version the connection speaks; CONNECT tells its own and ignores this
 * @direction: who sent it; %LG_DIRECTION_NONE accepts both
 * @error: (nullable): return location (%LG_MQTT_ERROR_MALFORMED)
 *
 * Takes a packet apart, strictly: whatever the specification forbids is an error, with a clause
 * that names the packet and the rule. The exceptions are reserved return and reason codes,
 * which are passed on because they say why a server refused. The properties of a will are checked,
 * not kept. A property's string is its `text`, binary data its `value`, a user property has both.
 *
 * Returns: %TRUE; or %FALSE with %LG_MQTT_ERROR_MALFORMED, and @self is empty
 */
gboolean
lg_packet_dissect (LgPacket       *self,
                   const guint8   *data,
                   gsize           length,
                   LgMqttVersion   version,
                   LgDirection     direction,
                   GError        **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  lg_packet_clear (self);
  if (length == 0)
    {
      lg_mqtt_error_set (error, LG_MQTT_ERROR_MALFORMED, lg_clause_new ("packet.empty", NULL));
      return FALSE;
    }
  if (dissect (self, data, length, version, direction, error))
    return TRUE;

  lg_packet_clear (self);
  return FALSE;
}

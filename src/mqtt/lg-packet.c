/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-packet.h"

#include "lg-packet-private.h"

#define LENGTH_MAX_BYTES 4

G_DEFINE_QUARK (lg-mqtt-error-quark, lg_mqtt_error)

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
  const char        *name;
  guint              traits;
  guint8             flags;
  LgPacketDissector  dissect;
} TypeRule;

static const TypeRule types[] = {
  [LG_PACKET_CONNECT] = { "CONNECT", FROM_DEVICE, 0, lg_packet_dissect_connect },
  [LG_PACKET_CONNACK] = { "CONNACK", FROM_SERVER, 0, lg_packet_dissect_connack },
  [LG_PACKET_PUBLISH]
    = { "PUBLISH", FROM_DEVICE | FROM_SERVER | FREE_FLAGS, 0, lg_packet_dissect_publish },
  [LG_PACKET_PUBACK] = { "PUBACK", FROM_DEVICE | FROM_SERVER, 0, lg_packet_dissect_puback },
  [LG_PACKET_PUBREC] = { "PUBREC", FROM_DEVICE | FROM_SERVER, 0, lg_packet_dissect_puback },
  [LG_PACKET_PUBREL] = { "PUBREL", FROM_DEVICE | FROM_SERVER, 2, lg_packet_dissect_puback },
  [LG_PACKET_PUBCOMP] = { "PUBCOMP", FROM_DEVICE | FROM_SERVER, 0, lg_packet_dissect_puback },
  [LG_PACKET_SUBSCRIBE] = { "SUBSCRIBE", FROM_DEVICE, 2, lg_packet_dissect_subscribe },
  [LG_PACKET_SUBACK] = { "SUBACK", FROM_SERVER, 0, lg_packet_dissect_suback },
  [LG_PACKET_UNSUBSCRIBE] = { "UNSUBSCRIBE", FROM_DEVICE, 2, lg_packet_dissect_unsubscribe },
  [LG_PACKET_UNSUBACK] = { "UNSUBACK", FROM_SERVER, 0, lg_packet_dissect_unsuback },
  [LG_PACKET_PINGREQ] = { "PINGREQ", FROM_DEVICE, 0, lg_packet_dissect_ping },
  [LG_PACKET_PINGRESP] = { "PINGRESP", FROM_SERVER, 0, lg_packet_dissect_ping },
  [LG_PACKET_DISCONNECT]
    = { "DISCONNECT", FROM_DEVICE | FROM_SERVER_5, 0, lg_packet_dissect_disconnect },
  [LG_PACKET_AUTH] = { "AUTH", FROM_DEVICE | FROM_SERVER | ONLY_5, 0, lg_packet_dissect_auth },
};

/**
 * lg_packet_type_get_name:
 * @type: a packet type, or any number
 *
 * The name the specification uses, never translated.
 *
 * Returns: the name; `packet type 0` and the like is "unknown packet"
 */
const char *
lg_packet_type_get_name (LgPacketType type)
{
  if (type < LG_PACKET_CONNECT || type > LG_PACKET_AUTH)
    return "unknown packet";

  return types[type].name;
}

/**
 * lg_packet_get_total:
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

  if (reader.type < LG_PACKET_CONNECT)
    {
      g_set_error (error, LG_MQTT_ERROR, LG_MQTT_ERROR_MALFORMED,
                   "0x%02x begins no MQTT packet", data[0]);
      return 0;
    }
  if (!(types[reader.type].traits & FREE_FLAGS) && (data[0] & 0xf) != types[reader.type].flags)
    {
      lg_reader_fail (&reader, error, "the reserved flags are 0x%x instead of 0x%x",
                      data[0] & 0xf, types[reader.type].flags);
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
    lg_reader_fail (&reader, error, "the remaining length is longer than four bytes");
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
    return lg_reader_fail (reader, error, "this packet exists in MQTT 5 only");
  if (direction == LG_DIRECTION_OUT && !(traits & FROM_DEVICE))
    return lg_reader_fail (reader, error, "a device does not send this packet");
  if (direction == LG_DIRECTION_IN && !(traits & FROM_SERVER))
    return lg_reader_fail (reader, error, "a server does not send this packet");

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
    return lg_reader_fail (&reader, error, "the packet is cut off");
  if (total < length)
    return lg_reader_fail (&reader, error, "bytes follow the packet");
  if (!check_direction (&reader, version, direction, error))
    return FALSE;

  while (*reader.at++ & 0x80)
    ;
  if (version == LG_MQTT_5 && reader.at > data + 2 && reader.at[-1] == 0)
    return lg_reader_fail (&reader, error, "the remaining length is padded");

  self->type = reader.type;
  self->bytes = (LgSlice) { data, length };
  if (!types[reader.type].dissect (self, &reader, version, direction, error))
    return FALSE;
  if (lg_reader_get_left (&reader) > 0)
    return lg_reader_fail (&reader, error, "%" G_GSIZE_FORMAT " bytes too many",
                           lg_reader_get_left (&reader));

  return TRUE;
}

/**
 * lg_packet_dissect:
 * @self: an initialised packet; what it held is freed
 * @data: (array length=length): one whole packet, as the framer gives it
 * @length: its bytes
 * @version: the version the connection speaks; CONNECT tells its own and ignores this
 * @direction: who sent it; %LG_DIRECTION_NONE accepts both
 * @error: (nullable): return location for a #GError
 *
 * Takes a packet apart, strictly: whatever the specification forbids is an error, with an English
 * text that names the packet and the rule. The exceptions are reserved return and reason codes,
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
      g_set_error_literal (error, LG_MQTT_ERROR, LG_MQTT_ERROR_MALFORMED, "An empty packet");
      return FALSE;
    }
  if (dissect (self, data, length, version, direction, error))
    return TRUE;

  lg_packet_clear (self);
  return FALSE;
}

/**
 * lg_packet_find_property:
 * @self: a dissected packet
 * @id: which property
 *
 * Returns: (transfer none) (nullable): the first property with this identifier; always %NULL before
 *   MQTT 5
 */
const LgProperty *
lg_packet_find_property (const LgPacket *self,
                         LgPropertyId    id)
{
  GArray *properties = self->properties;

  for (guint i = 0; properties != NULL && i < properties->len; i++)
    if (g_array_index (properties, LgProperty, i).id == id)
      return &g_array_index (properties, LgProperty, i);

  return NULL;
}

/**
 * lg_packet_clear:
 * @self: an initialised packet
 *
 * Frees the arrays and empties the packet; it may be used again.
 */
void
lg_packet_clear (LgPacket *self)
{
  g_clear_pointer (&self->filters, g_array_unref);
  g_clear_pointer (&self->properties, g_array_unref);
  *self = (LgPacket) LG_PACKET_INIT;
}

/**
 * lg_slice_dup_text:
 * @slice: bytes of a packet
 *
 * Copies bytes as text; what is not UTF-8 is replaced.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
lg_slice_dup_text (LgSlice slice)
{
  return g_utf8_make_valid (slice.data != NULL ? (const char *) slice.data : "", slice.length);
}

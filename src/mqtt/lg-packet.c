/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-packet.h"

static const char *const names[] = {
  [LG_PACKET_CONNECT] = "CONNECT",
  [LG_PACKET_CONNACK] = "CONNACK",
  [LG_PACKET_PUBLISH] = "PUBLISH",
  [LG_PACKET_PUBACK] = "PUBACK",
  [LG_PACKET_PUBREC] = "PUBREC",
  [LG_PACKET_PUBREL] = "PUBREL",
  [LG_PACKET_PUBCOMP] = "PUBCOMP",
  [LG_PACKET_SUBSCRIBE] = "SUBSCRIBE",
  [LG_PACKET_SUBACK] = "SUBACK",
  [LG_PACKET_UNSUBSCRIBE] = "UNSUBSCRIBE",
  [LG_PACKET_UNSUBACK] = "UNSUBACK",
  [LG_PACKET_PINGREQ] = "PINGREQ",
  [LG_PACKET_PINGRESP] = "PINGRESP",
  [LG_PACKET_DISCONNECT] = "DISCONNECT",
  [LG_PACKET_AUTH] = "AUTH",
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

  return names[type];
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-packet-clause.h"

#include "mqtt/lg-property.h"
#include "mqtt/lg-reason-code.h"

/* As many user properties as the platform allows (Alibaba Cloud, MQTT 5), and some. */
#define PROPERTIES_MAX 32

/* What a clause takes of a value from outside. */
#define VALUE_MAX_BYTES 256

/**
 * lg_packet_clause_new_reason:
 * @type: the packet that has the code
 * @code: a reason code of MQTT 5, or a return code of MQTT 3.1.1
 *
 * Returns: (transfer full) (nullable): the code as a clause; %NULL when the specification does not
 *   define it
 */
LgClause *
lg_packet_clause_new_reason (LgPacketType type,
                             guint8       code)
{
  LgClause *clause;

  if (lg_reason_code_get_name (type, code) == NULL)
    return NULL;

  clause = lg_clause_new ("mqtt.reason", "packet", lg_packet_type_get_name (type), NULL);
  lg_clause_set_number (clause, "reason", code);
  return clause;
}

static void
say_reason (LgClause       *self,
            const LgPacket *packet)
{
  guint8 code = packet->codes.length > 0 ? packet->codes.data[0] : packet->code;
  gboolean granted = packet->type == LG_PACKET_SUBACK && code < LG_REASON_FAILURE;
  LgClause *reason = code != LG_REASON_SUCCESS && !granted
                     ? lg_packet_clause_new_reason (packet->type, code) : NULL;

  if (reason != NULL)
    lg_clause_say (self, reason);
}

static char *
dup_value (LgSlice value)
{
  g_autofree char *text = NULL;

  if (value.length <= VALUE_MAX_BYTES)
    return lg_slice_dup_text (value);

  text = lg_slice_dup_text ((LgSlice) { value.data, VALUE_MAX_BYTES });
  return g_strconcat (text, "…", NULL);
}

/* Of binary data, which may be secret, the length only. */
static LgClause *
new_property (const LgProperty *property)
{
  g_autofree char *text = dup_value (property->text);
  g_autofree char *value = dup_value (property->value);
  LgClause *clause;

  if (property->id == LG_PROPERTY_REASON_STRING)
    return lg_clause_new ("mqtt.reason-string", "words", text, NULL);
  if (property->id == LG_PROPERTY_USER)
    return lg_clause_new ("mqtt.user-property", "name", text, "value", value, NULL);

  clause = lg_clause_new (property->value.data != NULL ? "mqtt.property-length" : "mqtt.property",
                          NULL);
  lg_clause_set_number (clause, "property", property->id);
  if (property->value.data != NULL)
    lg_clause_set_number (clause, "bytes", property->value.length);
  else if (property->text.data != NULL)
    lg_clause_set_string (clause, "value", text);
  else
    lg_clause_set_number (clause, "value", property->number);
  return clause;
}

static void
say_properties (LgClause       *self,
                const LgPacket *packet)
{
  guint n_properties = packet->properties != NULL ? packet->properties->len : 0;

  for (guint i = 0; i < MIN (n_properties, PROPERTIES_MAX); i++)
    lg_clause_say (self, new_property (&g_array_index (packet->properties, LgProperty, i)));
  if (n_properties > PROPERTIES_MAX)
    lg_clause_say (self, lg_clause_new ("mqtt.more-properties", NULL));
}

/**
 * lg_packet_clause_new:
 * @packet: a dissected packet
 * @version: what is spoken
 *
 * What a packet says besides its topic and payload: whether a session waited, and with MQTT 5 its
 * reason, unless that is success, and its properties.
 *
 * Returns: (transfer full) (nullable): a clause, or %NULL where there is nothing to say
 */
LgClause *
lg_packet_clause_new (const LgPacket *packet,
                      LgMqttVersion   version)
{
  g_autoptr (LgClause) self = NULL;

  /* Most messages, at any rate. */
  if (packet->type == LG_PACKET_PUBLISH && packet->properties == NULL)
    return NULL;

  self = lg_clause_new ("packet.said", NULL);
  if (packet->session_present)
    lg_clause_say (self, lg_clause_new ("mqtt.session-present", NULL));
  if (version == LG_MQTT_5)
    {
      say_reason (self, packet);
      say_properties (self, packet);
    }

  return lg_clause_get_args (self) != NULL ? g_steal_pointer (&self) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-property.h"

#include "lg-byte-writer.h"

#define CONNECT LG_PROPERTY_IN (LG_PACKET_CONNECT)
#define CONNACK LG_PROPERTY_IN (LG_PACKET_CONNACK)
#define PUBLISH LG_PROPERTY_IN (LG_PACKET_PUBLISH)
#define SUBSCRIBE LG_PROPERTY_IN (LG_PACKET_SUBSCRIBE)
#define DISCONNECT LG_PROPERTY_IN (LG_PACKET_DISCONNECT)
#define AUTH LG_PROPERTY_IN (LG_PACKET_AUTH)
#define WILL LG_PROPERTY_IN_WILL
#define ANYWHERE G_MAXUINT
#define ANSWERS (CONNACK | LG_PROPERTY_IN (LG_PACKET_PUBACK) | LG_PROPERTY_IN (LG_PACKET_PUBREC) \
                 | LG_PROPERTY_IN (LG_PACKET_PUBREL) | LG_PROPERTY_IN (LG_PACKET_PUBCOMP) \
                 | LG_PROPERTY_IN (LG_PACKET_SUBACK) | LG_PROPERTY_IN (LG_PACKET_UNSUBACK) \
                 | DISCONNECT | AUTH)

typedef enum
{
  PROPERTY_UNKNOWN,
  PROPERTY_BYTE = 1,
  PROPERTY_TWO_BYTES = 2,
  PROPERTY_FOUR_BYTES = 4,
  PROPERTY_VARINT,
  PROPERTY_STRING,
  PROPERTY_BINARY,
  PROPERTY_PAIR,
} PropertyType;

typedef struct
{
  const char   *name;
  PropertyType  type;
  guint         places;
  guint32       min;
  guint32       max;
} PropertyRule;

/* MQTT 5, table 2-4 and the value rules of its sections 3.1 to 3.15; max 0: no rule. */
static const PropertyRule rules[] = {
  [LG_PROPERTY_PAYLOAD_FORMAT]
    = { "Payload Format Indicator", PROPERTY_BYTE, PUBLISH | WILL, 0, 1 },
  [LG_PROPERTY_MESSAGE_EXPIRY] = { "Message Expiry Interval", PROPERTY_FOUR_BYTES, PUBLISH | WILL },
  [LG_PROPERTY_CONTENT_TYPE] = { "Content Type", PROPERTY_STRING, PUBLISH | WILL },
  [LG_PROPERTY_RESPONSE_TOPIC] = { "Response Topic", PROPERTY_STRING, PUBLISH | WILL },
  [LG_PROPERTY_CORRELATION_DATA] = { "Correlation Data", PROPERTY_BINARY, PUBLISH | WILL },
  [LG_PROPERTY_SUBSCRIPTION_ID]
    = { "Subscription Identifier", PROPERTY_VARINT, PUBLISH | SUBSCRIBE, 1, G_MAXUINT32 },
  [LG_PROPERTY_SESSION_EXPIRY]
    = { "Session Expiry Interval", PROPERTY_FOUR_BYTES, CONNECT | CONNACK | DISCONNECT },
  [LG_PROPERTY_ASSIGNED_CLIENT_ID] = { "Assigned Client Identifier", PROPERTY_STRING, CONNACK },
  [LG_PROPERTY_SERVER_KEEPALIVE] = { "Server Keep Alive", PROPERTY_TWO_BYTES, CONNACK },
  [LG_PROPERTY_AUTH_METHOD]
    = { "Authentication Method", PROPERTY_STRING, CONNECT | CONNACK | AUTH },
  [LG_PROPERTY_AUTH_DATA] = { "Authentication Data", PROPERTY_BINARY, CONNECT | CONNACK | AUTH },
  [LG_PROPERTY_REQUEST_PROBLEM] = { "Request Problem Information", PROPERTY_BYTE, CONNECT, 0, 1 },
  [LG_PROPERTY_WILL_DELAY] = { "Will Delay Interval", PROPERTY_FOUR_BYTES, WILL },
  [LG_PROPERTY_REQUEST_RESPONSE] = { "Request Response Information", PROPERTY_BYTE, CONNECT, 0, 1 },
  [LG_PROPERTY_RESPONSE_INFORMATION] = { "Response Information", PROPERTY_STRING, CONNACK },
  [LG_PROPERTY_SERVER_REFERENCE] = { "Server Reference", PROPERTY_STRING, CONNACK | DISCONNECT },
  [LG_PROPERTY_REASON_STRING] = { "Reason String", PROPERTY_STRING, ANSWERS },
  [LG_PROPERTY_RECEIVE_MAXIMUM]
    = { "Receive Maximum", PROPERTY_TWO_BYTES, CONNECT | CONNACK, 1, G_MAXUINT16 },
  [LG_PROPERTY_TOPIC_ALIAS_MAXIMUM]
    = { "Topic Alias Maximum", PROPERTY_TWO_BYTES, CONNECT | CONNACK },
  [LG_PROPERTY_TOPIC_ALIAS] = { "Topic Alias", PROPERTY_TWO_BYTES, PUBLISH, 1, G_MAXUINT16 },
  [LG_PROPERTY_MAXIMUM_QOS] = { "Maximum QoS", PROPERTY_BYTE, CONNACK, 0, 1 },
  [LG_PROPERTY_RETAIN_AVAILABLE] = { "Retain Available", PROPERTY_BYTE, CONNACK, 0, 1 },
  [LG_PROPERTY_USER] = { "User Property", PROPERTY_PAIR, ANYWHERE },
  [LG_PROPERTY_MAXIMUM_PACKET_SIZE]
    = { "Maximum Packet Size", PROPERTY_FOUR_BYTES, CONNECT | CONNACK, 1, G_MAXUINT32 },
  [LG_PROPERTY_WILDCARD_AVAILABLE]
    = { "Wildcard Subscription Available", PROPERTY_BYTE, CONNACK, 0, 1 },
  [LG_PROPERTY_SUBSCRIPTION_ID_AVAILABLE]
    = { "Subscription Identifier Available", PROPERTY_BYTE, CONNACK, 0, 1 },
  [LG_PROPERTY_SHARED_AVAILABLE]
    = { "Shared Subscription Available", PROPERTY_BYTE, CONNACK, 0, 1 },
};

static gboolean
read_value (LgReader            *reader,
            const PropertyRule  *rule,
            LgProperty          *property,
            GError             **error)
{
  switch (rule->type)
    {
    case PROPERTY_BYTE:
    case PROPERTY_TWO_BYTES:
    case PROPERTY_FOUR_BYTES:
      return lg_reader_number (reader, rule->type, rule->name, &property->number, error);
    case PROPERTY_VARINT:
      return lg_reader_varint (reader, rule->name, &property->number, error);
    case PROPERTY_STRING:
      return property->id == LG_PROPERTY_RESPONSE_TOPIC
             ? lg_reader_topic (reader, FALSE, rule->name, &property->text, error)
             : lg_reader_string (reader, rule->name, &property->text, error);
    case PROPERTY_BINARY:
      return lg_reader_binary (reader, rule->name, &property->value, error);
    case PROPERTY_PAIR:
      return lg_reader_string (reader, rule->name, &property->text, error)
             && lg_reader_string (reader, rule->name, &property->value, error);
    case PROPERTY_UNKNOWN:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
may_repeat (guint8 id,
            guint  place)
{
  return id == LG_PROPERTY_USER || (id == LG_PROPERTY_SUBSCRIPTION_ID && place == PUBLISH);
}

static gboolean
read_property (LgReader    *reader,
               guint        place,
               guint64     *seen,
               LgProperty  *property,
               GError     **error)
{
  const PropertyRule *rule;

  if (!lg_reader_byte (reader, "property identifier", &property->id, error))
    return FALSE;
  if (property->id >= G_N_ELEMENTS (rules) || rules[property->id].type == PROPERTY_UNKNOWN)
    return lg_reader_fail_number (reader, error, lg_clause_new ("malformed.property-unknown", NULL),
                                  "hex", property->id);

  rule = &rules[property->id];
  if ((rule->places & place) == 0)
    return lg_reader_fail_number (reader, error,
                                  lg_clause_new ("malformed.property-misplaced", NULL),
                                  "property", property->id);
  if ((*seen & G_GUINT64_CONSTANT (1) << property->id) && !may_repeat (property->id, place))
    return lg_reader_fail_number (reader, error, lg_clause_new ("malformed.property-twice", NULL),
                                  "property", property->id);
  *seen |= G_GUINT64_CONSTANT (1) << property->id;

  if (!read_value (reader, rule, property, error))
    return FALSE;
  if (rule->max > 0 && (property->number < rule->min || property->number > rule->max))
    {
      LgClause *clause = lg_clause_new ("malformed.property-value", NULL);

      lg_clause_set_number (clause, "property", property->id);
      return lg_reader_fail_number (reader, error, clause, "value", property->number);
    }

  return TRUE;
}

/**
 * lg_property_read_all:
 * @error: return location (%LG_MQTT_ERROR_MALFORMED)
 *
 * * Reads the property length and all properties. @properties is %NULL to check without keeping. A
 * string is kept in `text`, binary data in `value`, a user property's name and value in both.
 */
gboolean
lg_property_read_all (LgReader  *reader,
                      guint      place,
                      GArray   **properties,
                      GError   **error)
{
  LgReader inner = *reader;
  guint32 length;
  guint64 seen = 0;

  if (!lg_reader_varint (reader, "property length", &length, error))
    return FALSE;
  if (length > lg_reader_get_left (reader))
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.properties-long", NULL));

  inner.at = reader->at;
  inner.end = reader->at + length;
  while (lg_reader_get_left (&inner) > 0)
    {
      LgProperty property = { 0 };

      if (!read_property (&inner, place, &seen, &property, error))
        return FALSE;
      if (properties == NULL)
        continue;
      if (*properties == NULL)
        *properties = g_array_new (FALSE, FALSE, sizeof (LgProperty));
      g_array_append_val (*properties, property);
    }

  if ((seen & 1u << LG_PROPERTY_AUTH_DATA) && !(seen & 1u << LG_PROPERTY_AUTH_METHOD))
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.auth-data-alone", NULL));

  reader->at = inner.end;
  return TRUE;
}

/**
 * lg_property_write:
 *
 * * Appends one property, its identifier first. Its length is not judged.
 */
void
lg_property_write (GByteArray       *out,
                   const LgProperty *property)
{
  g_assert (property->id < G_N_ELEMENTS (rules));

  lg_writer_byte (out, property->id);
  switch (rules[property->id].type)
    {
    case PROPERTY_BYTE:
    case PROPERTY_TWO_BYTES:
    case PROPERTY_FOUR_BYTES:
      lg_writer_number (out, rules[property->id].type, property->number);
      break;
    case PROPERTY_VARINT:
      lg_writer_varint (out, property->number);
      break;
    case PROPERTY_PAIR:
      lg_writer_binary (out, property->text.data, property->text.length);
      lg_writer_binary (out, property->value.data, property->value.length);
      break;
    case PROPERTY_STRING:
      lg_writer_binary (out, property->text.data, property->text.length);
      break;
    case PROPERTY_BINARY:
      lg_writer_binary (out, property->value.data, property->value.length);
      break;
    case PROPERTY_UNKNOWN:
    default:
      g_assert_not_reached ();
    }
}

/**
 * lg_property_get_name:
 *
 * * The name the specification uses, never translated; %NULL for a number it does not define.
 */
const char *
lg_property_get_name (LgPropertyId id)
{
  return id < G_N_ELEMENTS (rules) ? rules[id].name : NULL;
}

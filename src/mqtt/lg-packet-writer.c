/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-packet-writer.h"

#include "lg-byte-writer.h"
#include "lg-property.h"

#include <string.h>

#define FLAG_CLEAN 0x02
#define FLAG_WILL 0x04
#define WILL_QOS_SHIFT 3
#define FLAG_WILL_RETAIN 0x20
#define FLAG_PASSWORD 0x40
#define FLAG_USERNAME 0x80

/* An identifier and its value each; what is 0 anyhow is left out. */
static gsize
get_connect_properties (const LgConnect *connect)
{
  return (connect->session_expiry_s != 0 ? 1 + 4 : 0)
         + (connect->topic_alias_maximum != 0 ? 1 + 2 : 0)
         + (connect->maximum_packet_size != 0 ? 1 + 4 : 0);
}

static void
write_connect_properties (GByteArray      *out,
                          const LgConnect *connect)
{
  lg_writer_varint (out, get_connect_properties (connect));
  if (connect->session_expiry_s != 0)
    lg_property_write (out, &(LgProperty) {
      .id = LG_PROPERTY_SESSION_EXPIRY, .number = connect->session_expiry_s,
    });
  if (connect->topic_alias_maximum != 0)
    lg_property_write (out, &(LgProperty) {
      .id = LG_PROPERTY_TOPIC_ALIAS_MAXIMUM, .number = connect->topic_alias_maximum,
    });
  if (connect->maximum_packet_size != 0)
    lg_property_write (out, &(LgProperty) {
      .id = LG_PROPERTY_MAXIMUM_PACKET_SIZE, .number = connect->maximum_packet_size,
    });
}

/* Without properties. */
static void
write_will (GByteArray      *out,
            const LgConnect *connect)
{
  if (connect->version == LG_MQTT_5)
    lg_writer_varint (out, 0);
  lg_writer_string (out, connect->will_topic);
  lg_writer_binary (out, connect->will_payload, connect->will_length);
}

static gsize
get_connect_body (const LgConnect *connect)
{
  gsize size = lg_writer_get_string_size (connect->version == LG_MQTT_3_1 ? "MQIsdp" : "MQTT");

  size += 1 + 1 + 2 + (connect->version == LG_MQTT_5 ? 1 + get_connect_properties (connect) : 0);
  size += lg_writer_get_string_size (connect->client_id);
  if (connect->will_topic != NULL)
    size += (connect->version == LG_MQTT_5 ? 1 : 0)
            + lg_writer_get_string_size (connect->will_topic) + 2 + connect->will_length;
  if (connect->username != NULL)
    size += lg_writer_get_string_size (connect->username);
  if (connect->password != NULL)
    size += 2 + connect->password_length;

  return size;
}

/**
 * lg_packet_get_connect_size:
 * @connect: what would go into CONNECT
 *
 * How many bytes the packet takes, fixed header included. An array made with this size does not
 * grow while the password is written, so no stale copy of it stays behind.
 *
 * Returns: bytes
 */
gsize
lg_packet_get_connect_size (const LgConnect *connect)
{
  gsize body = get_connect_body (connect);

  return 1 + lg_writer_get_varint_size (body) + body;
}

/**
 * lg_packet_write_connect:
 * @out: where the packet is appended
 * @connect: what goes into it
 *
 * Appends a CONNECT. @out holds the password afterwards: clear it when it is sent.
 */
void
lg_packet_write_connect (GByteArray      *out,
                         const LgConnect *connect)
{
  guint8 flags = 0;

  g_return_if_fail (connect->client_id != NULL);
  g_return_if_fail (connect->password_length <= G_MAXUINT16);
  g_return_if_fail (connect->will_length <= G_MAXUINT16);

  flags |= connect->clean_session ? FLAG_CLEAN : 0;
  flags |= connect->username != NULL ? FLAG_USERNAME : 0;
  flags |= connect->password != NULL ? FLAG_PASSWORD : 0;
  if (connect->will_topic != NULL)
    flags |= FLAG_WILL | connect->will_qos << WILL_QOS_SHIFT
             | (connect->will_retain ? FLAG_WILL_RETAIN : 0);

  lg_writer_header (out, LG_PACKET_CONNECT, 0, get_connect_body (connect));
  lg_writer_string (out, connect->version == LG_MQTT_3_1 ? "MQIsdp" : "MQTT");
  lg_writer_byte (out, connect->version);
  lg_writer_byte (out, flags);
  lg_writer_number (out, 2, connect->keepalive);
  if (connect->version == LG_MQTT_5)
    write_connect_properties (out, connect);
  lg_writer_string (out, connect->client_id);
  if (connect->will_topic != NULL)
    write_will (out, connect);
  if (connect->username != NULL)
    lg_writer_string (out, connect->username);
  if (connect->password != NULL)
    lg_writer_binary (out, connect->password, connect->password_length);
}

static void
write_packet (GByteArray       *out,
              LgPacketType      type,
              guint8            flags,
              const GByteArray *body)
{
  lg_writer_header (out, type, flags, body->len);
  if (body->len > 0)
    g_byte_array_append (out, body->data, body->len);
}

static void
write_properties (GByteArray       *out,
                  const LgProperty *properties,
                  gsize             n_properties)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (gsize i = 0; i < n_properties; i++)
    lg_property_write (bytes, &properties[i]);
  lg_writer_varint (out, bytes->len);
  if (bytes->len > 0)
    g_byte_array_append (out, bytes->data, bytes->len);
}

static void
write_reason_string (GByteArray *out,
                     const char *reason)
{
  LgProperty property = { .id = LG_PROPERTY_REASON_STRING };

  if (reason != NULL)
    property.text = (LgSlice) { (const guint8 *) reason, strlen (reason) };
  write_properties (out, &property, reason != NULL ? 1 : 0);
}

/**
 * lg_packet_write_connack:
 * @out: where the packet is appended
 * @version: the connection's version
 * @session_present: whether the server kept the session; ignored in a refusal
 * @code: return code, or MQTT 5 reason code
 * @properties: (array length=n_properties) (nullable): MQTT 5 properties; earlier versions have
 *   none
 * @n_properties: their number
 *
 * Appends a CONNACK.
 */
void
lg_packet_write_connack (GByteArray       *out,
                         LgMqttVersion     version,
                         gboolean          session_present,
                         guint8            code,
                         const LgProperty *properties,
                         gsize             n_properties)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();

  lg_writer_byte (body, session_present && code == 0);
  lg_writer_byte (body, code);
  if (version == LG_MQTT_5)
    write_properties (body, properties, n_properties);
  write_packet (out, LG_PACKET_CONNACK, 0, body);
}

static gsize
get_publish_body (LgMqttVersion  version,
                  const char    *topic,
                  gsize          length,
                  guint8         qos)
{
  return lg_writer_get_string_size (topic) + (qos > 0 ? 2 : 0) + (version == LG_MQTT_5 ? 1 : 0)
         + length;
}

/**
 * lg_packet_get_publish_size:
 * @version: the connection's version
 * @topic: a valid topic name
 * @length: the payload's bytes
 * @qos: 0, 1 or 2
 *
 * How many bytes a PUBLISH takes, fixed header included, without properties.
 *
 * Returns: bytes
 */
gsize
lg_packet_get_publish_size (LgMqttVersion  version,
                            const char    *topic,
                            gsize          length,
                            guint8         qos)
{
  gsize body = get_publish_body (version, topic, length, qos);

  return 1 + lg_writer_get_varint_size (body) + body;
}

/**
 * lg_packet_write_publish:
 * @out: where the packet is appended
 * @version: the connection's version
 * @topic: a valid topic name
 * @payload: (array length=length) (nullable): the payload
 * @length: its bytes
 * @qos: 0, 1 or 2
 * @packet_id: packet identifier; unused with QoS 0
 * @retain: the retain flag
 *
 * Appends a PUBLISH.
 */
void
lg_packet_write_publish (GByteArray    *out,
                         LgMqttVersion  version,
                         const char    *topic,
                         gconstpointer  payload,
                         gsize          length,
                         guint8         qos,
                         guint16        packet_id,
                         gboolean       retain)
{
  gsize body;

  g_return_if_fail (topic != NULL && strlen (topic) <= G_MAXUINT16);
  g_return_if_fail (payload != NULL || length == 0);
  g_return_if_fail (qos <= 2);
  g_return_if_fail (qos == 0 || packet_id != 0);

  body = get_publish_body (version, topic, length, qos);
  lg_writer_header (out, LG_PACKET_PUBLISH, qos << 1 | (retain ? 1 : 0), body);
  lg_writer_string (out, topic);
  if (qos > 0)
    lg_writer_number (out, 2, packet_id);
  if (version == LG_MQTT_5)
    lg_writer_varint (out, 0);
  if (length > 0)
    g_byte_array_append (out, payload, length);
}

/**
 * lg_packet_get_subscribe_size:
 * @version: the connection's version
 * @filter: a topic filter
 *
 * Returns: how many bytes a SUBSCRIBE for this one filter takes without properties, bytes; an
 *   UNSUBSCRIBE takes one less
 */
gsize
lg_packet_get_subscribe_size (LgMqttVersion  version,
                              const char    *filter)
{
  gsize body = 2 + (version == LG_MQTT_5 ? 1 : 0) + lg_writer_get_string_size (filter) + 1;

  return 1 + lg_writer_get_varint_size (body) + body;
}

/**
 * lg_packet_write_without_alias:
 * @out: where the packet is appended
 * @publish: a PUBLISH of MQTT 5 whose topic is known
 *
 * Appends the PUBLISH as it is, but without its Topic Alias: for a connection that knows no such
 * alias.
 */
void
lg_packet_write_without_alias (GByteArray     *out,
                               const LgPacket *publish)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (LgProperty));

  g_return_if_fail (publish->type == LG_PACKET_PUBLISH);

  for (guint i = 0; publish->properties != NULL && i < publish->properties->len; i++)
    {
      LgProperty *property = &g_array_index (publish->properties, LgProperty, i);

      if (property->id != LG_PROPERTY_TOPIC_ALIAS)
        g_array_append_vals (kept, property, 1);
    }

  lg_writer_binary (body, publish->topic.data, publish->topic.length);
  if (publish->qos > 0)
    lg_writer_number (body, 2, publish->packet_id);
  write_properties (body, (const LgProperty *) kept->data, kept->len);
  if (publish->payload.length > 0)
    g_byte_array_append (body, publish->payload.data, publish->payload.length);
  write_packet (out, LG_PACKET_PUBLISH, publish->bytes.data[0] & 0xf, body);
}

/**
 * lg_packet_write_puback:
 * @out: where the packet is appended
 * @version: the connection's version
 * @packet_id: the packet identifier answered
 * @code: MQTT 5 reason code; earlier versions have none
 * @reason: (nullable): MQTT 5 reason string
 *
 * Appends a PUBACK.
 */
void
lg_packet_write_puback (GByteArray    *out,
                        LgMqttVersion  version,
                        guint16        packet_id,
                        guint8         code,
                        const char    *reason)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();

  lg_writer_number (body, 2, packet_id);
  if (version == LG_MQTT_5 && (code != 0 || reason != NULL))
    {
      lg_writer_byte (body, code);
      write_reason_string (body, reason);
    }
  write_packet (out, LG_PACKET_PUBACK, 0, body);
}

/**
 * lg_packet_write_ack:
 * @out: where the packet is appended
 * @type: PUBACK, PUBREC, PUBREL or PUBCOMP
 * @packet_id: the packet identifier answered
 * @code: MQTT 5: a reason code; 0: success, in the form it has in every version
 *
 * Appends one of the four.
 */
void
lg_packet_write_ack (GByteArray   *out,
                     LgPacketType  type,
                     guint16       packet_id,
                     guint8        code)
{
  g_return_if_fail (type >= LG_PACKET_PUBACK && type <= LG_PACKET_PUBCOMP);

  lg_writer_header (out, type, type == LG_PACKET_PUBREL ? 2 : 0, code != 0 ? 3 : 2);
  lg_writer_number (out, 2, packet_id);
  if (code != 0)
    lg_writer_byte (out, code);
}

/**
 * lg_packet_write_subscribe:
 * @out: where the packet is appended
 * @version: the connection's version
 * @packet_id: packet identifier
 * @filters: (element-type LgFilter): at least one filter with its options
 *
 * Appends a SUBSCRIBE.
 */
void
lg_packet_write_subscribe (GByteArray    *out,
                           LgMqttVersion  version,
                           guint16        packet_id,
                           GArray        *filters)
{
  gsize body = 2 + (version == LG_MQTT_5 ? 1 : 0);

  g_return_if_fail (filters != NULL && filters->len > 0);

  for (guint i = 0; i < filters->len; i++)
    body += 2 + g_array_index (filters, LgFilter, i).filter.length + 1;

  lg_writer_header (out, LG_PACKET_SUBSCRIBE, 2, body);
  lg_writer_number (out, 2, packet_id);
  if (version == LG_MQTT_5)
    lg_writer_varint (out, 0);
  for (guint i = 0; i < filters->len; i++)
    {
      const LgFilter *filter = &g_array_index (filters, LgFilter, i);

      lg_writer_binary (out, filter->filter.data, filter->filter.length);
      lg_writer_byte (out, filter->options);
    }
}

/**
 * lg_packet_write_suback:
 * @out: where the packet is appended
 * @version: the connection's version
 * @packet_id: the packet identifier answered
 * @codes: (array length=n_codes): one code for each filter
 * @n_codes: their number
 * @reason: (nullable): MQTT 5 reason string
 *
 * Appends a SUBACK.
 */
void
lg_packet_write_suback (GByteArray    *out,
                        LgMqttVersion  version,
                        guint16        packet_id,
                        const guint8  *codes,
                        gsize          n_codes,
                        const char    *reason)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();

  g_return_if_fail (codes != NULL && n_codes > 0);

  lg_writer_number (body, 2, packet_id);
  if (version == LG_MQTT_5)
    write_reason_string (body, reason);
  g_byte_array_append (body, codes, n_codes);
  write_packet (out, LG_PACKET_SUBACK, 0, body);
}

/**
 * lg_packet_write_unsuback:
 * @out: where the packet is appended
 * @version: the connection's version
 * @packet_id: the packet identifier answered
 * @codes: (array length=n_codes): one MQTT 5 code for each filter; earlier versions have none
 * @n_codes: their number
 * @reason: (nullable): MQTT 5 reason string
 *
 * Appends an UNSUBACK.
 */
void
lg_packet_write_unsuback (GByteArray    *out,
                          LgMqttVersion  version,
                          guint16        packet_id,
                          const guint8  *codes,
                          gsize          n_codes,
                          const char    *reason)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();

  lg_writer_number (body, 2, packet_id);
  if (version == LG_MQTT_5)
    {
      write_reason_string (body, reason);
      g_byte_array_append (body, codes, n_codes);
    }
  write_packet (out, LG_PACKET_UNSUBACK, 0, body);
}

/**
 * lg_packet_write_pingreq:
 * @out: where the packet is appended
 *
 * Appends a PINGREQ.
 */
void
lg_packet_write_pingreq (GByteArray *out)
{
  lg_writer_header (out, LG_PACKET_PINGREQ, 0, 0);
}

/**
 * lg_packet_write_pingresp:
 * @out: where the packet is appended
 *
 * Appends a PINGRESP.
 */
void
lg_packet_write_pingresp (GByteArray *out)
{
  lg_writer_header (out, LG_PACKET_PINGRESP, 0, 0);
}

/**
 * lg_packet_write_disconnect:
 * @out: where the packet is appended
 * @version: the connection's version
 * @code: MQTT 5 reason code; earlier versions have none
 * @reason: (nullable): MQTT 5 reason string
 *
 * Appends a DISCONNECT.
 */
void
lg_packet_write_disconnect (GByteArray    *out,
                            LgMqttVersion  version,
                            guint8         code,
                            const char    *reason)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();

  if (version == LG_MQTT_5)
    {
      lg_writer_byte (body, code);
      write_reason_string (body, reason);
    }
  write_packet (out, LG_PACKET_DISCONNECT, 0, body);
}

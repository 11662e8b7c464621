/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-packet-writer.h"

#include "lg-property.h"

#define LARGEST_BODY 268435455

#define FLAG_CLEAN 0x02
#define FLAG_PASSWORD 0x40
#define FLAG_USERNAME 0x80

static void
put_byte (GByteArray *out,
          guint8      byte)
{
  g_byte_array_append (out, &byte, 1);
}

static void
put_number (GByteArray *out,
            guint16     number)
{
  put_byte (out, number >> 8);
  put_byte (out, number & 0xff);
}

static void
put_binary (GByteArray    *out,
            gconstpointer  data,
            gsize          length)
{
  g_assert (length <= G_MAXUINT16);

  put_number (out, length);
  if (length > 0)
    g_byte_array_append (out, data, length);
}

static void
put_string (GByteArray *out,
            const char *text)
{
  put_binary (out, text, strlen (text));
}

static void
put_varint (GByteArray *out,
            gsize       value)
{
  do
    {
      put_byte (out, (value & 0x7f) | (value > 0x7f ? 0x80 : 0));
      value >>= 7;
    }
  while (value > 0);
}

static void
put_header (GByteArray   *out,
            LgPacketType  type,
            guint8        flags,
            gsize         remaining)
{
  g_assert (remaining <= LARGEST_BODY);

  put_byte (out, type << 4 | flags);
  put_varint (out, remaining);
}

static gsize
get_varint_size (gsize value)
{
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x200000 ? 3 : 4;
}

static gsize
get_string_size (const char *text)
{
  return 2 + strlen (text);
}

static gsize
get_connect_body (const LgConnect *connect)
{
  gsize size = get_string_size (connect->version == LG_MQTT_3_1 ? "MQIsdp" : "MQTT");

  size += 1 + 1 + 2 + (connect->version == LG_MQTT_5 ? 1 : 0);
  size += get_string_size (connect->client_id);
  if (connect->username != NULL)
    size += get_string_size (connect->username);
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

  return 1 + get_varint_size (body) + body;
}

/**
 * lg_packet_write_connect:
 * @out: where the packet is appended
 * @connect: what goes into it
 *
 * Appends a CONNECT without a will and, in MQTT 5, without properties. @out holds the password
 * afterwards: clear it when it is sent.
 */
void
lg_packet_write_connect (GByteArray      *out,
                         const LgConnect *connect)
{
  guint8 flags = 0;

  g_return_if_fail (connect->client_id != NULL);
  g_return_if_fail (connect->password_length <= G_MAXUINT16);

  flags |= connect->clean_session ? FLAG_CLEAN : 0;
  flags |= connect->username != NULL ? FLAG_USERNAME : 0;
  flags |= connect->password != NULL ? FLAG_PASSWORD : 0;

  put_header (out, LG_PACKET_CONNECT, 0, get_connect_body (connect));
  put_string (out, connect->version == LG_MQTT_3_1 ? "MQIsdp" : "MQTT");
  put_byte (out, connect->version);
  put_byte (out, flags);
  put_number (out, connect->keepalive);
  if (connect->version == LG_MQTT_5)
    put_varint (out, 0);
  put_string (out, connect->client_id);
  if (connect->username != NULL)
    put_string (out, connect->username);
  if (connect->password != NULL)
    put_binary (out, connect->password, connect->password_length);
}

/**
 * lg_packet_write_connack:
 * @out: where the packet is appended
 * @version: the connection's version
 * @session_present: whether the server kept the session; ignored in a refusal
 * @code: return code, or MQTT 5 reason code
 *
 * Appends a CONNACK, in MQTT 5 without properties.
 */
void
lg_packet_write_connack (GByteArray    *out,
                         LgMqttVersion  version,
                         gboolean       session_present,
                         guint8         code)
{
  put_header (out, LG_PACKET_CONNACK, 0, version == LG_MQTT_5 ? 3 : 2);
  put_byte (out, session_present && code == 0);
  put_byte (out, code);
  if (version == LG_MQTT_5)
    put_varint (out, 0);
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

  body = get_string_size (topic) + (qos > 0 ? 2 : 0) + (version == LG_MQTT_5 ? 1 : 0) + length;
  put_header (out, LG_PACKET_PUBLISH, qos << 1 | (retain ? 1 : 0), body);
  put_string (out, topic);
  if (qos > 0)
    put_number (out, packet_id);
  if (version == LG_MQTT_5)
    put_varint (out, 0);
  if (length > 0)
    g_byte_array_append (out, payload, length);
}

/**
 * lg_packet_write_puback:
 * @out: where the packet is appended
 * @version: the connection's version
 * @packet_id: the packet identifier answered
 * @code: MQTT 5 reason code; earlier versions have none
 *
 * Appends a PUBACK.
 */
void
lg_packet_write_puback (GByteArray    *out,
                        LgMqttVersion  version,
                        guint16        packet_id,
                        guint8         code)
{
  gboolean with_code = version == LG_MQTT_5 && code != 0;

  put_header (out, LG_PACKET_PUBACK, 0, with_code ? 3 : 2);
  put_number (out, packet_id);
  if (with_code)
    put_byte (out, code);
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

  put_header (out, LG_PACKET_SUBSCRIBE, 2, body);
  put_number (out, packet_id);
  if (version == LG_MQTT_5)
    put_varint (out, 0);
  for (guint i = 0; i < filters->len; i++)
    {
      const LgFilter *filter = &g_array_index (filters, LgFilter, i);

      put_binary (out, filter->filter.data, filter->filter.length);
      put_byte (out, filter->options);
    }
}

/**
 * lg_packet_write_suback:
 * @out: where the packet is appended
 * @version: the connection's version
 * @packet_id: the packet identifier answered
 * @codes: (array length=n_codes): one code for each filter
 * @n_codes: their number
 *
 * Appends a SUBACK.
 */
void
lg_packet_write_suback (GByteArray    *out,
                        LgMqttVersion  version,
                        guint16        packet_id,
                        const guint8  *codes,
                        gsize          n_codes)
{
  g_return_if_fail (codes != NULL && n_codes > 0);

  put_header (out, LG_PACKET_SUBACK, 0, 2 + (version == LG_MQTT_5 ? 1 : 0) + n_codes);
  put_number (out, packet_id);
  if (version == LG_MQTT_5)
    put_varint (out, 0);
  g_byte_array_append (out, codes, n_codes);
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
  put_header (out, LG_PACKET_PINGREQ, 0, 0);
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
  put_header (out, LG_PACKET_PINGRESP, 0, 0);
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
  gsize properties = reason != NULL ? 1 + get_string_size (reason) : 0;

  if (version != LG_MQTT_5)
    {
      put_header (out, LG_PACKET_DISCONNECT, 0, 0);
      return;
    }

  put_header (out, LG_PACKET_DISCONNECT, 0, 1 + get_varint_size (properties) + properties);
  put_byte (out, code);
  put_varint (out, properties);
  if (reason != NULL)
    {
      put_byte (out, LG_PROPERTY_REASON_STRING);
      put_string (out, reason);
    }
}

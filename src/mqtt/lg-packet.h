/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-mqtt-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

/** LgPacketType: MQTT control packet types, as on the wire (MQTT 3.1.1, table 2.1). */
typedef enum
{
  LG_PACKET_CONNECT = 1,
  LG_PACKET_CONNACK,
  LG_PACKET_PUBLISH,
  LG_PACKET_PUBACK,
  LG_PACKET_PUBREC,
  LG_PACKET_PUBREL,
  LG_PACKET_PUBCOMP,
  LG_PACKET_SUBSCRIBE,
  LG_PACKET_SUBACK,
  LG_PACKET_UNSUBSCRIBE,
  LG_PACKET_UNSUBACK,
  LG_PACKET_PINGREQ,
  LG_PACKET_PINGRESP,
  LG_PACKET_DISCONNECT,
  LG_PACKET_AUTH,
} LgPacketType;

/** LgDirection: as seen from the device; nicks `out`, `in`, `none`. */
typedef enum
{
  LG_DIRECTION_NONE,
  LG_DIRECTION_OUT,
  LG_DIRECTION_IN,
} LgDirection;

/** LgMqttVersion: the protocol level byte of CONNECT. */
typedef enum
{
  LG_MQTT_3_1 = 3,
  LG_MQTT_3_1_1 = 4,
  LG_MQTT_5 = 5,
} LgMqttVersion;

/** LgSlice: bytes inside a packet; borrowed, valid as long as the packet's bytes. */
typedef struct
{
  const guint8 *data;
  gsize         length;
} LgSlice;

/** LgFilter: one topic filter of SUBSCRIBE (with @options) or UNSUBSCRIBE. */
typedef struct
{
  LgSlice filter;
  guint8  options;
} LgFilter;

/** LgPropertyId: MQTT 5 properties, as on the wire (MQTT 5, table 2-4). */
typedef enum
{
  LG_PROPERTY_PAYLOAD_FORMAT = 0x01,
  LG_PROPERTY_MESSAGE_EXPIRY = 0x02,
  LG_PROPERTY_CONTENT_TYPE = 0x03,
  LG_PROPERTY_RESPONSE_TOPIC = 0x08,
  LG_PROPERTY_CORRELATION_DATA = 0x09,
  LG_PROPERTY_SUBSCRIPTION_ID = 0x0b,
  LG_PROPERTY_SESSION_EXPIRY = 0x11,
  LG_PROPERTY_ASSIGNED_CLIENT_ID = 0x12,
  LG_PROPERTY_SERVER_KEEPALIVE = 0x13,
  LG_PROPERTY_AUTH_METHOD = 0x15,
  LG_PROPERTY_AUTH_DATA = 0x16,
  LG_PROPERTY_REQUEST_PROBLEM = 0x17,
  LG_PROPERTY_WILL_DELAY = 0x18,
  LG_PROPERTY_REQUEST_RESPONSE = 0x19,
  LG_PROPERTY_RESPONSE_INFORMATION = 0x1a,
  LG_PROPERTY_SERVER_REFERENCE = 0x1c,
  LG_PROPERTY_REASON_STRING = 0x1f,
  LG_PROPERTY_RECEIVE_MAXIMUM = 0x21,
  LG_PROPERTY_TOPIC_ALIAS_MAXIMUM = 0x22,
  LG_PROPERTY_TOPIC_ALIAS = 0x23,
  LG_PROPERTY_MAXIMUM_QOS = 0x24,
  LG_PROPERTY_RETAIN_AVAILABLE = 0x25,
  LG_PROPERTY_USER = 0x26,
  LG_PROPERTY_MAXIMUM_PACKET_SIZE = 0x27,
  LG_PROPERTY_WILDCARD_AVAILABLE = 0x28,
  LG_PROPERTY_SUBSCRIPTION_ID_AVAILABLE = 0x29,
  LG_PROPERTY_SHARED_AVAILABLE = 0x2a,
} LgPropertyId;

/**
 * LgProperty:
 * @id: a [enum@PropertyId]
 * @number: value of a number
 * @text: value of a string; name of a user property
 * @value: value of binary data or of a user property
 *
 * One MQTT 5 property.
 */
typedef struct
{
  guint8  id;
  guint32 number;
  LgSlice text;
  LgSlice value;
} LgProperty;

/**
 * LgPacket:
 * @type: packet type
 * @bytes: the whole packet, fixed header included
 * @dup: PUBLISH only
 * @qos: PUBLISH only
 * @retain: PUBLISH only
 * @packet_id: packet identifier, or 0 where the packet has none
 * @code: CONNACK return code, or an MQTT 5 reason code, or 0
 * @session_present: CONNACK only
 * @topic: PUBLISH only
 * @payload: PUBLISH only
 * @version: CONNECT only: protocol level
 * @connect_flags: CONNECT only
 * @keepalive: CONNECT only: seconds
 * @client_id: CONNECT only
 * @will_topic: CONNECT only
 * @will_payload: CONNECT only
 * @username: CONNECT only
 * @password: CONNECT only. Points at the secret on the wire: mask it before it leaves the tap
 * @filters: (array of LgFilter) SUBSCRIBE and UNSUBSCRIBE only
 * @codes: SUBACK (and MQTT 5 UNSUBACK) only: one code a filter
 * @properties: (array of LgProperty) MQTT 5 only
 *
 * One dissected control packet. Every slice borrows from @bytes. Initialise with %LG_PACKET_INIT;
 * [func@Packet.clear] frees the arrays.
 */
typedef struct
{
  LgPacketType   type;
  LgSlice        bytes;
  gboolean       dup;
  guint8         qos;
  gboolean       retain;
  guint16        packet_id;
  guint8         code;
  gboolean       session_present;
  LgSlice        topic;
  LgSlice        payload;
  LgMqttVersion  version;
  guint8         connect_flags;
  guint16        keepalive;
  LgSlice        client_id;
  LgSlice        will_topic;
  LgSlice        will_payload;
  LgSlice        username;
  LgSlice        password;
  GArray        *filters;
  LgSlice        codes;
  GArray        *properties;
} LgPacket;

#define LG_PACKET_INIT { 0 }

gboolean    lg_packet_dissect       (LgPacket       *self,
                                     const guint8   *data,
                                     gsize           length,
                                     LgMqttVersion   version,
                                     LgDirection     direction,
                                     GError        **error);
void        lg_packet_clear         (LgPacket       *self);
const LgProperty *lg_packet_find_property (const LgPacket *self,
                                           LgPropertyId    id);
const char *lg_packet_type_get_name (LgPacketType    type);
char       *lg_slice_dup_text       (LgSlice         slice);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LgPacket, lg_packet_clear)

G_END_DECLS

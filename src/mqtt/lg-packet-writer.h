/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-packet.h"

G_BEGIN_DECLS

/* A session that does not expire: what Clean Session 0 was before MQTT 5 (3.1.2.11.2). */
#define LG_SESSION_EXPIRY_NEVER G_MAXUINT32

/**
 * LgConnect:
 * @clean_session: Clean Session, in MQTT 5 Clean Start
 * @session_expiry_s: MQTT 5: Session Expiry Interval, seconds
 * @topic_alias_maximum: MQTT 5: how many topic aliases the server may use
 * @maximum_packet_size: MQTT 5: the largest packet the server may send, bytes; 0: any
 * @will_topic: (nullable): the topic of a will; %NULL: no will
 * @will_payload: (nullable): its payload
 * @will_length: bytes of it
 * @will_qos: its QoS
 * @will_retain: whether it is to be retained
 *
 * What goes into a CONNECT packet. Strings are UTF-8; %NULL @username or @password leaves them out.
 */
typedef struct
{
  LgMqttVersion  version;
  const char    *client_id;
  const char    *username;
  const char    *password;
  gsize          password_length;
  guint16        keepalive;
  gboolean       clean_session;
  guint32        session_expiry_s;
  guint16        topic_alias_maximum;
  guint32        maximum_packet_size;
  const char    *will_topic;
  gconstpointer  will_payload;
  gsize          will_length;
  guint8         will_qos;
  gboolean       will_retain;
} LgConnect;

void  lg_packet_write_connect     (GByteArray      *out,
                                   const LgConnect *connect);
gsize lg_packet_get_connect_size  (const LgConnect *connect);
void  lg_packet_write_connack     (GByteArray      *out,
                                   LgMqttVersion    version,
                                   gboolean         session_present,
                                   guint8           code,
                                   const LgProperty *properties,
                                   gsize            n_properties);
void  lg_packet_write_publish     (GByteArray      *out,
                                   LgMqttVersion    version,
                                   const char      *topic,
                                   gconstpointer    payload,
                                   gsize            length,
                                   guint8           qos,
                                   guint16          packet_id,
                                   gboolean         retain);
gsize lg_packet_get_subscribe_size (LgMqttVersion   version,
                                   const char      *filter);
gsize lg_packet_get_publish_size  (LgMqttVersion    version,
                                   const char      *topic,
                                   gsize            length,
                                   guint8           qos);
void  lg_packet_write_without_alias (GByteArray    *out,
                                   const LgPacket  *publish);
void  lg_packet_write_puback      (GByteArray      *out,
                                   LgMqttVersion    version,
                                   guint16          packet_id,
                                   guint8           code,
                                   const char      *reason);
void  lg_packet_write_ack         (GByteArray      *out,
                                   LgPacketType     type,
                                   guint16          packet_id,
                                   guint8           code);
void  lg_packet_write_subscribe   (GByteArray      *out,
                                   LgMqttVersion    version,
                                   guint16          packet_id,
                                   GArray          *filters);
void  lg_packet_write_suback      (GByteArray      *out,
                                   LgMqttVersion    version,
                                   guint16          packet_id,
                                   const guint8    *codes,
                                   gsize            n_codes,
                                   const char      *reason);
void  lg_packet_write_unsuback    (GByteArray      *out,
                                   LgMqttVersion    version,
                                   guint16          packet_id,
                                   const guint8    *codes,
                                   gsize            n_codes,
                                   const char      *reason);
void  lg_packet_write_pingreq     (GByteArray      *out);
void  lg_packet_write_pingresp    (GByteArray      *out);
void  lg_packet_write_disconnect  (GByteArray      *out,
                                   LgMqttVersion    version,
                                   guint8           code,
                                   const char      *reason);

G_END_DECLS

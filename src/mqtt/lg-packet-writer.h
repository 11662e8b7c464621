/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-packet.h"

G_BEGIN_DECLS

/**
 * LgConnect:
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
} LgConnect;

void  lg_packet_write_connect     (GByteArray      *out,
                                   const LgConnect *connect);
gsize lg_packet_get_connect_size  (const LgConnect *connect);
void  lg_packet_write_connack     (GByteArray      *out,
                                   LgMqttVersion    version,
                                   gboolean         session_present,
                                   guint8           code);
void  lg_packet_write_publish     (GByteArray      *out,
                                   LgMqttVersion    version,
                                   const char      *topic,
                                   gconstpointer    payload,
                                   gsize            length,
                                   guint8           qos,
                                   guint16          packet_id,
                                   gboolean         retain);
void  lg_packet_write_puback      (GByteArray      *out,
                                   LgMqttVersion    version,
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
                                   gsize            n_codes);
void  lg_packet_write_pingreq     (GByteArray      *out);
void  lg_packet_write_pingresp    (GByteArray      *out);
void  lg_packet_write_disconnect  (GByteArray      *out,
                                   LgMqttVersion    version,
                                   guint8           code,
                                   const char      *reason);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-byte-reader.h"

G_BEGIN_DECLS

/*
 * The parts of the dissection. Each reads what follows the fixed header; the caller checks that
 * nothing is left.
 */
typedef gboolean (*LgPacketDissector) (LgPacket       *self,
                                       LgReader       *reader,
                                       LgMqttVersion   version,
                                       LgDirection     direction,
                                       GError        **error);

gboolean  lg_packet_dissect_connect     (LgPacket       *self,
                                         LgReader       *reader,
                                         LgMqttVersion   version,
                                         LgDirection     direction,
                                         GError        **error);
gboolean  lg_packet_dissect_connack     (LgPacket       *self,
                                         LgReader       *reader,
                                         LgMqttVersion   version,
                                         LgDirection     direction,
                                         GError        **error);
gboolean  lg_packet_dissect_publish     (LgPacket       *self,
                                         LgReader       *reader,
                                         LgMqttVersion   version,
                                         LgDirection     direction,
                                         GError        **error);
gboolean  lg_packet_dissect_puback      (LgPacket       *self,
                                         LgReader       *reader,
                                         LgMqttVersion   version,
                                         LgDirection     direction,
                                         GError        **error);
gboolean  lg_packet_dissect_subscribe   (LgPacket       *self,
                                         LgReader       *reader,
                                         LgMqttVersion   version,
                                         LgDirection     direction,
                                         GError        **error);
gboolean  lg_packet_dissect_suback      (LgPacket       *self,
                                         LgReader       *reader,
                                         LgMqttVersion   version,
                                         LgDirection     direction,
                                         GError        **error);
gboolean  lg_packet_dissect_unsubscribe (LgPacket       *self,
                                         LgReader       *reader,
                                         LgMqttVersion   version,
                                         LgDirection     direction,
                                         GError        **error);
gboolean  lg_packet_dissect_unsuback    (LgPacket       *self,
                                         LgReader       *reader,
                                         LgMqttVersion   version,
                                         LgDirection     direction,
                                         GError        **error);
gboolean  lg_packet_dissect_ping        (LgPacket       *self,
                                         LgReader       *reader,
                                         LgMqttVersion   version,
                                         LgDirection     direction,
                                         GError        **error);
gboolean  lg_packet_dissect_disconnect  (LgPacket       *self,
                                         LgReader       *reader,
                                         LgMqttVersion   version,
                                         LgDirection     direction,
                                         GError        **error);
gboolean  lg_packet_dissect_auth        (LgPacket       *self,
                                         LgReader       *reader,
                                         LgMqttVersion   version,
                                         LgDirection     direction,
                                         GError        **error);
gsize     lg_packet_get_total           (const guint8   *data,
                                         gsize           length,
                                         GError        **error);

G_END_DECLS

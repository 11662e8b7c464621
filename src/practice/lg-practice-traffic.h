/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-practice-device.h"
#include "mqtt/lg-packet.h"

G_BEGIN_DECLS

/**
 * LgPracticeTraffic:
 * What the platform does to the packets between an online device and the broker. Pure.
 */
typedef struct _LgPracticeTraffic LgPracticeTraffic;

LgPracticeTraffic *lg_practice_traffic_new         (const LgPracticeDevice *device,
                                                    const LgPacket         *connect,
                                                    double                  time_scale);
void               lg_practice_traffic_free        (LgPracticeTraffic      *self);
gboolean           lg_practice_traffic_from_device (LgPracticeTraffic      *self,
                                                    LgPacket               *packet,
                                                    gint64                  now_ms,
                                                    GByteArray             *to_broker,
                                                    GByteArray             *to_device);
void               lg_practice_traffic_from_broker (LgPracticeTraffic      *self,
                                                    const LgPacket         *packet,
                                                    GByteArray             *to_device);
gboolean           lg_practice_traffic_resets      (LgPacketType            type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgPracticeTraffic, lg_practice_traffic_free)

G_END_DECLS

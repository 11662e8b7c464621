/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clause/lg-clause.h"
#include "mqtt/lg-packet.h"

G_BEGIN_DECLS

LgClause *lg_packet_clause_new        (const LgPacket *packet,
                                       LgMqttVersion   version);
LgClause *lg_packet_clause_new_reason (LgPacketType    type,
                                       guint8          code);

G_END_DECLS

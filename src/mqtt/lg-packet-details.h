/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-packet.h"

G_BEGIN_DECLS

char *lg_packet_dup_details (const LgPacket *self);

G_END_DECLS

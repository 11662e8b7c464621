/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mqtt/lg-packet.h"

G_BEGIN_DECLS

/**
 * LgForward:
 *
 * Packets of the server on their way to libmosquitto, which need not see all of them.
 */
typedef struct _LgForward LgForward;

LgForward *lg_forward_new      (LgMqttVersion version);
void       lg_forward_free     (LgForward      *self);
void       lg_forward_add      (LgForward      *self,
                                const LgPacket *packet,
                                gint64          mono_us);
void       lg_forward_add_pong (LgForward      *self);
gboolean   lg_forward_flush    (LgForward      *self,
                                int             peer_fd);
gsize      lg_forward_get_size (LgForward      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgForward, lg_forward_free)

G_END_DECLS

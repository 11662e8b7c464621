/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mqtt/lg-packet.h"
#include "transport/lg-stream.h"

G_BEGIN_DECLS

/**
 * LgInbound:
 *
 * The way from the server: its stream, cut into packets.
 */
typedef struct _LgInbound LgInbound;

LgInbound  *lg_inbound_new        (LgStream   *stream);
void        lg_inbound_free       (LgInbound  *self);
LgIoStatus  lg_inbound_next       (LgInbound  *self,
                                   LgSlice    *packet,
                                   GError    **error);
short       lg_inbound_get_events (LgInbound  *self);
gint64      lg_inbound_get_time   (LgInbound  *self);
gint64      lg_inbound_get_last_us (LgInbound  *self);
LgSlice     lg_inbound_get_first  (LgInbound  *self);
gboolean    lg_inbound_is_cut     (LgInbound  *self);
void        lg_inbound_wipe       (LgInbound  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgInbound, lg_inbound_free)

G_END_DECLS

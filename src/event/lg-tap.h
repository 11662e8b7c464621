/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-outlet.h"

G_BEGIN_DECLS

/* How many topic aliases a server may use: as many as the vendor's platform lets a device (Alibaba
 * Cloud, MQTT 5). */
#define LG_TAP_TOPIC_ALIASES 20

/**
 * LgTap:
 *
 * Reads along on both directions of one link: packets in, events out. Remembers what was asked, so
 * that an answer's event says what it answers and how long that took. Pure but for the outlet: the
 * time of a packet is given. Use from one thread.
 */
typedef struct _LgTap LgTap;

gboolean  lg_tap_is_delivery (const LgPacket *packet);
LgTap    *lg_tap_new         (LgOutlet      *outlet,
                              LgMqttVersion  version);
void      lg_tap_free        (LgTap        *self);
void      lg_tap_read_out    (LgTap        *self,
                              LgSlice       bytes,
                              gint64        mono_us);
gboolean  lg_tap_read_in     (LgTap        *self,
                              LgSlice       bytes,
                              gint64        mono_us,
                              LgPacket     *packet,
                              GError      **error);
void      lg_tap_lose        (LgTap        *self);
gint64    lg_tap_tell_overdue (LgTap       *self,
                               gint64        now_us);
void      lg_tap_tell_left   (LgTap        *self,
                              gint64        now_us,
                              gboolean      wanted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgTap, lg_tap_free)

G_END_DECLS

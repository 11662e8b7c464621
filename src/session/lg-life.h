/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-keepalive.h"
#include "event/lg-outlet.h"

G_BEGIN_DECLS

/**
 * LgLife:
 * @acked: how many bytes of ours the other side's TCP has acknowledged, when it was last looked at
 * @acked_us: when it acknowledged the last of them, `CLOCK_MONOTONIC` µs
 * @noted_us: the PINGREQ it was noted of that its answer is late
 *
 * Signs of life of a link while a PINGREQ waits for its answer: any byte that comes, and any byte
 * of ours that is acknowledged. A PINGRESP stands behind all that was to be sent before it.
 */
typedef struct
{
  guint64 acked;
  gint64  acked_us;
  gint64  noted_us;
} LgLife;

gint64   lg_life_get_due  (const LgLife      *self,
                           const LgKeepalive *keepalive,
                           gint64             last_in_us);
gboolean lg_life_look     (LgLife            *self,
                           int                fd,
                           const LgKeepalive *keepalive,
                           gint64             last_in_us,
                           LgOutlet          *outlet);
void     lg_life_note_pong (const LgLife     *self,
                           const LgKeepalive *keepalive,
                           gint64             pong_us,
                           LgOutlet          *outlet);

G_END_DECLS

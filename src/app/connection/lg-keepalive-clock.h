/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-clock-drawing.h"
#include "link/lg-link.h"

G_BEGIN_DECLS

#define LG_TYPE_KEEPALIVE_CLOCK (lg_keepalive_clock_get_type ())

/**
 * LgKeepaliveClock:
 *
 * The keep-alive clock of a link as a [struct@ClockDrawing] that moves: as often as it is worth it
 * while mapped and connected, else never. Property `link` (#LgLink, nullable).
 */
G_DECLARE_FINAL_TYPE (LgKeepaliveClock, lg_keepalive_clock, LG, KEEPALIVE_CLOCK, GtkWidget)

void     lg_keepalive_clock_set_link (LgKeepaliveClock *self,
                                      LgLink           *link);
gboolean lg_keepalive_clock_look     (LgKeepaliveClock *self,
                                      LgClockDrawing   *drawing);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/lg-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LG_TYPE_KEEPALIVE_CLOCK (lg_keepalive_clock_get_type ())

/**
 * LgKeepaliveClock:
 *
 * The keep-alive clock as one time line, left to right: what last reset the platform's timer, now,
 * the next PINGREQ, and the window in which the platform closes a silent link. Property `session`
 * (#LgSession). Drawn ten times a second while mapped and connected, else only when asked.
 */
G_DECLARE_FINAL_TYPE (LgKeepaliveClock, lg_keepalive_clock, LG, KEEPALIVE_CLOCK, GtkWidget)

void lg_keepalive_clock_set_session (LgKeepaliveClock *self,
                                     LgSession        *session);

G_END_DECLS

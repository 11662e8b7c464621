/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-tap.h"
#include "lg-session.h"

G_BEGIN_DECLS

/**
 * LgOutbound:
 *
 * The way from libmosquitto to the server: one packet at a time, so that its event has the time at
 * which it was written. The CONNECT is not libmosquitto's but made here, with the real identity.
 */
typedef struct _LgOutbound LgOutbound;

LgOutbound *lg_outbound_new              (LgStream               *stream,
                                          LgTap                  *tap,
                                          const LgSessionConfig  *config);
void        lg_outbound_free             (LgOutbound             *self);
LgIoStatus  lg_outbound_pump             (LgOutbound             *self,
                                          int                     peer_fd,
                                          GError                **error);
void        lg_outbound_ping             (LgOutbound             *self);
guint       lg_outbound_get_n_pings      (LgOutbound             *self);
short       lg_outbound_get_events       (LgOutbound             *self);
gint64      lg_outbound_get_connect_time (LgOutbound             *self);
gboolean    lg_outbound_has_left         (LgOutbound             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgOutbound, lg_outbound_free)

G_END_DECLS

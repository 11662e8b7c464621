/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-end-reason.h"
#include "event/lg-outlet.h"
#include "lg-mosquitto-client.h"
#include "lg-session.h"
#include "transport/lg-inspection.h"

G_BEGIN_DECLS

/**
 * LgRelay:
 *
 * One link from CONNECT to its end: moves the packets between the server's stream and libmosquitto,
 * with the tap in between, and holds the deadlines. Never blocks but in [method@Relay.wait]. Lives
 * on the network thread.
 */
typedef struct _LgRelay LgRelay;

LgRelay           *lg_relay_new        (LgStream               *stream,
                                        LgOutlet               *outlet,
                                        const LgSessionConfig  *config,
                                        GError                **error);
void               lg_relay_free       (LgRelay                *self);
gboolean           lg_relay_turn       (LgRelay                *self);
void               lg_relay_wait       (LgRelay                *self,
                                        int                     wake_fd);
void               lg_relay_leave      (LgRelay                *self);
void               lg_relay_drop       (LgRelay                *self);
void               lg_relay_shutdown   (LgRelay                *self);
void               lg_relay_hold_pings (LgRelay                *self,
                                        gboolean                hold);
LgClause          *lg_relay_publish    (LgRelay                *self,
                                        const char             *topic,
                                        GBytes                 *payload,
                                        guint8                  flags,
                                        LgNote                 *note);
LgClause          *lg_relay_subscribe  (LgRelay                *self,
                                        const char             *filter,
                                        guint8                  qos,
                                        LgNote                 *note);
LgClause          *lg_relay_unsubscribe (LgRelay               *self,
                                        const char             *filter,
                                        LgNote                 *note);
LgSpeaks           lg_relay_get_speaks (LgRelay                *self,
                                        char                  **line);
const LgEnd       *lg_relay_get_end    (LgRelay                *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgRelay, lg_relay_free)

G_END_DECLS

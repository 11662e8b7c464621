/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-packet.h"

G_BEGIN_DECLS

/**
 * LgFramer:
 *
 * Cuts one direction of an MQTT byte stream into whole packets, whatever the reads were cut into.
 * Pure: no socket, no clock. Not thread-safe.
 */
typedef struct _LgFramer LgFramer;

LgFramer *lg_framer_new      (gsize         max_packet);
void      lg_framer_free     (LgFramer     *self);
void      lg_framer_push     (LgFramer     *self,
                              const guint8 *data,
                              gsize         length);
gboolean  lg_framer_next     (LgFramer     *self,
                              LgSlice      *packet,
                              GError      **error);
gsize     lg_framer_pending  (LgFramer     *self);
void      lg_framer_wipe     (LgFramer     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgFramer, lg_framer_free)

G_END_DECLS

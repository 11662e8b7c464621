/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-ip-packet.h"

G_BEGIN_DECLS

/**
 * LgIpFragments:
 *
 * Puts IP packets together that were sent in parts: of the last 64 of them, at most 64 KB each. The
 * first copy of a byte counts.
 */
typedef struct _LgIpFragments LgIpFragments;

LgIpFragments *lg_ip_fragments_new  (void);
void           lg_ip_fragments_free (LgIpFragments *self);
gboolean       lg_ip_fragments_add  (LgIpFragments *self,
                                     LgIpPacket    *packet);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgIpFragments, lg_ip_fragments_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-packet.h"

G_BEGIN_DECLS

/**
 * LgTopicAliases:
 * The topics behind the numbers that one side of an MQTT 5 connection sends instead of them.
 */
typedef struct _LgTopicAliases LgTopicAliases;

LgTopicAliases *lg_topic_aliases_new     (guint16          maximum);
void            lg_topic_aliases_free    (LgTopicAliases  *self);
gboolean        lg_topic_aliases_resolve (LgTopicAliases  *self,
                                          LgPacket        *publish,
                                          GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgTopicAliases, lg_topic_aliases_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-session.h"

G_BEGIN_DECLS

/**
 * LgEnd:
 * @reason: an [enum@EndReason] and what it is added to; 0 while the link goes on
 * @detail: (nullable): a few English words
 * @wanted: the operator is leaving: whatever happens on the way out, it is what ended the link
 *
 * How a link ended. The first reason set counts.
 */
typedef struct
{
  int       reason;
  char     *detail;
  gboolean  wanted;
} LgEnd;

void lg_end_clear         (LgEnd           *self);
void lg_end_set           (LgEnd           *self,
                           int              reason,
                           const char      *detail);
void lg_end_set_by_packet (LgEnd           *self,
                           const LgPacket  *packet,
                           LgMqttVersion    version,
                           gboolean         online);
void lg_end_set_by_client (LgEnd           *self,
                           GError          *error,
                           gboolean         online);
void lg_end_set_by_stream (LgEnd           *self,
                           LgIoStatus       status,
                           const GError    *error,
                           gboolean         online,
                           gboolean         cut);

G_END_DECLS

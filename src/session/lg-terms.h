/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-outlet.h"
#include "mqtt/lg-packet.h"

G_BEGIN_DECLS

/**
 * LgTerms:
 * @keepalive_s: Server Keep Alive, seconds; -1: the one sent holds
 * @receive_maximum: how many QoS 1 messages may wait for their PUBACK; 0: not told
 * @maximum_packet_size: bytes; 0: not told
 * @maximum_qos: highest QoS of a PUBLISH
 * @retain: whether it keeps retained messages
 * @wildcards: whether a topic filter may have wildcards
 *
 * What a server's CONNACK asks of this side of the link. Before MQTT 5 it asks nothing.
 */
typedef struct
{
  int      keepalive_s;
  guint16  receive_maximum;
  guint32  maximum_packet_size;
  guint8   maximum_qos;
  gboolean retain;
  gboolean wildcards;
} LgTerms;

void     lg_terms_read  (LgTerms         *self,
                         const LgPacket  *connack);
void     lg_terms_tell  (const LgTerms   *self,
                         guint            keepalive_s,
                         LgOutlet        *outlet);
LgClause *lg_terms_refuse (const LgTerms  *self,
                           gsize           size,
                           guint8          flags,
                           LgNote         *note);
LgClause *lg_terms_refuse_filter (const LgTerms *self,
                                  gsize          size,
                                  const char    *filter,
                                  LgNote        *note);

G_END_DECLS

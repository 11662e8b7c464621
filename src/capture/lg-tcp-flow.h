/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-tcp-segment.h"

G_BEGIN_DECLS

/**
 * LgTcpFlowFunc:
 * @bytes: the next bytes; without data they were sent, and the capture lacks them
 * @wall_us: when the segment they came in was captured
 * @user_data: closure
 */
typedef void (*LgTcpFlowFunc) (LgSlice  bytes,
                               gint64   wall_us,
                               gpointer user_data);

/**
 * LgTcpFlow:
 *
 * One direction of a TCP connection put in order: segments may come twice, overlap, come in
 * another order or not at all, and numbers wrap. The first copy of a byte counts. At most 1 MB
 * waits for what is missing.
 */
typedef struct _LgTcpFlow LgTcpFlow;

LgTcpFlow *lg_tcp_flow_new               (LgTcpFlowFunc        func,
                                          gpointer             user_data);
void       lg_tcp_flow_free              (LgTcpFlow           *self);
void       lg_tcp_flow_add               (LgTcpFlow           *self,
                                          const LgTcpSegment  *segment,
                                          gint64               wall_us);
void       lg_tcp_flow_acknowledge       (LgTcpFlow           *self,
                                          guint32              number);
void       lg_tcp_flow_finish            (LgTcpFlow           *self);
gboolean   lg_tcp_flow_is_from_start     (const LgTcpFlow     *self);
guint64    lg_tcp_flow_get_missing       (const LgTcpFlow     *self);
guint      lg_tcp_flow_get_repeated      (const LgTcpFlow     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgTcpFlow, lg_tcp_flow_free)

G_END_DECLS

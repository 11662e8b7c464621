/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-finding.h"
#include "lg-check-port.h"

G_BEGIN_DECLS

/**
 * LgCheckJob:
 * @host: host name or IP literal
 * @at_s: the time to judge at, Unix seconds; 0: now
 * @dns_timeout_ms: deadline of DNS; 0: the transport's
 * @tcp_timeout_ms: deadline of TCP; 0: the transport's
 * @tls_timeout_ms: deadline of TLS, or of the answer on a plain port; 0: the transport's
 * @cancellable: ends it
 *
 * What the threads of one check share. Borrowed for the call.
 */
typedef struct
{
  const char   *host;
  gint64        at_s;
  guint         dns_timeout_ms;
  guint         tcp_timeout_ms;
  guint         tls_timeout_ms;
  GCancellable *cancellable;
} LgCheckJob;

/**
 * LgCheckTold:
 * @cause: (nullable): what somebody else's tool says of a chain it does not show
 * @detail: (nullable): that in the tool's words
 * @ceiling: no finding about it is surer
 *
 * What is known of a port by hearsay. Borrowed for the call.
 */
typedef struct
{
  const char   *cause;
  const char   *detail;
  LgConfidence  ceiling;
} LgCheckTold;

LgCheckPort *lg_check_port_new          (guint16           port,
                                         LgSecurity        security,
                                         GListModel       *roots,
                                         LgRoot           *selected,
                                         gboolean          wanted);
void         lg_check_port_run          (LgCheckPort      *self,
                                         const LgCheckJob *job,
                                         GListModel       *known_roots);
gboolean     lg_check_port_is_wanted    (LgCheckPort      *self);
LgRoot      *lg_check_port_get_selected (LgCheckPort      *self);
void         lg_check_port_set_told     (LgCheckPort       *self,
                                         const LgCheckTold *told);
const LgCheckTold *
             lg_check_port_get_told     (LgCheckPort      *self);
void         lg_check_port_take_step    (LgCheckPort      *self,
                                         LgCheckStep      *step);
void         lg_check_port_set_verdict  (LgCheckPort      *self,
                                         guint             position,
                                         const LgVerdict  *verdict,
                                         const LgClause   *clause);
void         lg_check_port_finish       (LgCheckPort      *self,
                                         LgInspection     *seen,
                                         const GError     *error);
void         lg_check_step_free         (LgCheckStep      *self);

G_END_DECLS

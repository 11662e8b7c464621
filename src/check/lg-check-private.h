/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-diagnosis.h"
#include "lg-check-port-private.h"
#include "lg-check.h"

G_BEGIN_DECLS

/**
 * LgCheckWish:
 * @port: TCP port
 * @security: TLS or plain TCP
 * @wanted: the operator asked for this very port
 *
 * A port to look at.
 */
typedef struct
{
  guint16     port;
  LgSecurity  security;
  gboolean    wanted;
} LgCheckWish;

/* What was asked for, and below the blank line, what came of it. */
struct _LgCheck
{
  GObject          parent_instance;
  LgEndpoint      *endpoint;
  char            *host;
  LgRootStore     *known_roots;
  GListStore      *roots;
  gint64           at_s;
  gint64           judged_at_s;
  guint            dns_ms;
  guint            tcp_ms;
  guint            tls_ms;
  guint            connack_ms;
  LgConnectParams *params;
  LgSecurity       params_security;

  GArray          *wishes;
  GPtrArray       *ports;
  GListStore      *findings;
  LgDiagnosis     *login;
  gboolean         logged_in;
  guint            n_done;
  guint            n_steps;
  GTask           *task;
  gboolean         pasted;
};

void         lg_check_notify_progress  (LgCheck     *self);
GPtrArray   *lg_check_get_ports        (LgCheck     *self);
LgRoot      *lg_check_find_selected    (LgCheck     *self,
                                        guint16      port);

void         lg_check_make_ports       (LgCheck     *self);
void         lg_check_update_findings  (LgCheck     *self);
gboolean     lg_check_refuse_host      (LgCheck     *self);
GPtrArray   *lg_check_judge            (LgCheck     *check);
LgFinding   *lg_check_judge_host       (LgCheck     *check);
LgDiagnosis *lg_check_make_diagnosis   (LgCheck     *check,
                                        LgCheckPort *port);
void         lg_check_judge_dates      (LgCheck     *check,
                                        LgCheckPort *port,
                                        LgDiagnosis *diagnosis);
void         lg_check_conclude_end     (LgDiagnosis         *diagnosis,
                                        const char          *cause,
                                        const LgCertificate *certificate,
                                        gint64               at_s);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-check-port.h"
#include "diagnosis/lg-finding.h"
#include "pasted/lg-pasted.h"
#include "pasted/lg-remote-lines.h"
#include "platform/lg-endpoint.h"
#include "trust/lg-root-store.h"

G_BEGIN_DECLS

#define LG_TYPE_CHECK (lg_check_get_type ())

/**
 * LgCheck:
 *
 * The matrix of ports and roots of one host: a list model of [class@CheckPort], one thread and one
 * handshake a port, filling as it goes. Properties, notifying: `progress` (0 to 1), `running`.
 * Main thread only.
 */
G_DECLARE_FINAL_TYPE (LgCheck, lg_check, LG, CHECK, GObject)

LgCheck     *lg_check_new               (LgEndpoint           *endpoint,
                                         const char           *host,
                                         LgRootStore          *roots);
void         lg_check_add_root          (LgCheck              *self,
                                         LgRoot               *root);
void         lg_check_add_port          (LgCheck              *self,
                                         guint16               port,
                                         LgSecurity            security);
void         lg_check_add_usual_ports   (LgCheck              *self);
void         lg_check_set_at            (LgCheck              *self,
                                         gint64                at_s);
void         lg_check_set_timeouts      (LgCheck              *self,
                                         guint                 dns_ms,
                                         guint                 tcp_ms,
                                         guint                 tls_ms,
                                         guint                 connack_ms);
void         lg_check_set_login         (LgCheck              *self,
                                         LgConnectParams      *params,
                                         LgSecurity            security);
void         lg_check_run_async         (LgCheck              *self,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean     lg_check_run_finish        (LgCheck              *self,
                                         GAsyncResult         *result,
                                         GError              **error);
void         lg_check_take_pasted       (LgCheck              *self,
                                         const LgPasted       *pasted);
char        *lg_check_dup_remote_lines  (LgCheck              *self,
                                         LgRemoteShell         shell);
gboolean     lg_check_is_pasted         (LgCheck              *self);
gboolean     lg_check_has_gaps          (LgCheck              *self);
const char  *lg_check_get_host          (LgCheck              *self);
LgEndpoint  *lg_check_get_endpoint      (LgCheck              *self);
gint64       lg_check_get_at            (LgCheck              *self);
GListModel  *lg_check_get_roots         (LgCheck              *self);
GListModel  *lg_check_get_findings      (LgCheck              *self);
LgCheckPort *lg_check_get_best_port     (LgCheck              *self);
gboolean     lg_check_has_fault         (LgCheck              *self);
gboolean     lg_check_is_healthy        (LgCheck              *self);
LgSpeaks     lg_check_get_speaks        (LgCheck              *self,
                                         guint16               port);
gboolean     lg_check_has_tried_login   (LgCheck              *self);
gboolean     lg_check_has_logged_in     (LgCheck              *self);
char        *lg_check_dup_firewall_request (LgCheck           *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-session.h"
#include "mqtt/lg-packet-writer.h"
#include "platform/lg-endpoint.h"

G_BEGIN_DECLS

/* Far above what any platform allows (Alibaba Cloud: 256 KB); a bound on what a broken or hostile
 * server can make us hold. With MQTT 5 it is told. */
#define LG_SESSION_PACKET_MAX (32 << 20)

void             lg_session_config_set_endpoint (LgSessionConfig        *self,
                                                 LgEndpoint             *endpoint);
void             lg_session_config_get_connect  (const LgSessionConfig  *self,
                                                 LgConnect              *connect);
gsize            lg_session_config_measure_connect
                                                (LgConnectParams        *params,
                                                 LgEndpoint             *endpoint);
LgSessionConfig *lg_session_config_copy         (const LgSessionConfig  *self);
void             lg_session_config_free         (LgSessionConfig        *self);
gboolean         lg_session_config_validate     (const LgSessionConfig  *self,
                                                 GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgSessionConfig, lg_session_config_free)

G_END_DECLS

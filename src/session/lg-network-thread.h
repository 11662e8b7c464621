/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-outlet.h"
#include "lg-command-queue.h"
#include "lg-session.h"

G_BEGIN_DECLS

/**
 * LgNetworkThread:
 *
 * One attempt to connect and the link it leads to, in a thread of its own. Nobody joins it: it ends
 * when the link ends, within a second of a DISCONNECT command, and frees what is its own. The
 * methods are for the main thread.
 */
typedef struct _LgNetworkThread LgNetworkThread;

LgNetworkThread *lg_network_thread_start   (LgOutlet               *outlet,
                                            const LgSessionConfig  *config,
                                            GError                **error);
void             lg_network_thread_unref   (LgNetworkThread       *self);
void             lg_network_thread_command (LgNetworkThread       *self,
                                            LgCommandKind          kind,
                                            const char            *topic,
                                            GBytes                *payload,
                                            guint8                 flags);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgNetworkThread, lg_network_thread_unref)

G_END_DECLS

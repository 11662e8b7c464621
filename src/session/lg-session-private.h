/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-network-thread.h"
#include "lg-session.h"

G_BEGIN_DECLS

LgNetworkThread *lg_session_get_thread (LgSession *self);
gboolean         lg_session_is_online  (LgSession *self);

G_END_DECLS

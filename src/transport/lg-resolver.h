/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-address.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is told and tried of the addresses of one name; a hostile answer has thousands. */
#define LG_RESOLVER_MAX_ADDRESSES 16

GArray *lg_resolver_look_up (const char       *host,
                             guint16           port,
                             guint             timeout_ms,
                             GCancellable     *cancellable,
                             int              *code,
                             guint            *n_found,
                             GError          **error);

G_END_DECLS

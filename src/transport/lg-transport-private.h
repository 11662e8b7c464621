/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-transport.h"

G_BEGIN_DECLS

char   *lg_transport_strip_brackets (const char                *host);
GArray *lg_transport_resolve        (const LgTransportOptions  *options,
                                     GCancellable              *cancellable,
                                     GError                   **error);
char   *lg_transport_join_addresses (GArray                    *addresses);

G_END_DECLS

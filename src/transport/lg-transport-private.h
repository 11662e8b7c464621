/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-transport.h"

G_BEGIN_DECLS

char   *lg_transport_strip_brackets (const char                *host);
GArray *lg_transport_resolve        (const LgTransportOptions  *options,
                                     GCancellable              *cancellable,
                                     char                     **found,
                                     GError                   **error);
void    lg_transport_judge_names    (const char                *host,
                                     GArray                    *addresses,
                                     GError                   **error);

G_END_DECLS

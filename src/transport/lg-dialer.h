/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-transport.h"

G_BEGIN_DECLS

int lg_dialer_connect (GArray                    *addresses,
                       const LgTransportOptions  *options,
                       GCancellable              *cancellable,
                       GError                   **error);

G_END_DECLS

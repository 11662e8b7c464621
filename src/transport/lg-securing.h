/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-transport.h"

G_BEGIN_DECLS

LgStream *lg_securing_shake_hands (int                        fd,
                                   const LgTransportOptions  *options,
                                   GCancellable              *cancellable,
                                   GError                   **error);
LgStream *lg_securing_run         (int                        fd,
                                   const LgTransportOptions  *options,
                                   GCancellable              *cancellable,
                                   LgVerdict                **verdict,
                                   GError                   **error);

G_END_DECLS

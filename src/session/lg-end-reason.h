/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-session.h"

G_BEGIN_DECLS

LgEndReason lg_end_reason_from_stream (LgIoStatus     status,
                                       const GError  *error,
                                       gboolean       online,
                                       const char   **detail);

G_END_DECLS

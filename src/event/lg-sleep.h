/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-outlet.h"

G_BEGIN_DECLS

gint64 lg_sleep_get_total (void);
void   lg_sleep_note      (gint64   *total_us,
                           LgOutlet *outlet);

G_END_DECLS

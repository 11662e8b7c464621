/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-outlet.h"

G_BEGIN_DECLS

gboolean lg_pressure_note (gint64   *since_us,
                           LgOutlet *outlet,
                           gint64    now_us);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-link.h"

G_BEGIN_DECLS

#define LG_TYPE_RIVALS (lg_rivals_get_type ())

/**
 * LgRivals:
 *
 * Watches several links of one program. When one of them begins to log in as the device another one
 * is online as, the recording of that other one says so: it is about to be forced offline, and its
 * diagnosis can tell by whom. Main thread only.
 */
G_DECLARE_FINAL_TYPE (LgRivals, lg_rivals, LG, RIVALS, GObject)

LgRivals *lg_rivals_new (GListModel *links);

G_END_DECLS

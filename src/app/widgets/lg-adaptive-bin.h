/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_ADAPTIVE_BIN (lg_adaptive_bin_get_type ())

/**
 * LgAdaptiveBin:
 *
 * Tells its child whether there is little room, from the width it gets and from nothing else, so
 * that what is shown or hidden for it cannot change the answer. Properties: `threshold` (pixels)
 * and `narrow` (read-only; notifies between two frames).
 */
G_DECLARE_FINAL_TYPE (LgAdaptiveBin, lg_adaptive_bin, LG, ADAPTIVE_BIN, AdwBin)

G_END_DECLS

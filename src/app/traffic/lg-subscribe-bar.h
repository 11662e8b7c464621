/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_SUBSCRIBE_BAR (lg_subscribe_bar_get_type ())

/**
 * LgSubscribeBar:
 *
 * Subscribes to topic filters and lists what the server made of each. Property: `link` (nullable).
 */
G_DECLARE_FINAL_TYPE (LgSubscribeBar, lg_subscribe_bar, LG, SUBSCRIBE_BAR, AdwBin)

void lg_subscribe_bar_set_link (LgSubscribeBar *self,
                                LgLink         *link);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_STATE_PILL (lg_state_pill_get_type ())

/**
 * LgStatePill:
 *
 * The state of one link, and for how long it has been connected. Properties: `link`, and `summary`
 * (read-only; the same in as few letters as possible).
 */
G_DECLARE_FINAL_TYPE (LgStatePill, lg_state_pill, LG, STATE_PILL, AdwBin)

void lg_state_pill_set_link (LgStatePill *self,
                             LgLink      *link);

G_END_DECLS

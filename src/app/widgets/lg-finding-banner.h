/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_FINDING_BANNER (lg_finding_banner_get_type ())

/**
 * LgFindingBanner:
 *
 * Above every page: what went wrong with the link last, until it is connected again or the operator
 * closes it. Property: `link`.
 */
G_DECLARE_FINAL_TYPE (LgFindingBanner, lg_finding_banner, LG, FINDING_BANNER, AdwBin)

void lg_finding_banner_set_link   (LgFindingBanner *self,
                                   LgLink          *link);
void lg_finding_banner_show_error (LgFindingBanner *self,
                                   const char      *message);
void lg_finding_banner_take_back  (LgFindingBanner *self,
                                   const char      *message);

G_END_DECLS

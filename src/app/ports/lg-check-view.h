/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/lg-checkup.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_CHECK_VIEW (lg_check_view_get_type ())

/**
 * LgCheckView:
 *
 * What the latest check of a device found: the matrix, what it comes down to, the findings, and the
 * certificates of the selected port.
 */
G_DECLARE_FINAL_TYPE (LgCheckView, lg_check_view, LG, CHECK_VIEW, AdwBin)

void lg_check_view_set_checkup (LgCheckView *self,
                                LgCheckup   *checkup);

G_END_DECLS

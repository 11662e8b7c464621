/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/lg-checkup.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_CHECK_BAR (lg_check_bar_get_type ())

/**
 * LgCheckBar:
 *
 * What the next check shall do: log in too, judge as of another day; and what can be done with the
 * latest one.
 */
G_DECLARE_FINAL_TYPE (LgCheckBar, lg_check_bar, LG, CHECK_BAR, AdwBin)

void lg_check_bar_set_checkup (LgCheckBar  *self,
                               LgCheckup   *checkup,
                               LgRootStore *roots);

G_END_DECLS

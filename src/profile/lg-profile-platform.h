/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-profile.h"

G_BEGIN_DECLS

void lg_profile_choose_platform (LgProfile  *self,
                                 const char *platform_id);
void lg_profile_choose_mode     (LgProfile  *self,
                                 LgMode      mode);

G_END_DECLS

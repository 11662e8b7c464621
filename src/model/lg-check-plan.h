/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/lg-check.h"
#include "profile/lg-profile.h"

G_BEGIN_DECLS

/* Which ports and roots of a device are worth a look. */
char    *lg_check_plan_dup_host (LgProfile    *profile,
                                 char        **problem);
LgCheck *lg_check_plan_make     (LgProfile    *profile,
                                 LgRootStore  *roots,
                                 GListModel   *practice,
                                 gboolean      login,
                                 GError      **error);

G_END_DECLS

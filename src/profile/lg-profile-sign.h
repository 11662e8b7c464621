/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-connect-params.h"
#include "lg-profile.h"

G_BEGIN_DECLS

LgConnectParams *lg_profile_sign           (LgProfile   *self,
                                            LgSecurity   security,
                                            gint64       now_ms,
                                            GError     **error);
gboolean         lg_profile_is_registering (LgProfile   *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/lg-profile.h"

G_BEGIN_DECLS

gboolean lg_cli_may_log_in (LgProfile *profile,
                            gboolean   accept_mqtt_5_lock);

G_END_DECLS

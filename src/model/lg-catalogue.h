/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/lg-profile.h"
#include "recording/lg-recording.h"

G_BEGIN_DECLS

/* The topic catalogue of a device's platform, with the device's own names filled in. */

const LgPlatform *lg_catalogue_get_platform (LgProfile     *profile);
char             *lg_catalogue_expand       (LgProfile     *profile,
                                             const LgTopic *topic);
const LgTopic    *lg_catalogue_find         (LgProfile     *profile,
                                             const char    *topic);
LgEvent          *lg_catalogue_find_request (LgProfile     *profile,
                                             LgRecording   *recording,
                                             const LgEvent *reply);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-practice-login.h"
#include "lg-practice-registry.h"

G_BEGIN_DECLS

gboolean          lg_practice_registration_is_asked (const LgPacket     *connect);
LgPracticeVerdict lg_practice_registration_judge    (LgPracticeRegistry *registry,
                                                     const LgPacket     *connect,
                                                     LgSecurity          security,
                                                     GByteArray         *answer);

G_END_DECLS

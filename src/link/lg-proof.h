/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/lg-profile.h"
#include "session/lg-session.h"

G_BEGIN_DECLS

void     lg_proof_watch    (LgSession *session,
                            LgProfile *profile);
gboolean lg_proof_is_given (LgSession *session);

G_END_DECLS

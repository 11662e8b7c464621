/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/lg-profile.h"
#include "session/lg-session.h"

G_BEGIN_DECLS

/** LgProof: whether a login with the credentials as they are now succeeded in this run. */
typedef struct _LgProof LgProof;

LgProof  *lg_proof_new      (LgSession     *session,
                             LgProfile     *profile);
void      lg_proof_free     (LgProof       *self);
gboolean  lg_proof_is_given (const LgProof *self);

G_END_DECLS

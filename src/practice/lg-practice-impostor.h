/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-practice-authority.h"
#include "lg-practice-fault-private.h"

G_BEGIN_DECLS

/** LgPracticeImpostor: a port at which something else than the platform sits. */
typedef struct _LgPracticeImpostor LgPracticeImpostor;

LgPracticeImpostor *lg_practice_impostor_new      (const LgPracticeFault  *fault,
                                                   LgPracticeAuthority    *authority,
                                                   GMainContext           *context,
                                                   GError                **error);
void                lg_practice_impostor_free     (LgPracticeImpostor     *self);
guint16             lg_practice_impostor_get_port (LgPracticeImpostor     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgPracticeImpostor, lg_practice_impostor_free)

G_END_DECLS

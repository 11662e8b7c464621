/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/lg-profile.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LgPracticeAnswer:
 * What the practice platform says when it is ready: its ports and the device it expects. Immutable.
 */
typedef struct _LgPracticeAnswer LgPracticeAnswer;

LgPracticeAnswer *lg_practice_answer_new          (const char             *line);
void              lg_practice_answer_free         (LgPracticeAnswer       *self);
GPtrArray        *lg_practice_answer_dup_pairings (const LgPracticeAnswer *self);
void              lg_practice_answer_fill         (const LgPracticeAnswer *self,
                                                   LgProfile              *profile);
void              lg_practice_answer_fill_registration (const LgPracticeAnswer *self,
                                                        LgProfile              *profile);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgPracticeAnswer, lg_practice_answer_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/lg-profile.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LgPracticeAnnouncement:
 * What the practice platform says when it is ready: its ports and the device it expects. Immutable.
 */
typedef struct _LgPracticeAnnouncement LgPracticeAnnouncement;

LgPracticeAnnouncement *
           lg_practice_announcement_new          (const char                   *line);
void       lg_practice_announcement_free         (LgPracticeAnnouncement       *self);
GPtrArray *lg_practice_announcement_dup_pairings (const LgPracticeAnnouncement *self);
void       lg_practice_announcement_fill         (const LgPracticeAnnouncement *self,
                                                  LgProfile                    *profile);
void       lg_practice_announcement_fill_registration
                                                 (const LgPracticeAnnouncement *self,
                                                  LgProfile                    *profile);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgPracticeAnnouncement, lg_practice_announcement_free)

G_END_DECLS

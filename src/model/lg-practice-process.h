/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/lg-profile.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define LG_TYPE_PRACTICE_PROCESS (lg_practice_process_get_type ())

/**
 * LgPracticeProcess:
 *
 * The practice platform as a child process, and the device it expects. It ends with this object.
 *
 * Properties (read-only): `profile` (the practice device, filled in once the platform runs),
 * `ready` (notifying), `problem` (notifying; why it does not run, or %NULL).
 */
G_DECLARE_FINAL_TYPE (LgPracticeProcess, lg_practice_process, LG, PRACTICE_PROCESS, GObject)

LgPracticeProcess *lg_practice_process_new          (const char        *program);
void               lg_practice_process_start        (LgPracticeProcess *self);
void               lg_practice_process_restore      (LgPracticeProcess *self);
LgProfile         *lg_practice_process_get_profile  (LgPracticeProcess *self);
GListModel        *lg_practice_process_get_pairings (LgPracticeProcess *self);
gboolean           lg_practice_process_is_ready     (LgPracticeProcess *self);
const char        *lg_practice_process_get_problem  (LgPracticeProcess *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-event.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define LG_TYPE_ATTEMPT_STEP (lg_attempt_step_get_type ())

/**
 * LgAttemptStep:
 *
 * One step of connecting: what was done, on what, how long it took and whether it went well.
 * Immutable.
 */
G_DECLARE_FINAL_TYPE (LgAttemptStep, lg_attempt_step, LG, ATTEMPT_STEP, GObject)

const char *lg_attempt_step_get_title       (LgAttemptStep *self);
const char *lg_attempt_step_get_detail      (LgAttemptStep *self);
const char *lg_attempt_step_get_told        (LgAttemptStep *self);
gint64      lg_attempt_step_get_duration_us (LgAttemptStep *self);
gboolean    lg_attempt_step_get_ok          (LgAttemptStep *self);

#define LG_TYPE_ATTEMPT (lg_attempt_get_type ())

/**
 * LgAttempt:
 *
 * The steps of the latest attempt to connect, read from the events of a session: a list model of
 * [class@AttemptStep] that starts afresh with every attempt.
 */
G_DECLARE_FINAL_TYPE (LgAttempt, lg_attempt, LG, ATTEMPT, GObject)

LgAttempt *lg_attempt_new  (void);
void       lg_attempt_feed (LgAttempt     *self,
                            const LgEvent *event);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

G_BEGIN_DECLS

#define LG_TYPE_READINESS (lg_readiness_get_type ())

/**
 * LgReadiness:
 *
 * Whether a device can be connected as it is filled in, judged anew at every change.
 *
 * Properties: `link` ([class@Link]), `issues` (read-only boxed GPtrArray of LgIssue; notifies at
 * every change of any input), `ready` (read-only), `reason` (read-only; why not, or %NULL) and
 * `send-as-typed` (whether broken platform rules do not matter; forgotten when the link changes).
 */
G_DECLARE_FINAL_TYPE (LgReadiness, lg_readiness, LG, READINESS, GObject)

LgReadiness   *lg_readiness_new               (void);
LgLink        *lg_readiness_get_link          (LgReadiness *self);
void           lg_readiness_set_link          (LgReadiness *self,
                                               LgLink      *link);
GPtrArray     *lg_readiness_get_issues        (LgReadiness *self);
const LgIssue *lg_readiness_get_worst         (LgReadiness *self);
gboolean       lg_readiness_get_ready         (LgReadiness *self);
const char    *lg_readiness_get_reason        (LgReadiness *self);
void           lg_readiness_set_send_as_typed (LgReadiness *self,
                                               gboolean     send_as_typed);

G_END_DECLS

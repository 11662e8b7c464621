/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-severity.h"

G_BEGIN_DECLS

#define LG_TYPE_FINDING (lg_finding_get_type ())

/**
 * LgFinding:
 *
 * What happened, how we know, what it means on this platform and what to do next. Immutable.
 * Properties, construct-only: `cause` (stable identifier), `severity`, `confidence`, `title` (what
 * happened), `evidence` (how we know), `meaning` (on this platform), `advice` (next step),
 * `wall-us`
 * (when it ended), `duration-us` (how long the link was up; 0: never).
 */
G_DECLARE_FINAL_TYPE (LgFinding, lg_finding, LG, FINDING, GObject)

const char   *lg_finding_get_cause       (LgFinding *self);
LgSeverity    lg_finding_get_severity    (LgFinding *self);
LgConfidence  lg_finding_get_confidence  (LgFinding *self);
const char   *lg_finding_get_title       (LgFinding *self);
const char   *lg_finding_get_evidence    (LgFinding *self);
const char   *lg_finding_get_meaning     (LgFinding *self);
const char   *lg_finding_get_advice      (LgFinding *self);
gint64        lg_finding_get_wall_us     (LgFinding *self);
gint64        lg_finding_get_duration_us (LgFinding *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-alternative.h"

G_BEGIN_DECLS

/**
 * LgCitation:
 * @id: the event's id in its session
 * @wall_us: when it happened, wall clock, Unix µs
 * @kind: a [enum@EventKind], or that of a packet
 * @direction: who sent it
 *
 * An event that a finding is drawn from.
 */
typedef struct
{
  gint64 id;
  gint64 wall_us;
  guint8 kind;
  guint8 direction;
} LgCitation;

#define LG_TYPE_FINDING (lg_finding_get_type ())

/**
 * LgFinding:
 *
 * What happened, how we know, what it means on this platform and what to do next. Immutable.
 * Properties, construct-only: `cause` (stable identifier), `severity`, `confidence`, `title` (what
 * happened), `evidence` (how we know; `evidence-lines` where it has several lines), `meaning` (on
 * this platform), `advice` (next step), `wall-us` (when it ended), `duration-us` (how long the link
 * was up; 0: never), `console` (the words the platform's own console has for such an end), `events`
 * (which events show it) and `alternatives` (what fits, too, best first). Whatever its texts are
 * made of, they come out printable (see [func@printable_line]) and of bounded length: each is a
 * line, evidence the lines it was given.
 */
G_DECLARE_FINAL_TYPE (LgFinding, lg_finding, LG, FINDING, GObject)

const char   *lg_finding_get_cause        (LgFinding *self);
LgSeverity    lg_finding_get_severity     (LgFinding *self);
LgConfidence  lg_finding_get_confidence   (LgFinding *self);
const char   *lg_finding_get_title        (LgFinding *self);
const char   *lg_finding_get_evidence     (LgFinding *self);
const char   *lg_finding_get_meaning      (LgFinding *self);
const char   *lg_finding_get_advice       (LgFinding *self);
gint64        lg_finding_get_wall_us      (LgFinding *self);
gint64        lg_finding_get_duration_us  (LgFinding *self);
const char   *lg_finding_get_console      (LgFinding *self);
GArray       *lg_finding_get_events       (LgFinding *self);
GPtrArray    *lg_finding_get_alternatives (LgFinding *self);

G_END_DECLS

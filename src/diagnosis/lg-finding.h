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
G_DECLARE_FINAL_TYPE (LgFinding, lg_finding, LG, FINDING, GObject)

/**
 * LgFinding:
 * @cause: the cause's identifier (`cert.wrong-root`), stable and never translated
 * @severity: whether it is a fault, a risk or a note
 * @confidence: how sure the evidence makes us of the cause
 * @title: what happened, translated
 * @evidence: how we know, translated; times are local; what concerns several ports has a line each
 * @meaning: what it means on this platform, translated
 * @advice: what to do next, translated
 * @wall_us: when it happened, wall clock, Unix µs
 * @duration_us: how long the link had been up, µs; 0: never
 * @console: (nullable): the words with which the platform's console and log name such an end, so
 *   that both sides can be matched (Alibaba Cloud, document 44542), never translated; %NULL where
 *   none are documented
 * @events: (element-type LgCitation): which events of the session the evidence speaks of, in their
 *   order; none for what no session told
 * @alternatives: (element-type LgAlternative): which other causes fit what was seen, the likeliest
 *   first; often none
 *
 * What happened, how we know, what it means on this platform and what to do next. Made whole by
 * [ctor@Finding.new] and only read from then on; an object because lists hold it. Whatever its
 * texts are made of, they come out printable (see [func@printable_line]) and of bounded length:
 * each is a line, evidence the lines it was given.
 */
struct _LgFinding
{
  /*< private >*/
  GObject       parent_instance;

  /*< public >*/
  const char   *cause;
  LgSeverity    severity;
  LgConfidence  confidence;
  const char   *title;
  const char   *evidence;
  const char   *meaning;
  const char   *advice;
  gint64        wall_us;
  gint64        duration_us;
  const char   *console;
  GArray       *events;
  GPtrArray    *alternatives;
};

LgFinding *lg_finding_new    (const LgFinding   *values);
LgFinding *lg_finding_retell (const LgFinding   *self,
                              LgSeverity         severity,
                              LgConfidence       confidence,
                              const char *const *evidence);

G_END_DECLS

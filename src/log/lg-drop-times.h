/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-family.h"
#include "diagnosis/lg-finding.h"
#include "lg-drop-log.h"

G_BEGIN_DECLS

/**
 * LgDropCase:
 * @family: whose rules apply
 * @limits: the platform's limits
 * @keepalive_s: the Keep Alive the device uses, seconds; 0: not known
 * @silence_s: how long the device was silent before an end, seconds; 0: not known
 * @only_told: its ends are those of other devices, so that its own rhythm tells nothing
 *
 * What is known of a device besides the times.
 */
typedef struct
{
  LgFamily        family;
  const LgLimits *limits;
  guint           keepalive_s;
  double          silence_s;
  gboolean        only_told;
} LgDropCase;

GPtrArray *lg_drop_times_findings (const LgDropLog  *log,
                                   const LgDropCase *known);

G_END_DECLS

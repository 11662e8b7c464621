/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_EXPLAIN_FINDINGS (lg_explain_findings_get_type ())

/**
 * LgExplainFindings:
 *
 * What was found, the surest first and opened; hidden while that is nothing.
 */
G_DECLARE_FINAL_TYPE (LgExplainFindings, lg_explain_findings, LG, EXPLAIN_FINDINGS,
                      AdwPreferencesGroup)

void lg_explain_findings_show (LgExplainFindings *self,
                               GPtrArray         *findings);

G_END_DECLS

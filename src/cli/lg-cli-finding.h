/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-finding.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void     lg_cli_findings_add_json   (GPtrArray   *findings,
                                     JsonBuilder *builder);
gboolean lg_cli_findings_have_fault (GPtrArray   *findings);
void     lg_cli_finding_print_text  (LgFinding   *finding);

G_END_DECLS

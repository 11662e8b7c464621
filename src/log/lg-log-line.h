/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-family.h"
#include "diagnosis/lg-finding.h"

G_BEGIN_DECLS

GPtrArray *lg_log_line_findings (const char *line,
                                 LgFamily    family);

G_END_DECLS

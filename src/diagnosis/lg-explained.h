/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "explain/lg-explain.h"
#include "lg-family.h"
#include "lg-finding.h"

G_BEGIN_DECLS

GPtrArray  *lg_explained_findings (const LgExplain *explain,
                                   LgFamily         family,
                                   gboolean         proven);
const char *lg_explained_proof    (void);

G_END_DECLS

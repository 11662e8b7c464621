/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clause/lg-clause.h"

G_BEGIN_DECLS

char *lg_clause_words_dup         (const LgClause *clause);
char *lg_clause_words_dup_english (const LgClause *clause);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-facts.h"

G_BEGIN_DECLS

char *lg_wording_fill (const char    *sentence,
                       const LgFacts *facts,
                       GArray        *cited);

G_END_DECLS

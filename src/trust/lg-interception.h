/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-verdict.h"

G_BEGIN_DECLS

gboolean lg_interception_is_maker     (const char      *issuer);
gboolean lg_interception_is_likely    (GPtrArray       *chain);
gboolean lg_interception_is_suspected (GPtrArray       *chain,
                                       const LgVerdict *verdict,
                                       LgRoot          *root);

G_END_DECLS

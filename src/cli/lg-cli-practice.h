/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-cli-options.h"
#include "practice/lg-practice.h"

G_BEGIN_DECLS

gboolean    lg_cli_wants_practice (const LgCliOptions *options);
LgPractice *lg_cli_join_practice  (LgCliOptions       *options);

G_END_DECLS

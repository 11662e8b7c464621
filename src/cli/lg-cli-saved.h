/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-cli-options.h"

G_BEGIN_DECLS

LgProfile *lg_cli_saved_make_profile (LgCliOptions *options);

G_END_DECLS

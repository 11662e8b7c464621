/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-family.h"
#include "lg-cli.h"

G_BEGIN_DECLS

LgCliExit lg_cli_log_follow (const char *path,
                             LgFamily    family,
                             gboolean    json);

G_END_DECLS

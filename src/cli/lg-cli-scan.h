/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-cli.h"

G_BEGIN_DECLS

LgCliExit lg_cli_scan (const char *path,
                       gint64      at_s,
                       gboolean    json);

G_END_DECLS

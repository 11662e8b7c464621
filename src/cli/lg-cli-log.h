/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-cli.h"
#include "log/lg-drop-times.h"

G_BEGIN_DECLS

LgCliExit lg_cli_log_read (const char       *path,
                           const LgDropCase *known,
                           gboolean          json);

G_END_DECLS

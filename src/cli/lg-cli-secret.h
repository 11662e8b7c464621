/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-secret.h"

G_BEGIN_DECLS

gboolean lg_cli_read_secret    (const char      *path,
                                const char      *variable,
                                LgSecret       **secret);
void     lg_cli_refuse_secrets (GOptionContext  *context);

G_END_DECLS

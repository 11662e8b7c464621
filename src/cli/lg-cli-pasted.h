/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pasted/lg-pasted.h"

G_BEGIN_DECLS

GBytes   *lg_cli_pasted_load         (const char      *path);
char     *lg_cli_pasted_find_host    (GBytes          *answer,
                                      const char     **platform);
LgPasted *lg_cli_pasted_read         (GBytes          *answer,
                                      const char      *host,
                                      guint16          own_port);

G_END_DECLS

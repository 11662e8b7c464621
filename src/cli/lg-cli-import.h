/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-cli.h"
#include "profile/lg-profile-store.h"

G_BEGIN_DECLS

LgCliExit lg_cli_import (LgProfileStore *store,
                         const char     *path,
                         gboolean        json);

G_END_DECLS

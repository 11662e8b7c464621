/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/lg-secret-keeper.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_SECRET_ROW (lg_secret_row_get_type ())

/**
 * LgSecretRow:
 *
 * Where the device's secret is kept, how the keyring is, and the one thing to do about it. Hidden
 * without a keeper: the practice device's secret is never kept.
 */
G_DECLARE_FINAL_TYPE (LgSecretRow, lg_secret_row, LG, SECRET_ROW, AdwActionRow)

void lg_secret_row_set_keeper (LgSecretRow    *self,
                               LgSecretKeeper *keeper);

G_END_DECLS

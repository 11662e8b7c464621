/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-secret.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_COPY_ROW (lg_copy_row_get_type ())

/**
 * LgCopyRow:
 *
 * A value the operator reads and copies: the row's title, the value below it, a copy button, and
 * for a secret a button that reveals it. Properties: `value` (string) and `secret` (boxed
 * [struct@Secret]); the one set last is shown.
 */
G_DECLARE_FINAL_TYPE (LgCopyRow, lg_copy_row, LG, COPY_ROW, AdwPreferencesRow)

void lg_copy_row_set_value  (LgCopyRow  *self,
                             const char *value);
void lg_copy_row_set_secret (LgCopyRow  *self,
                             LgSecret   *secret);
void lg_copy_row_hide       (LgCopyRow  *self);

G_END_DECLS

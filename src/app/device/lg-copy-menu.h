/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-connect-params.h"
#include "link/lg-link.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_COPY_MENU (lg_copy_menu_get_type ())

/**
 * LgCopyMenu:
 *
 * A button that copies what a device sends in the form another program takes. Insensitive while
 * nothing is computed. Installs the action `copy.as` with a nick of [enum@CopyForm]. Property:
 * `note` (read-only; what has to be known to use what was copied last, or %NULL).
 */
G_DECLARE_FINAL_TYPE (LgCopyMenu, lg_copy_menu, LG, COPY_MENU, AdwBin)

void lg_copy_menu_set_params (LgCopyMenu      *self,
                              LgLink          *link,
                              LgConnectParams *params);

G_END_DECLS

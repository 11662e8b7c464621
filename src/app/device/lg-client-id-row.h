/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-credentials.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_CLIENT_ID_ROW (lg_client_id_row_get_type ())

/**
 * LgClientIdRow:
 *
 * The clientId, and whether it is submitted at all. While it is what was suggested, or still empty,
 * it follows ProductKey and DeviceName. Property: `credentials`, edited in place.
 */
G_DECLARE_FINAL_TYPE (LgClientIdRow, lg_client_id_row, LG, CLIENT_ID_ROW, AdwEntryRow)

void lg_client_id_row_set_credentials (LgClientIdRow *self,
                                       LgCredentials *credentials);

G_END_DECLS

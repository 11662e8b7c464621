/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "platform/lg-endpoint.h"
#include "trust/lg-root-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_OWN_PAIRING_ROW (lg_own_pairing_row_get_type ())

/** LgOwnPairingRow: any port, transport and root, beside the platform's documented pairings. */
G_DECLARE_FINAL_TYPE (LgOwnPairingRow, lg_own_pairing_row, LG, OWN_PAIRING_ROW, AdwExpanderRow)

void lg_own_pairing_row_set_endpoint (LgOwnPairingRow *self,
                                      LgEndpoint      *endpoint,
                                      LgRootStore     *roots);

G_END_DECLS

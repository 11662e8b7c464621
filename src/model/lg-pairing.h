/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "platform/lg-endpoint.h"
#include "trust/lg-root-store.h"

G_BEGIN_DECLS

#define LG_TYPE_PAIRING (lg_pairing_get_type ())

/**
 * LgPairing:
 *
 * A port and the root certificate that fits it, as one choice of the form. Immutable. Property:
 * `title` (what the operator reads).
 */
G_DECLARE_FINAL_TYPE (LgPairing, lg_pairing, LG, PAIRING, GObject)

LgPairing  *lg_pairing_new            (guint16           port,
                                       LgSecurity        security,
                                       const char       *root,
                                       const char       *title);
void        lg_pairing_apply          (LgPairing        *self,
                                       LgEndpoint       *endpoint);
gboolean    lg_pairing_matches        (LgPairing        *self,
                                       LgEndpoint       *endpoint);
GListModel *lg_pairings_for_platform  (const LgPlatform *platform,
                                       LgRootStore      *roots,
                                       gint64            now_s);
guint       lg_pairings_find          (GListModel       *pairings,
                                       LgEndpoint       *endpoint);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/lg-check.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_CHAIN_VIEW (lg_chain_view_get_type ())

/**
 * LgChainView:
 *
 * The certificates of one port, from the server's up to the root that ends the chain, and the TLS
 * connection they were sent on.
 */
G_DECLARE_FINAL_TYPE (LgChainView, lg_chain_view, LG, CHAIN_VIEW, AdwBin)

void lg_chain_view_set_port (LgChainView *self,
                             LgCheckPort *port,
                             gint64       at_s);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LG_TYPE_KEEPALIVE_CARD (lg_keepalive_card_get_type ())

/**
 * LgKeepaliveCard:
 *
 * The keep-alive clock with its figures beside it. Properties: `link` ([class@Link]), `running`
 * (read-only: there is a clock to show, if only as it stood at the end), `counting` (read-only: the
 * link is up) and what it says, each a read-only text.
 */
G_DECLARE_FINAL_TYPE (LgKeepaliveCard, lg_keepalive_card, LG, KEEPALIVE_CARD, GtkWidget)

void lg_keepalive_card_set_link (LgKeepaliveCard *self,
                                 LgLink          *link);

G_END_DECLS

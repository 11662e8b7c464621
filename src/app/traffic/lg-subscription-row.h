/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_SUBSCRIPTION_ROW (lg_subscription_row_get_type ())

/**
 * LgSubscriptionRow:
 *
 * One subscription of a link: its filter, what the server made of it, and a button that ends it.
 */
G_DECLARE_FINAL_TYPE (LgSubscriptionRow, lg_subscription_row, LG, SUBSCRIPTION_ROW, GtkListBoxRow)

GtkWidget *lg_subscription_row_new (LgLink         *link,
                                    LgSubscription *subscription);

G_END_DECLS

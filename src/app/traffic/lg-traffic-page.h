/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LG_TYPE_TRAFFIC_PAGE (lg_traffic_page_get_type ())

/**
 * LgTrafficPage:
 *
 * Everything that was recorded of a link, one event in full beside it, and below it what to publish
 * and to subscribe to. Where there is little room the event stands below the list, and publishing
 * and subscribing are shown on demand. Property: `link` (nullable).
 */
G_DECLARE_FINAL_TYPE (LgTrafficPage, lg_traffic_page, LG, TRAFFIC_PAGE, GtkWidget)

void lg_traffic_page_set_link   (LgTrafficPage *self,
                                 LgLink        *link);
void lg_traffic_page_show_event (LgTrafficPage *self,
                                 gint64         id);

G_END_DECLS

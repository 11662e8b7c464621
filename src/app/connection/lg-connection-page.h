/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LG_TYPE_CONNECTION_PAGE (lg_connection_page_get_type ())

/**
 * LgConnectionPage:
 *
 * The live heart: the newest end as long as it is not mended, the keep-alive clock, the steps of
 * the latest attempt with their times, and the history of ends with their reasons. Properties:
 * `link` ([class@Link]), and what it shows, read-only: `ended` (the newest end stands on top) and
 * `ends` (how many there were, and since when).
 */
G_DECLARE_FINAL_TYPE (LgConnectionPage, lg_connection_page, LG, CONNECTION_PAGE, GtkWidget)

void lg_connection_page_set_link (LgConnectionPage *self,
                                  LgLink           *link);
void lg_connection_page_show_end (LgConnectionPage *self);

G_END_DECLS

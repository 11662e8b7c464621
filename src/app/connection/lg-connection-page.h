/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LG_TYPE_CONNECTION_PAGE (lg_connection_page_get_type ())

/**
 * LgConnectionPage:
 *
 * The live heart: the keep-alive clock, the steps of the latest attempt with their times, and the
 * history of ends with their reasons. Property `link` ([class@Link]).
 */
G_DECLARE_FINAL_TYPE (LgConnectionPage, lg_connection_page, LG, CONNECTION_PAGE, GtkWidget)

void lg_connection_page_set_link (LgConnectionPage *self,
                                  LgLink           *link);

G_END_DECLS

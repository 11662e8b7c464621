/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LG_TYPE_LINK_BAR (lg_link_bar_get_type ())

/**
 * LgLinkBar:
 *
 * What can be done to a live link on purpose: hold PINGREQ back, drop its TCP connection; and
 * whether and when it is made again. Property `link` ([class@Link]).
 */
G_DECLARE_FINAL_TYPE (LgLinkBar, lg_link_bar, LG, LINK_BAR, GtkWidget)

void lg_link_bar_set_link (LgLinkBar *self,
                           LgLink    *link);

G_END_DECLS

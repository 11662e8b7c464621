/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_EXPLAIN_DROPS_PAGE (lg_explain_drops_page_get_type ())

/**
 * LgExplainDropsPage:
 *
 * The times at which a device went offline in, which causes fit out, each with its arithmetic.
 */
G_DECLARE_FINAL_TYPE (LgExplainDropsPage, lg_explain_drops_page, LG, EXPLAIN_DROPS_PAGE, AdwBin)

void lg_explain_drops_page_set_link (LgExplainDropsPage *self,
                                     LgLink             *link);

G_END_DECLS

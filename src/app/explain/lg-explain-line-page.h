/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_EXPLAIN_LINE_PAGE (lg_explain_line_page_get_type ())

/**
 * LgExplainLinePage:
 *
 * A line of a device's log or the whole of it in, what it means on the platform and what happened
 * out, with a button for what settles it.
 */
G_DECLARE_FINAL_TYPE (LgExplainLinePage, lg_explain_line_page, LG, EXPLAIN_LINE_PAGE, AdwBin)

void lg_explain_line_page_set_link (LgExplainLinePage *self,
                                    LgLink            *link);
void lg_explain_line_page_open     (LgExplainLinePage *self,
                                    GFile             *file);

G_END_DECLS

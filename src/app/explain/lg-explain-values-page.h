/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_EXPLAIN_VALUES_PAGE (lg_explain_values_page_get_type ())

/**
 * LgExplainValuesPage:
 *
 * What a device really sends in, what is wrong with it out: the rule that is broken, expected and
 * actual with the difference marked, and the values as they should be.
 */
G_DECLARE_FINAL_TYPE (LgExplainValuesPage, lg_explain_values_page, LG, EXPLAIN_VALUES_PAGE, AdwBin)

void lg_explain_values_page_set_link   (LgExplainValuesPage *self,
                                        LgLink              *link);
void lg_explain_values_page_set_values (LgExplainValuesPage *self,
                                        LgCredentials       *sent);

G_END_DECLS

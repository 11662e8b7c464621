/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "explain/lg-explain.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_EXPLAIN_RIGHT (lg_explain_right_get_type ())

/**
 * LgExplainRight:
 *
 * The values a device should send, each with a copy button; hidden while it sends them.
 */
G_DECLARE_FINAL_TYPE (LgExplainRight, lg_explain_right, LG, EXPLAIN_RIGHT, AdwPreferencesGroup)

void lg_explain_right_show (LgExplainRight  *self,
                            const LgExplain *explain);

G_END_DECLS

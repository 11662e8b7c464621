/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_PUBLISH_PANE (lg_publish_pane_get_type ())

/**
 * LgPublishPane:
 *
 * A message to write and publish as the device, from a template of the platform's topics or by
 * hand. What breaks a rule is said before it is sent, and may be sent all the same. Property:
 * `link` (nullable).
 */
G_DECLARE_FINAL_TYPE (LgPublishPane, lg_publish_pane, LG, PUBLISH_PANE, AdwBin)

void lg_publish_pane_set_link (LgPublishPane *self,
                               LgLink        *link);

G_END_DECLS

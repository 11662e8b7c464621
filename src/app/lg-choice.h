/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "platform/lg-endpoint.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define LG_TYPE_CHOICE (lg_choice_get_type ())

/**
 * LgChoice:
 *
 * One entry of a combo row: a stable identifier and what the operator reads. Immutable. Property:
 * `title`.
 */
G_DECLARE_FINAL_TYPE (LgChoice, lg_choice, LG, CHOICE, GObject)

const char *lg_choice_get_id       (LgChoice         *self);
guint       lg_choices_find        (GListModel       *choices,
                                    const char       *id);
GListModel *lg_choices_platforms   (void);
GListModel *lg_choices_host_kinds  (const LgPlatform *platform);
GListModel *lg_choices_regions     (const LgPlatform *platform);

G_END_DECLS

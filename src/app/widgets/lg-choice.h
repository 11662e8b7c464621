/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "platform/lg-endpoint.h"
#include "trust/lg-root-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_CHOICE (lg_choice_get_type ())

/**
 * LgChoice:
 *
 * One entry of a combo row: a stable identifier and what the operator reads. Immutable. Property:
 * `title`.
 */
G_DECLARE_FINAL_TYPE (LgChoice, lg_choice, LG, CHOICE, GObject)

const char *lg_choices_get_chosen  (AdwComboRow      *row);
gboolean    lg_choices_choose      (AdwComboRow      *row,
                                    const char       *id);
GListModel *lg_choices_platforms   (void);
GListModel *lg_choices_host_kinds  (LgEndpoint       *endpoint);
GListModel *lg_choices_regions     (LgEndpoint       *endpoint);
GListModel *lg_choices_roots       (LgEndpoint       *endpoint,
                                    LgRootStore      *roots);

G_END_DECLS

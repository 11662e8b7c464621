/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-event.h"

G_BEGIN_DECLS

#define LG_TYPE_EVENT_ROW (lg_event_row_get_type ())

/**
 * LgEventRow:
 * One event of a recording as an object for a list; made on demand, immutable.
 */
G_DECLARE_FINAL_TYPE (LgEventRow, lg_event_row, LG, EVENT_ROW, GObject)

LgEventRow    *lg_event_row_new       (LgEvent    *event);
const LgEvent *lg_event_row_get_event (LgEventRow *self);

G_END_DECLS

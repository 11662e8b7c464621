/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "recording/lg-event-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LG_TYPE_EVENT_CELL (lg_event_cell_get_type ())

/**
 * LgEventCell:
 *
 * One row of the list of events, drawn at once: all rows are equally high, and their columns stand
 * below each other as long as the rows are equally wide. Without an event it draws the columns'
 * titles.
 */
G_DECLARE_FINAL_TYPE (LgEventCell, lg_event_cell, LG, EVENT_CELL, GtkWidget)

GtkWidget *lg_event_cell_new     (void);
void       lg_event_cell_set_row (LgEventCell *self,
                                  LgEventRow  *row);

G_END_DECLS

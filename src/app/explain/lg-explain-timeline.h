/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/lg-drop-log.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LG_TYPE_EXPLAIN_TIMELINE (lg_explain_timeline_get_type ())

/**
 * LgExplainTimeline:
 *
 * The times at which a device went offline, on a line that runs from left to right, with the time
 * between two of them where there is room.
 */
G_DECLARE_FINAL_TYPE (LgExplainTimeline, lg_explain_timeline, LG, EXPLAIN_TIMELINE, GtkWidget)

void lg_explain_timeline_show (LgExplainTimeline *self,
                               const LgDropLog   *log);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-event.h"

G_BEGIN_DECLS

/** LgEventColumn: the columns of the list of events. */
typedef enum
{
  LG_EVENT_COLUMN_TIME,
  LG_EVENT_COLUMN_DIRECTION,
  LG_EVENT_COLUMN_SUBJECT,
  LG_EVENT_COLUMN_DETAIL,
  LG_EVENT_COLUMN_QOS,
  LG_EVENT_COLUMN_SIZE,
  LG_EVENT_COLUMN_AFTER,
  LG_EVENT_N_COLUMNS,
} LgEventColumn;

const char *lg_event_text_get_title        (LgEventColumn  column);
char       *lg_event_text_dup              (const LgEvent *event,
                                            LgEventColumn  column);
char       *lg_event_text_dup_time         (const LgEvent *event);
char       *lg_event_text_dup_duration     (gint64         duration_us);
const char *lg_event_text_get_direction    (const LgEvent *event);
char       *lg_event_text_dup_description  (const LgEvent *event);
gboolean    lg_event_text_is_failure       (const LgEvent *event);

G_END_DECLS

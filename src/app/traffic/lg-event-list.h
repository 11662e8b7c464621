/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "recording/lg-event-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_EVENT_LIST (lg_event_list_get_type ())

/**
 * LgEventList:
 *
 * The events of a recording, newest at the end. It follows the end until the operator scrolls up;
 * then a button says how many are new. Properties: `recording` (nullable), `shown` (read-only:
 * how many rows there are), `selected` (read-only: an [class@EventRow] or %NULL).
 */
G_DECLARE_FINAL_TYPE (LgEventList, lg_event_list, LG, EVENT_LIST, AdwBin)

void         lg_event_list_set_recording (LgEventList *self,
                                          LgRecording *recording);
void         lg_event_list_set_kinds     (LgEventList *self,
                                          LgEventKinds  kinds);
guint        lg_event_list_get_shown     (LgEventList *self);
LgEventRow  *lg_event_list_get_selected  (LgEventList *self);
void         lg_event_list_unselect      (LgEventList *self);
gboolean     lg_event_list_select        (LgEventList *self,
                                          gint64        id);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgEventIndex:
 *
 * An increasing sequence of ids, as a bitmap with counts: about one bit for each event of the
 * recording, however many match. Private to this folder.
 */
typedef struct _LgEventIndex LgEventIndex;

LgEventIndex *lg_event_index_new        (void);
void          lg_event_index_free       (LgEventIndex *self);
void          lg_event_index_append     (LgEventIndex *self,
                                         gint64        id);
guint         lg_event_index_get_length (LgEventIndex *self);
gint64        lg_event_index_get        (LgEventIndex *self,
                                         guint         position);

G_END_DECLS

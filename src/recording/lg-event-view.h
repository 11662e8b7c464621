/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-event-row.h"
#include "lg-recording.h"

G_BEGIN_DECLS

/**
 * LgEventKinds:
 * @LG_EVENT_KINDS_MESSAGES: PUBLISH, both ways
 * @LG_EVENT_KINDS_PACKETS: every other MQTT packet
 * @LG_EVENT_KINDS_TRANSPORT: DNS, TCP, TLS, certificate and alert steps
 * @LG_EVENT_KINDS_STATE: state changes, ends and notes
 */
typedef enum
{
  LG_EVENT_KINDS_MESSAGES = 1 << 0,
  LG_EVENT_KINDS_PACKETS = 1 << 1,
  LG_EVENT_KINDS_TRANSPORT = 1 << 2,
  LG_EVENT_KINDS_STATE = 1 << 3,
  LG_EVENT_KINDS_ALL = 15,
} LgEventKinds;

#define LG_TYPE_EVENT_VIEW (lg_event_view_get_type ())

/**
 * LgEventView:
 *
 * A recording as a list model of [class@EventRow]: rows are read on demand in cached pages, the
 * same
 * object is returned while anyone holds it, and rows are only ever appended (at most every 33 ms).
 * Main thread only.
 */
G_DECLARE_FINAL_TYPE (LgEventView, lg_event_view, LG, EVENT_VIEW, GObject)

LgEventView  *lg_event_view_new       (LgRecording  *recording,
                                       LgEventKinds  kinds);
gboolean      lg_event_view_find      (LgEventView  *self,
                                       gint64        id,
                                       guint        *position);

G_END_DECLS

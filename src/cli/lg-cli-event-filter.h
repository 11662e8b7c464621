/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-event.h"

G_BEGIN_DECLS

/**
 * LgCliEventFilter:
 * @search: (nullable): text that must be in its words, topic or payload
 * @topic: (nullable): topic filter
 * @kinds: a bit for each [enum@EventKind] wanted; 0: all of them
 * @since_us: wall clock, Unix µs
 * @until_us: the same
 *
 * Which events are wanted.
 */
typedef struct
{
  char    *search;
  char    *topic;
  guint32  kinds;
  gint64   since_us;
  gint64   until_us;
} LgCliEventFilter;

void     lg_cli_event_filter_clear       (LgCliEventFilter       *self);
gboolean lg_cli_event_filter_check_topic (const LgCliEventFilter *self);
gboolean lg_cli_event_filter_parse_kinds (LgCliEventFilter       *self,
                                          const char *const      *kinds);
gboolean lg_cli_event_filter_matches     (const LgCliEventFilter *self,
                                          const LgEvent          *event);
gboolean lg_cli_parse_time               (const char             *field,
                                          const char             *text,
                                          gboolean                end,
                                          gint64                 *wall_us);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgDetectionNews:
 * @LG_DETECTION_LEARNED: nothing was known before
 * @LG_DETECTION_CONFIRMED: it fell on one of the estimated moments
 * @LG_DETECTION_CONTRADICTED: it fell between them; what was known is forgotten
 *
 * What a cut-off says of the platform's scheduled detection.
 */
typedef enum
{
  LG_DETECTION_LEARNED,
  LG_DETECTION_CONFIRMED,
  LG_DETECTION_CONTRADICTED,
} LgDetectionNews;

/**
 * LgDetection:
 * @period_us: how often the platform looks, µs; 0: nothing is known
 * @seen_us: when it was seen to have looked, `CLOCK_MONOTONIC` µs
 * @n_seen: how many cut-offs agree
 *
 * When the platform looks for silent devices, estimated from the links it has ended. A value, all
 * zero when nothing is known: copy it freely.
 */
typedef struct
{
  gint64 period_us;
  gint64 seen_us;
  guint  n_seen;
} LgDetection;

LgDetectionNews lg_detection_observe  (LgDetection       *self,
                                       guint              period_s,
                                       gint64             end_us);
void            lg_detection_sleep    (LgDetection       *self,
                                       gint64             slept_us);
gint64          lg_detection_get_next (const LgDetection *self,
                                       gint64             from_us);
gint64          lg_detection_get_miss (const LgDetection *self,
                                       gint64             end_us);

G_END_DECLS

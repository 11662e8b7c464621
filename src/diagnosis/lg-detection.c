/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-detection.h"

/* What two cut-offs of one schedule may differ by: the way here, and the work of a look. */
#define TOLERANCE_US (2 * G_USEC_PER_SEC)

/**
 * lg_detection_observe:
 * @period_s: how often the platform looks (Alibaba Cloud and Tuya: 30 s), seconds, not 0
 * @end_us: when it ended a link because of its silence, `CLOCK_MONOTONIC` µs
 *
 * Learns from one cut-off. Each machine of a platform has a schedule of its own, so a later link
 * may contradict: then nothing is known until the next cut-off, rather than something wrong.
 *
 * Returns: what it says
 */
LgDetectionNews
lg_detection_observe (LgDetection *self,
                      guint        period_s,
                      gint64       end_us)
{
  gint64 period_us = period_s * (gint64) G_USEC_PER_SEC;

  g_return_val_if_fail (self != NULL && period_s > 0, LG_DETECTION_CONTRADICTED);

  if (self->period_us != 0
      && (self->period_us != period_us || lg_detection_get_miss (self, end_us) > TOLERANCE_US))
    {
      *self = (LgDetection) { 0 };
      return LG_DETECTION_CONTRADICTED;
    }

  self->period_us = period_us;
  self->seen_us = end_us;
  self->n_seen++;
  return self->n_seen == 1 ? LG_DETECTION_LEARNED : LG_DETECTION_CONFIRMED;
}

/**
 * lg_detection_sleep:
 * @slept_us: for how long the computer was suspended, µs
 *
 * Tells of a time `CLOCK_MONOTONIC` has not counted. The platform's schedule went on meanwhile.
 */
void
lg_detection_sleep (LgDetection *self,
                    gint64       slept_us)
{
  g_return_if_fail (self != NULL);

  self->seen_us -= slept_us;
}

/* How far @at_us is past the moment before it, from 0 to less than a period. */
static gint64
get_past (const LgDetection *self,
          gint64             at_us)
{
  gint64 past_us = (at_us - self->seen_us) % self->period_us;

  return past_us < 0 ? past_us + self->period_us : past_us;
}

/**
 * lg_detection_get_next:
 * @from_us: `CLOCK_MONOTONIC` µs
 *
 * Returns: the first estimated moment that is not before @from_us, `CLOCK_MONOTONIC` µs; 0 when
 *   nothing is known
 */
gint64
lg_detection_get_next (const LgDetection *self,
                       gint64             from_us)
{
  gint64 past_us;

  g_return_val_if_fail (self != NULL, 0);

  if (self->period_us == 0)
    return 0;

  past_us = get_past (self, from_us);
  return past_us == 0 ? from_us : from_us + self->period_us - past_us;
}

/**
 * lg_detection_get_miss:
 * @end_us: when a link ended, `CLOCK_MONOTONIC` µs
 *
 * Returns: how far that is from the nearest estimated moment, µs; 0 when nothing is known
 */
gint64
lg_detection_get_miss (const LgDetection *self,
                       gint64             end_us)
{
  gint64 past_us;

  g_return_val_if_fail (self != NULL, 0);

  if (self->period_us == 0)
    return 0;

  past_us = get_past (self, end_us);
  return MIN (past_us, self->period_us - past_us);
}

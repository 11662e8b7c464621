/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-round-trips.h"

#include <stdlib.h>
#include <string.h>

/**
 * lg_round_trips_add:
 * @us: how long an answer took, µs
 *
 * Remembers one more, and forgets the oldest when there are %LG_ROUND_TRIPS_MAX.
 */
void
lg_round_trips_add (LgRoundTrips *self,
                    gint64        us)
{
  g_return_if_fail (self != NULL);

  self->us[self->next] = CLAMP (us, 0, G_MAXUINT32);
  self->next = (self->next + 1) % LG_ROUND_TRIPS_MAX;
  self->n = MIN (self->n + 1, LG_ROUND_TRIPS_MAX);
}

/**
 * lg_round_trips_get:
 * @position: which, 0: the oldest remembered
 *
 * Returns: how long it took, µs
 */
guint32
lg_round_trips_get (const LgRoundTrips *self,
                    guint               position)
{
  g_return_val_if_fail (self != NULL && position < self->n, 0);

  return self->us[(self->next + LG_ROUND_TRIPS_MAX - self->n + position) % LG_ROUND_TRIPS_MAX];
}

static int
compare (const void *a,
         const void *b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

/* The smallest value that @percent of the sorted values do not exceed. */
static guint32
get_rank (const guint32 *sorted,
          guint          n,
          guint          percent)
{
  return sorted[(n * percent + 99) / 100 - 1];
}

/**
 * lg_round_trips_summarize:
 * @figures: (out): the figures
 *
 * Returns: whether there is a round trip to speak of
 */
gboolean
lg_round_trips_summarize (const LgRoundTrips *self,
                          LgRoundTripFigures *figures)
{
  guint32 sorted[LG_ROUND_TRIPS_MAX];

  g_return_val_if_fail (self != NULL && figures != NULL, FALSE);

  if (self->n == 0)
    return FALSE;

  memcpy (sorted, self->us, self->n * sizeof *sorted);
  qsort (sorted, self->n, sizeof *sorted, compare);
  *figures = (LgRoundTripFigures) {
    .last_us = lg_round_trips_get (self, self->n - 1),
    .min_us = sorted[0],
    .median_us = get_rank (sorted, self->n, 50),
    .p99_us = get_rank (sorted, self->n, 99),
  };
  return TRUE;
}

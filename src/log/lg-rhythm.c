/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-rhythm.h"

#include <math.h>

/* Logs round, and a connection takes a moment to be noticed as gone. */
#define JITTER_S 2.0

/* Shorter ones vary by as much as they last; a multiple of them means nothing. */
#define SHORT_S (1.5 * 30)

/* A longer pause is no row of missing events. */
#define MOST_MISSED 12

static int
compare (const void *a,
         const void *b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static double *
sort (const double *values,
      guint         n)
{
  double *sorted = g_memdup2 (values, n * sizeof *values);

  qsort (sorted, n, sizeof *sorted, compare);
  return sorted;
}

static double
find_median (const double *values,
             guint         n)
{
  g_autofree double *sorted = sort (values, n);

  return n % 2 != 0 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

/* How far intervals of one rhythm may be apart. */
static double
get_width (double median,
           double scan_s)
{
  return median < SHORT_S ? MAX (2 * JITTER_S, median / 2)
                           : MAX (scan_s + JITTER_S, median * 0.04);
}

/* The window that holds most of them: its first and its number. */
static guint
find_densest (const double *sorted,
              guint         n,
              double        width,
              guint        *first)
{
  guint most = 0;

  for (guint i = 0, j = 0; i < n; i++)
    {
      while (j < n && sorted[j] - sorted[i] <= width)
        j++;
      if (j - i > most)
        {
          most = j - i;
          *first = i;
        }
    }

  return most;
}

/* Those that are a multiple of the rhythm, because events between were not seen. Of times that are
   apart as a scan makes them, only the double can be told from any other. */
static guint
count_missed (const LgRhythm *self,
              const double   *intervals,
              double          width)
{
  gboolean steady = self->high - self->low <= 2 * JITTER_S;
  double low = steady ? self->low - JITTER_S : self->high - width;
  double high = steady ? self->high + JITTER_S : self->low + width;
  guint missed = 0;

  if (self->median < SHORT_S)
    return 0;

  for (guint i = 0; i < self->n; i++)
    {
      double times = round (intervals[i] / ((self->low + self->high) / 2));

      if (intervals[i] > self->high && times >= 2 && times <= (steady ? MOST_MISSED : 2)
          && intervals[i] >= times * low && intervals[i] <= times * high)
        missed++;
    }

  return missed;
}

static gboolean
is_regular (const LgRhythm *self)
{
  if (self->n_fit - self->n_missed < 2)
    return FALSE;

  return self->n <= 4 ? self->n_fit + 1 >= self->n : self->n_fit * 4 >= self->n * 3;
}

/**
 * lg_rhythm_measure:
 * @intervals: seconds
 * @n: how many
 * @scan_s: the period of the platform's scheduled detection, seconds: that much apart they may be
 *
 * Measures how regular they are.
 */
void
lg_rhythm_measure (LgRhythm     *self,
                   const double *intervals,
                   guint         n,
                   double        scan_s)
{
  g_autofree double *sorted = NULL;
  guint first = 0;
  double width;

  g_return_if_fail (self != NULL && (intervals != NULL || n == 0));

  *self = (LgRhythm) { .n = n };
  if (n == 0)
    return;

  sorted = sort (intervals, n);
  self->min = sorted[0];
  self->max = sorted[n - 1];
  self->median = find_median (intervals, n);
  width = get_width (self->median, scan_s);
  self->n_fit = find_densest (sorted, n, width, &first);
  self->low = sorted[first];
  self->high = sorted[first + self->n_fit - 1];
  self->n_missed = count_missed (self, intervals, width);
  self->n_fit += self->n_missed;

  if (n == 1)
    self->kind = LG_RHYTHM_SINGLE;
  else if (!is_regular (self))
    self->kind = LG_RHYTHM_IRREGULAR;
  else if (self->high - self->low <= MAX (2 * JITTER_S, self->median * 0.003))
    self->kind = LG_RHYTHM_STEADY;
  else
    self->kind = LG_RHYTHM_SPREAD;
}

/**
 * lg_rhythm_get_spread:
 * @intervals: seconds
 * @n: how many
 *
 * Returns: how far the intervals are from the middle one on average, as a part of it; 0: all alike
 */
double
lg_rhythm_get_spread (const double *intervals,
                      guint         n)
{
  double median, sum = 0;

  g_return_val_if_fail (intervals != NULL && n > 0, 0);

  median = find_median (intervals, n);
  for (guint i = 0; i < n; i++)
    sum += fabs (intervals[i] - median);

  return median > 0 ? sum / n / median : G_MAXDOUBLE;
}

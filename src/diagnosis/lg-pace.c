/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-pace.h"

#define MINUTE_US (60 * (gint64) G_USEC_PER_SEC)

/**
 * lg_pace_find_fastest:
 * @starts_us: (array length=n): when a device began its connections, in order, µs
 * @n: their number
 * @until_us: (out): the last of the fastest minute's
 *
 * Returns: the most connections it began within a minute
 */
guint
lg_pace_find_fastest (const gint64 *starts_us,
                      guint         n,
                      gint64       *until_us)
{
  guint most = 0;

  g_return_val_if_fail (starts_us != NULL && until_us != NULL, 0);

  for (guint first = 0, last = 0; last < n; last++)
    {
      while (starts_us[last] - starts_us[first] >= MINUTE_US)
        first++;
      if (last - first + 1 > most)
        {
          most = last - first + 1;
          *until_us = starts_us[last];
        }
    }
  return most;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-sleep.h"

#include <time.h>

/* A suspend is longer; what is shorter is the time between the readings of two clocks. */
#define SHORTEST_US (500 * 1000)

/**
 * lg_sleep_get_total:
 *
 * Returns: for how long this computer has been suspended since it started, µs: what
 *   `CLOCK_MONOTONIC` leaves out
 */
gint64
lg_sleep_get_total (void)
{
  struct timespec boot;

  clock_gettime (CLOCK_BOOTTIME, &boot);
  return boot.tv_sec * G_USEC_PER_SEC + boot.tv_nsec / 1000 - g_get_monotonic_time ();
}

/**
 * lg_sleep_note:
 * @total_us: (inout): what [func@Sleep.get_total] was when last looked at
 * @outlet: where the events go
 *
 * Notes a suspend since the last look and puts the keep-alive clock right.
 */
void
lg_sleep_note (gint64   *total_us,
               LgOutlet *outlet)
{
  gint64 slept_us = lg_sleep_get_total () - *total_us;

  if (slept_us < SHORTEST_US)
    return;

  *total_us += slept_us;
  lg_outlet_sleep (outlet, slept_us);
}

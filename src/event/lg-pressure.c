/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-pressure.h"

/**
 * lg_pressure_note:
 * @since_us: (inout): since when the outlet is full, `CLOCK_MONOTONIC` µs; 0 while it is not
 * @outlet: where the events go
 * @now_us: `CLOCK_MONOTONIC` µs
 *
 * Notes when an outlet becomes full, and when it has room again: without these events a gap in the
 * recording would look like the server's silence.
 *
 * Returns: whether the pressure has just gone
 */
gboolean
lg_pressure_note (gint64   *since_us,
                  LgOutlet *outlet,
                  gint64    now_us)
{
  gboolean full = lg_outlet_is_full (outlet);

  if (full && *since_us == 0)
    {
      *since_us = now_us;
      lg_outlet_emit (outlet, &(LgEvent) {
        .kind = LG_EVENT_NOTE, .clause = "note.recording-behind",
      });
    }
  else if (!full && *since_us != 0)
    {
      lg_outlet_emit (outlet, &(LgEvent) {
        .kind = LG_EVENT_NOTE, .clause = "note.recording-caught-up",
        .duration_us = now_us - *since_us,
      });
      *since_us = 0;
      return TRUE;
    }

  return FALSE;
}

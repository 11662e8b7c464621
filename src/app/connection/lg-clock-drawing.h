/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-detection.h"
#include "event/lg-keepalive.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** LG_CLOCK_DRAWING_HEIGHT: how high it is, pixels. */
#define LG_CLOCK_DRAWING_HEIGHT 160

/**
 * LgClockDrawing:
 * @keepalive: the clock
 * @detection: when the platform looks, as far as known
 * @held: PINGREQ is held back, so none is due
 * @now_us: `CLOCK_MONOTONIC` µs; where the link has ended, when it did
 * @ended: the link has ended, and the clock stands still
 * @wall_us: the wall clock at @now_us, Unix µs
 *
 * What one picture of the keep-alive clock shows.
 */
typedef struct
{
  LgKeepalive keepalive;
  LgDetection detection;
  gboolean    held;
  gint64      now_us;
  gboolean    ended;
  gint64      wall_us;
} LgClockDrawing;

void   lg_clock_drawing_draw  (const LgClockDrawing *self,
                               GtkWidget            *widget,
                               GtkSnapshot          *snapshot);
double lg_clock_drawing_get_s (const LgClockDrawing *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-round-trips.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LG_TYPE_SPARKLINE (lg_sparkline_get_type ())

/**
 * LgSparkline:
 *
 * The latest round trips as bars, oldest first, the longest as high as the widget. It is an image
 * whose description says the figures.
 */
G_DECLARE_FINAL_TYPE (LgSparkline, lg_sparkline, LG, SPARKLINE, GtkWidget)

void lg_sparkline_set_round_trips (LgSparkline        *self,
                                   const LgRoundTrips *trips);

G_END_DECLS

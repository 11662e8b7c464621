/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-sparkline.h"

#include <glib/gi18n.h>
#include <string.h>

#define HEIGHT 32
#define BAR_WIDTH 5
#define BAR_GAP 2
#define BAR_MIN 2

struct _LgSparkline
{
  GtkWidget    parent_instance;
  LgRoundTrips trips;
};

G_DEFINE_FINAL_TYPE (LgSparkline, lg_sparkline, GTK_TYPE_WIDGET)

static void
lg_sparkline_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  LgSparkline *self = LG_SPARKLINE (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  guint n = MIN (self->trips.n, (guint) MAX (width / (BAR_WIDTH + BAR_GAP), 0));
  guint first = self->trips.n - n;
  guint32 longest_us = 1;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  for (guint i = 0; i < n; i++)
    longest_us = MAX (longest_us, lg_round_trips_get (&self->trips, first + i));

  for (guint i = 0; i < n; i++)
    {
      float bar = MAX (lg_round_trips_get (&self->trips, first + i) / (float) longest_us * height,
                       BAR_MIN);

      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT (i * (BAR_WIDTH + BAR_GAP), height - bar,
                                                      BAR_WIDTH, bar));
    }
}

static void
lg_sparkline_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 60;
  *natural = orientation == GTK_ORIENTATION_VERTICAL
    ? HEIGHT : LG_ROUND_TRIPS_MAX * (BAR_WIDTH + BAR_GAP);
}

static void
lg_sparkline_class_init (LgSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = lg_sparkline_snapshot;
  widget_class->measure = lg_sparkline_measure;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "sparkline");
}

static void
lg_sparkline_init (LgSparkline *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Latest round trips"),
                                  -1);
}

/**
 * lg_sparkline_set_round_trips:
 * @trips: what to draw; copied
 *
 * Draws other round trips, and hides while there are fewer than two; does nothing when they are
 * those already drawn.
 */
void
lg_sparkline_set_round_trips (LgSparkline        *self,
                              const LgRoundTrips *trips)
{
  LgRoundTripFigures figures = { 0 };
  g_autofree char *text = NULL;

  g_return_if_fail (LG_IS_SPARKLINE (self));

  if (memcmp (&self->trips, trips, sizeof *trips) == 0)
    return;

  self->trips = *trips;
  lg_round_trips_summarize (trips, &figures);
  /* Translators: a number of round trips, then the shortest and the longest but one in a hundred */
  text = g_strdup_printf (_("%u round trips, the shortest %.1f ms, the median %.1f ms, 99 of 100 "
                            "within %.1f ms"),
                          trips->n, figures.min_us / 1000.0, figures.median_us / 1000.0,
                          figures.p99_us / 1000.0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  gtk_widget_set_visible (GTK_WIDGET (self), trips->n > 1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

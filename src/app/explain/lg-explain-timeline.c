/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-explain-timeline.h"

#include <glib/gi18n.h>

#define HEIGHT 52
#define LINE_Y 36
#define LINE_WIDTH 2
#define CROSS 5
#define MARGIN 8

struct _LgExplainTimeline
{
  GtkWidget  parent_instance;
  GArray    *times;
};

G_DEFINE_FINAL_TYPE (LgExplainTimeline, lg_explain_timeline, GTK_TYPE_WIDGET)

static double
get_time (LgExplainTimeline *self,
          guint              i)
{
  return g_array_index (self->times, double, i);
}

static float
get_x (LgExplainTimeline *self,
       guint              i)
{
  double last = get_time (self, self->times->len - 1);
  int width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN;

  return MARGIN + get_time (self, i) / last * width;
}

static void
draw_stroke (GtkSnapshot   *snapshot,
             const GdkRGBA *color,
             float          x,
             float          angle)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, LINE_Y));
  gtk_snapshot_rotate (snapshot, angle);
  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT (-CROSS, -LINE_WIDTH / 2.0, 2 * CROSS,
                                                  LINE_WIDTH));
  gtk_snapshot_restore (snapshot);
}

/* The time between two ends, if it fits between them. */
static void
draw_interval (LgExplainTimeline *self,
               GtkSnapshot       *snapshot,
               const GdkRGBA     *color,
               guint              i)
{
  double seconds = get_time (self, i) - get_time (self, i - 1);
  g_autofree char *text = g_strdup_printf (_("%.0f s"), seconds);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  float left = get_x (self, i - 1), right = get_x (self, i);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (width > right - left - 2 * CROSS)
    return;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((left + right - width) / 2,
                                                          LINE_Y - CROSS - height));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
lg_explain_timeline_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  LgExplainTimeline *self = LG_EXPLAIN_TIMELINE (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  GdkRGBA color, line, cross;

  if (self->times->len < 2)
    return;

  gtk_style_context_get_color (style, &color);
  line = (GdkRGBA) { color.red, color.green, color.blue, 0.3 };
  if (!gtk_style_context_lookup_color (style, "error_color", &cross))
    cross = color;

  gtk_snapshot_append_color (snapshot, &line,
                             &GRAPHENE_RECT_INIT (MARGIN, LINE_Y - LINE_WIDTH / 2.0,
                                                  gtk_widget_get_width (widget) - 2 * MARGIN,
                                                  LINE_WIDTH));
  for (guint i = 0; i < self->times->len; i++)
    {
      draw_stroke (snapshot, &cross, get_x (self, i), 45);
      draw_stroke (snapshot, &cross, get_x (self, i), -45);
      if (i > 0)
        draw_interval (self, snapshot, &color, i);
    }
}

static void
lg_explain_timeline_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 100;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 400;
}

static void
lg_explain_timeline_finalize (GObject *object)
{
  g_array_unref (LG_EXPLAIN_TIMELINE (object)->times);

  G_OBJECT_CLASS (lg_explain_timeline_parent_class)->finalize (object);
}

static void
lg_explain_timeline_class_init (LgExplainTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lg_explain_timeline_finalize;
  widget_class->snapshot = lg_explain_timeline_snapshot;
  widget_class->measure = lg_explain_timeline_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lg_explain_timeline_init (LgExplainTimeline *self)
{
  self->times = g_array_new (FALSE, FALSE, sizeof (double));
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
}

/* Times of a log that runs on; else the intervals, one after the other. */
static void
take_times (LgExplainTimeline *self,
            const LgDropLog   *log)
{
  double at = 0;

  g_array_set_size (self->times, 0);
  if (log->drops->len > 0 && log->n_restarts == 0 && log->n_steps == 0)
    {
      gint64 first_ms = ((LgDrop *) log->drops->pdata[0])->at_ms;

      for (guint i = 0; i < log->drops->len; i++)
        {
          at = (((LgDrop *) log->drops->pdata[i])->at_ms - first_ms) / 1000.0;
          g_array_append_val (self->times, at);
        }
      return;
    }

  g_array_append_val (self->times, at);
  for (guint i = 0; i < log->intervals->len; i++)
    {
      at += g_array_index (log->intervals, double, i);
      g_array_append_val (self->times, at);
    }
}

/**
 * lg_explain_timeline_show:
 * @log: what to draw
 *
 * Draws it; hides itself if there are less than two ends.
 */
void
lg_explain_timeline_show (LgExplainTimeline *self,
                          const LgDropLog   *log)
{
  g_autofree char *text = NULL;

  g_return_if_fail (LG_IS_EXPLAIN_TIMELINE (self) && log != NULL);

  take_times (self, log);
  gtk_widget_set_visible (GTK_WIDGET (self), self->times->len >= 2);
  if (self->times->len < 2)
    return;

  /* Translators: a number of times a device went offline, and seconds */
  text = g_strdup_printf (_("Time line: %u ends in %.0f s"), self->times->len,
                          get_time (self, self->times->len - 1));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

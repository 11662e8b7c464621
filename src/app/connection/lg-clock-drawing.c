/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-clock-drawing.h"

#include <glib/gi18n.h>

/* From top to bottom: two rows of names, the bar, the marks below it, two rows of figures. */
#define NAMES_TOP 2
#define ROW_HEIGHT 22
#define BAR_TOP 58
#define BAR_HEIGHT 34
#define BAR_RADIUS 9
#define MARK_MARGIN 10
#define BELOW_TOP (BAR_TOP + BAR_HEIGHT + 3)
#define FIGURES_TOP (BAR_TOP + BAR_HEIGHT + 22)
#define N_ROWS 2
#define N_TAKEN 8
#define TEXT_GAP 10
#define MARK_WIDTH 3
#define DOT_RADIUS 8
#define TRIANGLE 7
#define HATCH_STEP 7
#define NARROWEST_WAIT 8
#define NARROWEST_TICKS 14

/* A row of texts, and which parts of it are taken. */
typedef struct
{
  float top;
  struct
  {
    float from;
    float until;
  } taken[N_TAKEN];
  guint n_taken;
} Row;

typedef struct
{
  const LgClockDrawing *drawing;
  GtkWidget            *widget;
  GtkSnapshot          *snapshot;
  double                end_s;
  float                 width;
  GdkRGBA               now;
  GdkRGBA               text;
  GdkRGBA               accent;
  GdkRGBA               error;
  GdkRGBA               success;
  GdkRGBA               warning;
  Row                   names[N_ROWS];
  Row                   figures[N_ROWS];
} Canvas;

static double
get_s (const LgClockDrawing *self,
       gint64                at_us)
{
  return (at_us - self->keepalive.reset_us) / (double) G_USEC_PER_SEC;
}

static float
get_x (const Canvas *canvas,
       double        seconds)
{
  return CLAMP (seconds / canvas->end_s, 0, 1) * canvas->width;
}

static float
get_x_at (const Canvas *canvas,
          gint64        at_us)
{
  return get_x (canvas, get_s (canvas->drawing, at_us));
}

static GdkRGBA
with_alpha (const GdkRGBA *color,
            float          alpha)
{
  return (GdkRGBA) { color->red, color->green, color->blue, alpha };
}

static void
look_up_color (GtkWidget  *widget,
               const char *name,
               GdkRGBA    *color)
{
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, color))
    gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
}

static gboolean
is_free (const Row *row,
         float      from,
         float      until)
{
  for (guint i = 0; i < row->n_taken; i++)
    if (from < row->taken[i].until + TEXT_GAP && until > row->taken[i].from - TEXT_GAP)
      return FALSE;

  return row->n_taken < N_TAKEN;
}

/* Text centred on x and pushed inside, in the first of the rows that has room for it there; what
   has none is left out: the card beside the drawing says it in words. */
static void
draw_text (Canvas     *canvas,
           Row        *rows,
           float       x,
           gboolean    bold,
           GdkRGBA     color,
           const char *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (canvas->widget, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int width;
  float left;

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, NULL);

  left = CLAMP (x - width / 2.0, 0, MAX (canvas->width - width, 0));
  for (guint i = 0; i < N_ROWS; i++)
    {
      Row *row = &rows[i];

      if (!is_free (row, left, left + width))
        continue;

      row->taken[row->n_taken].from = left;
      row->taken[row->n_taken++].until = left + width;
      gtk_snapshot_save (canvas->snapshot);
      gtk_snapshot_translate (canvas->snapshot, &GRAPHENE_POINT_INIT (left, row->top));
      gtk_snapshot_append_layout (canvas->snapshot, layout, &color);
      gtk_snapshot_restore (canvas->snapshot);
      return;
    }
}

static void
draw_figure (Canvas *canvas,
             double  seconds)
{
  g_autofree char *text = g_strdup_printf (_("%.0f s"), seconds);

  draw_text (canvas, canvas->figures, get_x (canvas, seconds), FALSE,
             with_alpha (&canvas->text, 0.7), text);
}

static void
draw_bar (const Canvas *canvas,
          float         from,
          float         until,
          GdkRGBA       color)
{
  GskRoundedRect bar;

  if (until <= from)
    return;

  gsk_rounded_rect_init_from_rect (
    &bar, &GRAPHENE_RECT_INIT (from, BAR_TOP, until - from, BAR_HEIGHT), BAR_RADIUS);
  gtk_snapshot_push_rounded_clip (canvas->snapshot, &bar);
  gtk_snapshot_append_color (canvas->snapshot, &color, &bar.bounds);
  gtk_snapshot_pop (canvas->snapshot);
}

static void
draw_mark (const Canvas *canvas,
           float         x,
           GdkRGBA       color)
{
  float left = CLAMP (x - MARK_WIDTH / 2.0, 0, canvas->width - MARK_WIDTH);

  gtk_snapshot_append_color (canvas->snapshot, &color,
                             &GRAPHENE_RECT_INIT (left, BAR_TOP - MARK_MARGIN, MARK_WIDTH,
                                                  BAR_HEIGHT + 2 * MARK_MARGIN));
}

/* What is estimated is dotted, wherever it is. */
static void
draw_dotted_mark (const Canvas *canvas,
                  float         x,
                  GdkRGBA       color)
{
  for (float y = BAR_TOP - MARK_MARGIN; y < BAR_TOP + BAR_HEIGHT + MARK_MARGIN; y += 6)
    gtk_snapshot_append_color (canvas->snapshot, &color, &GRAPHENE_RECT_INIT (x - 1, y, 2, 3));
}

static void
draw_dot (const Canvas *canvas,
          float         x,
          GdkRGBA       color)
{
  GskRoundedRect dot;

  x = CLAMP (x, DOT_RADIUS, canvas->width - DOT_RADIUS);
  gsk_rounded_rect_init_from_rect (
    &dot, &GRAPHENE_RECT_INIT (x - DOT_RADIUS, BAR_TOP + BAR_HEIGHT / 2.0 - DOT_RADIUS,
                               2 * DOT_RADIUS, 2 * DOT_RADIUS), DOT_RADIUS);
  gtk_snapshot_push_rounded_clip (canvas->snapshot, &dot);
  gtk_snapshot_append_color (canvas->snapshot, &color, &dot.bounds);
  gtk_snapshot_pop (canvas->snapshot);
}

static void
draw_triangle (const Canvas *canvas,
               float         x,
               GdkRGBA       color)
{
  cairo_t *cr;

  x = CLAMP (x, TRIANGLE, canvas->width - TRIANGLE);
  cr = gtk_snapshot_append_cairo (canvas->snapshot,
                                  &GRAPHENE_RECT_INIT (x - TRIANGLE, BELOW_TOP, 2 * TRIANGLE,
                                                       2 * TRIANGLE));
  cairo_move_to (cr, x, BELOW_TOP);
  cairo_line_to (cr, x + TRIANGLE, BELOW_TOP + 1.6 * TRIANGLE);
  cairo_line_to (cr, x - TRIANGLE, BELOW_TOP + 1.6 * TRIANGLE);
  cairo_close_path (cr);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_fill (cr);
  cairo_destroy (cr);
}

/* Hatched, so that it is told apart without colour; the slant tells one box from another. */
static void
draw_hatched (const Canvas  *canvas,
              float          from,
              float          width,
              int            margin,
              int            slant,
              const GdkRGBA *color)
{
  int height = BAR_HEIGHT + 2 * margin;
  graphene_rect_t box = GRAPHENE_RECT_INIT (from, BAR_TOP - margin, width, height);
  cairo_t *cr = gtk_snapshot_append_cairo (canvas->snapshot, &box);
  GdkRGBA fill = with_alpha (color, 0.16);

  cairo_rectangle (cr, from, BAR_TOP - margin, width, height);
  gdk_cairo_set_source_rgba (cr, &fill);
  cairo_fill_preserve (cr);
  cairo_clip_preserve (cr);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, 4);
  cairo_stroke (cr);

  cairo_set_line_width (cr, 1);
  for (float x = from - height; x < from + width + height; x += HATCH_STEP)
    {
      cairo_move_to (cr, x, BAR_TOP - margin + height);
      cairo_line_to (cr, x + slant * height, BAR_TOP - margin);
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_window (Canvas *canvas,
             gint64  from_us,
             gint64  until_us)
{
  float from = get_x_at (canvas, from_us);
  float width = MAX (get_x_at (canvas, until_us) - from, 6);
  g_autofree char *figures = g_strdup_printf (_("%.0f–%.0f s"), get_s (canvas->drawing, from_us),
                                              get_s (canvas->drawing, until_us));

  draw_hatched (canvas, from, width, 6, 1, &canvas->error);
  draw_text (canvas, canvas->names, from + width / 2, TRUE, canvas->error, _("platform closes"));
  draw_text (canvas, canvas->figures, from + width / 2, TRUE, canvas->text, figures);
}

/* The moments at which the platform is estimated to look; one of them falls into the window. */
static void
draw_detection (Canvas *canvas,
                gint64  from_us)
{
  const LgDetection *detection = &canvas->drawing->detection;
  gint64 reset_us = canvas->drawing->keepalive.reset_us;
  gint64 cut_us = lg_detection_get_next (detection, from_us);
  float step = get_x (canvas, detection->period_us / (double) G_USEC_PER_SEC);
  g_autofree char *figure = NULL;

  if (cut_us == 0)
    return;

  for (gint64 at_us = lg_detection_get_next (detection, reset_us);
       step >= NARROWEST_TICKS && at_us < cut_us;
       at_us += detection->period_us)
    draw_dotted_mark (canvas, get_x_at (canvas, at_us), with_alpha (&canvas->text, 0.45));
  draw_dotted_mark (canvas, get_x_at (canvas, cut_us), canvas->text);

  /* Translators: a number of seconds at which the platform is estimated to close */
  figure = g_strdup_printf (_("estimated %.0f s"), get_s (canvas->drawing, cut_us));
  draw_text (canvas, canvas->figures, get_x_at (canvas, cut_us), FALSE, canvas->text, figure);
}

static void
draw_wait (Canvas *canvas)
{
  const LgKeepalive *keepalive = &canvas->drawing->keepalive;
  gint64 until_us = lg_keepalive_get_pong_due (keepalive);
  float from = get_x_at (canvas, keepalive->ping_us);
  float width = MAX (get_x_at (canvas, until_us) - from, NARROWEST_WAIT);

  if (until_us == 0 || canvas->drawing->held)
    return;

  draw_hatched (canvas, from, width, 0, -1, &canvas->warning);
  draw_text (canvas, canvas->names, from + width / 2, TRUE, canvas->warning, _("PINGRESP awaited"));
}

static gboolean
has_last_in (const Canvas *canvas)
{
  const LgKeepalive *keepalive = &canvas->drawing->keepalive;

  return keepalive->last_in_us != 0 && keepalive->last_in_us >= keepalive->reset_us;
}

static void
draw_last_packets (Canvas *canvas)
{
  const LgKeepalive *keepalive = &canvas->drawing->keepalive;
  gint64 out_us = keepalive->last_out_us;

  draw_dot (canvas, 0, canvas->text);
  if (out_us > keepalive->reset_us)
    draw_dot (canvas, get_x_at (canvas, out_us), with_alpha (&canvas->text, 0.6));
  if (has_last_in (canvas))
    draw_triangle (canvas, get_x_at (canvas, keepalive->last_in_us), canvas->success);
}

static void
draw_names (Canvas *canvas,
            gint64  ping_us)
{
  const LgKeepalive *keepalive = &canvas->drawing->keepalive;
  g_autofree char *reset = g_strdup_printf (
    "%s %s", lg_packet_type_get_name (keepalive->reset_type),
    keepalive->reset_type == LG_PACKET_CONNACK ? "↓" : "↑");

  if (ping_us != 0)
    draw_text (canvas, canvas->names, get_x_at (canvas, ping_us), TRUE, canvas->accent,
               canvas->drawing->ended ? _("PINGREQ would be due") : _("PINGREQ due"));
  draw_text (canvas, canvas->names, get_x_at (canvas, canvas->drawing->now_us), TRUE,
             canvas->now, canvas->drawing->ended ? _("the end") : _("now"));
  draw_text (canvas, canvas->names, 0, FALSE, canvas->text, reset);
}

static void
set_up (Canvas *canvas)
{
  GtkWidget *widget = canvas->widget;

  canvas->width = gtk_widget_get_width (widget);
  canvas->end_s = lg_clock_drawing_get_s (canvas->drawing);
  for (guint i = 0; i < N_ROWS; i++)
    {
      /* Names fill up from the bar upwards, figures downwards. */
      canvas->names[i].top = NAMES_TOP + (N_ROWS - 1 - i) * ROW_HEIGHT;
      canvas->figures[i].top = FIGURES_TOP + i * ROW_HEIGHT;
    }

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &canvas->text);
  look_up_color (widget, "accent_color", &canvas->accent);
  look_up_color (widget, "error_color", &canvas->error);
  look_up_color (widget, "success_color", &canvas->success);
  look_up_color (widget, "warning_color", &canvas->warning);
  canvas->now = canvas->drawing->ended ? canvas->error : canvas->text;
}

/* What is over is not marked as if it were still to come. */
static void
draw_ping (Canvas *canvas,
           gint64  ping_us)
{
  if (ping_us == 0)
    return;

  if (canvas->drawing->ended)
    draw_dotted_mark (canvas, get_x_at (canvas, ping_us), canvas->accent);
  else
    draw_mark (canvas, get_x_at (canvas, ping_us), canvas->accent);
}

static void
draw_end_figure (Canvas *canvas)
{
  gint64 now_us = canvas->drawing->now_us;
  g_autofree char *text = g_strdup_printf (_("%.1f s"), get_s (canvas->drawing, now_us));

  draw_text (canvas, canvas->figures, get_x_at (canvas, now_us), TRUE, canvas->error, text);
}

/**
 * lg_clock_drawing_draw:
 * @widget: whose width, font and colours to use
 * @snapshot: what to draw on
 *
 * Draws one time line from what last reset the platform's timer to when the platform closes: now,
 * the last packets, the next PINGREQ, the wait for a PINGRESP, the platform's window and, dotted,
 * when it is estimated to look. Every part has a shape of its own besides its colour.
 */
void
lg_clock_drawing_draw (const LgClockDrawing *self,
                       GtkWidget            *widget,
                       GtkSnapshot          *snapshot)
{
  Canvas canvas = { .drawing = self, .widget = widget, .snapshot = snapshot };
  gint64 ping_us = self->held ? 0 : lg_keepalive_get_next_ping (&self->keepalive);
  gint64 from_us = 0, until_us = 0;
  gboolean has_window = lg_keepalive_get_window (&self->keepalive, &from_us, &until_us);

  set_up (&canvas);
  draw_bar (&canvas, 0, get_x_at (&canvas, ping_us != 0 ? ping_us : from_us),
            with_alpha (&canvas.text, 0.12));
  draw_bar (&canvas, 0, get_x_at (&canvas, self->now_us),
            self->ended ? with_alpha (&canvas.text, 0.4) : canvas.accent);
  if (has_window)
    draw_window (&canvas, from_us, until_us);
  draw_wait (&canvas);
  if (has_window)
    draw_detection (&canvas, from_us);
  draw_ping (&canvas, ping_us);
  draw_last_packets (&canvas);
  draw_mark (&canvas, get_x_at (&canvas, self->now_us), canvas.now);

  draw_names (&canvas, ping_us);
  if (self->ended)
    draw_end_figure (&canvas);
  if (ping_us != 0)
    draw_figure (&canvas, get_s (self, ping_us));
  draw_figure (&canvas, 0);
  if (has_last_in (&canvas))
    draw_text (&canvas, canvas.figures, get_x_at (&canvas, self->keepalive.last_in_us), FALSE,
               canvas.success, _("packet in ↓"));
}

/**
 * lg_clock_drawing_get_s:
 *
 * Returns: how many seconds the whole width stands for
 */
double
lg_clock_drawing_get_s (const LgClockDrawing *self)
{
  gint64 ping_us = self->held ? 0 : lg_keepalive_get_next_ping (&self->keepalive);
  gint64 from_us, until_us;
  double end_s = 1;

  if (lg_keepalive_get_window (&self->keepalive, &from_us, &until_us))
    end_s = MAX (end_s, get_s (self, until_us));
  else
    end_s = MAX (end_s, get_s (self, self->now_us));

  return MAX (end_s, get_s (self, ping_us)) * 1.03;
}

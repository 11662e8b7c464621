/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-keepalive-clock.h"

#include <glib/gi18n.h>

#define DRAW_INTERVAL_MS 100
#define HEIGHT 144
#define BAR_TOP 50
#define BAR_HEIGHT 26
#define BAR_RADIUS 7
#define LABEL_TOP 6
#define SCALE_TOP 100
#define BELOW_TOP 122
#define SHORT_LINE 480
#define HATCH_STEP 7

struct _LgKeepaliveClock
{
  GtkWidget  parent_instance;
  LgSession *session;
  guint      draw_id;
};

G_DEFINE_FINAL_TYPE (LgKeepaliveClock, lg_keepalive_clock, GTK_TYPE_WIDGET)

enum
{
  PROP_SESSION = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* One drawing: the clock's values and how seconds become pixels. */
typedef struct
{
  GtkWidget   *widget;
  GtkSnapshot *snapshot;
  LgKeepalive  clock;
  gboolean     held;
  gint64       now_us;
  double       end_s;
  float        width;
  GdkRGBA      text;
  GdkRGBA      accent;
  GdkRGBA      error;
  GdkRGBA      success;
} Drawing;

static double
seconds_since_reset (const Drawing *drawing,
                     gint64         at_us)
{
  return (at_us - drawing->clock.reset_us) / (double) G_USEC_PER_SEC;
}

static float
get_x (const Drawing *drawing,
       double         seconds)
{
  return CLAMP (seconds / drawing->end_s, 0, 1) * drawing->width;
}

static void
look_up_color (GtkWidget  *widget,
               const char *name,
               GdkRGBA    *color)
{
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, color))
    gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
}

static GdkRGBA
with_alpha (const GdkRGBA *color,
            float          alpha)
{
  return (GdkRGBA) { color->red, color->green, color->blue, alpha };
}

static void
draw_bar (const Drawing *drawing,
          float          from,
          float          until,
          GdkRGBA        color)
{
  GskRoundedRect bar;

  if (until <= from)
    return;

  gsk_rounded_rect_init_from_rect (
    &bar, &GRAPHENE_RECT_INIT (from, BAR_TOP, until - from, BAR_HEIGHT), BAR_RADIUS);
  gtk_snapshot_push_rounded_clip (drawing->snapshot, &bar);
  gtk_snapshot_append_color (drawing->snapshot, &color, &bar.bounds);
  gtk_snapshot_pop (drawing->snapshot);
}

static void
draw_mark (const Drawing *drawing,
           float          x,
           GdkRGBA        color)
{
  float left = CLAMP (x - 1, 0, drawing->width - 2);

  gtk_snapshot_append_color (drawing->snapshot, &color,
                             &GRAPHENE_RECT_INIT (left, BAR_TOP - 14, 2, BAR_HEIGHT + 28));
}

/* Text centred on x, pushed inside the widget; returns where it ended. */
static float
draw_text (const Drawing *drawing,
           float          x,
           float          y,
           float          not_before,
           gboolean       bold,
           GdkRGBA        color,
           const char    *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (drawing->widget, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int width, left;

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.9));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, NULL);

  left = CLAMP (x - width / 2.0, 0, MAX (drawing->width - width, 0));
  if (left < not_before)
    return not_before;

  gtk_snapshot_save (drawing->snapshot);
  gtk_snapshot_translate (drawing->snapshot, &GRAPHENE_POINT_INIT (left, y));
  gtk_snapshot_append_layout (drawing->snapshot, layout, &color);
  gtk_snapshot_restore (drawing->snapshot);
  return left + width + 8;
}

/* The platform's window is hatched, so that it is told apart without colour. */
static void
draw_window (const Drawing *drawing,
             float          from,
             float          until)
{
  float width = MAX (until - from, 3);
  cairo_t *cr = gtk_snapshot_append_cairo (
    drawing->snapshot, &GRAPHENE_RECT_INIT (from, BAR_TOP - 6, width, BAR_HEIGHT + 12));
  GdkRGBA fill = with_alpha (&drawing->error, 0.16);

  cairo_rectangle (cr, from, BAR_TOP - 6, width, BAR_HEIGHT + 12);
  gdk_cairo_set_source_rgba (cr, &fill);
  cairo_fill_preserve (cr);
  cairo_clip_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &drawing->error);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);

  cairo_set_line_width (cr, 1);
  for (float x = from - BAR_HEIGHT - 12; x < from + width; x += HATCH_STEP)
    {
      cairo_move_to (cr, x, BAR_TOP + BAR_HEIGHT + 6);
      cairo_line_to (cr, x + BAR_HEIGHT + 12, BAR_TOP - 6);
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_last_in (const Drawing *drawing)
{
  double at = seconds_since_reset (drawing, drawing->clock.last_in_us);
  float x = get_x (drawing, at);
  float top = BAR_TOP + BAR_HEIGHT + 4;
  cairo_t *cr;

  if (drawing->clock.last_in_us == 0 || at < 0)
    return;

  cr = gtk_snapshot_append_cairo (drawing->snapshot, &GRAPHENE_RECT_INIT (x - 6, top, 12, 10));
  cairo_move_to (cr, x, top);
  cairo_line_to (cr, x + 5, top + 9);
  cairo_line_to (cr, x - 5, top + 9);
  cairo_close_path (cr);
  gdk_cairo_set_source_rgba (cr, &drawing->success);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
draw_seconds (const Drawing *drawing,
              double         seconds,
              float         *free_from)
{
  g_autofree char *text = g_strdup_printf (_("%.0f s"), seconds);

  *free_from = draw_text (drawing, get_x (drawing, seconds), SCALE_TOP, *free_from, FALSE,
                          with_alpha (&drawing->text, 0.6), text);
}

/* The name stands above the window or, where the line is too short for that, below it. */
static void
draw_window_labels (const Drawing *drawing,
                    double         from,
                    double         until,
                    float          label_free,
                    float          scale_free)
{
  float x = get_x (drawing, (from + until) / 2);
  g_autofree char *text = g_strdup_printf (_("%.0f–%.0f s"), from, until);
  float ends = draw_text (drawing, x, LABEL_TOP, label_free, TRUE, drawing->error,
                          _("platform closes"));

  draw_text (drawing, x, SCALE_TOP, scale_free, FALSE, with_alpha (&drawing->text, 0.6), text);
  if (ends == label_free)
    draw_text (drawing, x, BELOW_TOP, 0, TRUE, drawing->error, _("platform closes"));
}

static void
draw_clock (Drawing *drawing)
{
  gint64 from_us = 0, until_us = 0;
  gboolean has_window = lg_keepalive_get_window (&drawing->clock, &from_us, &until_us);
  double now = seconds_since_reset (drawing, drawing->now_us);
  double close_from = has_window ? seconds_since_reset (drawing, from_us) : 0;
  double close_until = has_window ? seconds_since_reset (drawing, until_us) : 0;
  double ping = drawing->held ? 0
    : seconds_since_reset (drawing, lg_keepalive_get_next_ping (&drawing->clock));
  float scale_free = 0, label_free = 0;

  drawing->end_s = MAX (MAX (ping, has_window ? close_until : now), 1) * 1.03;

  draw_bar (drawing, 0, get_x (drawing, drawing->held ? close_from : ping),
            with_alpha (&drawing->text, 0.1));
  draw_bar (drawing, 0, get_x (drawing, now), drawing->accent);
  if (has_window)
    draw_window (drawing, get_x (drawing, close_from), get_x (drawing, close_until));
  if (!drawing->held)
    draw_mark (drawing, get_x (drawing, ping), drawing->accent);
  draw_mark (drawing, get_x (drawing, now), drawing->text);
  draw_last_in (drawing);

  label_free = draw_text (drawing, get_x (drawing, now), LABEL_TOP, label_free, TRUE,
                          drawing->text, _("now"));
  if (!drawing->held)
    label_free = draw_text (drawing, get_x (drawing, ping), LABEL_TOP, label_free, TRUE,
                            drawing->accent, _("PINGREQ due"));
  draw_seconds (drawing, 0, &scale_free);
  if (!drawing->held)
    draw_seconds (drawing, ping, &scale_free);
  if (!has_window)
    return;

  draw_window_labels (drawing, close_from, close_until, label_free, scale_free);
}

static void
lg_keepalive_clock_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  LgKeepaliveClock *self = LG_KEEPALIVE_CLOCK (widget);
  Drawing drawing = {
    .widget = widget,
    .snapshot = snapshot,
    .now_us = g_get_monotonic_time (),
    .width = gtk_widget_get_width (widget),
  };

  if (self->session == NULL || lg_session_get_state (self->session) != LG_SESSION_CONNECTED)
    return;

  drawing.held = lg_session_get_hold_pings (self->session);
  lg_session_get_keepalive (self->session, &drawing.clock);
  if (drawing.clock.reset_us == 0)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &drawing.text);
  look_up_color (widget, "accent_color", &drawing.accent);
  look_up_color (widget, "error_color", &drawing.error);
  look_up_color (widget, "success_color", &drawing.success);
  draw_clock (&drawing);
}

static GtkSizeRequestMode
lg_keepalive_clock_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lg_keepalive_clock_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  /* The row below is for what does not fit beside each other on a short line. */
  int height = for_size >= 0 && for_size < SHORT_LINE ? HEIGHT : BELOW_TOP;

  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? height : 240;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? height : 600;
}

static gboolean
draw_cb (gpointer user_data)
{
  gtk_widget_queue_draw (user_data);
  return G_SOURCE_CONTINUE;
}

static void
update_timer (LgKeepaliveClock *self)
{
  gboolean wanted = gtk_widget_get_mapped (GTK_WIDGET (self)) && self->session != NULL
                    && lg_session_get_state (self->session) == LG_SESSION_CONNECTED;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (wanted && self->draw_id == 0)
    self->draw_id = g_timeout_add (DRAW_INTERVAL_MS, draw_cb, self);
  else if (!wanted)
    g_clear_handle_id (&self->draw_id, g_source_remove);
}

static void
lg_keepalive_clock_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lg_keepalive_clock_parent_class)->map (widget);
  update_timer (LG_KEEPALIVE_CLOCK (widget));
}

static void
lg_keepalive_clock_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lg_keepalive_clock_parent_class)->unmap (widget);
  update_timer (LG_KEEPALIVE_CLOCK (widget));
}

static void
lg_keepalive_clock_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  g_assert (prop_id == PROP_SESSION);

  g_value_set_object (value, LG_KEEPALIVE_CLOCK (object)->session);
}

static void
lg_keepalive_clock_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_SESSION);

  lg_keepalive_clock_set_session (LG_KEEPALIVE_CLOCK (object), g_value_get_object (value));
}

static void
lg_keepalive_clock_dispose (GObject *object)
{
  lg_keepalive_clock_set_session (LG_KEEPALIVE_CLOCK (object), NULL);

  G_OBJECT_CLASS (lg_keepalive_clock_parent_class)->dispose (object);
}

static void
lg_keepalive_clock_class_init (LgKeepaliveClockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lg_keepalive_clock_get_property;
  object_class->set_property = lg_keepalive_clock_set_property;
  object_class->dispose = lg_keepalive_clock_dispose;

  widget_class->snapshot = lg_keepalive_clock_snapshot;
  widget_class->get_request_mode = lg_keepalive_clock_get_request_mode;
  widget_class->measure = lg_keepalive_clock_measure;
  widget_class->map = lg_keepalive_clock_map;
  widget_class->unmap = lg_keepalive_clock_unmap;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, LG_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lg_keepalive_clock_init (LgKeepaliveClock *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Keep-alive clock"),
                                  -1);
}

/**
 * lg_keepalive_clock_set_session:
 * @session: (nullable): whose clock to show
 *
 * Shows the clock of @session; nothing is drawn while it is not connected.
 */
void
lg_keepalive_clock_set_session (LgKeepaliveClock *self,
                                LgSession        *session)
{
  g_return_if_fail (LG_IS_KEEPALIVE_CLOCK (self));
  g_return_if_fail (session == NULL || LG_IS_SESSION (session));

  if (self->session == session)
    return;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, update_timer, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_signal_connect_object (session, "notify::state", G_CALLBACK (update_timer), self,
                             G_CONNECT_SWAPPED);

  update_timer (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

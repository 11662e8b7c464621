/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-keepalive-clock.h"

#include <glib/gi18n.h>

/* As often as anything moves by half a pixel, within these. */
#define DRAW_INTERVAL_MIN_MS 100
#define DRAW_INTERVAL_MAX_MS 500

struct _LgKeepaliveClock
{
  GtkWidget  parent_instance;
  LgLink    *link;
  guint      draw_id;
};

G_DEFINE_FINAL_TYPE (LgKeepaliveClock, lg_keepalive_clock, GTK_TYPE_WIDGET)

enum
{
  PROP_LINK = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
lg_keepalive_clock_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  LgClockDrawing drawing;

  if (lg_keepalive_clock_look (LG_KEEPALIVE_CLOCK (widget), &drawing))
    lg_clock_drawing_draw (&drawing, widget, snapshot);
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
  gboolean vertical = orientation == GTK_ORIENTATION_VERTICAL;

  *minimum = vertical ? LG_CLOCK_DRAWING_HEIGHT : 240;
  *natural = vertical ? LG_CLOCK_DRAWING_HEIGHT : 600;
}

static void update_timer (LgKeepaliveClock *self);

static gboolean
draw_cb (gpointer user_data)
{
  LgKeepaliveClock *self = user_data;

  self->draw_id = 0;
  update_timer (self);
  return G_SOURCE_REMOVE;
}

static guint
get_interval_ms (LgKeepaliveClock *self)
{
  int width = MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);
  LgClockDrawing drawing;
  double interval_ms;

  if (!lg_keepalive_clock_look (self, &drawing))
    return DRAW_INTERVAL_MAX_MS;

  interval_ms = lg_clock_drawing_get_s (&drawing) * 500 / width;
  return CLAMP (interval_ms, DRAW_INTERVAL_MIN_MS, DRAW_INTERVAL_MAX_MS);
}

static gboolean
is_connected (LgKeepaliveClock *self)
{
  return self->link != NULL
         && lg_session_get_state (lg_link_get_session (self->link)) == LG_SESSION_CONNECTED;
}

/* Draws, and sees to it that there is a next time as long as something moves. */
static void
update_timer (LgKeepaliveClock *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_clear_handle_id (&self->draw_id, g_source_remove);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && is_connected (self))
    self->draw_id = g_timeout_add (get_interval_ms (self), draw_cb, self);
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
  g_assert (prop_id == PROP_LINK);

  g_value_set_object (value, LG_KEEPALIVE_CLOCK (object)->link);
}

static void
lg_keepalive_clock_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_LINK);

  lg_keepalive_clock_set_link (LG_KEEPALIVE_CLOCK (object), g_value_get_object (value));
}

static void
lg_keepalive_clock_dispose (GObject *object)
{
  lg_keepalive_clock_set_link (LG_KEEPALIVE_CLOCK (object), NULL);

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
  widget_class->measure = lg_keepalive_clock_measure;
  widget_class->map = lg_keepalive_clock_map;
  widget_class->unmap = lg_keepalive_clock_unmap;

  properties[PROP_LINK] =
    g_param_spec_object ("link", NULL, NULL, LG_TYPE_LINK,
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
 * lg_keepalive_clock_set_link:
 * @link: (nullable): whose clock to show
 *
 * Shows the clock of @link; after its end the clock stands still until the next attempt begins.
 */
void
lg_keepalive_clock_set_link (LgKeepaliveClock *self,
                             LgLink           *link)
{
  g_return_if_fail (LG_IS_KEEPALIVE_CLOCK (self));
  g_return_if_fail (link == NULL || LG_IS_LINK (link));

  if (self->link == link)
    return;

  if (self->link != NULL)
    g_signal_handlers_disconnect_by_func (lg_link_get_session (self->link), update_timer, self);
  g_set_object (&self->link, link);
  if (link != NULL)
    {
      g_signal_connect_object (lg_link_get_session (link), "notify::state",
                               G_CALLBACK (update_timer), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (lg_link_get_session (link), "notify::hold-pings",
                               G_CALLBACK (update_timer), self, G_CONNECT_SWAPPED);
    }

  update_timer (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
}

/**
 * lg_keepalive_clock_look:
 * @drawing: (out): what the clock shows: as it stands now, or as it stood at the end of the link
 *
 * Returns: whether there is something to show
 */
gboolean
lg_keepalive_clock_look (LgKeepaliveClock *self,
                         LgClockDrawing   *drawing)
{
  LgSession *session;
  LgSessionEnd end;

  g_return_val_if_fail (LG_IS_KEEPALIVE_CLOCK (self) && drawing != NULL, FALSE);

  if (self->link == NULL)
    return FALSE;

  session = lg_link_get_session (self->link);
  *drawing = (LgClockDrawing) { .ended = lg_session_get_end (session, &end) };
  if (drawing->ended)
    {
      drawing->now_us = end.mono_us;
      drawing->wall_us = end.wall_us;
      drawing->held = end.held;
      drawing->keepalive = end.keepalive;
    }
  else if (is_connected (self))
    {
      drawing->now_us = g_get_monotonic_time ();
      drawing->wall_us = g_get_real_time ();
      drawing->held = lg_session_get_hold_pings (session);
      lg_session_get_keepalive (session, &drawing->keepalive);
    }
  lg_diagnosis_get_detection (lg_link_get_diagnosis (self->link), &drawing->detection);
  return drawing->keepalive.reset_us != 0;
}

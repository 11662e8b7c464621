/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-adaptive-bin.h"

struct _LgAdaptiveBin
{
  AdwBin    parent_instance;
  int       threshold;
  gboolean  narrow;
  guint     idle_id;
};

G_DEFINE_FINAL_TYPE (LgAdaptiveBin, lg_adaptive_bin, ADW_TYPE_BIN)

enum
{
  PROP_THRESHOLD = 1,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_narrow (LgAdaptiveBin *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self)) < self->threshold;
}

static gboolean
judge_cb (gpointer user_data)
{
  LgAdaptiveBin *self = user_data;

  self->idle_id = 0;
  if (self->narrow != is_narrow (self))
    {
      self->narrow = !self->narrow;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
    }
  return G_SOURCE_REMOVE;
}

static GtkSizeRequestMode
lg_adaptive_bin_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* A wide child may become narrow, so it does not keep the window from shrinking. */
static void
lg_adaptive_bin_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));
  int least = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);

  gtk_widget_measure (child, orientation, for_size < 0 ? -1 : MAX (for_size, least),
                      minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = 0;
}

static void
lg_adaptive_bin_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  LgAdaptiveBin *self = LG_ADAPTIVE_BIN (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));
  int least;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_allocate (child, MAX (width, least), height, baseline, NULL);

  /* Nothing may be shown or hidden in the middle of an allocation; before the next frame it may. */
  if (self->idle_id == 0 && self->narrow != (width < self->threshold))
    self->idle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, judge_cb, self, NULL);
}

static void
lg_adaptive_bin_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  LgAdaptiveBin *self = LG_ADAPTIVE_BIN (object);

  switch (prop_id)
    {
    case PROP_THRESHOLD:
      g_value_set_int (value, self->threshold);
      break;

    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_adaptive_bin_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_THRESHOLD);

  LG_ADAPTIVE_BIN (object)->threshold = g_value_get_int (value);
}

static void
lg_adaptive_bin_dispose (GObject *object)
{
  g_clear_handle_id (&LG_ADAPTIVE_BIN (object)->idle_id, g_source_remove);

  G_OBJECT_CLASS (lg_adaptive_bin_parent_class)->dispose (object);
}

static void
lg_adaptive_bin_class_init (LgAdaptiveBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lg_adaptive_bin_get_property;
  object_class->set_property = lg_adaptive_bin_set_property;
  object_class->dispose = lg_adaptive_bin_dispose;
  widget_class->get_request_mode = lg_adaptive_bin_get_request_mode;
  widget_class->measure = lg_adaptive_bin_measure;
  widget_class->size_allocate = lg_adaptive_bin_size_allocate;

  properties[PROP_THRESHOLD] =
    g_param_spec_int ("threshold", NULL, NULL, 0, G_MAXINT, 0,
                      G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_adaptive_bin_init (LgAdaptiveBin *self)
{
  /* A layout manager would take over from measure () and size_allocate (). */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-columns-layout.h"

struct _LgColumnsLayout
{
  GtkLayoutManager parent_instance;
  int              spacing;
  int              threshold;
};

G_DEFINE_FINAL_TYPE (LgColumnsLayout, lg_columns_layout, GTK_TYPE_LAYOUT_MANAGER)

enum
{
  PROP_SPACING = 1,
  PROP_THRESHOLD,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GtkWidget *
next_child (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static int
count_children (GtkWidget *widget)
{
  int n = 0;

  for (GtkWidget *child = next_child (gtk_widget_get_first_child (widget));
       child != NULL;
       child = next_child (gtk_widget_get_next_sibling (child)))
    n++;

  return n;
}

static gboolean
is_wide (LgColumnsLayout *self,
         int              width)
{
  return width < 0 || width >= self->threshold;
}

/* The width of each column, or all of it when they are stacked. */
static int
get_column_width (LgColumnsLayout *self,
                  int              n,
                  int              width)
{
  if (width < 0 || n == 0 || !is_wide (self, width))
    return width;

  return (width - (n - 1) * self->spacing) / n;
}

static GtkSizeRequestMode
lg_columns_layout_get_request_mode (GtkLayoutManager *manager,
                                    GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lg_columns_layout_measure (GtkLayoutManager *manager,
                           GtkWidget        *widget,
                           GtkOrientation    orientation,
                           int               for_size,
                           int              *minimum,
                           int              *natural,
                           int              *minimum_baseline,
                           int              *natural_baseline)
{
  LgColumnsLayout *self = LG_COLUMNS_LAYOUT (manager);
  int n = count_children (widget);
  int gaps = MAX (n - 1, 0) * self->spacing;
  gboolean vertical = orientation == GTK_ORIENTATION_VERTICAL;
  gboolean stacked = vertical && !is_wide (self, for_size);
  int size = vertical ? get_column_width (self, n, for_size) : -1;
  int max_min = 0, max_nat = 0, sum_min = 0, sum_nat = 0;

  for (GtkWidget *child = next_child (gtk_widget_get_first_child (widget));
       child != NULL;
       child = next_child (gtk_widget_get_next_sibling (child)))
    {
      int min, nat;

      gtk_widget_measure (child, orientation, size, &min, &nat, NULL, NULL);
      max_min = MAX (max_min, min);
      max_nat = MAX (max_nat, nat);
      sum_min += min;
      sum_nat += nat;
    }

  *minimum = stacked ? sum_min + gaps : max_min;
  *natural = stacked ? sum_nat + gaps : vertical ? max_nat : n * max_nat + gaps;
}

static void
lg_columns_layout_allocate (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            int               width,
                            int               height,
                            int               baseline)
{
  LgColumnsLayout *self = LG_COLUMNS_LAYOUT (manager);
  gboolean wide = is_wide (self, width);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int column = get_column_width (self, count_children (widget), width);
  int offset = 0;

  for (GtkWidget *child = next_child (gtk_widget_get_first_child (widget));
       child != NULL;
       child = next_child (gtk_widget_get_next_sibling (child)))
    {
      GtkAllocation allocation = { 0, 0, column, height };

      if (wide)
        {
          allocation.x = rtl ? width - offset - column : offset;
          offset += column + self->spacing;
        }
      else
        {
          gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, column,
                              NULL, &allocation.height, NULL, NULL);
          allocation.y = offset;
          offset += allocation.height + self->spacing;
        }
      gtk_widget_size_allocate (child, &allocation, -1);
    }
}

static void
lg_columns_layout_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  LgColumnsLayout *self = LG_COLUMNS_LAYOUT (object);

  switch (prop_id)
    {
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;

    case PROP_THRESHOLD:
      g_value_set_int (value, self->threshold);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_columns_layout_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  LgColumnsLayout *self = LG_COLUMNS_LAYOUT (object);
  int *field = prop_id == PROP_SPACING ? &self->spacing : &self->threshold;

  if (*field == g_value_get_int (value))
    return;

  *field = g_value_get_int (value);
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
  g_object_notify_by_pspec (object, pspec);
}

static void
lg_columns_layout_class_init (LgColumnsLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_columns_layout_get_property;
  object_class->set_property = lg_columns_layout_set_property;
  layout_class->get_request_mode = lg_columns_layout_get_request_mode;
  layout_class->measure = lg_columns_layout_measure;
  layout_class->allocate = lg_columns_layout_allocate;

  properties[PROP_SPACING] =
    g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_THRESHOLD] =
    g_param_spec_int ("threshold", NULL, NULL, 0, G_MAXINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_columns_layout_init (LgColumnsLayout *self)
{
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-event-cell.h"

#include "model/lg-event-text.h"

#include <string.h>

#define MARGIN 12
#define GAP 12
#define PADDING 7

/* Widths of the fixed columns, in digits. */
#define TIME_DIGITS 12
#define SHORT_TIME_DIGITS 8
#define DIRECTION_DIGITS 2
#define QOS_DIGITS 4
#define SIZE_DIGITS 6
#define AFTER_DIGITS 8

/* From these widths on (in digits) there is room for the column. */
#define MILLISECONDS_FROM 46
#define QOS_FROM 52
#define SIZE_FROM 36
#define AFTER_FROM 60
#define DETAIL_FROM 40

/* The part of the free space that is the subject's, beside the detail. */
#define SUBJECT_PERCENT 55

typedef struct
{
  int x;
  int width;
} Span;

/* Of a font, in pixels. */
typedef struct
{
  int digit;
  int ascent;
  int height;
} Metrics;

struct _LgEventCell
{
  GtkWidget    parent_instance;
  LgEventRow  *row;

  /* All made when they are first drawn: most cells are made and bound outside the window. */
  PangoLayout *layouts[LG_EVENT_N_COLUMNS];
  Span         spans[LG_EVENT_N_COLUMNS];
  int          width;
  Metrics      metrics;
};

G_DEFINE_FINAL_TYPE (LgEventCell, lg_event_cell, GTK_TYPE_WIDGET)

static void
clear_layouts (LgEventCell *self)
{
  for (guint i = 0; i < LG_EVENT_N_COLUMNS; i++)
    g_clear_object (&self->layouts[i]);
}

static Metrics
measure_font (PangoContext *context)
{
  PangoFontMetrics *font = pango_context_get_metrics (context, NULL, NULL);
  int ascent = PANGO_PIXELS_CEIL (pango_font_metrics_get_ascent (font));
  Metrics metrics = {
    .digit = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_digit_width (font)),
    .ascent = ascent,
    .height = ascent + PANGO_PIXELS_CEIL (pango_font_metrics_get_descent (font)),
  };

  metrics.digit = MAX (metrics.digit, 1);
  pango_font_metrics_unref (font);
  return metrics;
}

/* Measuring a font is slow and every cell has the same one. */
static Metrics
get_metrics (LgEventCell *self)
{
  static PangoFontDescription *known;
  static Metrics metrics;
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);

  if (known == NULL || !pango_font_description_equal (known, font))
    {
      g_clear_pointer (&known, pango_font_description_free);
      known = pango_font_description_copy (font);
      metrics = measure_font (context);
    }
  return metrics;
}

/* Takes a column off the end of the free space. */
static void
take_end (LgEventCell   *self,
          LgEventColumn  column,
          int            digits,
          int           *end)
{
  int width = digits * self->metrics.digit;

  self->spans[column] = (Span) { *end - width, width };
  *end -= width + GAP;
}

static void
place_columns (LgEventCell *self)
{
  int digits = self->width / self->metrics.digit;
  int time = digits >= MILLISECONDS_FROM ? TIME_DIGITS : SHORT_TIME_DIGITS;
  int start = MARGIN;
  int end = self->width - MARGIN;
  int free;

  for (guint i = 0; i < LG_EVENT_N_COLUMNS; i++)
    self->spans[i] = (Span) { 0, 0 };

  self->spans[LG_EVENT_COLUMN_TIME] = (Span) { start, time * self->metrics.digit };
  start += time * self->metrics.digit;
  self->spans[LG_EVENT_COLUMN_DIRECTION] = (Span) { start, DIRECTION_DIGITS * self->metrics.digit };
  start += DIRECTION_DIGITS * self->metrics.digit + GAP / 2;

  if (digits >= AFTER_FROM)
    take_end (self, LG_EVENT_COLUMN_AFTER, AFTER_DIGITS, &end);
  if (digits >= SIZE_FROM)
    take_end (self, LG_EVENT_COLUMN_SIZE, SIZE_DIGITS, &end);
  if (digits >= QOS_FROM)
    take_end (self, LG_EVENT_COLUMN_QOS, QOS_DIGITS, &end);

  free = MAX (end - start, 0);
  self->spans[LG_EVENT_COLUMN_SUBJECT] = (Span) { start, free };
  if (free >= DETAIL_FROM * self->metrics.digit)
    {
      int subject = free * SUBJECT_PERCENT / 100 - GAP;

      self->spans[LG_EVENT_COLUMN_SUBJECT].width = subject;
      self->spans[LG_EVENT_COLUMN_DETAIL] =
        (Span) { start + subject + GAP, free - subject - GAP };
    }
}

static gboolean
is_number (LgEventColumn column)
{
  return column == LG_EVENT_COLUMN_QOS || column == LG_EVENT_COLUMN_SIZE
    || column == LG_EVENT_COLUMN_AFTER;
}

static char *
dup_short_time (const LgEvent *event)
{
  g_autofree char *time = lg_event_text_dup_time (event);

  return g_strndup (time, SHORT_TIME_DIGITS);
}

/* Where there is no column for the detail, it follows the subject. */
static char *
dup_text (LgEventCell   *self,
          LgEventColumn  column)
{
  const LgEvent *event = self->row != NULL ? lg_event_row_get_event (self->row) : NULL;
  g_autofree char *subject = NULL;
  g_autofree char *detail = NULL;

  if (event == NULL)
    return g_strdup (lg_event_text_get_title (column));
  if (column == LG_EVENT_COLUMN_TIME
      && self->spans[column].width < TIME_DIGITS * self->metrics.digit)
    return dup_short_time (event);

  if (column != LG_EVENT_COLUMN_SUBJECT || self->spans[LG_EVENT_COLUMN_DETAIL].width > 0
      || lg_event_get_packet (event) == LG_PACKET_PUBLISH)
    return lg_event_text_dup (event, column);

  subject = lg_event_text_dup (event, LG_EVENT_COLUMN_SUBJECT);
  detail = lg_event_text_dup (event, LG_EVENT_COLUMN_DETAIL);
  return g_strjoin (lg_event_get_packet (event) != 0 ? " " : " · ", subject,
                    detail != NULL && *detail != '\0' ? detail : NULL, NULL);
}

/* The end of a topic tells more than its beginning. */
static PangoEllipsizeMode
get_ellipsize (LgEventCell   *self,
               LgEventColumn  column)
{
  const LgEvent *event = self->row != NULL ? lg_event_row_get_event (self->row) : NULL;

  return column == LG_EVENT_COLUMN_SUBJECT && event != NULL
         && lg_event_get_packet (event) == LG_PACKET_PUBLISH
         ? PANGO_ELLIPSIZE_START : PANGO_ELLIPSIZE_END;
}

static PangoAttrList *
create_attributes (LgEventCell *self)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (self->row == NULL)
    {
      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
    }
  return attributes;
}

static PangoLayout *
ensure_layout (LgEventCell   *self,
               LgEventColumn  column)
{
  g_autofree char *text = NULL;
  g_autoptr (PangoAttrList) attributes = NULL;
  PangoLayout *layout;

  if (self->layouts[column] != NULL)
    return self->layouts[column];

  text = dup_text (self, column);
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  attributes = create_attributes (self);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_width (layout, self->spans[column].width * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, get_ellipsize (self, column));
  if (is_number (column))
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);

  self->layouts[column] = layout;
  return layout;
}

static void
look_up_color (LgEventCell *self,
               const char  *name,
               GdkRGBA     *color)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));

  if (!gtk_style_context_lookup_color (context, name, color))
    gtk_style_context_get_color (context, color);
}

/* Colour only repeats what arrow and words say. */
static void
get_color (LgEventCell   *self,
           LgEventColumn  column,
           GdkRGBA       *color)
{
  const LgEvent *event = self->row != NULL ? lg_event_row_get_event (self->row) : NULL;
  gboolean message = event != NULL && lg_event_get_packet (event) == LG_PACKET_PUBLISH;
  gboolean strong = event != NULL && column == LG_EVENT_COLUMN_SUBJECT
    && (message || lg_event_get_packet (event) == 0);

  if (event != NULL && lg_event_text_is_failure (event) && !is_number (column)
      && column != LG_EVENT_COLUMN_TIME)
    look_up_color (self, "error_color", color);
  else if (event != NULL && column == LG_EVENT_COLUMN_DIRECTION)
    look_up_color (self, event->direction == LG_DIRECTION_OUT ? "accent_color" : "success_color",
                   color);
  else
    {
      gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), color);
      color->alpha *= strong ? 1 : 0.65;
    }
}

static void
draw_column (LgEventCell   *self,
             GtkSnapshot   *snapshot,
             LgEventColumn  column)
{
  PangoLayout *layout = ensure_layout (self, column);
  int x = self->spans[column].x;
  GdkRGBA color;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = self->width - x - self->spans[column].width;

  /* On one base line: a Chinese font is higher than the one beside it. */
  get_color (self, column, &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (
    x, PADDING + self->metrics.ascent - PANGO_PIXELS (pango_layout_get_baseline (layout))));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
lg_event_cell_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  LgEventCell *self = LG_EVENT_CELL (widget);

  for (guint i = 0; i < LG_EVENT_N_COLUMNS; i++)
    if (self->spans[i].width > 0)
      draw_column (self, snapshot, i);
}

static void
lg_event_cell_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  LgEventCell *self = LG_EVENT_CELL (widget);

  self->metrics = get_metrics (self);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = self->metrics.height + 2 * PADDING;
    }
  else
    {
      *minimum = (SHORT_TIME_DIGITS + DIRECTION_DIGITS) * self->metrics.digit;
      *natural = AFTER_FROM * self->metrics.digit;
    }
}

static void
lg_event_cell_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  LgEventCell *self = LG_EVENT_CELL (widget);

  if (width == self->width)
    return;

  self->metrics = get_metrics (self);
  self->width = width;
  place_columns (self);
  clear_layouts (self);
}

static void
lg_event_cell_css_changed (GtkWidget         *widget,
                           GtkCssStyleChange *change)
{
  LgEventCell *self = LG_EVENT_CELL (widget);

  Metrics metrics;

  GTK_WIDGET_CLASS (lg_event_cell_parent_class)->css_changed (widget, change);

  /* Selecting and pointing at a row change its style, too, but not its font. */
  metrics = get_metrics (self);
  if (memcmp (&metrics, &self->metrics, sizeof metrics) == 0)
    return;

  self->width = 0;
  clear_layouts (self);
  gtk_widget_queue_resize (widget);
}

static void
lg_event_cell_dispose (GObject *object)
{
  LgEventCell *self = LG_EVENT_CELL (object);

  clear_layouts (self);
  g_clear_object (&self->row);

  G_OBJECT_CLASS (lg_event_cell_parent_class)->dispose (object);
}

static void
lg_event_cell_class_init (LgEventCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_event_cell_dispose;
  widget_class->snapshot = lg_event_cell_snapshot;
  widget_class->measure = lg_event_cell_measure;
  widget_class->size_allocate = lg_event_cell_size_allocate;
  widget_class->css_changed = lg_event_cell_css_changed;

  gtk_widget_class_set_css_name (widget_class, "event");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
lg_event_cell_init (LgEventCell *self)
{
}

/**
 * lg_event_cell_new:
 *
 * Returns: (transfer floating): a cell that draws the columns' titles
 */
GtkWidget *
lg_event_cell_new (void)
{
  return g_object_new (LG_TYPE_EVENT_CELL, NULL);
}

/**
 * lg_event_cell_set_row:
 * @row: (nullable): the event to draw
 */
void
lg_event_cell_set_row (LgEventCell *self,
                       LgEventRow  *row)
{
  g_autofree char *description = NULL;

  g_return_if_fail (LG_IS_EVENT_CELL (self));

  if (!g_set_object (&self->row, row))
    return;

  clear_layouts (self);
  if (row != NULL)
    {
      description = lg_event_text_dup_description (lg_event_row_get_event (row));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, description,
                                      -1);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

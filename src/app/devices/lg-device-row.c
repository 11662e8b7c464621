/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-device-row.h"

#include "app/widgets/lg-state-look.h"
#include "device/lg-printable.h"
#include "model/lg-device-group.h"

#define IMAGE_SIZE 12
#define IMAGE_MARGIN 4
#define IMAGE_GAP 12
#define LINE_GAP 2

struct _LgDeviceRow
{
  GtkWidget       parent_instance;
  GtkImage       *image;
  GtkInscription *title;
  GtkInscription *subtitle;
  LgLink         *link;
  GSignalGroup   *session;
  GSignalGroup   *profile;
};

G_DEFINE_FINAL_TYPE (LgDeviceRow, lg_device_row, GTK_TYPE_WIDGET)

/* The list gives its own rows no name. */
static void
set_name (LgDeviceRow *self,
          const char  *name)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
}

static void
update (LgDeviceRow *self)
{
  LgProfile *profile = lg_link_get_profile (self->link);
  LgStateLook look = lg_state_look (lg_session_get_state (lg_link_get_session (self->link)));
  g_autofree char *title = lg_profile_dup_title (profile);
  g_autofree char *below = lg_profile_dup_subtitle (profile);
  g_autofree char *subtitle = lg_printable_line (below, -1);
  g_autofree char *name = g_strdup_printf ("%s, %s", title, look.title);

  gtk_inscription_set_text (self->title, title);
  gtk_inscription_set_text (self->subtitle, subtitle);
  lg_state_look_apply (&look, GTK_WIDGET (self->image), self->image);
  set_name (self, name);
}

static void
show_heading (LgDeviceRow *self,
              const char  *title)
{
  g_autofree char *shown = lg_printable_line (title, -1);

  gtk_inscription_set_text (self->title, shown);
  set_name (self, shown);
}

/* A heading is its title, and nothing else. */
static void
set_heading (LgDeviceRow *self,
             gboolean     heading)
{
  static const char *device_classes[] = { "device-row", NULL };
  static const char *heading_classes[] = { "device-heading", "caption-heading", "dim-label", NULL };

  gtk_widget_set_visible (GTK_WIDGET (self->image), !heading);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), !heading);
  gtk_widget_set_css_classes (GTK_WIDGET (self), heading ? heading_classes : device_classes);
}

static void
lg_device_row_dispose (GObject *object)
{
  LgDeviceRow *self = LG_DEVICE_ROW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  g_clear_object (&self->session);
  g_clear_object (&self->profile);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (lg_device_row_parent_class)->dispose (object);
}

static int
measure_height (GtkInscription *text)
{
  int height;

  gtk_widget_measure (GTK_WIDGET (text), GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  return height;
}

/* As wide as the list happens to be. */
static void
lg_device_row_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  LgDeviceRow *self = LG_DEVICE_ROW (widget);
  gboolean device = gtk_widget_get_visible (GTK_WIDGET (self->image));

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = measure_height (self->title) +
                          (device ? measure_height (self->subtitle) + LINE_GAP : 0);
}

static void
allocate (GtkWidget *widget,
          int        x,
          int        y,
          int        width,
          int        height)
{
  GtkWidget *row = gtk_widget_get_parent (widget);
  gboolean mirrored = gtk_widget_get_direction (row) == GTK_TEXT_DIR_RTL;

  gtk_widget_size_allocate (widget,
                            &(GtkAllocation) {
                              .x = mirrored ? gtk_widget_get_width (row) - x - width : x,
                              .y = y,
                              .width = width,
                              .height = height,
                            }, -1);
}

static void
lg_device_row_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  LgDeviceRow *self = LG_DEVICE_ROW (widget);
  gboolean device = gtk_widget_get_visible (GTK_WIDGET (self->image));
  int begin = device ? IMAGE_MARGIN + IMAGE_SIZE + IMAGE_GAP : 0;
  int title_height = measure_height (self->title);
  int y = height - title_height;

  gtk_widget_measure (GTK_WIDGET (self->image), GTK_ORIENTATION_HORIZONTAL, -1,
                      NULL, NULL, NULL, NULL);
  if (device)
    {
      y = (y - measure_height (self->subtitle) - LINE_GAP) / 2;
      allocate (GTK_WIDGET (self->image), IMAGE_MARGIN, (height - IMAGE_SIZE) / 2,
                IMAGE_SIZE, IMAGE_SIZE);
      allocate (GTK_WIDGET (self->subtitle), begin, y + title_height + LINE_GAP,
                MAX (width - begin, 0), measure_height (self->subtitle));
    }
  allocate (GTK_WIDGET (self->title), begin, y, MAX (width - begin, 0), title_height);
}

static void
lg_device_row_class_init (LgDeviceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_device_row_dispose;
  widget_class->measure = lg_device_row_measure;
  widget_class->size_allocate = lg_device_row_size_allocate;
}

static GtkInscription *
add_text (LgDeviceRow *self)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_parent (text, GTK_WIDGET (self));
  return GTK_INSCRIPTION (text);
}

static void
lg_device_row_init (LgDeviceRow *self)
{
  self->image = g_object_new (GTK_TYPE_IMAGE,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              "pixel-size", IMAGE_SIZE,
                              NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->image), GTK_WIDGET (self));
  self->title = add_text (self);
  self->subtitle = add_text (self);
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "dim-label");

  self->session = g_signal_group_new (LG_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session, "notify::state", G_CALLBACK (update), self);
  self->profile = g_signal_group_new (LG_TYPE_PROFILE);
  g_signal_group_connect_swapped (self->profile, "changed", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->profile, "notify::title", G_CALLBACK (update), self);
}

/**
 * lg_device_row_new:
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
lg_device_row_new (void)
{
  return g_object_new (LG_TYPE_DEVICE_ROW, NULL);
}

/**
 * lg_device_row_set_item:
 * @item: (nullable): a [class@Link], which it follows, or a [class@DeviceGroup]
 *
 * Shows something else. The row is in its list already.
 */
void
lg_device_row_set_item (LgDeviceRow *self,
                        GObject     *item)
{
  LgLink *link = item != NULL && LG_IS_LINK (item) ? LG_LINK (item) : NULL;

  g_return_if_fail (LG_IS_DEVICE_ROW (self));

  g_set_object (&self->link, link);
  g_signal_group_set_target (self->session, link != NULL ? lg_link_get_session (link) : NULL);
  g_signal_group_set_target (self->profile, link != NULL ? lg_link_get_profile (link) : NULL);
  if (item == NULL)
    return;

  set_heading (self, link == NULL);
  if (link != NULL)
    update (self);
  else
    show_heading (self, lg_device_group_get_title (LG_DEVICE_GROUP (item)));
}

/**
 * lg_device_row_get_link:
 *
 * Returns: (transfer none) (nullable): the device's link; %NULL in a heading
 */
LgLink *
lg_device_row_get_link (LgDeviceRow *self)
{
  g_return_val_if_fail (LG_IS_DEVICE_ROW (self), NULL);

  return self->link;
}

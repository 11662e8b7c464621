/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-device-row.h"

#include "lg-state-look.h"

struct _LgDeviceRow
{
  GtkListBoxRow  parent_instance;
  GtkImage      *image;
  GtkLabel      *title;
  GtkLabel      *subtitle;
  LgLink        *link;
};

G_DEFINE_FINAL_TYPE (LgDeviceRow, lg_device_row, GTK_TYPE_LIST_BOX_ROW)

static void
update (LgDeviceRow *self)
{
  LgProfile *profile = lg_link_get_profile (self->link);
  LgStateLook look = lg_state_look (lg_session_get_state (lg_link_get_session (self->link)));
  g_autofree char *title = lg_profile_dup_title (profile);
  g_autofree char *subtitle = lg_profile_dup_subtitle (profile);
  g_autofree char *name = g_strdup_printf ("%s, %s", title, look.title);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), *subtitle != '\0');
  lg_state_look_apply (&look, GTK_WIDGET (self->image), self->image);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
lg_device_row_dispose (GObject *object)
{
  LgDeviceRow *self = LG_DEVICE_ROW (object);

  g_clear_object (&self->link);

  G_OBJECT_CLASS (lg_device_row_parent_class)->dispose (object);
}

static void
lg_device_row_class_init (LgDeviceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_device_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-device-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LgDeviceRow, image);
  gtk_widget_class_bind_template_child (widget_class, LgDeviceRow, title);
  gtk_widget_class_bind_template_child (widget_class, LgDeviceRow, subtitle);
}

static void
lg_device_row_init (LgDeviceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lg_device_row_new:
 * @link: the device's link
 *
 * Returns: (transfer floating): a row that follows it
 */
GtkWidget *
lg_device_row_new (LgLink *link)
{
  LgDeviceRow *self = g_object_new (LG_TYPE_DEVICE_ROW, NULL);
  LgProfile *profile = lg_link_get_profile (link);

  self->link = g_object_ref (link);
  g_signal_connect_object (lg_link_get_session (link), "notify::state", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (profile, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (profile, "notify::title", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * lg_device_row_get_link:
 *
 * Returns: (transfer none): the device's link
 */
LgLink *
lg_device_row_get_link (LgDeviceRow *self)
{
  g_return_val_if_fail (LG_IS_DEVICE_ROW (self), NULL);

  return self->link;
}

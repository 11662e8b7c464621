/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-device-row.h"

#include "lg-device-group.h"
#include "lg-state-look.h"

struct _LgDeviceRow
{
  AdwBin        parent_instance;
  GtkLabel     *heading;
  GtkWidget    *device;
  GtkImage     *image;
  GtkLabel     *title;
  GtkLabel     *subtitle;
  LgLink       *link;
  GSignalGroup *session;
  GSignalGroup *profile;
};

G_DEFINE_FINAL_TYPE (LgDeviceRow, lg_device_row, ADW_TYPE_BIN)

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
  g_autofree char *subtitle = lg_profile_dup_subtitle (profile);
  g_autofree char *name = g_strdup_printf ("%s, %s", title, look.title);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), *subtitle != '\0');
  lg_state_look_apply (&look, GTK_WIDGET (self->image), self->image);
  set_name (self, name);
}

static void
lg_device_row_dispose (GObject *object)
{
  LgDeviceRow *self = LG_DEVICE_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->profile);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (lg_device_row_parent_class)->dispose (object);
}

static void
lg_device_row_class_init (LgDeviceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_device_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-device-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LgDeviceRow, heading);
  gtk_widget_class_bind_template_child (widget_class, LgDeviceRow, device);
  gtk_widget_class_bind_template_child (widget_class, LgDeviceRow, image);
  gtk_widget_class_bind_template_child (widget_class, LgDeviceRow, title);
  gtk_widget_class_bind_template_child (widget_class, LgDeviceRow, subtitle);
}

static void
lg_device_row_init (LgDeviceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

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
  gtk_widget_set_visible (self->device, link != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->heading), link == NULL);

  if (link != NULL)
    update (self);
  else if (item != NULL)
    {
      const char *title = lg_device_group_get_title (LG_DEVICE_GROUP (item));

      gtk_label_set_text (self->heading, title);
      set_name (self, title);
    }
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

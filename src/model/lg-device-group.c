/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-device-group.h"

struct _LgDeviceGroup
{
  GObject  parent_instance;
  char    *title;
};

G_DEFINE_FINAL_TYPE (LgDeviceGroup, lg_device_group, G_TYPE_OBJECT)

static void
lg_device_group_finalize (GObject *object)
{
  g_free (LG_DEVICE_GROUP (object)->title);

  G_OBJECT_CLASS (lg_device_group_parent_class)->finalize (object);
}

static void
lg_device_group_class_init (LgDeviceGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lg_device_group_finalize;
}

static void
lg_device_group_init (LgDeviceGroup *self)
{
}

/**
 * lg_device_group_new:
 * @title: what the operator called it
 *
 * Returns: (transfer full): a heading
 */
LgDeviceGroup *
lg_device_group_new (const char *title)
{
  LgDeviceGroup *self = g_object_new (LG_TYPE_DEVICE_GROUP, NULL);

  self->title = g_strdup (title);
  return self;
}

/**
 * lg_device_group_get_title:
 *
 * Returns: what the operator called it
 */
const char *
lg_device_group_get_title (LgDeviceGroup *self)
{
  g_return_val_if_fail (LG_IS_DEVICE_GROUP (self), NULL);

  return self->title;
}

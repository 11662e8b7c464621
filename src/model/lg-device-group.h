/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define LG_TYPE_DEVICE_GROUP (lg_device_group_get_type ())

/** LgDeviceGroup: the heading of a group of devices in the list. */
G_DECLARE_FINAL_TYPE (LgDeviceGroup, lg_device_group, LG, DEVICE_GROUP, GObject)

LgDeviceGroup *lg_device_group_new       (const char    *title);
const char    *lg_device_group_get_title (LgDeviceGroup *self);

G_END_DECLS

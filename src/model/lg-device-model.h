/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define LG_TYPE_DEVICE_MODEL (lg_device_model_get_type ())

/**
 * LgDeviceModel:
 *
 * What the list of devices shows, as a list model of [class@Link] and [class@DeviceGroup]: those
 * links that match the search; first those without a group, then every group under its heading.
 * Within a group the order is that of the links.
 */
G_DECLARE_FINAL_TYPE (LgDeviceModel, lg_device_model, LG, DEVICE_MODEL, GObject)

LgDeviceModel *lg_device_model_new        (void);
void           lg_device_model_set_links  (LgDeviceModel *self,
                                           GListModel    *links);
void           lg_device_model_set_search (LgDeviceModel *self,
                                           const char    *typed);
gboolean       lg_device_model_find       (LgDeviceModel *self,
                                           LgLink        *link,
                                           guint         *position);
LgLink        *lg_device_model_get_near   (LgDeviceModel *self,
                                           guint          position);

G_END_DECLS

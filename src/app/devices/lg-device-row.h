/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LG_TYPE_DEVICE_ROW (lg_device_row_get_type ())

/**
 * LgDeviceRow:
 *
 * One line of the list: a device with the shape of its state, its title and where it belongs, or
 * the heading of a group of devices. It is made of few widgets that are cheap to measure, because
 * GTK keeps a hundred of them and more ready.
 */
G_DECLARE_FINAL_TYPE (LgDeviceRow, lg_device_row, LG, DEVICE_ROW, GtkWidget)

GtkWidget *lg_device_row_new      (void);
void       lg_device_row_set_item (LgDeviceRow *self,
                                   GObject     *item);
LgLink    *lg_device_row_get_link (LgDeviceRow *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LG_TYPE_DEVICE_ROW (lg_device_row_get_type ())

/** LgDeviceRow: one device of the list: the shape of its state, its title and where it belongs. */
G_DECLARE_FINAL_TYPE (LgDeviceRow, lg_device_row, LG, DEVICE_ROW, GtkListBoxRow)

GtkWidget *lg_device_row_new      (LgLink      *link);
LgLink    *lg_device_row_get_link (LgDeviceRow *self);

G_END_DECLS

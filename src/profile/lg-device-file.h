/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-profile.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The file of the saved devices, which several processes read and write. */
typedef struct _LgDeviceFile LgDeviceFile;

/**
 * LgDeviceNews:
 * @added: devices that were not in the file before
 * @removed: IDs of devices that another process removed
 * @aside: (nullable): where a damaged file was moved
 *
 * What others did to the file since it was read or written last.
 */
typedef struct
{
  GListStore *added;
  GPtrArray  *removed;
  char       *aside;
} LgDeviceNews;

/* Held while the file is read and written, so that no other process writes in between. */
typedef int LgDeviceLock;

#define LG_DEVICE_LOCK_NONE (-1)

void          lg_device_news_clear          (LgDeviceNews  *self);

LgDeviceFile *lg_device_file_new            (const char    *directory);
void          lg_device_file_free           (LgDeviceFile  *self);
const char   *lg_device_file_get_path       (LgDeviceFile  *self);
void          lg_device_file_make_directory (LgDeviceFile  *self);
GFileMonitor *lg_device_file_watch          (LgDeviceFile  *self);
gboolean      lg_device_file_lock           (LgDeviceFile  *self,
                                             gint64         patience_us,
                                             LgDeviceLock  *lock);
void          lg_device_file_unlock         (LgDeviceLock   lock);
gboolean      lg_device_file_read           (LgDeviceFile  *self,
                                             gboolean       locked,
                                             LgDeviceNews  *news,
                                             GError       **error);
gboolean      lg_device_file_has_all        (LgDeviceFile  *self,
                                             GPtrArray     *profiles);
void          lg_device_file_leave          (LgDeviceFile  *self,
                                             GPtrArray     *profiles);
GListModel   *lg_device_file_read_left      (LgDeviceFile  *self);
gboolean      lg_device_file_write          (LgDeviceFile  *self,
                                             GPtrArray     *profiles,
                                             GError       **error);

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (LgDeviceLock, lg_device_file_unlock, LG_DEVICE_LOCK_NONE)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LgDeviceNews, lg_device_news_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgDeviceFile, lg_device_file_free)

G_END_DECLS

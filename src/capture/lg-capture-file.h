/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-capture-error.h"
#include "mqtt/lg-packet.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LgCaptureFrame:
 * @wall_us: when it was captured, Unix µs
 * @bytes: what was kept of it, borrowed until the next one is read
 * @length: bytes it had on the wire
 *
 * One frame of a capture.
 */
typedef struct
{
  gint64  wall_us;
  LgSlice bytes;
  gsize   length;
} LgCaptureFrame;

/**
 * LgCaptureFile:
 *
 * A pcap or pcapng file, read frame by frame through libpcap. Use from one thread.
 */
typedef struct _LgCaptureFile LgCaptureFile;

gboolean       lg_capture_file_is_magic     (const guint8    *data,
                                             gsize            length);
LgCaptureFile *lg_capture_file_open         (const char      *path,
                                             GError         **error);
void           lg_capture_file_free         (LgCaptureFile   *self);
int            lg_capture_file_get_link     (LgCaptureFile   *self);
gboolean       lg_capture_file_next         (LgCaptureFile   *self,
                                             LgCaptureFrame  *frame,
                                             GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgCaptureFile, lg_capture_file_free)

G_END_DECLS

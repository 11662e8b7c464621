/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-capture-error.h"
#include "lg-capture-link.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LgCaptureOptions:
 * @ports: (nullable) (array length=n_ports): the servers' ports to look at; %NULL: MQTT and TLS at
 *   any port, and the usual ports of MQTT whatever is spoken there
 * @n_ports: their number
 * @func: told of the events of each connection, in the order they happened
 * @user_data: closure for @func
 *
 * What of a capture is to be read.
 */
typedef struct
{
  const guint16 *ports;
  gsize          n_ports;
  LgCaptureFunc  func;
  gpointer       user_data;
} LgCaptureOptions;

/**
 * LgCaptureCounts:
 * @frames: frames read
 * @connections: TCP connections among them
 * @start_us: when the first frame was captured, Unix µs; 0: there is none
 * @end_us: when the last one was
 *
 * What a capture holds.
 */
typedef struct
{
  guint64 frames;
  guint64 connections;
  gint64  start_us;
  gint64  end_us;
} LgCaptureCounts;

gboolean lg_capture_read (const char              *path,
                          const LgCaptureOptions  *options,
                          LgCaptureCounts         *counts,
                          GCancellable            *cancellable,
                          GError                 **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <poll.h>

G_BEGIN_DECLS

/**
 * LgWait:
 * @LG_WAIT_READY: at least one descriptor is ready
 * @LG_WAIT_TIMEOUT: the deadline passed
 * @LG_WAIT_CANCELLED: the operation was cancelled
 */
typedef enum
{
  LG_WAIT_READY,
  LG_WAIT_TIMEOUT,
  LG_WAIT_CANCELLED,
} LgWait;

LgWait lg_wait (struct pollfd *fds,
                guint          n_fds,
                gint64         deadline_us,
                GCancellable  *cancellable);

G_END_DECLS

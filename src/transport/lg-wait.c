/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-wait.h"

#include <errno.h>

#define MAX_FDS 64

/**
 * lg_wait:
 * @fds: descriptors and events to wait for; `revents` is filled in
 * @n_fds: how many, at most 63
 * @deadline_us: `CLOCK_MONOTONIC` µs
 * @cancellable: (nullable): ends the wait at once from any thread
 *
 * Blocks until something happens.
 *
 * Returns: what happened; cancelling wins over the rest
 */
LgWait
lg_wait (struct pollfd *fds,
         guint          n_fds,
         gint64         deadline_us,
         GCancellable  *cancellable)
{
  struct pollfd all[MAX_FDS];
  GPollFD cancel_fd;
  gboolean can_cancel;
  int n_ready;

  g_return_val_if_fail (n_fds < MAX_FDS, LG_WAIT_TIMEOUT);

  can_cancel = cancellable != NULL && g_cancellable_make_pollfd (cancellable, &cancel_fd);
  for (guint i = 0; i < n_fds; i++)
    all[i] = fds[i];
  if (can_cancel)
    all[n_fds] = (struct pollfd) { .fd = cancel_fd.fd, .events = POLLIN };

  do
    {
      gint64 left_us = deadline_us - g_get_monotonic_time ();

      n_ready = poll (all, n_fds + can_cancel, left_us > 0 ? (left_us + 999) / 1000 : 0);
    }
  while (n_ready < 0 && errno == EINTR);

  if (can_cancel)
    g_cancellable_release_fd (cancellable);
  for (guint i = 0; i < n_fds; i++)
    fds[i].revents = n_ready > 0 ? all[i].revents : 0;

  if (g_cancellable_is_cancelled (cancellable))
    return LG_WAIT_CANCELLED;
  return n_ready > 0 ? LG_WAIT_READY : LG_WAIT_TIMEOUT;
}

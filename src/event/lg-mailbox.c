/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-mailbox.h"

#include <errno.h>
#include <pthread.h>
#include <sys/eventfd.h>

struct _LgMailbox
{
  int              ref_count;
  gsize            max_events;
  gsize            max_bytes;

  /* Not GLib's, which ThreadSanitizer cannot see into. */
  pthread_mutex_t  mutex;
  pthread_cond_t   filled;
  GPtrArray       *events;
  gsize            bytes;
  gsize            wanted;
  int              space_fd;
  gboolean         closed;
};

static GPtrArray *
new_batch (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) lg_event_free);
}

static void
init_monotonic_cond (pthread_cond_t *cond)
{
  pthread_condattr_t attributes;

  pthread_condattr_init (&attributes);
  pthread_condattr_setclock (&attributes, CLOCK_MONOTONIC);
  pthread_cond_init (cond, &attributes);
  pthread_condattr_destroy (&attributes);
}

/* With the mutex held, as everything that follows here. */
static gboolean
is_full (LgMailbox *self)
{
  return !self->closed
    && (self->events->len >= self->max_events || self->bytes >= self->max_bytes);
}

static void
announce_space (LgMailbox *self)
{
  if (self->space_fd >= 0)
    eventfd_write (self->space_fd, 1);
}

/**
 * lg_mailbox_new:
 * @max_events: how many events make it full
 * @max_bytes: how many bytes of memory make it full
 *
 * Returns: (transfer full): an empty, open mailbox
 */
LgMailbox *
lg_mailbox_new (gsize max_events,
                gsize max_bytes)
{
  g_return_val_if_fail (max_events > 0 && max_bytes > 0, NULL);

  LgMailbox *self = g_new0 (LgMailbox, 1);

  self->ref_count = 1;
  pthread_mutex_init (&self->mutex, NULL);
  init_monotonic_cond (&self->filled);
  self->max_events = max_events;
  self->max_bytes = max_bytes;
  self->events = new_batch ();
  self->space_fd = -1;
  return self;
}

/**
 * lg_mailbox_ref:
 *
 * Returns: (transfer full): @self
 */
LgMailbox *
lg_mailbox_ref (LgMailbox *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

/**
 * lg_mailbox_unref:
 * @self: (transfer full): a mailbox
 *
 * Drops a reference. With the last one the mailbox and whatever is left in it are freed.
 */
void
lg_mailbox_unref (LgMailbox *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  g_ptr_array_unref (self->events);
  pthread_cond_destroy (&self->filled);
  pthread_mutex_destroy (&self->mutex);
  g_free (self);
}

/**
 * lg_mailbox_push:
 * @event: (transfer full): what happened
 *
 * Appends an event; never blocks and never refuses, also when the mailbox is full: keeping within
 * its bounds is the producer's duty, see [method@Mailbox.is_full]. A closed mailbox has no reader:
 * the event is freed.
 */
void
lg_mailbox_push (LgMailbox *self,
                 LgEvent   *event)
{
  g_return_if_fail (self != NULL && event != NULL);

  pthread_mutex_lock (&self->mutex);
  if (self->closed)
    {
      lg_event_free (event);
    }
  else
    {
      g_ptr_array_add (self->events, event);
      self->bytes += lg_event_get_footprint (event);
      if (self->wanted > 0 && (self->events->len >= self->wanted || is_full (self)))
        pthread_cond_signal (&self->filled);
    }
  pthread_mutex_unlock (&self->mutex);
}

/**
 * lg_mailbox_is_full:
 *
 * Whether the producer has to stop making events, which means to stop reading its socket, until
 * there is space again.
 *
 * Returns: whether a bound is reached; a closed mailbox is never full
 */
gboolean
lg_mailbox_is_full (LgMailbox *self)
{
  gboolean full;

  g_return_val_if_fail (self != NULL, FALSE);

  pthread_mutex_lock (&self->mutex);
  full = is_full (self);
  pthread_mutex_unlock (&self->mutex);
  return full;
}

/**
 * lg_mailbox_set_space_fd:
 * @eventfd: (transfer none): an eventfd, or -1 for none
 *
 * Sets the eventfd that is written to when a full mailbox has space again or is closed. The
 * producer sets -1 before it closes the descriptor.
 */
void
lg_mailbox_set_space_fd (LgMailbox *self,
                         int        eventfd)
{
  g_return_if_fail (self != NULL);

  pthread_mutex_lock (&self->mutex);
  self->space_fd = eventfd;
  pthread_mutex_unlock (&self->mutex);
}

/**
 * lg_mailbox_take:
 * @enough: the number of events not to wait beyond; at least 1
 * @wait_us: how long to wait for them at most, µs
 *
 * Takes everything that is in the mailbox, waiting until there are @enough events, it is full or
 * closed, or @wait_us are over. Called by the one consumer.
 *
 * Returns: (transfer full) (element-type LgEvent): the events in order, possibly none. None from a
 *   closed mailbox means that none will follow
 */
GPtrArray *
lg_mailbox_take (LgMailbox *self,
                 gsize      enough,
                 gint64     wait_us)
{
  g_return_val_if_fail (self != NULL && enough > 0, NULL);

  gint64 end_us = g_get_monotonic_time () + wait_us;
  struct timespec end = {
    .tv_sec = end_us / G_USEC_PER_SEC, .tv_nsec = end_us % G_USEC_PER_SEC * 1000,
  };
  GPtrArray *fresh = new_batch ();
  GPtrArray *batch;

  pthread_mutex_lock (&self->mutex);
  self->wanted = enough;
  while (!self->closed && self->events->len < enough && !is_full (self))
    if (pthread_cond_timedwait (&self->filled, &self->mutex, &end) == ETIMEDOUT)
      break;
  self->wanted = 0;

  if (is_full (self))
    announce_space (self);
  batch = g_steal_pointer (&self->events);
  self->events = fresh;
  self->bytes = 0;
  pthread_mutex_unlock (&self->mutex);

  return batch;
}

/**
 * lg_mailbox_close:
 *
 * Says that nobody will read on: what is in the mailbox can still be taken, what is pushed from
 * now on is freed, and a waiting [method@Mailbox.take] returns. May be called from any thread, more
 * than once.
 */
void
lg_mailbox_close (LgMailbox *self)
{
  g_return_if_fail (self != NULL);

  pthread_mutex_lock (&self->mutex);
  self->closed = TRUE;
  announce_space (self);
  pthread_cond_signal (&self->filled);
  pthread_mutex_unlock (&self->mutex);
}

/**
 * lg_mailbox_is_closed:
 *
 * Returns: whether [method@Mailbox.close] was called
 */
gboolean
lg_mailbox_is_closed (LgMailbox *self)
{
  gboolean closed;

  g_return_val_if_fail (self != NULL, TRUE);

  pthread_mutex_lock (&self->mutex);
  closed = self->closed;
  pthread_mutex_unlock (&self->mutex);
  return closed;
}

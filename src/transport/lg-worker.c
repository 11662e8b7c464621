/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads that nobody waits for, until the process ends: then OpenSSL is cleaned up, and one that
 * is inside it would crash, or look as if it had lost memory. */
#include "config.h"

#include "lg-worker.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* What a worker and GLib beside it may open before they look at errors: GLib ends the process
 * where a wake-up pipe or a main context finds no descriptor. */
#define SPARE_DESCRIPTORS 16

/* How long the end of the process waits for them. */
#define FINISH_US G_USEC_PER_SEC

typedef struct
{
  GThreadFunc   func;
  gpointer      data;
  GCancellable *cancellable;
  GThread      *thread;
  gboolean      over;
} Worker;

/* Not GLib's, which ThreadSanitizer cannot see into. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static GPtrArray *joined;
static guint n_left;

/**
 * lg_worker_has_descriptors:
 * @error: return location (%G_IO_ERROR_TOO_MANY_OPEN_FILES)
 *
 * Looks whether some file descriptors can still be had, by having them for a moment.
 *
 * Returns: whether they can; else %G_IO_ERROR_TOO_MANY_OPEN_FILES
 */
gboolean
lg_worker_has_descriptors (GError **error)
{
  int fds[SPARE_DESCRIPTORS];
  guint n = 0;
  int saved_errno = 0;

  while (n < SPARE_DESCRIPTORS && (fds[n] = eventfd (0, EFD_CLOEXEC)) >= 0)
    n++;
  if (n < SPARE_DESCRIPTORS)
    saved_errno = errno;
  for (guint i = 0; i < n; i++)
    close (fds[i]);

  if (saved_errno == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES,
               _("There are too few file descriptors (%s). “ulimit -n” says how many a program "
                 "may have."), g_strerror (saved_errno));
  return FALSE;
}

static void
worker_free (Worker *self)
{
  g_clear_object (&self->cancellable);
  g_free (self);
}

/* With the mutex held: joins those that are over, which waits for no more than their last steps. */
static void
reap (void)
{
  for (guint i = joined != NULL ? joined->len : 0; i > 0; i--)
    {
      Worker *worker = joined->pdata[i - 1];

      if (!worker->over)
        continue;
      g_thread_join (worker->thread);
      worker_free (worker);
      g_ptr_array_remove_index_fast (joined, i - 1);
    }
  if (joined != NULL && joined->len == 0)
    g_clear_pointer (&joined, g_ptr_array_unref);
}

static void
run (Worker *self)
{
  self->func (self->data);
  if (self->cancellable != NULL)
    g_cancellable_release_fd (self->cancellable);
}

static gpointer
joined_cb (gpointer data)
{
  Worker *self = data;

  run (self);
  pthread_mutex_lock (&mutex);
  self->over = TRUE;
  pthread_cond_broadcast (&changed);
  pthread_mutex_unlock (&mutex);
  return NULL;
}

static gpointer
left_cb (gpointer data)
{
  Worker *self = data;

  run (self);
  worker_free (self);
  pthread_mutex_lock (&mutex);
  n_left--;
  pthread_mutex_unlock (&mutex);
  return NULL;
}

/* With the mutex held. */
static gboolean
are_over (void)
{
  for (guint i = 0; joined != NULL && i < joined->len; i++)
    if (!((Worker *) joined->pdata[i])->over)
      return FALSE;
  return TRUE;
}

/* Waits for the threads that may be in OpenSSL, which were cancelled before. Returns whether no
 * thread is left at work. */
static gboolean
finish (void)
{
  gint64 until_us = g_get_real_time () + FINISH_US;
  const struct timespec until = {
    .tv_sec = until_us / G_USEC_PER_SEC, .tv_nsec = until_us % G_USEC_PER_SEC * 1000,
  };
  gboolean all;

  pthread_mutex_lock (&mutex);
  while (!are_over () && pthread_cond_timedwait (&changed, &mutex, &until) != ETIMEDOUT)
    ;
  reap ();
  all = joined == NULL && n_left == 0;
  pthread_mutex_unlock (&mutex);
  return all;
}

/* OpenSSL must not be cleaned up under a thread: where one is left, no library gets to its end. */
static void
exit_cb (int   status,
         void *unused)
{
  if (finish ())
    return;

  fflush (NULL);
  _exit (status);
}

/* What is registered last is called first: before OpenSSL's own end. */
static gpointer
watch_exit_cb (gpointer unused)
{
  OPENSSL_init_crypto (0, NULL);
  on_exit (exit_cb, NULL);
  return NULL;
}

/**
 * lg_worker_start:
 * @name: the thread's name
 * @kind: whether it can be waited for
 * @func: what it does; what it returns is lost
 * @data: for @func; the caller's still if it cannot be started
 * @cancellable: (nullable): what @func waits with; it has its descriptor from the start
 * @error: return location (%G_THREAD_ERROR_AGAIN, %G_IO_ERROR_TOO_MANY_OPEN_FILES)
 *
 * Starts a thread that nobody waits for. Only the end of the process does, for a second at most; if
 * one is still at work then, the process leaves with _exit(), its output written. From any thread.
 *
 * Returns: whether it runs
 */
gboolean
lg_worker_start (const char    *name,
                 LgWorkerKind   kind,
                 GThreadFunc    func,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  static GOnce once = G_ONCE_INIT;
  Worker *worker;
  GThread *thread;

  if (kind == LG_WORKER_JOINED && !lg_worker_has_descriptors (error))
    return FALSE;

  g_once (&once, watch_exit_cb, NULL);
  worker = g_new0 (Worker, 1);
  worker->func = func;
  worker->data = data;
  if (cancellable != NULL && g_cancellable_get_fd (cancellable) >= 0)
    worker->cancellable = g_object_ref (cancellable);

  pthread_mutex_lock (&mutex);
  reap ();
  thread = g_thread_try_new (name, kind == LG_WORKER_JOINED ? joined_cb : left_cb, worker, error);
  if (thread != NULL && kind == LG_WORKER_LEFT)
    {
      n_left++;
      g_thread_unref (thread);
    }
  else if (thread != NULL)
    {
      worker->thread = thread;
      if (joined == NULL)
        joined = g_ptr_array_new ();
      g_ptr_array_add (joined, worker);
    }
  pthread_mutex_unlock (&mutex);
  if (thread != NULL)
    return TRUE;

  if (worker->cancellable != NULL)
    g_cancellable_release_fd (worker->cancellable);
  worker_free (worker);
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-command-queue.h"

#include <errno.h>
#include <gio/gio.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct _LgCommandQueue
{
  pthread_mutex_t  mutex;
  GPtrArray       *commands;
  int              fd;
};

static void
lg_command_free (LgCommand *self)
{
  g_free (self->topic);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_free (self);
}

static GPtrArray *
new_batch (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) lg_command_free);
}

/**
 * lg_command_queue_new:
 * @error: return location (#GIOErrorEnum)
 *
 * Returns: (transfer full) (nullable): an empty queue, or %NULL where no descriptor is left
 */
LgCommandQueue *
lg_command_queue_new (GError **error)
{
  int fd = eventfd (0, EFD_NONBLOCK | EFD_CLOEXEC);
  LgCommandQueue *self;

  if (fd < 0)
    {
      int saved_errno = errno;

      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                           g_strerror (saved_errno));
      return NULL;
    }

  self = g_new0 (LgCommandQueue, 1);
  pthread_mutex_init (&self->mutex, NULL);
  self->commands = new_batch ();
  self->fd = fd;
  return self;
}

/**
 * lg_command_queue_free:
 * @self: a queue
 *
 * Frees the queue, what is left in it, and its descriptor.
 */
void
lg_command_queue_free (LgCommandQueue *self)
{
  close (self->fd);
  g_ptr_array_unref (self->commands);
  pthread_mutex_destroy (&self->mutex);
  g_free (self);
}

/**
 * lg_command_queue_push:
 * @kind: what to do
 * @topic: (nullable): topic or topic filter
 * @payload: (nullable): for PUBLISH
 * @flags: QoS of SUBSCRIBE and PUBLISH, and %LG_EVENT_FLAG_RETAIN
 *
 * Appends a command and wakes the network thread.
 */
void
lg_command_queue_push (LgCommandQueue *self,
                       LgCommandKind   kind,
                       const char     *topic,
                       GBytes         *payload,
                       guint8          flags)
{
  LgCommand *command = g_new (LgCommand, 1);

  *command = (LgCommand) {
    .kind = kind,
    .topic = g_strdup (topic),
    .payload = payload != NULL ? g_bytes_ref (payload) : NULL,
    .flags = flags,
  };

  pthread_mutex_lock (&self->mutex);
  g_ptr_array_add (self->commands, command);
  pthread_mutex_unlock (&self->mutex);
  eventfd_write (self->fd, 1);
}

/**
 * lg_command_queue_take:
 *
 * Takes all commands and makes the descriptor unreadable.
 *
 * Returns: (transfer full) (element-type LgCommand): the commands in order
 */
GPtrArray *
lg_command_queue_take (LgCommandQueue *self)
{
  GPtrArray *batch;
  eventfd_t value;

  eventfd_read (self->fd, &value);
  pthread_mutex_lock (&self->mutex);
  batch = g_steal_pointer (&self->commands);
  self->commands = new_batch ();
  pthread_mutex_unlock (&self->mutex);

  return batch;
}

/**
 * lg_command_queue_get_fd:
 *
 * Returns: an eventfd that is readable while there are commands; others may write to it, too
 */
int
lg_command_queue_get_fd (LgCommandQueue *self)
{
  return self->fd;
}

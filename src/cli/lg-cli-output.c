/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Standard output and standard error for a command that must go on when nobody reads them. */
#include "config.h"

#include "lg-cli-output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* What may wait for a slow reader before nothing more should be printed. */
#define FULL_BYTES (64 * 1024)
#define ROOM_BYTES (16 * 1024)

/* Written at once where a descriptor cannot be had that never blocks: pipes take it (PIPE_BUF). */
#define CAREFUL_BYTES 512

/* How long what is left may take at the end. */
#define LAST_MS 200

typedef struct
{
  LgCliOutput *owner;
  FILE       **stream;
  FILE        *before;
  int          fd;
  gboolean     own_fd;
  gboolean     regular;
  gboolean     socket;
  GByteArray  *waiting;
  gboolean     in_line;
  gboolean     failed;
  guint        source;
} Stream;

struct _LgCliOutput
{
  Stream       streams[2];
  GSourceFunc  room;
  gpointer     user_data;
};

static gssize
write_some (Stream       *self,
            const guint8 *data,
            gsize         length)
{
  struct pollfd fd = { .fd = self->fd, .events = POLLOUT };

  if (self->socket)
    return send (self->fd, data, length, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (self->regular || self->own_fd)
    return write (self->fd, data, length);

  if (poll (&fd, 1, 0) > 0)
    return write (self->fd, data, MIN (length, CAREFUL_BYTES));
  errno = EAGAIN;
  return -1;
}

/* Writes as much as is taken now. */
static void
flush (Stream *self)
{
  while (self->waiting->len > 0 && !self->failed)
    {
      gssize n = write_some (self, self->waiting->data, self->waiting->len);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 && errno == EAGAIN)
        return;
      if (n < 0)
        self->failed = TRUE;
      else
        {
          self->in_line = n > 0 ? self->waiting->data[n - 1] != '\n' : self->in_line;
          g_byte_array_remove_range (self->waiting, 0, n);
        }
    }

  if (self->failed)
    g_byte_array_set_size (self->waiting, 0);
}

static gboolean
ready_cb (int           fd,
          GIOCondition  condition,
          gpointer      user_data)
{
  Stream *self = user_data;
  LgCliOutput *owner = self->owner;

  flush (self);
  if (self->waiting->len == 0)
    self->source = 0;
  if (self->waiting->len <= ROOM_BYTES)
    owner->room (owner->user_data);
  return self->source != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Takes everything: a command that prints must not be kept from hearing of a signal or a time. */
static gssize
write_cb (void       *cookie,
          const char *data,
          size_t      length)
{
  Stream *self = cookie;

  if (!self->failed)
    g_byte_array_append (self->waiting, (const guint8 *) data, length);
  flush (self);
  if (self->waiting->len > 0 && self->source == 0)
    self->source = g_unix_fd_add (self->fd, G_IO_OUT | G_IO_ERR | G_IO_HUP, ready_cb, self);
  return length;
}

/* A terminal or a pipe is opened anew: whether a descriptor blocks is shared with those who hold
 * it, too, and they did not ask for it. */
static void
open_stream (LgCliOutput  *owner,
             Stream       *self,
             FILE        **stream,
             int           fd)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  struct stat status = { 0 };
  int own = -1;

  *self = (Stream) { .owner = owner, .stream = stream, .before = *stream, .fd = fd };
  self->waiting = g_byte_array_new ();
  fflush (*stream);
  if (fstat (fd, &status) == 0)
    {
      self->regular = S_ISREG (status.st_mode);
      self->socket = S_ISSOCK (status.st_mode);
      if (S_ISFIFO (status.st_mode) || S_ISCHR (status.st_mode))
        own = open (path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    }
  if (own >= 0)
    {
      self->fd = own;
      self->own_fd = TRUE;
    }

  *stream = fopencookie (self, "w", (cookie_io_functions_t) { .write = write_cb });
  setvbuf (*stream, NULL, _IOLBF, BUFSIZ);
}

/**
 * lg_cli_output_new:
 * @room: called when there is room again after [method@CliOutput.is_full]
 * @user_data: closure for @room
 *
 * Has what is printed on standard output and standard error from now on wait in memory while nobody
 * takes it; the main loop writes it. Anyone may print as before.
 *
 * Returns: (transfer full): the output
 */
LgCliOutput *
lg_cli_output_new (GSourceFunc room,
                   gpointer    user_data)
{
  LgCliOutput *self = g_new0 (LgCliOutput, 1);

  self->room = room;
  self->user_data = user_data;
  open_stream (self, &self->streams[0], &stdout, STDOUT_FILENO);
  open_stream (self, &self->streams[1], &stderr, STDERR_FILENO);
  return self;
}

static gboolean
close_stream (Stream *self,
              gint64  deadline_us)
{
  FILE *cookie = *self->stream;
  gboolean good;

  *self->stream = self->before;
  fclose (cookie);
  while (self->waiting->len > 0)
    {
      struct pollfd fd = { .fd = self->fd, .events = POLLOUT };
      gint64 left_us = deadline_us - g_get_monotonic_time ();

      if (left_us <= 0 || poll (&fd, 1, (left_us + 999) / 1000) == 0)
        break;
      flush (self);
    }

  good = self->waiting->len == 0 && !self->failed;
  g_clear_handle_id (&self->source, g_source_remove);
  g_byte_array_unref (self->waiting);
  if (self->own_fd)
    close (self->fd);
  return good;
}

/**
 * lg_cli_output_free:
 * @self: (transfer full): an output
 *
 * Gives both streams back. What still waits has a moment to get out; then it is lost.
 *
 * Returns: whether all was written
 */
gboolean
lg_cli_output_free (LgCliOutput *self)
{
  gint64 deadline_us = g_get_monotonic_time () + LAST_MS * G_TIME_SPAN_MILLISECOND;
  gboolean good = close_stream (&self->streams[0], deadline_us);

  good &= close_stream (&self->streams[1], deadline_us);
  g_free (self);
  return good;
}

/**
 * lg_cli_output_is_full:
 *
 * Returns: whether standard output should be given no more for now
 */
gboolean
lg_cli_output_is_full (LgCliOutput *self)
{
  return self->streams[0].waiting->len >= FULL_BYTES;
}

/**
 * lg_cli_output_is_empty:
 *
 * Returns: whether all that was printed on standard output is written, or never will be
 */
gboolean
lg_cli_output_is_empty (LgCliOutput *self)
{
  return self->streams[0].waiting->len == 0;
}

/**
 * lg_cli_output_has_failed:
 *
 * Returns: whether nobody reads standard output any more
 */
gboolean
lg_cli_output_has_failed (LgCliOutput *self)
{
  return self->streams[0].failed;
}

/**
 * lg_cli_output_drop_waiting:
 *
 * Forgets what waits for standard output, but for the rest of a line that is half written.
 *
 * Returns: how many lines that were
 */
guint64
lg_cli_output_drop_waiting (LgCliOutput *self)
{
  Stream *stream = &self->streams[0];
  const guint8 *data = stream->waiting->data;
  gsize length = stream->waiting->len;
  const guint8 *end = stream->in_line && length > 0 ? memchr (data, '\n', length) : NULL;
  gsize kept = end != NULL ? end - data + 1 : 0;
  guint64 n = 0;

  for (gsize i = kept; i < length; i++)
    n += data[i] == '\n';
  if (length > kept)
    g_byte_array_set_size (stream->waiting, kept);
  return n;
}

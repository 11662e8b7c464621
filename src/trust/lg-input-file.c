/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files an operator names: whatever they are, reading them ends, and soon. */
#include "config.h"

#include "lg-input-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/stat.h>
#include <unistd.h>

static void
set_errno (GError     **error,
           const char  *path,
           int          number)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (number),
               _("“%s” cannot be read: %s"), path, g_strerror (number));
}

/**
 * lg_input_file_open:
 * @path: what the operator named
 * @kind: what it may be
 * @error: return location (#GFileError)
 *
 * Opens a file without waiting: a FIFO nobody writes to, a terminal or another device is refused,
 * or has nothing to read.
 *
 * Returns: a descriptor that does not block, for the caller to close; -1 with @error
 */
int
lg_input_file_open (const char   *path,
                    LgInputKind   kind,
                    GError      **error)
{
  struct stat status;
  int fd;

  g_return_val_if_fail (path != NULL, -1);

  fd = open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (fd < 0 || fstat (fd, &status) != 0)
    set_errno (error, path, errno);
  else if (S_ISDIR (status.st_mode))
    set_errno (error, path, EISDIR);
  else if (!S_ISREG (status.st_mode) && !(kind == LG_INPUT_PIPE && S_ISFIFO (status.st_mode)))
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, _("“%s” is no regular file."), path);
  else
    return fd;

  if (fd >= 0)
    close (fd);
  return -1;
}

/* A file that shrinks meanwhile is as long as what was read. */
static gboolean
read_all (int    fd,
          char  *text,
          gsize *length)
{
  gsize size = *length;

  *length = 0;
  while (*length < size)
    {
      gssize n = read (fd, text + *length, size - *length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      if (n == 0)
        break;
      *length += n;
    }
  return TRUE;
}

/**
 * lg_input_file_read:
 * @path: a regular file
 * @max: how many bytes it may have
 * @length: (out): how many it has
 * @error: return location (#GFileError); %G_FILE_ERROR_FAILED: it has more
 *
 * Reads a file into one block of memory, which nothing is copied out of.
 *
 * Returns: (transfer full): its contents, and a zero byte behind them; %NULL with @error
 */
char *
lg_input_file_read (const char  *path,
                    gsize        max,
                    gsize       *length,
                    GError     **error)
{
  int fd = lg_input_file_open (path, LG_INPUT_REGULAR, error);
  struct stat status;
  char *text = NULL;

  if (fd < 0)
    return NULL;

  if (fstat (fd, &status) != 0)
    set_errno (error, path, errno);
  else if ((guint64) status.st_size > max)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, _("“%s” is too large."), path);
  else
    {
      *length = status.st_size;
      text = g_malloc0 (*length + 1);
      if (!read_all (fd, text, length))
        {
          set_errno (error, path, errno);
          g_clear_pointer (&text, g_free);
        }
    }
  close (fd);
  return text;
}

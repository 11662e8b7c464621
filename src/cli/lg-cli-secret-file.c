/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-secret-file.h"

#include "lg-cli.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct _LgCliSecretFile
{
  char     *path;
  char     *temporary;
  gboolean  overwrite;
  int       fd;
};

static gboolean
fail (LgCliSecretFile *self)
{
  lg_cli_complain ("out", _("“%s” cannot be written: %s"), self->path, g_strerror (errno));
  return FALSE;
}

/**
 * lg_cli_secret_file_new:
 * @path: where the secret goes
 * @overwrite: whether a file that is there already may be replaced
 *
 * Makes sure that the secret will have a place, before it is asked for: a file beside @path, which
 * only its owner can read. Complains if that is impossible, or if @path is taken.
 *
 * Returns: (transfer full) (nullable): the file, not at its place yet
 */
LgCliSecretFile *
lg_cli_secret_file_new (const char *path,
                        gboolean    overwrite)
{
  g_autoptr (LgCliSecretFile) self = g_new0 (LgCliSecretFile, 1);

  self->fd = -1;
  self->path = g_strdup (path);
  self->overwrite = overwrite;
  if (!overwrite && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      lg_cli_complain ("out", _("“%s” is there already; --overwrite replaces it."), path);
      return NULL;
    }

  self->temporary = g_strconcat (path, ".XXXXXX", NULL);
  self->fd = g_mkstemp_full (self->temporary, O_WRONLY | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      g_clear_pointer (&self->temporary, g_free);
      fail (self);
      return NULL;
    }
  return g_steal_pointer (&self);
}

static gboolean
write_all (int         fd,
           const char *data,
           gsize       length)
{
  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      data += n;
      length -= n;
    }
  return fsync (fd) == 0;
}

/* A link fails where a file has come up in the meantime; a rename would replace it. */
static gboolean
move_into_place (LgCliSecretFile *self)
{
  if (self->overwrite)
    return g_rename (self->temporary, self->path) == 0;
  return link (self->temporary, self->path) == 0;
}

/**
 * lg_cli_secret_file_fill:
 * @secret: the secret
 *
 * Writes it, without a line ending, and puts the file where it was wanted. Complains if that fails.
 *
 * Returns: whether the secret is there
 */
gboolean
lg_cli_secret_file_fill (LgCliSecretFile *self,
                         LgSecret        *secret)
{
  return (write_all (self->fd, lg_secret_peek (secret), lg_secret_get_length (secret))
          && move_into_place (self))
         || fail (self);
}

/**
 * lg_cli_secret_file_free:
 * @self: (transfer full): a file
 *
 * Leaves nothing behind but what was put into place.
 */
void
lg_cli_secret_file_free (LgCliSecretFile *self)
{
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}

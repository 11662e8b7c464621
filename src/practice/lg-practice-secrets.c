/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-secrets.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

static char *
write_secret (const char  *directory,
              const char  *name,
              LgSecret    *secret,
              GError     **error)
{
  g_autofree char *file = g_build_filename (directory, name, NULL);

  if (!g_file_set_contents_full (file, lg_secret_peek (secret), lg_secret_get_length (secret),
                                 G_FILE_SET_CONTENTS_NONE, 0600, error))
    return NULL;
  return g_steal_pointer (&file);
}

/**
 * lg_practice_secrets_write:
 * @self: (out caller-allocates): all %NULL
 * @registry: whose secrets
 * @directory: where to
 * @error: return location (#GFileError)
 *
 * Writes the files. What was written before an error is in @self, too.
 *
 * Returns: whether all are written
 */
gboolean
lg_practice_secrets_write (LgPracticeSecrets   *self,
                           LgPracticeRegistry  *registry,
                           const char          *directory,
                           GError             **error)
{
  const LgPracticeDevice *device = lg_practice_registry_get_device (registry);
  const struct
  {
    char       **path;
    const char  *name;
    LgSecret    *secret;
  } files[] = {
    { &self->device_secret, "practice-device-secret", device->secret },
    { &self->device_token, "practice-device-token", device->token },
    { &self->product_secret, "practice-product-secret",
      lg_practice_registry_get_product_secret (registry) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      *files[i].path = write_secret (directory, files[i].name, files[i].secret, error);
      if (*files[i].path == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
remove_file (char *file)
{
  g_unlink (file);
  g_free (file);
}

/**
 * lg_practice_secrets_remove:
 *
 * Removes the files.
 */
void
lg_practice_secrets_remove (LgPracticeSecrets *self)
{
  g_clear_pointer (&self->device_secret, remove_file);
  g_clear_pointer (&self->device_token, remove_file);
  g_clear_pointer (&self->product_secret, remove_file);
}

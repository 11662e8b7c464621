/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A platform from an operator's own file. */
#include "config.h"

#include "lg-platform-private.h"

#include <string.h>

/* A root that is a file stands beside the platform's. */
static void
resolve_roots (GPtrArray  *ports,
               const char *directory)
{
  for (guint i = 0; i < ports->len; i++)
    {
      LgPort *port = ports->pdata[i];
      g_autofree char *root = port->root;

      port->root = root != NULL && strpbrk (root, "./") != NULL
                   ? g_canonicalize_filename (root, directory) : g_steal_pointer (&root);
    }
}

/**
 * lg_platform_parse:
 * @id: the platform's identifier, see lg_platform_is_id()
 * @text: a platform file, UTF-8
 * @directory: the folder it is in, which a root certificate beside it is found from
 * @roots: (nullable): the names of the roots there are; %NULL to take any
 * @faults: (element-type LgPlatformFault): where what is wrong goes
 *
 * Reads an operator's own platform file. Its format is told in `docs/platform-file.md`.
 *
 * Returns: (transfer full) (nullable): the platform, or %NULL if anything is wrong
 */
LgPlatform *
lg_platform_parse (const char        *id,
                   const char        *text,
                   const char        *directory,
                   const char *const *roots,
                   GPtrArray         *faults)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GKeyFile) shown = g_key_file_new ();
  g_autoptr (LgPlatformLines) lines = NULL;
  g_autoptr (GError) error = NULL;
  LgPlatform *self;
  guint before;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (directory != NULL, NULL);
  g_return_val_if_fail (faults != NULL, NULL);

  before = faults->len;
  lines = lg_platform_lines_new (text, faults);
  if (faults->len > before)
    return NULL;
  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_KEEP_TRANSLATIONS, &error)
      || !g_key_file_load_from_data (shown, text, strlen (text), G_KEY_FILE_NONE, &error))
    {
      g_ptr_array_add (faults, lg_platform_fault_new (0, NULL, NULL, "%s", error->message));
      return NULL;
    }

  lg_platform_verify (file, lines, roots, faults);
  if (faults->len > before)
    return NULL;

  self = lg_platform_new_from_file (id, shown, lg_platform_get);
  resolve_roots (self->ports, directory);
  return self;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operator's own platform files. One that is wrong is told, and harms no other. */
#include "config.h"

#include "lg-platform-folder.h"

#include "exchange/lg-text-decoder.h"
#include "trust/lg-input-file.h"
#include "trust/lg-known-root.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SUFFIX ".ini"

static void
add_fault (LgPlatformEntry *self,
           const char      *message)
{
  g_ptr_array_add (self->faults, lg_platform_fault_new (0, NULL, NULL, "%s", message));
}

/* The names a port's root may have, besides those of files. */
static char **
dup_root_names (void)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  gsize n;
  const LgKnownRoot *roots = lg_known_root_list (&n);

  for (gsize i = 0; i < n; i++)
    g_strv_builder_add (names, roots[i].name);
  g_strv_builder_add (names, "system");
  return g_strv_builder_end (names);
}

static LgPlatformEntry *
entry_new (const char *path)
{
  LgPlatformEntry *self = g_new0 (LgPlatformEntry, 1);
  g_autofree char *name = g_path_get_basename (path);

  self->path = g_strdup (path);
  self->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_platform_fault_free);
  if (g_str_has_suffix (name, SUFFIX))
    name[strlen (name) - strlen (SUFFIX)] = '\0';
  if (!lg_platform_is_id (name))
    add_fault (self, _("The file’s name is the platform’s identifier: small letters, digits and "
                       "hyphens, 32 at most, then “.ini”."));
  else if (lg_platform_is_shipped (name))
    add_fault (self, _("Linkglass brings along a platform of this name; give the file another "
                       "one."));
  else
    self->id = g_steal_pointer (&name);

  return self;
}

static LgPlatform *
parse (LgPlatformEntry *self)
{
  g_autofree char *directory = g_path_get_dirname (self->path);
  g_autofree char *data = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) roots = dup_root_names ();
  gsize length;

  data = lg_input_file_read (self->path, LG_OWN_PLATFORM_LENGTH_MAX, &length, &self->error);
  if (data == NULL)
    return NULL;

  bytes = g_bytes_new_static (data, length);
  text = lg_text_decode (bytes, LG_TEXT_STRICT, NULL);
  if (text == NULL || strlen (text) == 0)
    {
      add_fault (self, _("The file is empty, or no text."));
      return NULL;
    }

  return lg_platform_parse (self->id != NULL ? self->id : "unnamed", text, directory,
                            (const char *const *) roots, self->faults);
}

/**
 * lg_platform_entry_read:
 * @path: a platform file
 *
 * Reads and judges one file; the platform is not added to those there are. Blocks.
 *
 * Returns: (transfer full): what it says, without a platform
 */
LgPlatformEntry *
lg_platform_entry_read (const char *path)
{
  LgPlatformEntry *self;
  g_autoptr (LgPlatform) platform = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = entry_new (path);
  platform = parse (self);
  return self;
}

/**
 * lg_platform_entry_free:
 *
 * Frees it; a platform that was added stays.
 */
void
lg_platform_entry_free (LgPlatformEntry *self)
{
  g_free (self->path);
  g_free (self->id);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->faults);
  g_free (self);
}

/**
 * lg_platform_entry_is_good:
 *
 * Returns: whether it could be read and nothing is wrong with it
 */
gboolean
lg_platform_entry_is_good (LgPlatformEntry *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->error == NULL && self->faults->len == 0;
}

/**
 * lg_platform_entry_describe:
 * @fault: one of its faults
 *
 * Returns: (transfer full): the file, the line, the key and the rule, as compilers write it
 */
char *
lg_platform_entry_describe (LgPlatformEntry       *self,
                            const LgPlatformFault *fault)
{
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (fault != NULL, NULL);

  text = g_string_new (self->path);
  if (fault->line > 0)
    g_string_append_printf (text, ":%u", fault->line);
  if (fault->place != NULL)
    g_string_append_printf (text, ": %s", fault->place);
  g_string_append_printf (text, ": %s", fault->message);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
take_in (GPtrArray  *entries,
         const char *path)
{
  LgPlatformEntry *self = entry_new (path);
  LgPlatform *platform = parse (self);

  g_ptr_array_add (entries, self);
  if (platform == NULL || self->faults->len > 0)
    g_clear_pointer (&platform, lg_platform_free);
  else if (lg_platform_add (platform))
    self->platform = lg_platform_get (self->id);
  else
    add_fault (self, _("There are too many platforms."));
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * lg_platform_folder_load:
 * @directory: a folder of platform files; it may be missing
 *
 * Reads every file that ends in `.ini`, and adds the platforms that are right to those there are.
 * Blocks.
 *
 * Returns: (transfer full) (element-type LgPlatformEntry): the files, by their names
 */
GPtrArray *
lg_platform_folder_load (const char *directory)
{
  g_autoptr (GDir) folder = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *entries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) lg_platform_entry_free);
  const char *name;

  g_return_val_if_fail (directory != NULL, NULL);

  folder = g_dir_open (directory, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, SUFFIX) && name[0] != '.')
      g_ptr_array_add (names, g_build_filename (directory, name, NULL));

  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len && i <= LG_OWN_PLATFORMS_MAX; i++)
    take_in (entries, names->pdata[i]);

  return entries;
}

/**
 * lg_platform_folder_dup_path:
 *
 * Returns: (transfer full): where the operator's own platform files are
 */
char *
lg_platform_folder_dup_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "linkglass", "platforms", NULL);
}

/**
 * lg_platform_folder_get_own:
 *
 * Reads the operator's own folder the first time it is called, which is at the start of a program,
 * before devices are read.
 *
 * Returns: (transfer none) (element-type LgPlatformEntry): its files, by their names
 */
GPtrArray *
lg_platform_folder_get_own (void)
{
  static GPtrArray *own;

  if (g_once_init_enter (&own))
    {
      g_autofree char *path = lg_platform_folder_dup_path ();

      g_once_init_leave (&own, lg_platform_folder_load (path));
    }
  return own;
}

/**
 * lg_platform_folder_dup_problem:
 * @entries: (element-type LgPlatformEntry): what lg_platform_folder_load() read
 *
 * Returns: (transfer full) (nullable): the first thing that is wrong, and how many files have
 *   faults; %NULL if all are right
 */
char *
lg_platform_folder_dup_problem (GPtrArray *entries)
{
  g_autofree char *first = NULL;
  guint n = 0;

  g_return_val_if_fail (entries != NULL, NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      LgPlatformEntry *entry = entries->pdata[i];

      if (lg_platform_entry_is_good (entry))
        continue;
      if (n++ == 0)
        first = entry->error != NULL ? g_strdup (entry->error->message)
                                     : lg_platform_entry_describe (entry, entry->faults->pdata[0]);
    }

  if (n <= 1)
    return g_steal_pointer (&first);
  return g_strdup_printf (ngettext ("%s (%u more platform file has a fault)",
                                    "%s (%u more platform files have faults)", n - 1),
                          first, n - 1);
}

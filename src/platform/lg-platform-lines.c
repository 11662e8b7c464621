/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a platform file. GLib reads its values, but tells no line, takes the last of two
 * keys of one name, and joins two groups. */
#include "config.h"

#include "lg-platform-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LINE_MAX_BYTES 8192
#define VALUES_MAX 2000
#define ID_MAX 32

struct _LgPlatformLines
{
  GHashTable *numbers;
  char       *group;
  guint       number;
};

/**
 * lg_platform_is_id:
 * @text: what may be an identifier
 *
 * Returns: whether it has small letters, digits and hyphens, 32 at most
 */
gboolean
lg_platform_is_id (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return *text != '\0' && strlen (text) <= ID_MAX
         && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (text);
}

/**
 * lg_platform_fault_new:
 * @line: where it stands, from 1; 0 for the whole file
 * @group: (nullable): the group it is in
 * @key: (nullable): the key it is about
 * @format: the rule, translated
 *
 * Returns: (transfer full): a fault
 */
LgPlatformFault *
lg_platform_fault_new (guint       line,
                       const char *group,
                       const char *key,
                       const char *format,
                       ...)
{
  LgPlatformFault *self = g_new0 (LgPlatformFault, 1);
  va_list arguments;

  self->line = line;
  if (group != NULL)
    self->place = key != NULL ? g_strdup_printf ("[%s] %s", group, key)
                              : g_strdup_printf ("[%s]", group);
  va_start (arguments, format);
  self->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return self;
}

/**
 * lg_platform_fault_free:
 *
 * Frees it.
 */
void
lg_platform_fault_free (LgPlatformFault *self)
{
  g_free (self->place);
  g_free (self->message);
  g_free (self);
}

static void
complain (LgPlatformLines *self,
          GPtrArray       *faults,
          const char      *key,
          const char      *message)
{
  g_ptr_array_add (faults, lg_platform_fault_new (self->number, self->group, key, "%s", message));
}

static char *
make_name (const char *group,
           const char *key)
{
  return g_strconcat (group, "\n", key, NULL);
}

static void
remember (LgPlatformLines *self,
          const char      *key,
          GPtrArray       *faults)
{
  g_autofree char *name = make_name (self->group, key);

  if (!g_hash_table_contains (self->numbers, name))
    g_hash_table_insert (self->numbers, g_steal_pointer (&name), GUINT_TO_POINTER (self->number));
  else if (*key == '\0')
    complain (self, faults, NULL, _("The group stands here for the second time."));
  else
    complain (self, faults, key, _("The key stands here for the second time in its group."));
}

static void
read_line (LgPlatformLines *self,
           const char      *line,
           GPtrArray       *faults)
{
  const char *equals = strchr (line, '=');
  gsize length = strlen (line);
  g_autofree char *key = NULL;

  if (line[0] == '[' && line[length - 1] == ']' && length > 2)
    {
      g_free (self->group);
      self->group = g_strndup (line + 1, length - 2);
      remember (self, "", faults);
    }
  else if (equals == NULL || equals == line)
    complain (self, faults, NULL,
              _("This line is no group in brackets, no “key=value” and no comment that begins "
                "with #."));
  else if (self->group == NULL)
    complain (self, faults, NULL, _("The key stands before the first group."));
  else
    {
      key = g_strchomp (g_strndup (line, equals - line));
      remember (self, key, faults);
    }
}

/*
 * lg_platform_lines_new:
 * @text: a key file
 * @faults: (element-type LgPlatformFault): where what is wrong with its form goes
 *
 * Returns: (transfer full): where its groups and keys stand
 */
LgPlatformLines *
lg_platform_lines_new (const char *text,
                       GPtrArray  *faults)
{
  LgPlatformLines *self = g_new0 (LgPlatformLines, 1);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      self->number = i + 1;
      if (strlen (line) > LINE_MAX_BYTES)
        g_ptr_array_add (faults, lg_platform_fault_new (self->number, NULL, NULL,
                                   _("The line has %zu bytes; at most %u are allowed."),
                                   strlen (line), LINE_MAX_BYTES));
      else if (*line != '\0' && *line != '#')
        read_line (self, line, faults);

      if (g_hash_table_size (self->numbers) > VALUES_MAX)
        {
          g_ptr_array_add (faults, lg_platform_fault_new (self->number, NULL, NULL,
                                     _("There are more than %u groups and keys."), VALUES_MAX));
          break;
        }
    }

  return self;
}

/*
 * lg_platform_lines_free:
 *
 * Frees it.
 */
void
lg_platform_lines_free (LgPlatformLines *self)
{
  g_hash_table_unref (self->numbers);
  g_free (self->group);
  g_free (self);
}

/*
 * lg_platform_lines_find:
 * @group: a group
 * @key: (nullable): a key of it, or %NULL for the group itself
 *
 * Returns: its line, from 1; 0 where it is nowhere
 */
guint
lg_platform_lines_find (LgPlatformLines *self,
                        const char      *group,
                        const char      *key)
{
  g_autofree char *name = make_name (group, key != NULL ? key : "");

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, name));
}

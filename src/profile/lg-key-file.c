/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-key-file.h"

#include <glib/gi18n-lib.h>

static void
save_value (GKeyFile     *file,
            const char   *group,
            const char   *key,
            const GValue *value)
{
  if (G_VALUE_HOLDS_STRING (value))
    {
      if (g_value_get_string (value) != NULL)
        g_key_file_set_string (file, group, key, g_value_get_string (value));
    }
  else if (G_VALUE_HOLDS_BOOLEAN (value))
    {
      g_key_file_set_boolean (file, group, key, g_value_get_boolean (value));
    }
  else if (G_VALUE_HOLDS_UINT (value))
    {
      g_key_file_set_uint64 (file, group, key, g_value_get_uint (value));
    }
  else if (G_VALUE_HOLDS_ENUM (value))
    {
      GEnumClass *klass = g_type_class_peek (G_VALUE_TYPE (value));

      g_key_file_set_string (file, group, key,
                             g_enum_get_value (klass, g_value_get_enum (value))->value_nick);
    }
}

static gboolean
load_enum (const char  *key,
           const char  *nick,
           GValue      *value,
           GError     **error)
{
  GEnumValue *known = g_enum_get_value_by_nick (g_type_class_peek (G_VALUE_TYPE (value)), nick);

  if (known == NULL)
    {
      g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE,
                   _("“%s” is no value of %s."), nick, key);
      return FALSE;
    }

  g_value_set_enum (value, known->value);
  return TRUE;
}

static gboolean
load_value (GKeyFile    *file,
            const char  *group,
            const char  *key,
            GValue      *value,
            GError     **error)
{
  g_autoptr (GError) local_error = NULL;

  if (G_VALUE_HOLDS_BOOLEAN (value))
    {
      g_value_set_boolean (value, g_key_file_get_boolean (file, group, key, &local_error));
    }
  else if (G_VALUE_HOLDS_UINT (value))
    {
      guint64 number = g_key_file_get_uint64 (file, group, key, &local_error);

      g_value_set_uint (value, MIN (number, G_MAXUINT));
    }
  else
    {
      g_autofree char *text = g_key_file_get_string (file, group, key, &local_error);

      if (text != NULL && G_VALUE_HOLDS_ENUM (value))
        return load_enum (key, text, value, error);
      if (text != NULL)
        g_value_set_string (value, text);
    }

  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
is_plain (GType type)
{
  return type == G_TYPE_STRING || type == G_TYPE_BOOLEAN || type == G_TYPE_UINT
         || G_TYPE_IS_ENUM (type);
}

/**
 * lg_key_file_save_object:
 * @file: a key file
 * @group: the group to write to
 * @object: any object
 *
 * Writes every property of @object that is a string, a boolean, a number or an enumeration under
 * its own name. A secret is none of these, and so cannot get into a file. %NULL is left out.
 */
void
lg_key_file_save_object (GKeyFile   *file,
                         const char *group,
                         GObject    *object)
{
  guint n;
  g_autofree GParamSpec **pspecs =
    g_object_class_list_properties (G_OBJECT_GET_CLASS (object), &n);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      if (!is_plain (G_PARAM_SPEC_VALUE_TYPE (pspecs[i])))
        continue;

      g_object_get_property (object, pspecs[i]->name, &value);
      save_value (file, group, pspecs[i]->name, &value);
    }
}

/**
 * lg_key_file_load_object:
 * @file: a key file
 * @group: the group to read
 * @object: any object
 * @error: return location (#GKeyFileError)
 *
 * Sets every property lg_key_file_save_object() wrote; those missing are left alone. A number out
 * of range becomes the nearest one in range.
 *
 * Returns: %FALSE if a value cannot be read; @object may then be half set
 */
gboolean
lg_key_file_load_object (GKeyFile    *file,
                         const char  *group,
                         GObject     *object,
                         GError     **error)
{
  guint n;
  g_autofree GParamSpec **pspecs =
    g_object_class_list_properties (G_OBJECT_GET_CLASS (object), &n);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      const char *key = pspecs[i]->name;

      if (!is_plain (G_PARAM_SPEC_VALUE_TYPE (pspecs[i]))
          || !g_key_file_has_key (file, group, key, NULL))
        continue;

      g_value_init (&value, G_PARAM_SPEC_VALUE_TYPE (pspecs[i]));
      if (!load_value (file, group, key, &value, error))
        return FALSE;

      g_param_value_validate (pspecs[i], &value);
      g_object_set_property (object, key, &value);
    }

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-profile-file.h"

#include "device/lg-byte-order-mark.h"
#include "lg-key-file.h"
#include "platform/lg-own-platform.h"
#include "trust/lg-input-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KEY_TITLE "title"
#define KEY_GROUP "group"
#define KEY_SECRET_PLACE "secret-place"
#define KEY_TAKEOVER "takeover-confirmed"
#define KEY_MQTT_5 "mqtt-5-confirmed"

/* What the operator called it, not what it is called by itself. */
static void
save_title (LgProfile *self,
            GKeyFile  *file)
{
  const char *title = lg_profile_get_own_title (self);

  if (title != NULL)
    g_key_file_set_string (file, lg_profile_get_id (self), KEY_TITLE, title);
}

/* What another operator may read and use. */
static void
save_device (LgProfile *self,
             GKeyFile  *file)
{
  const char *id = lg_profile_get_id (self);

  save_title (self, file);
  if (*lg_profile_get_group (self) != '\0')
    g_key_file_set_string (file, id, KEY_GROUP, lg_profile_get_group (self));
  lg_key_file_save_object (file, id, G_OBJECT (lg_profile_get_credentials (self)));
  lg_key_file_save_object (file, id, G_OBJECT (lg_profile_get_endpoint (self)));
}

/**
 * lg_profile_save:
 * @file: a key file
 *
 * Writes everything but the secret into a group of @file that is named after the profile's ID.
 */
void
lg_profile_save (LgProfile *self,
                 GKeyFile  *file)
{
  const char *id;

  g_return_if_fail (LG_IS_PROFILE (self));
  g_return_if_fail (file != NULL);

  id = lg_profile_get_id (self);
  g_key_file_set_boolean (file, id, KEY_TAKEOVER, lg_profile_get_takeover_confirmed (self));
  if (lg_profile_get_mqtt_5_confirmed (self))
    g_key_file_set_boolean (file, id, KEY_MQTT_5, TRUE);
  if (lg_profile_get_secret_place (self) == LG_SECRET_PLACE_KEYRING)
    g_key_file_set_string (file, id, KEY_SECRET_PLACE, "keyring");
  save_device (self, file);
}

/* Only what can be no platform at all is damage: one without its file has a stand-in. */
static gboolean
has_known_platform (GKeyFile    *file,
                    const char  *group,
                    GError     **error)
{
  g_autofree char *platform = g_key_file_get_string (file, group, "platform", NULL);

  if (platform == NULL || lg_platform_need (platform) != NULL)
    return TRUE;

  g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE,
               _("“%s” is no known platform."), platform);
  return FALSE;
}

/* A name that a tool wrote in another encoding keeps what of it can be read, so that it is not lost
   when the devices are saved again. */
static char *
load_name (GKeyFile   *file,
           const char *group,
           const char *key)
{
  g_autoptr (GError) error = NULL;
  char *name = g_key_file_get_string (file, group, key, &error);

  if (g_error_matches (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_UNKNOWN_ENCODING))
    {
      g_autofree char *raw = g_key_file_get_value (file, group, key, NULL);
      g_autofree char *valid = g_utf8_make_valid (raw, -1);

      g_key_file_set_value (file, group, key, valid);
      name = g_key_file_get_string (file, group, key, NULL);
    }

  return name;
}

/**
 * lg_profile_load:
 * @file: a key file
 * @id: the group to read, which is the profile's ID
 * @error: return location (#GKeyFileError)
 *
 * Reads what lg_profile_save() wrote. What is missing keeps its default.
 *
 * Returns: (transfer full): the profile, or %NULL if a value is damaged
 */
LgProfile *
lg_profile_load (GKeyFile    *file,
                 const char  *id,
                 GError     **error)
{
  g_autoptr (LgProfile) self = NULL;
  g_autofree char *title = NULL;
  g_autofree char *group = NULL;
  g_autofree char *place = NULL;

  g_return_val_if_fail (file != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = lg_profile_new (id);
  if (!has_known_platform (file, id, error)
      || !lg_key_file_load_object (file, id, G_OBJECT (lg_profile_get_credentials (self)), error)
      || !lg_key_file_load_object (file, id, G_OBJECT (lg_profile_get_endpoint (self)), error))
    return NULL;

  title = load_name (file, id, KEY_TITLE);
  group = load_name (file, id, KEY_GROUP);
  place = g_key_file_get_string (file, id, KEY_SECRET_PLACE, NULL);
  lg_profile_set_title (self, title);
  lg_profile_set_group (self, group);
  lg_profile_set_secret_place (self, g_strcmp0 (place, "keyring") == 0
                                       ? LG_SECRET_PLACE_KEYRING : LG_SECRET_PLACE_SESSION);
  lg_profile_set_takeover_confirmed (self,
                                     g_key_file_get_boolean (file, id, KEY_TAKEOVER, NULL));
  lg_profile_set_mqtt_5_confirmed (self, g_key_file_get_boolean (file, id, KEY_MQTT_5, NULL));

  return g_steal_pointer (&self);
}

/**
 * lg_profile_equal:
 * @other: another profile
 *
 * Returns: whether both would be exported as the same text
 */
gboolean
lg_profile_equal (LgProfile *self,
                  LgProfile *other)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GKeyFile) other_file = g_key_file_new ();
  g_autofree char *text = NULL;
  g_autofree char *other_text = NULL;

  g_return_val_if_fail (LG_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (LG_IS_PROFILE (other), FALSE);

  save_device (self, file);
  save_device (other, other_file);
  text = g_key_file_to_data (file, NULL, NULL);
  other_text = g_key_file_to_data (other_file, NULL, NULL);
  return strcmp (text, other_text) == 0;
}

/**
 * lg_profile_export_text:
 * @profiles: list model of [class@Profile]
 *
 * Writes the devices for another operator or computer: without their secrets, and without what this
 * operator confirmed or chose.
 *
 * Returns: (transfer full): a key file
 */
char *
lg_profile_export_text (GListModel *profiles)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_return_val_if_fail (G_IS_LIST_MODEL (profiles), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr (LgProfile) profile = g_list_model_get_item (profiles, i);

      save_device (profile, file);
    }

  return g_key_file_to_data (file, NULL, NULL);
}

/**
 * lg_profile_is_export_text:
 * @text: what the operator pasted or opened
 *
 * Returns: whether it looks like what lg_profile_export_text() writes: it begins with a line of a
 *   group, and has the keys of a device; a JSON array and a log begin with a bracket, too
 */
gboolean
lg_profile_is_export_text (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  text += strspn (text, " \t\r\n");
  if (*text != '[' || !g_ascii_isalnum (text[1]))
    return FALSE;

  text += 1 + strcspn (text + 1, "]\r\n");
  if (*text != ']' || strchr ("\r\n", text[1]) == NULL)
    return FALSE;
  return strstr (text, "\nhost-kind=") != NULL || strstr (text, "\ndevice-name=") != NULL;
}

/* Reads one group by itself, so that damage stays within one device. */
static gboolean
parse_group (const char *text,
             GHashTable *ids,
             GListStore *profiles)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *id = NULL;
  g_autoptr (LgProfile) profile = NULL;

  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL))
    return FALSE;

  id = g_key_file_get_start_group (file);
  if (id == NULL)
    return TRUE;

  profile = g_hash_table_contains (ids, id) ? NULL : lg_profile_load (file, id, NULL);
  if (profile == NULL)
    return FALSE;

  g_list_store_append (profiles, profile);
  g_hash_table_add (ids, g_steal_pointer (&id));
  return TRUE;
}

/**
 * lg_profile_parse_text:
 * @text: a key file
 * @length: its length, bytes
 * @profiles: list store of [class@Profile]
 *
 * Appends every device of @text that can be read to @profiles. A byte order mark, as editors put it
 * before a text, is passed over.
 *
 * Returns: whether that was all of them; damage is a group that cannot be read, an ID that comes
 *   twice, and a zero byte, which ends the text
 */
gboolean
lg_profile_parse_text (const char *text,
                       gsize       length,
                       GListStore *profiles)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean whole = strlen (text) == length;

  if (g_str_has_prefix (text, LG_BYTE_ORDER_MARK))
    text += strlen (LG_BYTE_ORDER_MARK);
  while (text != NULL)
    {
      const char *next = strstr (text, "\n[");
      g_autofree char *group = next != NULL ? g_strndup (text, next + 1 - text) : g_strdup (text);

      whole &= parse_group (group, ids, profiles);
      text = next != NULL ? next + 1 : NULL;
    }

  return whole;
}

/**
 * lg_profile_export_file:
 * @profiles: list model of [class@Profile]
 * @path: where to write; what is there is replaced
 * @error: return location (#GFileError)
 *
 * Writes what lg_profile_export_text() makes, all of it or nothing.
 *
 * Returns: whether it is written
 */
gboolean
lg_profile_export_file (GListModel  *profiles,
                        const char  *path,
                        GError     **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  text = lg_profile_export_text (profiles);
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

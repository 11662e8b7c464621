/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-device-file.h"

#include "lg-profile-file.h"
#include "trust/lg-input-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define FILE_NAME "devices.ini"
#define LEFT_NAME "devices-unsaved.ini"

/* A device that is missing may be damaged or not yet known: only a mark says that it was removed.
   The marks come last, so that half a file removes nothing. */
#define MARK "# removed "

#define TRY_US 10000
#define N_MARKS_MAX 256

struct _LgDeviceFile
{
  char       *directory;
  char       *path;
  char       *left_path;
  GBytes     *seen;
  GHashTable *ids;
  GPtrArray  *marks;
};

/**
 * lg_device_file_new:
 * @directory: where the file is
 *
 * Returns: (transfer full): the file, not read yet
 */
LgDeviceFile *
lg_device_file_new (const char *directory)
{
  LgDeviceFile *self;

  g_return_val_if_fail (directory != NULL, NULL);

  self = g_new0 (LgDeviceFile, 1);
  self->directory = g_strdup (directory);
  self->path = g_build_filename (directory, FILE_NAME, NULL);
  self->left_path = g_build_filename (directory, LEFT_NAME, NULL);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->marks = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * lg_device_file_free:
 *
 * Forgets the file, which stays as it is.
 */
void
lg_device_file_free (LgDeviceFile *self)
{
  g_clear_pointer (&self->seen, g_bytes_unref);
  g_hash_table_unref (self->ids);
  g_ptr_array_unref (self->marks);
  g_free (self->directory);
  g_free (self->path);
  g_free (self->left_path);
  g_free (self);
}

/**
 * lg_device_file_get_path:
 *
 * Returns: where the file is
 */
const char *
lg_device_file_get_path (LgDeviceFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

/**
 * lg_device_news_clear:
 *
 * Frees what @self holds.
 */
void
lg_device_news_clear (LgDeviceNews *self)
{
  g_clear_object (&self->added);
  g_clear_pointer (&self->removed, g_ptr_array_unref);
  g_clear_pointer (&self->aside, g_free);
}

/**
 * lg_device_file_make_directory:
 *
 * Makes the directory, for this user only, where there is none. Writing tells why it could not.
 */
void
lg_device_file_make_directory (LgDeviceFile *self)
{
  g_return_if_fail (self != NULL);

  g_mkdir_with_parents (self->directory, 0700);
}

/**
 * lg_device_file_watch:
 *
 * Returns: (transfer full) (nullable): tells the thread's main context when anybody changed the
 *   file; %NULL where files cannot be watched
 */
GFileMonitor *
lg_device_file_watch (LgDeviceFile *self)
{
  g_autoptr (GFile) file = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  file = g_file_new_for_path (self->path);
  return g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
}

/**
 * lg_device_file_lock:
 * @patience_us: how long to wait for another process, in microseconds; 0 not to wait at all
 * @lock: (out caller-allocates): the lock; never take a second one while holding it
 *
 * Makes sure that no other process is between its reading and its writing. Takes the directory, as
 * the file itself is replaced with every write. Where it cannot be locked one goes on all the same.
 *
 * Returns: whether to go on; %FALSE if another process holds the lock
 */
gboolean
lg_device_file_lock (LgDeviceFile *self,
                     gint64        patience_us,
                     LgDeviceLock *lock)
{
  gint64 deadline = g_get_monotonic_time () + patience_us;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (lock != NULL, FALSE);

  *lock = g_open (self->directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  while (*lock >= 0 && flock (*lock, LOCK_EX | LOCK_NB) != 0)
    {
      if (errno == EINTR)
        continue;
      if (errno != EWOULDBLOCK)
        break;
      if (g_get_monotonic_time () >= deadline)
        {
          lg_device_file_unlock (*lock);
          *lock = LG_DEVICE_LOCK_NONE;
          return FALSE;
        }
      g_usleep (TRY_US);
    }
  return TRUE;
}

/**
 * lg_device_file_unlock:
 * @lock: what lg_device_file_lock() returned
 *
 * Lets the next process read and write.
 */
void
lg_device_file_unlock (LgDeviceLock lock)
{
  if (lock >= 0)
    close (lock);
}

static gboolean
has_mark (GPtrArray  *marks,
          const char *id)
{
  return g_ptr_array_find_with_equal_func (marks, id, g_str_equal, NULL);
}

static GPtrArray *
parse_marks (const char *text)
{
  GPtrArray *marks = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], MARK))
      g_ptr_array_add (marks, g_strdup (lines[i] + strlen (MARK)));

  return marks;
}

/* Two may be damaged within a second. */
static char *
keep_aside (LgDeviceFile  *self,
            GError       **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *aside = g_strdup_printf ("%s.damaged-%s", self->path, date);

  for (guint i = 2; g_file_test (aside, G_FILE_TEST_EXISTS); i++)
    {
      g_free (aside);
      aside = g_strdup_printf ("%s.damaged-%s-%u", self->path, date, i);
    }

  if (g_rename (self->path, aside) == 0)
    return g_steal_pointer (&aside);

  g_set_error_literal (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_PARSE, g_strerror (errno));
  return NULL;
}

static void
compare (LgDeviceFile *self,
         GListModel   *profiles,
         GPtrArray    *marks,
         LgDeviceNews *news)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr (LgProfile) profile = g_list_model_get_item (profiles, i);
      const char *id = lg_profile_get_id (profile);

      g_hash_table_add (ids, g_strdup (id));
      if (!g_hash_table_contains (self->ids, id))
        g_list_store_append (news->added, profile);
    }

  for (guint i = 0; i < marks->len; i++)
    if (!has_mark (self->marks, marks->pdata[i]))
      g_ptr_array_add (news->removed, g_strdup (marks->pdata[i]));

  g_hash_table_unref (self->ids);
  self->ids = g_steal_pointer (&ids);
}

/**
 * lg_device_file_read:
 * @locked: whether the lock is held
 * @news: (out caller-allocates): what is new
 * @error: return location (#GFileError; #GKeyFileError: the file is damaged and cannot be moved)
 *
 * Reads the file if others changed it. What can be read of a damaged one is taken; with the lock
 * held it is moved aside, and without it left to a later reading. One that is missing is no news.
 *
 * Returns: whether it could be read; @news holds what there is even if not
 */
gboolean
lg_device_file_read (LgDeviceFile  *self,
                     gboolean       locked,
                     LgDeviceNews  *news,
                     GError       **error)
{
  g_autoptr (GListStore) profiles = g_list_store_new (LG_TYPE_PROFILE);
  g_autoptr (GPtrArray) marks = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean whole;
  gsize length;
  char *text;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (news != NULL, FALSE);

  news->added = g_list_store_new (LG_TYPE_PROFILE);
  news->removed = g_ptr_array_new_with_free_func (g_free);
  news->aside = NULL;
  text = lg_input_file_read (self->path, LG_PROFILE_FILE_MAX, &length, &local_error);
  if (text == NULL)
    {
      if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return TRUE;

      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  bytes = g_bytes_new_take (text, length);
  if (self->seen != NULL && g_bytes_equal (bytes, self->seen))
    return TRUE;

  whole = lg_profile_parse_text (text, length, profiles);
  marks = parse_marks (text);
  compare (self, G_LIST_MODEL (profiles), marks, news);
  g_clear_pointer (&self->seen, g_bytes_unref);
  if (whole || locked)
    self->seen = g_steal_pointer (&bytes);
  g_ptr_array_unref (self->marks);
  self->marks = g_steal_pointer (&marks);
  if (whole || !locked)
    return TRUE;

  news->aside = keep_aside (self, error);
  return news->aside != NULL;
}

/**
 * lg_device_file_has_all:
 * @profiles: (element-type LgProfile): devices
 *
 * Returns: whether all of them were in the file when it was read or written last
 */
gboolean
lg_device_file_has_all (LgDeviceFile *self,
                        GPtrArray    *profiles)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (profiles != NULL, FALSE);

  for (guint i = 0; i < profiles->len; i++)
    if (!g_hash_table_contains (self->ids, lg_profile_get_id (profiles->pdata[i])))
      return FALSE;

  return TRUE;
}

/* Marks stay until the device is put back; @ids are those of the devices that are written. */
static GPtrArray *
make_marks (LgDeviceFile *self,
            GHashTable   *ids)
{
  GPtrArray *marks = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer id;

  for (guint i = 0; i < self->marks->len; i++)
    if (!g_hash_table_contains (ids, self->marks->pdata[i]))
      g_ptr_array_add (marks, g_strdup (self->marks->pdata[i]));

  g_hash_table_iter_init (&iter, self->ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (ids, id) && !has_mark (self->marks, id))
      g_ptr_array_add (marks, g_strdup (id));

  if (marks->len > N_MARKS_MAX)
    g_ptr_array_remove_range (marks, 0, marks->len - N_MARKS_MAX);
  return marks;
}

static char *
make_text (GPtrArray *profiles)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  for (guint i = 0; i < profiles->len; i++)
    lg_profile_save (profiles->pdata[i], file);
  return g_key_file_to_data (file, NULL, NULL);
}

/**
 * lg_device_file_leave:
 * @profiles: (element-type LgProfile): all devices
 *
 * Writes the devices beside the file, for who has to go while another process holds the lock. The
 * next process that has it takes them in. What was left there before is replaced.
 */
void
lg_device_file_leave (LgDeviceFile *self,
                      GPtrArray    *profiles)
{
  g_autofree char *text = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (profiles != NULL);

  text = make_text (profiles);
  g_file_set_contents_full (self->left_path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

/**
 * lg_device_file_read_left:
 *
 * Reads, with the lock held, what lg_device_file_leave() left. It goes with the next writing.
 *
 * Returns: (transfer full) (nullable): the devices; %NULL if nothing was left
 */
GListModel *
lg_device_file_read_left (LgDeviceFile *self)
{
  g_autoptr (GListStore) profiles = g_list_store_new (LG_TYPE_PROFILE);
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (self != NULL, NULL);

  text = lg_input_file_read (self->left_path, LG_PROFILE_FILE_MAX, &length, NULL);
  if (text == NULL)
    return NULL;

  lg_profile_parse_text (text, length, profiles);
  return G_LIST_MODEL (g_steal_pointer (&profiles));
}

/**
 * lg_device_file_write:
 * @profiles: (element-type LgProfile): all devices
 * @error: return location (#GFileError)
 *
 * Replaces the file, all of it or nothing. A device that was in it and is not in @profiles is
 * marked as removed. Read first, also what was left, with the lock held, or what others wrote is
 * lost.
 *
 * Returns: whether it is written
 */
gboolean
lg_device_file_write (LgDeviceFile  *self,
                      GPtrArray     *profiles,
                      GError       **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) marks = NULL;
  g_autofree char *devices = NULL;
  GString *text;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (profiles != NULL, FALSE);

  for (guint i = 0; i < profiles->len; i++)
    g_hash_table_add (ids, g_strdup (lg_profile_get_id (profiles->pdata[i])));

  marks = make_marks (self, ids);
  devices = make_text (profiles);
  text = g_string_new (devices);
  for (guint i = 0; i < marks->len; i++)
    g_string_append_printf (text, MARK "%s\n", (char *) marks->pdata[i]);

  if (!g_file_set_contents_full (self->path, text->str, text->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    {
      g_string_free (text, TRUE);
      return FALSE;
    }

  g_unlink (self->left_path);
  g_clear_pointer (&self->seen, g_bytes_unref);
  self->seen = g_string_free_to_bytes (text);
  g_hash_table_unref (self->ids);
  self->ids = g_steal_pointer (&ids);
  g_ptr_array_unref (self->marks);
  self->marks = g_steal_pointer (&marks);
  return TRUE;
}

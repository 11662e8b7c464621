/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-profile-store.h"

#include "lg-device-file.h"
#include "lg-profile-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SAVE_DELAY_MS 500

/* Another process holds the lock for some milliseconds, unless it is stuck: only that is told. */
#define RETRY_MS 100
#define PATIENCE_US G_USEC_PER_SEC
#define BUSY \
  N_("Another program holds the saved devices. Nothing is saved until it is done with them.")

struct _LgProfileStore
{
  GObject       parent_instance;
  LgDeviceFile *file;
  GFileMonitor *monitor;
  GPtrArray    *profiles;
  char         *problem;
  guint         save_source;
  guint         retry_source;
  gint64        waiting_since;
  gboolean      busy;
  gboolean      judged;
  gboolean      dirty;
  gboolean      save_failed;
  gboolean      frozen;
};

enum
{
  PROP_DIRECTORY = 1,
  PROP_PROBLEM,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GType
lg_profile_store_get_item_type (GListModel *model)
{
  return LG_TYPE_PROFILE;
}

static guint
lg_profile_store_get_n_items (GListModel *model)
{
  return LG_PROFILE_STORE (model)->profiles->len;
}

static gpointer
lg_profile_store_get_item (GListModel *model,
                           guint       position)
{
  LgProfileStore *self = LG_PROFILE_STORE (model);

  return position < self->profiles->len ? g_object_ref (self->profiles->pdata[position]) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = lg_profile_store_get_item_type;
  iface->get_n_items = lg_profile_store_get_n_items;
  iface->get_item = lg_profile_store_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (LgProfileStore, lg_profile_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
set_problem (LgProfileStore *self,
             const char     *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;

  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
set_busy (LgProfileStore *self,
          gboolean        busy)
{
  if (self->busy == busy)
    return;

  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static gboolean settle (LgProfileStore  *self,
                        gint64           patience_us,
                        GError         **error);

static gboolean
save_cb (gpointer user_data)
{
  LgProfileStore *self = user_data;

  self->save_source = 0;
  /* The problem property tells the operator. */
  if (self->dirty)
    settle (self, 0, NULL);

  return G_SOURCE_REMOVE;
}

static gboolean
retry_cb (gpointer user_data)
{
  LgProfileStore *self = user_data;

  self->retry_source = 0;
  if (!settle (self, 0, NULL) && self->retry_source != 0
      && g_get_monotonic_time () - self->waiting_since >= PATIENCE_US)
    set_busy (self, TRUE);

  return G_SOURCE_REMOVE;
}

/* Until another process lets go of the lock; what is there can be read all the same. */
static void
wait_for_lock (LgProfileStore *self)
{
  if (self->waiting_since == 0)
    self->waiting_since = g_get_monotonic_time ();
  if (self->retry_source == 0)
    self->retry_source = g_timeout_add (RETRY_MS, retry_cb, self);
}

static void
stop_waiting (LgProfileStore *self)
{
  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->waiting_since = 0;
  set_busy (self, FALSE);
}

/* Typing changes a profile with every key: wait until it rests. */
static void
save_later (LgProfileStore *self)
{
  self->dirty = TRUE;
  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add (SAVE_DELAY_MS, save_cb, self);
}

static void
insert (LgProfileStore *self,
        guint           position,
        LgProfile      *profile)
{
  g_ptr_array_insert (self->profiles, position, g_object_ref (profile));
  g_signal_connect_object (profile, "changed", G_CALLBACK (save_later), self, G_CONNECT_SWAPPED);
}

static LgProfile *
find (LgProfileStore *self,
      const char     *id)
{
  for (guint i = 0; i < self->profiles->len; i++)
    if (strcmp (lg_profile_get_id (self->profiles->pdata[i]), id) == 0)
      return self->profiles->pdata[i];

  return NULL;
}

static void
take_out (LgProfileStore *self,
          LgProfile      *profile)
{
  guint position;

  if (g_ptr_array_find (self->profiles, profile, &position))
    {
      g_signal_handlers_disconnect_by_func (profile, save_later, self);
      g_ptr_array_remove_index (self->profiles, position);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
    }
}

/* Returns how many of @profiles are new: all whose ID is, and where others may have one of ours
   copies of those that differ. */
static guint
append (LgProfileStore *self,
        GListModel     *profiles,
        gboolean        copy)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  guint before = self->profiles->len;

  for (guint i = 0; i < before; i++)
    g_hash_table_insert (known, (char *) lg_profile_get_id (self->profiles->pdata[i]),
                         self->profiles->pdata[i]);

  for (guint i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr (LgProfile) profile = g_list_model_get_item (profiles, i);
      g_autoptr (LgProfile) other = NULL;
      LgProfile *ours = g_hash_table_lookup (known, lg_profile_get_id (profile));

      if (ours != NULL && (!copy || lg_profile_equal (profile, ours)))
        continue;
      other = ours != NULL ? lg_profile_copy (profile) : g_object_ref (profile);
      insert (self, self->profiles->len, other);
    }

  if (self->profiles->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->profiles->len - before);
  return self->profiles->len - before;
}

static void
tell_damage (LgProfileStore *self,
             const char     *aside)
{
  g_autofree char *problem = aside != NULL
    ? g_strdup_printf (_("Some saved devices are damaged. The file is kept as %s."), aside)
    : g_strdup_printf (_("Some saved devices are damaged. Nothing is saved until %s is moved "
                         "away."), lg_device_file_get_path (self->file));

  self->frozen = aside == NULL;
  set_problem (self, problem);
}

/* Takes in what other processes added and removed; of a device that both have, ours stays as it is.
   A damaged file is judged only with the lock held. */
static gboolean
take_in (LgProfileStore  *self,
         gboolean         locked,
         GError         **error)
{
  g_auto (LgDeviceNews) news = { 0 };
  g_autoptr (GError) local_error = NULL;

  lg_device_file_read (self->file, locked, &news, &local_error);
  for (guint i = 0; i < news.removed->len; i++)
    take_out (self, find (self, news.removed->pdata[i]));
  append (self, G_LIST_MODEL (news.added), FALSE);

  if (news.aside != NULL || (local_error != NULL && local_error->domain == G_KEY_FILE_ERROR))
    tell_damage (self, news.aside);
  if (news.aside != NULL || !lg_device_file_has_all (self->file, self->profiles))
    save_later (self);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* What one who could not wait for the lock left behind. A device that was changed since is there
   twice then, and the operator keeps the right one. */
static void
take_in_left (LgProfileStore *self)
{
  g_autoptr (GListModel) left = lg_device_file_read_left (self->file);

  if (left == NULL)
    return;
  append (self, left, TRUE);
  save_later (self);
}

/* With the lock held, once: over a file that cannot be read nothing is written later, either. */
static void
judge (LgProfileStore *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;

  self->judged = TRUE;
  if (take_in (self, TRUE, &error))
    take_in_left (self);
  if (error == NULL || self->frozen)
    return;

  self->frozen = TRUE;
  problem = g_strdup_printf (_("The saved devices cannot be read: %s"), error->message);
  set_problem (self, problem);
}

static void
load (LgProfileStore *self)
{
  g_auto (LgDeviceLock) lock = LG_DEVICE_LOCK_NONE;

  if (lg_device_file_lock (self->file, 0, &lock))
    {
      judge (self);
      return;
    }

  take_in (self, FALSE, NULL);
  wait_for_lock (self);
}

/* Only a file that is written to its end: what somebody else's editor began is no damage. */
static void
file_changed_cb (LgProfileStore    *self,
                 GFile             *file,
                 GFile             *other_file,
                 GFileMonitorEvent  event)
{
  g_auto (LgDeviceLock) lock = LG_DEVICE_LOCK_NONE;
  gboolean locked;

  if (event != G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT || self->frozen)
    return;

  /* What cannot be read now is told when something is to be saved. */
  locked = lg_device_file_lock (self->file, 0, &lock);
  take_in (self, locked, NULL);
  if (!locked)
    wait_for_lock (self);
}

static void
lg_profile_store_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  g_assert (prop_id == PROP_PROBLEM);

  g_value_set_string (value, lg_profile_store_get_problem (LG_PROFILE_STORE (object)));
}

static void
lg_profile_store_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_DIRECTORY);

  LG_PROFILE_STORE (object)->file = lg_device_file_new (g_value_get_string (value));
}

static void
lg_profile_store_constructed (GObject *object)
{
  LgProfileStore *self = LG_PROFILE_STORE (object);

  G_OBJECT_CLASS (lg_profile_store_parent_class)->constructed (object);

  self->monitor = lg_device_file_watch (self->file);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (file_changed_cb), self,
                             G_CONNECT_SWAPPED);
  load (self);
}

static void
lg_profile_store_dispose (GObject *object)
{
  LgProfileStore *self = LG_PROFILE_STORE (object);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->monitor);
  if (self->dirty && !lg_profile_store_flush (self, &error)
      && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
    lg_device_file_leave (self->file, self->profiles);
  /* Taking in may have asked for saving again, and the lock may still be another's. */
  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_handle_id (&self->retry_source, g_source_remove);

  G_OBJECT_CLASS (lg_profile_store_parent_class)->dispose (object);
}

static void
lg_profile_store_finalize (GObject *object)
{
  LgProfileStore *self = LG_PROFILE_STORE (object);

  lg_device_file_free (self->file);
  g_free (self->problem);
  g_ptr_array_unref (self->profiles);

  G_OBJECT_CLASS (lg_profile_store_parent_class)->finalize (object);
}

static void
lg_profile_store_class_init (LgProfileStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lg_profile_store_get_property;
  object_class->set_property = lg_profile_store_set_property;
  object_class->constructed = lg_profile_store_constructed;
  object_class->dispose = lg_profile_store_dispose;
  object_class->finalize = lg_profile_store_finalize;

  properties[PROP_DIRECTORY] =
    g_param_spec_string ("directory", NULL, NULL, NULL,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROBLEM] =
    g_param_spec_string ("problem", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_profile_store_init (LgProfileStore *self)
{
  self->profiles = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * lg_profile_store_new_default:
 *
 * Returns: (transfer full): this operator's saved devices
 */
LgProfileStore *
lg_profile_store_new_default (void)
{
  g_autofree char *directory = g_build_filename (g_get_user_data_dir (), GETTEXT_PACKAGE, NULL);

  return lg_profile_store_new (directory);
}

/**
 * lg_profile_store_new:
 * @directory: where the file is; made when something is saved
 *
 * Reads the saved devices. What goes wrong is told by the `problem` property.
 *
 * Returns: (transfer full): a new store
 */
LgProfileStore *
lg_profile_store_new (const char *directory)
{
  g_return_val_if_fail (directory != NULL, NULL);

  return g_object_new (LG_TYPE_PROFILE_STORE, "directory", directory, NULL);
}

/**
 * lg_profile_store_add:
 *
 * Adds a device with nothing typed yet at the end.
 *
 * Returns: (transfer none): the new profile
 */
LgProfile *
lg_profile_store_add (LgProfileStore *self)
{
  g_autoptr (LgProfile) profile = lg_profile_new (NULL);

  g_return_val_if_fail (LG_IS_PROFILE_STORE (self), NULL);

  lg_profile_store_insert (self, self->profiles->len, profile);

  return profile;
}

/**
 * lg_profile_store_insert:
 * @position: where; the length of the list or more: at the end
 * @profile: a profile that is not in the list
 *
 * Puts @profile into the list, which takes a reference, and saves soon.
 */
void
lg_profile_store_insert (LgProfileStore *self,
                         guint           position,
                         LgProfile      *profile)
{
  g_return_if_fail (LG_IS_PROFILE_STORE (self));
  g_return_if_fail (LG_IS_PROFILE (profile));
  g_return_if_fail (find (self, lg_profile_get_id (profile)) == NULL);

  position = MIN (position, self->profiles->len);
  insert (self, position, profile);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
  save_later (self);
}

/**
 * lg_profile_store_add_all:
 * @profiles: list model of [class@Profile]
 *
 * Adds devices at the end and saves soon. One that is there already is left out; one whose ID
 * another device has, is copied.
 *
 * Returns: how many were added
 */
guint
lg_profile_store_add_all (LgProfileStore *self,
                          GListModel     *profiles)
{
  guint added;

  g_return_val_if_fail (LG_IS_PROFILE_STORE (self), 0);
  g_return_val_if_fail (G_IS_LIST_MODEL (profiles), 0);

  added = append (self, profiles, TRUE);
  if (added > 0)
    save_later (self);
  return added;
}

/**
 * lg_profile_store_remove:
 * @profile: a profile of the list
 *
 * Takes @profile out of the list and saves soon. Keep a reference to be able to put it back.
 */
void
lg_profile_store_remove (LgProfileStore *self,
                         LgProfile      *profile)
{
  g_return_if_fail (LG_IS_PROFILE_STORE (self));
  g_return_if_fail (g_ptr_array_find (self->profiles, profile, NULL));

  take_out (self, profile);
  save_later (self);
}

static gboolean
save (LgProfileStore  *self,
      GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *problem = NULL;

  if (take_in (self, TRUE, &local_error))
    take_in_left (self);
  if (local_error == NULL && lg_device_file_write (self->file, self->profiles, &local_error))
    {
      self->dirty = FALSE;
      if (self->save_failed)
        set_problem (self, NULL);
      self->save_failed = FALSE;
      return TRUE;
    }

  self->save_failed = TRUE;
  problem = g_strdup_printf (_("The devices cannot be saved: %s"), local_error->message);
  set_problem (self, problem);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Does what is to be done with the lock held, or tries again later. */
static gboolean
settle (LgProfileStore  *self,
        gint64           patience_us,
        GError         **error)
{
  g_auto (LgDeviceLock) lock = LG_DEVICE_LOCK_NONE;

  if (self->dirty && !self->frozen)
    lg_device_file_make_directory (self->file);
  if (!self->frozen && !lg_device_file_lock (self->file, patience_us, &lock))
    {
      wait_for_lock (self);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, _(BUSY));
      return FALSE;
    }

  stop_waiting (self);
  if (!self->judged)
    judge (self);
  if (self->frozen)
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, self->problem);
      return FALSE;
    }

  return self->dirty ? save (self, error) : take_in (self, TRUE, error);
}

/**
 * lg_profile_store_flush:
 * @error: return location (#GFileError, #GKeyFileError; %G_IO_ERROR_BUSY)
 *
 * Saves now what would be saved soon, and reads what could not be read yet; does nothing if there
 * is nothing to do. Takes in first what other processes added and removed. Waits at most a second
 * for another process that holds the lock; after that it is done once the lock is free.
 *
 * Returns: whether everything is saved
 */
gboolean
lg_profile_store_flush (LgProfileStore  *self,
                        GError         **error)
{
  gint64 waited;

  g_return_val_if_fail (LG_IS_PROFILE_STORE (self), FALSE);

  g_clear_handle_id (&self->save_source, g_source_remove);
  if (!self->dirty && self->retry_source == 0)
    return TRUE;

  waited = self->waiting_since != 0 ? g_get_monotonic_time () - self->waiting_since : 0;
  if (settle (self, MAX (PATIENCE_US - waited, 0), error))
    return TRUE;

  set_busy (self, self->retry_source != 0);
  return FALSE;
}

/**
 * lg_profile_store_get_problem:
 *
 * Returns: (nullable): why devices could not be read or saved, translated; %NULL when all is well
 */
const char *
lg_profile_store_get_problem (LgProfileStore *self)
{
  g_return_val_if_fail (LG_IS_PROFILE_STORE (self), NULL);

  return self->busy ? _(BUSY) : self->problem;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-secret-store.h"

#include "lg-profile.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

#define ATTRIBUTE_PROFILE "profile"

struct _LgSecretStore
{
  GObject     parent_instance;
  GListModel *profiles;
};

G_DEFINE_FINAL_TYPE (LgSecretStore, lg_secret_store, G_TYPE_OBJECT)
G_DEFINE_QUARK (lg-secret-store-error-quark, lg_secret_store_error)

typedef SecretService Service;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Service, g_object_unref)

static const SecretSchema schema = {
  APP_ID, SECRET_SCHEMA_NONE, { { ATTRIBUTE_PROFILE, SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

static void
lg_secret_store_dispose (GObject *object)
{
  LgSecretStore *self = LG_SECRET_STORE (object);

  g_clear_object (&self->profiles);

  G_OBJECT_CLASS (lg_secret_store_parent_class)->dispose (object);
}

static void
lg_secret_store_class_init (LgSecretStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lg_secret_store_dispose;
}

static void
lg_secret_store_init (LgSecretStore *self)
{
}

/**
 * lg_secret_store_new:
 * @profiles: (nullable): list model of [class@Profile], for the names in the keyring
 *
 * Returns: (transfer full): a store that has not talked to the keyring yet
 */
LgSecretStore *
lg_secret_store_new (GListModel *profiles)
{
  LgSecretStore *self = g_object_new (LG_TYPE_SECRET_STORE, NULL);

  g_set_object (&self->profiles, profiles);
  return self;
}

/* Where there is one it is connected to already, and this is told at once. */
static gboolean
has_bus (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  return bus != NULL;
}

/* What D-Bus says when nobody is there or can be started, and GIO when there is no bus at all: its
   socket is missing, or nothing tells of one, which has no code of its own. What a service answers
   is never among them; one that GIO does not know is G_IO_ERROR_DBUS_ERROR. */
static gboolean
means_absent (const GError *error)
{
  static const GDBusError codes[] = {
    G_DBUS_ERROR_SERVICE_UNKNOWN, G_DBUS_ERROR_NAME_HAS_NO_OWNER, G_DBUS_ERROR_NO_SERVER,
    G_DBUS_ERROR_DISCONNECTED, G_DBUS_ERROR_SPAWN_EXEC_FAILED, G_DBUS_ERROR_SPAWN_CHILD_EXITED,
    G_DBUS_ERROR_SPAWN_CHILD_SIGNALED, G_DBUS_ERROR_SPAWN_FAILED,
    G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND,
  };
  static const GIOErrorEnum bus_codes[] = {
    G_IO_ERROR_NOT_FOUND, G_IO_ERROR_CONNECTION_REFUSED, G_IO_ERROR_CLOSED,
    G_IO_ERROR_CONNECTION_CLOSED, G_IO_ERROR_NOT_CONNECTED, G_IO_ERROR_HOST_NOT_FOUND,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, G_DBUS_ERROR, (int) codes[i]))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (bus_codes); i++)
    if (g_error_matches (error, G_IO_ERROR, (int) bus_codes[i]))
      return TRUE;

  return error->domain == G_SPAWN_ERROR
         || (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED) && !has_bus ());
}

static gboolean
means_silent (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

static void
return_locked (GTask *task)
{
  g_task_return_new_error (task, LG_SECRET_STORE_ERROR, LG_SECRET_STORE_ERROR_LOCKED,
                           _("The keyring is locked. Unlock it with its password, usually the one "
                             "you log in with, and try again."));
}

static void
return_error (GTask  *task,
              GError *error)
{
  if (g_task_return_error_if_cancelled (task))
    ;
  else if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return_locked (task);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_new_error (task, LG_SECRET_STORE_ERROR, LG_SECRET_STORE_ERROR_LOCKED,
                             _("The keyring’s question was dismissed. Unlock it with its password, "
                               "or let it make a keyring, and try again."));
  else if (means_absent (error))
    g_task_return_new_error (task, LG_SECRET_STORE_ERROR, LG_SECRET_STORE_ERROR_ABSENT,
                             _("No keyring answers on this computer. Log in to its desktop, or "
                               "start gnome-keyring, and try again."));
  else if (means_silent (error))
    g_task_return_new_error (task, LG_SECRET_STORE_ERROR, LG_SECRET_STORE_ERROR_FAILED,
                             _("The keyring did not answer. Try again."));
  else
    {
      g_dbus_error_strip_remote_error (error);
      g_task_return_new_error (task, LG_SECRET_STORE_ERROR, LG_SECRET_STORE_ERROR_FAILED,
                               _("The keyring answered with an error: %s"), error->message);
    }

  g_error_free (error);
}

static GHashTable *
make_attributes (const char *profile_id)
{
  return secret_attributes_build (&schema, ATTRIBUTE_PROFILE, profile_id, NULL);
}

static char *
make_label (LgSecretStore *self,
            const char    *profile_id)
{
  for (guint i = 0; self->profiles != NULL && i < g_list_model_get_n_items (self->profiles); i++)
    {
      g_autoptr (LgProfile) profile = g_list_model_get_item (self->profiles, i);

      if (strcmp (lg_profile_get_id (profile), profile_id) == 0)
        {
          g_autofree char *title = lg_profile_dup_title (profile);

          return g_strdup_printf (_("Linkglass: %s"), title);
        }
    }

  return g_strdup ("Linkglass");
}

static GTask *
new_task (LgSecretStore       *self,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  return task;
}

static void
probed_collection_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SecretCollection) collection = NULL;
  GError *error = NULL;

  collection = secret_collection_for_alias_finish (result, &error);
  if (error != NULL)
    return_error (task, error);
  else if (collection != NULL && secret_collection_get_locked (collection))
    return_locked (task);
  else
    g_task_return_boolean (task, TRUE);
}

static void
probed_service_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (Service) service = secret_service_get_finish (result, &error);

  if (service == NULL)
    return_error (task, error);
  else
    secret_collection_for_alias (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                                 g_task_get_cancellable (task), probed_collection_cb,
                                 g_object_ref (task));
}

/**
 * lg_secret_store_probe_async:
 * @cancellable: (nullable): a cancellable
 *
 * Looks whether the keyring answers and is open. Never asks the operator.
 */
void
lg_secret_store_probe_async (LgSecretStore       *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (LG_IS_SECRET_STORE (self));

  task = new_task (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, lg_secret_store_probe_async);
  secret_service_get (SECRET_SERVICE_OPEN_SESSION, cancellable, probed_service_cb, task);
}

/**
 * lg_secret_store_probe_finish:
 * @error: return location (#LgSecretStoreError, %G_IO_ERROR_CANCELLED)
 *
 * Returns: whether a secret could be stored without a question; an open keyring, or one that is
 *   yet to be made
 */
gboolean
lg_secret_store_probe_finish (LgSecretStore  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (secret_service_store_finish (NULL, result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, error);
}

/**
 * lg_secret_store_save_async:
 * @profile_id: the profile's stable identifier
 * @secret: what to keep
 * @cancellable: (nullable): a cancellable
 *
 * Stores @secret in the default keyring in place of the profile's former one. The keyring asks the
 * operator to unlock it, or to make one, where it has to.
 */
void
lg_secret_store_save_async (LgSecretStore       *self,
                            const char          *profile_id,
                            LgSecret            *secret,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GHashTable) attributes = NULL;
  g_autoptr (SecretValue) value = NULL;
  g_autofree char *label = NULL;
  GTask *task;

  g_return_if_fail (LG_IS_SECRET_STORE (self));
  g_return_if_fail (profile_id != NULL);
  g_return_if_fail (secret != NULL);

  attributes = make_attributes (profile_id);
  label = make_label (self, profile_id);
  value = secret_value_new (lg_secret_peek (secret), lg_secret_get_length (secret), "text/plain");
  task = new_task (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, lg_secret_store_save_async);
  secret_service_store (NULL, &schema, attributes, SECRET_COLLECTION_DEFAULT, label, value,
                        cancellable, stored_cb, task);
}

/**
 * lg_secret_store_save_finish:
 * @error: return location (#LgSecretStoreError, %G_IO_ERROR_CANCELLED)
 *
 * Returns: whether the secret is in the keyring; else @error is one of #LgSecretStoreError or
 *   %G_IO_ERROR_CANCELLED
 */
gboolean
lg_secret_store_save_finish (LgSecretStore  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The first item that matches; libsecret puts open ones first. */
static SecretItem *
search_finish (GAsyncResult  *result,
               GError       **error)
{
  GList *items = secret_service_search_finish (NULL, result, error);
  SecretItem *item = items != NULL ? g_object_ref (items->data) : NULL;

  g_list_free_full (items, g_object_unref);
  return item;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (SecretItem) item = search_finish (result, &error);
  g_autoptr (SecretValue) value = item != NULL ? secret_item_get_secret (item) : NULL;
  const char *data;
  gsize length;

  if (error != NULL)
    return_error (task, error);
  else if (item == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else if (secret_item_get_locked (item))
    return_locked (task);
  else if (value == NULL)
    return_error (task, g_error_new_literal (SECRET_ERROR, SECRET_ERROR_PROTOCOL,
                                             _("it does not hand the secret out")));
  else
    {
      data = secret_value_get (value, &length);
      g_task_return_pointer (task, lg_secret_new_bytes (data, length),
                             (GDestroyNotify) lg_secret_unref);
    }
}

static void
search (LgSecretStore     *self,
        const char        *profile_id,
        SecretSearchFlags  flags,
        GTask             *task)
{
  g_autoptr (GHashTable) attributes = make_attributes (profile_id);

  secret_service_search (NULL, &schema, attributes, flags | SECRET_SEARCH_LOAD_SECRETS,
                         g_task_get_cancellable (task), found_cb, task);
}

/**
 * lg_secret_store_load_async:
 * @profile_id: the profile's stable identifier
 * @cancellable: (nullable): a cancellable
 *
 * Reads the profile's secret. Never asks the operator: a locked keyring is an error.
 */
void
lg_secret_store_load_async (LgSecretStore       *self,
                            const char          *profile_id,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (LG_IS_SECRET_STORE (self));
  g_return_if_fail (profile_id != NULL);

  task = new_task (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, lg_secret_store_load_async);
  search (self, profile_id, SECRET_SEARCH_NONE, task);
}

/**
 * lg_secret_store_unlock_async:
 * @profile_id: the profile's stable identifier
 * @cancellable: (nullable): a cancellable
 *
 * Reads the profile's secret as [method@SecretStore.load_async] does, but lets the keyring ask the
 * operator to unlock it. Finish with [method@SecretStore.load_finish].
 */
void
lg_secret_store_unlock_async (LgSecretStore       *self,
                              const char          *profile_id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (LG_IS_SECRET_STORE (self));
  g_return_if_fail (profile_id != NULL);

  task = new_task (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, lg_secret_store_unlock_async);
  search (self, profile_id, SECRET_SEARCH_UNLOCK, task);
}

/**
 * lg_secret_store_load_finish:
 * @error: return location (#LgSecretStoreError, %G_IO_ERROR_CANCELLED)
 *
 * Returns: (transfer full) (nullable): the secret, or %NULL without an error if none is stored;
 *   else @error is one of #LgSecretStoreError or %G_IO_ERROR_CANCELLED
 */
LgSecret *
lg_secret_store_load_finish (LgSecretStore  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  secret_service_clear_finish (NULL, result, &error);
  if (error != NULL)
    return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
found_to_delete_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (SecretItem) item = search_finish (result, &error);

  if (error != NULL)
    return_error (task, error);
  else if (item == NULL)
    g_task_return_boolean (task, TRUE);
  else if (secret_item_get_locked (item))
    return_locked (task);
  else
    secret_service_clear (NULL, &schema, g_task_get_task_data (task),
                          g_task_get_cancellable (task), cleared_cb, g_object_ref (task));
}

/**
 * lg_secret_store_delete_async:
 * @profile_id: the profile's stable identifier
 * @cancellable: (nullable): a cancellable
 *
 * Deletes the profile's secret, if there is one. The keyring asks the operator to unlock it where
 * it has to.
 */
void
lg_secret_store_delete_async (LgSecretStore       *self,
                              const char          *profile_id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GHashTable *attributes;
  GTask *task;

  g_return_if_fail (LG_IS_SECRET_STORE (self));
  g_return_if_fail (profile_id != NULL);

  attributes = make_attributes (profile_id);
  task = new_task (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, lg_secret_store_delete_async);
  g_task_set_task_data (task, attributes, (GDestroyNotify) g_hash_table_unref);
  secret_service_search (NULL, &schema, attributes, SECRET_SEARCH_UNLOCK, cancellable,
                         found_to_delete_cb, task);
}

/**
 * lg_secret_store_delete_finish:
 * @error: return location (#LgSecretStoreError, %G_IO_ERROR_CANCELLED)
 *
 * Returns: whether no secret of the profile is in the keyring any more; else @error is one of
 *   #LgSecretStoreError or %G_IO_ERROR_CANCELLED
 */
gboolean
lg_secret_store_delete_finish (LgSecretStore  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

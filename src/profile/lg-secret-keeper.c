/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-secret-keeper.h"

/* Typing changes the secret with every key: wait until it rests. */
#define SAVE_DELAY_MS 700

G_DEFINE_ENUM_TYPE (LgKeyringState, lg_keyring_state,
                    G_DEFINE_ENUM_VALUE (LG_KEYRING_ASKING, "asking"),
                    G_DEFINE_ENUM_VALUE (LG_KEYRING_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (LG_KEYRING_EMPTY, "empty"),
                    G_DEFINE_ENUM_VALUE (LG_KEYRING_LOCKED, "locked"),
                    G_DEFINE_ENUM_VALUE (LG_KEYRING_ABSENT, "absent"),
                    G_DEFINE_ENUM_VALUE (LG_KEYRING_FAILED, "failed"))

struct _LgSecretKeeper
{
  GObject         parent_instance;
  LgSecretStore  *store;
  LgProfile      *profile;
  LgKeyringState  state;
  char           *message;
  GCancellable   *cancellable;
  guint           save_source;
  gboolean        loading;
  gboolean        choosing;
};

G_DEFINE_FINAL_TYPE (LgSecretKeeper, lg_secret_keeper, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
set_state (LgSecretKeeper *self,
           LgKeyringState  state,
           const char     *message)
{
  g_free (self->message);
  self->message = g_strdup (message);
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* Whatever is asked now takes the place of what was asked before. */
static GCancellable *
begin (LgSecretKeeper *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_state (self, LG_KEYRING_ASKING, NULL);
  return self->cancellable;
}

/* Returns whether it is still of interest how it ended. */
static gboolean
end (LgSecretKeeper *self,
     LgKeyringState  success,
     GError         *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;

  /* A keyring that does not take the secret was not chosen. */
  if (self->choosing && error != NULL)
    lg_profile_set_secret_place (self->profile, LG_SECRET_PLACE_SESSION);
  self->choosing = FALSE;

  if (error == NULL)
    set_state (self, success, NULL);
  else if (g_error_matches (error, LG_SECRET_STORE_ERROR, LG_SECRET_STORE_ERROR_LOCKED))
    set_state (self, LG_KEYRING_LOCKED, error->message);
  else if (g_error_matches (error, LG_SECRET_STORE_ERROR, LG_SECRET_STORE_ERROR_ABSENT))
    set_state (self, LG_KEYRING_ABSENT, error->message);
  else
    set_state (self, LG_KEYRING_FAILED, error->message);

  return TRUE;
}

/* What the application must not end before. */
static LgSecretKeeper *
hold (LgSecretKeeper *self)
{
  if (g_application_get_default () != NULL)
    g_application_hold (g_application_get_default ());
  return g_object_ref (self);
}

static void
release (LgSecretKeeper *self)
{
  if (g_application_get_default () != NULL)
    g_application_release (g_application_get_default ());
  g_object_unref (self);
}

static gboolean
belongs_into_keyring (LgSecretKeeper *self)
{
  return lg_profile_get_secret_place (self->profile) == LG_SECRET_PLACE_KEYRING;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  LgSecretKeeper *self = user_data;
  g_autoptr (GError) error = NULL;

  lg_secret_store_save_finish (self->store, result, &error);
  end (self, LG_KEYRING_READY, error);
  release (self);
}

static void
emptied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  LgSecretKeeper *self = user_data;
  g_autoptr (GError) error = NULL;

  lg_secret_store_delete_finish (self->store, result, &error);
  end (self, LG_KEYRING_EMPTY, error);
  release (self);
}

static void
save (LgSecretKeeper *self)
{
  const char *id = lg_profile_get_id (self->profile);
  LgSecret *secret = lg_credentials_get_secret (lg_profile_get_credentials (self->profile));
  GCancellable *cancellable = begin (self);

  if (lg_secret_keeper_has_secret (self))
    lg_secret_store_save_async (self->store, id, secret, cancellable, saved_cb, hold (self));
  else
    lg_secret_store_delete_async (self->store, id, cancellable, emptied_cb, hold (self));
}

static gboolean
rested_cb (gpointer user_data)
{
  LgSecretKeeper *self = user_data;

  self->save_source = 0;
  save (self);
  release (self);

  return G_SOURCE_REMOVE;
}

static void
stop_waiting (LgSecretKeeper *self)
{
  if (self->save_source == 0)
    return;

  g_clear_handle_id (&self->save_source, g_source_remove);
  release (self);
}

/* Where the keyring did not answer or is locked, it is not asked again with every key. */
static void
secret_changed_cb (LgSecretKeeper *self)
{
  gboolean usable = self->state == LG_KEYRING_ASKING || self->state == LG_KEYRING_READY
                    || self->state == LG_KEYRING_EMPTY;

  if (self->loading || !belongs_into_keyring (self))
    return;

  if (!usable)
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
      return;
    }

  begin (self);
  hold (self);
  stop_waiting (self);
  self->save_source = g_timeout_add (SAVE_DELAY_MS, rested_cb, self);
}

static void
lg_secret_keeper_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  g_assert (prop_id == PROP_STATE);

  g_value_set_enum (value, LG_SECRET_KEEPER (object)->state);
}

static void
lg_secret_keeper_dispose (GObject *object)
{
  LgSecretKeeper *self = LG_SECRET_KEEPER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->profile);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (lg_secret_keeper_parent_class)->dispose (object);
}

static void
lg_secret_keeper_finalize (GObject *object)
{
  g_free (LG_SECRET_KEEPER (object)->message);

  G_OBJECT_CLASS (lg_secret_keeper_parent_class)->finalize (object);
}

static void
lg_secret_keeper_class_init (LgSecretKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lg_secret_keeper_get_property;
  object_class->dispose = lg_secret_keeper_dispose;
  object_class->finalize = lg_secret_keeper_finalize;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, LG_TYPE_KEYRING_STATE, LG_KEYRING_ASKING,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_secret_keeper_init (LgSecretKeeper *self)
{
}

/**
 * lg_secret_keeper_new:
 * @store: the keyring
 * @profile: a saved device, not the practice device
 *
 * Asks nothing yet.
 *
 * Returns: (transfer full): a new keeper
 */
LgSecretKeeper *
lg_secret_keeper_new (LgSecretStore *store,
                      LgProfile     *profile)
{
  LgSecretKeeper *self;

  g_return_val_if_fail (LG_IS_SECRET_STORE (store), NULL);
  g_return_val_if_fail (LG_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (!lg_profile_is_practice (profile), NULL);

  self = g_object_new (LG_TYPE_SECRET_KEEPER, NULL);
  self->store = g_object_ref (store);
  self->profile = g_object_ref (profile);
  g_signal_connect_object (lg_profile_get_credentials (profile), "notify::secret",
                           G_CALLBACK (secret_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * lg_secret_keeper_get_profile:
 *
 * Returns: (transfer none): the device whose secret it is
 */
LgProfile *
lg_secret_keeper_get_profile (LgSecretKeeper *self)
{
  g_return_val_if_fail (LG_IS_SECRET_KEEPER (self), NULL);

  return self->profile;
}

/**
 * lg_secret_keeper_get_state:
 *
 * Returns: what the keyring last said
 */
LgKeyringState
lg_secret_keeper_get_state (LgSecretKeeper *self)
{
  g_return_val_if_fail (LG_IS_SECRET_KEEPER (self), LG_KEYRING_FAILED);

  return self->state;
}

/**
 * lg_secret_keeper_get_message:
 *
 * Returns: (nullable): what is wrong and what to do next, translated; %NULL when all is well
 */
const char *
lg_secret_keeper_get_message (LgSecretKeeper *self)
{
  g_return_val_if_fail (LG_IS_SECRET_KEEPER (self), NULL);

  return self->message;
}

/**
 * lg_secret_keeper_has_secret:
 *
 * Returns: whether a secret is in memory
 */
gboolean
lg_secret_keeper_has_secret (LgSecretKeeper *self)
{
  LgSecret *secret;

  g_return_val_if_fail (LG_IS_SECRET_KEEPER (self), FALSE);

  secret = lg_credentials_get_secret (lg_profile_get_credentials (self->profile));
  return secret != NULL && lg_secret_get_length (secret) > 0;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (LgSecretKeeper) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LgSecret) secret = lg_secret_store_load_finish (LG_SECRET_STORE (source), result,
                                                             &error);

  if (!end (self, secret != NULL ? LG_KEYRING_READY : LG_KEYRING_EMPTY, error) || secret == NULL)
    return;

  self->loading = TRUE;
  lg_credentials_set_secret (lg_profile_get_credentials (self->profile), secret);
  self->loading = FALSE;
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (LgSecretKeeper) self = user_data;
  g_autoptr (GError) error = NULL;

  lg_secret_store_probe_finish (LG_SECRET_STORE (source), result, &error);
  end (self, LG_KEYRING_READY, error);
}

/**
 * lg_secret_keeper_look:
 *
 * Reads the secret if it belongs into the keyring and is not in memory; otherwise looks how the
 * keyring is. Returns at once, and never lets the keyring ask the operator. What is being typed is
 * not disturbed.
 */
void
lg_secret_keeper_look (LgSecretKeeper *self)
{
  g_return_if_fail (LG_IS_SECRET_KEEPER (self));

  if (!belongs_into_keyring (self)
      || (lg_secret_keeper_has_secret (self) && self->cancellable == NULL))
    lg_secret_store_probe_async (self->store, begin (self), probed_cb, g_object_ref (self));
  else if (!lg_secret_keeper_has_secret (self) && self->save_source == 0)
    lg_secret_store_load_async (self->store, lg_profile_get_id (self->profile), begin (self),
                                loaded_cb, g_object_ref (self));
}

/**
 * lg_secret_keeper_keep:
 *
 * The operator chose the keyring: stores what is in memory, and from now on what is typed. The
 * keyring may ask for its password. If it does not take the secret, that stays for this session,
 * unless the keyring was chosen before.
 */
void
lg_secret_keeper_keep (LgSecretKeeper *self)
{
  g_return_if_fail (LG_IS_SECRET_KEEPER (self));

  self->choosing = !belongs_into_keyring (self);
  lg_profile_set_secret_place (self->profile, LG_SECRET_PLACE_KEYRING);
  stop_waiting (self);
  save (self);
}

/**
 * lg_secret_keeper_unlock:
 *
 * Reads the secret, or stores the one that was typed meanwhile, letting the keyring ask for its
 * password.
 */
void
lg_secret_keeper_unlock (LgSecretKeeper *self)
{
  g_return_if_fail (LG_IS_SECRET_KEEPER (self));

  if (lg_secret_keeper_has_secret (self))
    save (self);
  else
    lg_secret_store_unlock_async (self->store, lg_profile_get_id (self->profile), begin (self),
                                  loaded_cb, g_object_ref (self));
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  LgSecretKeeper *self = user_data;
  g_autoptr (GError) error = NULL;

  if (lg_secret_store_delete_finish (LG_SECRET_STORE (source), result, &error))
    lg_profile_set_secret_place (self->profile, LG_SECRET_PLACE_SESSION);
  end (self, LG_KEYRING_READY, error);
  release (self);
}

/**
 * lg_secret_keeper_forget:
 *
 * Deletes the secret from the keyring, if it was ever to be there; what is in memory stays for this
 * session. As long as it cannot be deleted it still belongs into the keyring.
 */
void
lg_secret_keeper_forget (LgSecretKeeper *self)
{
  g_return_if_fail (LG_IS_SECRET_KEEPER (self));

  stop_waiting (self);
  if (belongs_into_keyring (self))
    lg_secret_store_delete_async (self->store, lg_profile_get_id (self->profile), begin (self),
                                  forgotten_cb, hold (self));
}

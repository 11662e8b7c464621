/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define LG_SECRET_STORE_ERROR (lg_secret_store_error_quark ())
GQuark lg_secret_store_error_quark (void);

/**
 * LgSecretStoreError:
 * @LG_SECRET_STORE_ERROR_ABSENT: no keyring service answers
 * @LG_SECRET_STORE_ERROR_LOCKED: the keyring is locked, or the operator declined to unlock it
 * @LG_SECRET_STORE_ERROR_FAILED: the keyring answered with an error, or is there and did not answer
 *
 * Why a secret cannot be stored, read or deleted. Messages are translated, and the first two say
 * what to do next.
 */
typedef enum
{
  LG_SECRET_STORE_ERROR_ABSENT,
  LG_SECRET_STORE_ERROR_LOCKED,
  LG_SECRET_STORE_ERROR_FAILED,
} LgSecretStoreError;

#define LG_TYPE_SECRET_STORE (lg_secret_store_get_type ())

/**
 * LgSecretStore:
 *
 * The secrets of saved devices in the keyring of the operator's session, reached through the
 * Secret Service on D-Bus. On the way there a secret is in locked memory, and encrypted on the bus.
 *
 * An item has the schema `org.linkglass.Linkglass` and one attribute, `profile`: the profile's ID.
 * Its label names the device.
 */
G_DECLARE_FINAL_TYPE (LgSecretStore, lg_secret_store, LG, SECRET_STORE, GObject)

LgSecretStore *lg_secret_store_new           (GListModel           *profiles);
void           lg_secret_store_probe_async   (LgSecretStore        *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean       lg_secret_store_probe_finish  (LgSecretStore        *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void           lg_secret_store_save_async    (LgSecretStore        *self,
                                              const char           *profile_id,
                                              LgSecret             *secret,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean       lg_secret_store_save_finish   (LgSecretStore        *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void           lg_secret_store_load_async    (LgSecretStore        *self,
                                              const char           *profile_id,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void           lg_secret_store_unlock_async  (LgSecretStore        *self,
                                              const char           *profile_id,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
LgSecret      *lg_secret_store_load_finish   (LgSecretStore        *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void           lg_secret_store_delete_async  (LgSecretStore        *self,
                                              const char           *profile_id,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean       lg_secret_store_delete_finish (LgSecretStore        *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS

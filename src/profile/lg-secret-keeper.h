/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-profile.h"
#include "lg-secret-store.h"

G_BEGIN_DECLS

/**
 * LgKeyringState:
 * @LG_KEYRING_ASKING: the keyring has not answered yet
 * @LG_KEYRING_READY: it is open; if the secret belongs there, it is there
 * @LG_KEYRING_EMPTY: it is open, and the secret that belongs there is not
 * @LG_KEYRING_LOCKED: it is locked
 * @LG_KEYRING_ABSENT: there is none
 * @LG_KEYRING_FAILED: it answered with an error
 *
 * What the keyring last said about one device's secret.
 */
typedef enum
{
  LG_KEYRING_ASKING,
  LG_KEYRING_READY,
  LG_KEYRING_EMPTY,
  LG_KEYRING_LOCKED,
  LG_KEYRING_ABSENT,
  LG_KEYRING_FAILED,
} LgKeyringState;

#define LG_TYPE_KEYRING_STATE (lg_keyring_state_get_type ())

GType lg_keyring_state_get_type (void) G_GNUC_CONST;

#define LG_TYPE_SECRET_KEEPER (lg_secret_keeper_get_type ())

/**
 * LgSecretKeeper:
 *
 * Keeps the secret of one saved device where its operator chose. A secret that belongs into the
 * keyring is read when the device is looked at, and stored a moment after it was typed. Only what
 * the operator asked for lets the keyring ask back. The application stays until what is to be
 * stored is stored.
 *
 * Properties: `state` ([enum@KeyringState], notifying).
 */
G_DECLARE_FINAL_TYPE (LgSecretKeeper, lg_secret_keeper, LG, SECRET_KEEPER, GObject)

LgSecretKeeper *lg_secret_keeper_new         (LgSecretStore  *store,
                                              LgProfile      *profile);
LgProfile      *lg_secret_keeper_get_profile (LgSecretKeeper *self);
LgKeyringState  lg_secret_keeper_get_state   (LgSecretKeeper *self);
const char     *lg_secret_keeper_get_message (LgSecretKeeper *self);
gboolean        lg_secret_keeper_has_secret  (LgSecretKeeper *self);
void            lg_secret_keeper_look        (LgSecretKeeper *self);
void            lg_secret_keeper_keep        (LgSecretKeeper *self);
void            lg_secret_keeper_unlock      (LgSecretKeeper *self);
void            lg_secret_keeper_forget      (LgSecretKeeper *self);

G_END_DECLS

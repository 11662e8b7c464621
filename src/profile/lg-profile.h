/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-credentials.h"
#include "platform/lg-endpoint.h"

G_BEGIN_DECLS

/**
 * LgSecretPlace:
 * @LG_SECRET_PLACE_SESSION: in memory only, until Linkglass closes
 * @LG_SECRET_PLACE_KEYRING: in the keyring, too
 *
 * Where a device's secret is kept. Nicks: `session`, `keyring`.
 */
typedef enum
{
  LG_SECRET_PLACE_SESSION,
  LG_SECRET_PLACE_KEYRING,
} LgSecretPlace;

#define LG_TYPE_SECRET_PLACE (lg_secret_place_get_type ())

GType lg_secret_place_get_type (void) G_GNUC_CONST;

#define LG_TYPE_PROFILE (lg_profile_get_type ())

/**
 * LgProfile:
 *
 * One device of the list. Properties: `id` (stable, construct-only), `title` (the DeviceName, or
 * what the operator called it), `group` (empty for none), `secret-place`, `credentials`, `endpoint`
 * (construct-only objects, edited in place), `takeover-confirmed` (the operator knows that
 * connecting takes the real device's place), `mqtt-5-confirmed` (the operator knows what a login
 * with MQTT 5 takes from the device for good). Emits `changed` when anything worth saving changed.
 * The secret is never saved here.
 */
G_DECLARE_FINAL_TYPE (LgProfile, lg_profile, LG, PROFILE, GObject)

LgProfile     *lg_profile_new                     (const char    *id);
LgProfile     *lg_profile_copy                    (LgProfile     *self);
void           lg_profile_set_values              (LgProfile     *self,
                                                   LgCredentials *credentials,
                                                   LgEndpoint    *endpoint);
const char    *lg_profile_get_id                  (LgProfile     *self);
const char    *lg_profile_get_name                (LgProfile     *self);
char          *lg_profile_dup_title               (LgProfile     *self);
const char    *lg_profile_get_own_title           (LgProfile     *self);
char          *lg_profile_dup_subtitle            (LgProfile     *self);
void           lg_profile_set_title               (LgProfile     *self,
                                                   const char    *title);
const char    *lg_profile_get_group               (LgProfile     *self);
void           lg_profile_set_group               (LgProfile     *self,
                                                   const char    *group);
LgSecretPlace  lg_profile_get_secret_place        (LgProfile     *self);
void           lg_profile_set_secret_place        (LgProfile     *self,
                                                   LgSecretPlace  place);
LgCredentials *lg_profile_get_credentials         (LgProfile     *self);
LgEndpoint    *lg_profile_get_endpoint            (LgProfile     *self);
gboolean       lg_profile_get_takeover_confirmed  (LgProfile     *self);
void           lg_profile_set_takeover_confirmed  (LgProfile     *self,
                                                   gboolean       confirmed);
gboolean       lg_profile_get_mqtt_5_confirmed    (LgProfile     *self);
void           lg_profile_set_mqtt_5_confirmed    (LgProfile     *self,
                                                   gboolean       confirmed);
gboolean       lg_profile_is_practice             (LgProfile     *self);

G_END_DECLS

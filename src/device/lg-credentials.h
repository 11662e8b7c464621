/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-mode.h"
#include "lg-secret.h"
#include "lg-sign-method.h"

G_BEGIN_DECLS

#define LG_TYPE_CREDENTIALS (lg_credentials_get_type ())

/**
 * LgCredentials:
 *
 * What the operator typed of a device's identity: observable properties, no judgement.
 *
 * Properties: `mode`, `product-key`, `device-name`, `device-id` (TuyaLink only), `secret` (boxed
 * [struct@Secret]: DeviceSecret, DeviceToken, ProductSecret or, in custom mode, the MQTT password),
 * `client-id` (%NULL: not submitted; empty: submitted empty), `sign-method`, `timestamp-policy`,
 * `timestamp` (used when fixed; milliseconds, in TuyaLink seconds), `extended-parameters` (further
 * `k=v,k=v`, never signed), `mqtt-client-id` and `mqtt-username` (custom mode only);
 * `superseded-form` (a DeviceToken is sent as the vendor's older English page has it); for
 * registration `preregistered` (the platform knows the DeviceName already) and `random` (empty:
 * whoever registers makes one up). All are read-write and notify only on change. Strings default to
 * empty, `client-id` to %NULL, the method to hmacsha256, `preregistered` to %TRUE.
 */
G_DECLARE_FINAL_TYPE (LgCredentials, lg_credentials, LG, CREDENTIALS, GObject)

LgCredentials     *lg_credentials_new                     (void);
LgCredentials     *lg_credentials_copy                    (LgCredentials     *self);
LgMode             lg_credentials_get_mode                (LgCredentials     *self);
void               lg_credentials_set_mode                (LgCredentials     *self,
                                                           LgMode             mode);
const char        *lg_credentials_get_product_key         (LgCredentials     *self);
void               lg_credentials_set_product_key         (LgCredentials     *self,
                                                           const char        *product_key);
const char        *lg_credentials_get_device_name         (LgCredentials     *self);
void               lg_credentials_set_device_name         (LgCredentials     *self,
                                                           const char        *device_name);
const char        *lg_credentials_get_device_id           (LgCredentials     *self);
void               lg_credentials_set_device_id           (LgCredentials     *self,
                                                           const char        *device_id);
LgSecret          *lg_credentials_get_secret              (LgCredentials     *self);
void               lg_credentials_set_secret              (LgCredentials     *self,
                                                           LgSecret          *secret);
const char        *lg_credentials_get_client_id           (LgCredentials     *self);
void               lg_credentials_set_client_id           (LgCredentials     *self,
                                                           const char        *client_id);
LgSignMethod       lg_credentials_get_sign_method         (LgCredentials     *self);
void               lg_credentials_set_sign_method         (LgCredentials     *self,
                                                           LgSignMethod       method);
LgTimestampPolicy  lg_credentials_get_timestamp_policy    (LgCredentials     *self);
void               lg_credentials_set_timestamp_policy    (LgCredentials     *self,
                                                           LgTimestampPolicy  policy);
const char        *lg_credentials_get_timestamp           (LgCredentials     *self);
void               lg_credentials_set_timestamp           (LgCredentials     *self,
                                                           const char        *timestamp);
const char        *lg_credentials_get_extended_parameters (LgCredentials     *self);
void               lg_credentials_set_extended_parameters (LgCredentials     *self,
                                                           const char        *parameters);
const char        *lg_credentials_get_mqtt_client_id      (LgCredentials     *self);
void               lg_credentials_set_mqtt_client_id      (LgCredentials     *self,
                                                           const char        *client_id);
const char        *lg_credentials_get_mqtt_username       (LgCredentials     *self);
void               lg_credentials_set_mqtt_username       (LgCredentials     *self,
                                                           const char        *username);
gboolean           lg_credentials_get_superseded_form     (LgCredentials     *self);
void               lg_credentials_set_superseded_form     (LgCredentials     *self,
                                                           gboolean           superseded);
gboolean           lg_credentials_get_preregistered       (LgCredentials     *self);
void               lg_credentials_set_preregistered       (LgCredentials     *self,
                                                           gboolean           preregistered);
const char        *lg_credentials_get_random              (LgCredentials     *self);
void               lg_credentials_set_random              (LgCredentials     *self,
                                                           const char        *random);
const char        *lg_credentials_get_name                (LgCredentials     *self);
GPtrArray         *lg_credentials_validate                (LgCredentials     *self);

G_END_DECLS

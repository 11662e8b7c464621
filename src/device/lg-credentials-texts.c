/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-credentials-private.h"

/**
 * lg_credentials_get_product_key:
 *
 * Returns: the ProductKey as typed
 */
const char *
lg_credentials_get_product_key (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  return lg_credentials_get_text (self, LG_CREDENTIALS_PRODUCT_KEY);
}

/** lg_credentials_set_product_key: Notifies if @product_key differs from the old value. */
void
lg_credentials_set_product_key (LgCredentials *self,
                                const char    *product_key)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  lg_credentials_set_text (self, LG_CREDENTIALS_PRODUCT_KEY, product_key);
}

/**
 * lg_credentials_get_device_name:
 *
 * Returns: the DeviceName as typed
 */
const char *
lg_credentials_get_device_name (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  return lg_credentials_get_text (self, LG_CREDENTIALS_DEVICE_NAME);
}

/** lg_credentials_set_device_name: Notifies if @device_name differs from the old value. */
void
lg_credentials_set_device_name (LgCredentials *self,
                                const char    *device_name)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  lg_credentials_set_text (self, LG_CREDENTIALS_DEVICE_NAME, device_name);
}

/**
 * lg_credentials_get_device_id:
 *
 * Returns: TuyaLink's device ID as typed
 */
const char *
lg_credentials_get_device_id (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  return lg_credentials_get_text (self, LG_CREDENTIALS_DEVICE_ID);
}

/** lg_credentials_set_device_id: Notifies if @device_id differs from the old value. */
void
lg_credentials_set_device_id (LgCredentials *self,
                              const char    *device_id)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  lg_credentials_set_text (self, LG_CREDENTIALS_DEVICE_ID, device_id);
}

/**
 * lg_credentials_get_client_id:
 *
 * Returns: (nullable): what stands before the first bar; %NULL: not submitted; empty: submitted so
 */
const char *
lg_credentials_get_client_id (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  return lg_credentials_get_text (self, LG_CREDENTIALS_CLIENT_ID);
}

/** lg_credentials_set_client_id: Notifies if @client_id differs from the old value. */
void
lg_credentials_set_client_id (LgCredentials *self,
                              const char    *client_id)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  lg_credentials_set_text (self, LG_CREDENTIALS_CLIENT_ID, client_id);
}

/**
 * lg_credentials_get_timestamp:
 *
 * Returns: the timestamp of the policy `fixed` as typed: ms since the epoch, in TuyaLink seconds
 */
const char *
lg_credentials_get_timestamp (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  return lg_credentials_get_text (self, LG_CREDENTIALS_TIMESTAMP);
}

/** lg_credentials_set_timestamp: Notifies if @timestamp differs from the old value. */
void
lg_credentials_set_timestamp (LgCredentials *self,
                              const char    *timestamp)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  lg_credentials_set_text (self, LG_CREDENTIALS_TIMESTAMP, timestamp);
}

/**
 * lg_credentials_get_extended_parameters:
 *
 * Returns: further `k=v,k=v` between the bars, never signed
 */
const char *
lg_credentials_get_extended_parameters (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  return lg_credentials_get_text (self, LG_CREDENTIALS_EXTENDED_PARAMETERS);
}

/** lg_credentials_set_extended_parameters: Notifies if @parameters differs from the old value. */
void
lg_credentials_set_extended_parameters (LgCredentials *self,
                                        const char    *parameters)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  lg_credentials_set_text (self, LG_CREDENTIALS_EXTENDED_PARAMETERS, parameters);
}

/**
 * lg_credentials_get_mqtt_client_id:
 *
 * Returns: the whole MQTT client ID of custom mode
 */
const char *
lg_credentials_get_mqtt_client_id (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  return lg_credentials_get_text (self, LG_CREDENTIALS_MQTT_CLIENT_ID);
}

/** lg_credentials_set_mqtt_client_id: Notifies if @client_id differs from the old value. */
void
lg_credentials_set_mqtt_client_id (LgCredentials *self,
                                   const char    *client_id)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  lg_credentials_set_text (self, LG_CREDENTIALS_MQTT_CLIENT_ID, client_id);
}

/**
 * lg_credentials_get_mqtt_username:
 *
 * Returns: the MQTT user name of custom mode
 */
const char *
lg_credentials_get_mqtt_username (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  return lg_credentials_get_text (self, LG_CREDENTIALS_MQTT_USERNAME);
}

/** lg_credentials_set_mqtt_username: Notifies if @username differs from the old value. */
void
lg_credentials_set_mqtt_username (LgCredentials *self,
                                  const char    *username)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  lg_credentials_set_text (self, LG_CREDENTIALS_MQTT_USERNAME, username);
}

/**
 * lg_credentials_get_random:
 *
 * Returns: the random value that registration signs; empty if it is still to be made
 */
const char *
lg_credentials_get_random (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  return lg_credentials_get_text (self, LG_CREDENTIALS_RANDOM);
}

/** lg_credentials_set_random: Notifies if @random differs from the old value. */
void
lg_credentials_set_random (LgCredentials *self,
                           const char    *random)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  lg_credentials_set_text (self, LG_CREDENTIALS_RANDOM, random);
}

/**
 * lg_credentials_get_name:
 *
 * Returns: what tells one device from another in its mode: DeviceName, device ID or MQTT client ID
 */
const char *
lg_credentials_get_name (LgCredentials *self)
{
  LgMode mode;

  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  mode = lg_credentials_get_mode (self);
  if (lg_mode_has_product_key (mode))
    return lg_credentials_get_device_name (self);

  return mode == LG_MODE_TUYALINK ? lg_credentials_get_device_id (self)
                                  : lg_credentials_get_mqtt_client_id (self);
}

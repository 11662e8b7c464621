/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-mqtt-client-id.h"
#include "device/lg-secret.h"

G_BEGIN_DECLS

/**
 * LgKnown:
 * @sent_client_id: the MQTT client ID as sent
 * @sent: its parts; in TuyaLink those of the user name
 * @sent_username: (nullable): the user name as sent
 * @sent_device_name: (nullable): what the user name has before `&`
 * @sent_product_key: (nullable): what it has after `&`
 * @product_key: the device's ProductKey
 * @device_name: its DeviceName
 * @identity_given: whether these two are known, not only read from the user name
 * @product_secret: (nullable): ProductSecret
 * @client_id: (nullable): the clientId the device is meant to have
 * @timestamp: (nullable): the timestamp it is meant to have
 *
 * What a mistake can be made of. Everything is borrowed.
 */
typedef struct
{
  const char           *sent_client_id;
  const LgMqttClientId *sent;
  const char           *sent_username;
  const char           *sent_device_name;
  const char           *sent_product_key;
  const char           *product_key;
  const char           *device_name;
  gboolean              identity_given;
  LgSecret             *product_secret;
  const char           *client_id;
  const char           *timestamp;
} LgKnown;

G_END_DECLS

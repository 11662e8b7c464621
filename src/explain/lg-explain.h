/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-connect-params.h"
#include "lg-explanation.h"

G_BEGIN_DECLS

/**
 * LgDeviceValues:
 * @client_id: (nullable): the MQTT client ID the device sends
 * @username: (nullable): the user name it sends
 * @password: (nullable): the password it sends
 * @mode: how the device is meant to sign in; what it sends may say otherwise
 * @product_key: (nullable): its ProductKey
 * @device_name: (nullable): its DeviceName
 * @device_id: (nullable): its device ID in TuyaLink
 * @secret: (nullable): its DeviceSecret or DeviceToken
 * @product_secret: (nullable): its product's ProductSecret
 * @known_client_id: (nullable): the clientId it is meant to have
 * @known_timestamp: (nullable): the timestamp it is meant to send
 * @transport_known: whether @security is known
 * @security: what it connects over
 * @keepalive: its Keep Alive, seconds; -1: not known
 * @keepalive_min: smallest one the platform accepts, seconds
 * @keepalive_max: largest one; 0: the platform has no rule
 *
 * What a device really sends, and what is known about it. Everything is optional, and borrowed.
 */
typedef struct
{
  const char *client_id;
  const char *username;
  LgSecret   *password;
  LgMode      mode;
  const char *product_key;
  const char *device_name;
  const char *device_id;
  LgSecret   *secret;
  LgSecret   *product_secret;
  const char *known_client_id;
  const char *known_timestamp;
  gboolean    transport_known;
  LgSecurity  security;
  int         keepalive;
  guint       keepalive_min;
  guint       keepalive_max;
} LgDeviceValues;

/**
 * LgExplain:
 *
 * What is wrong with a device's own values.
 */
typedef struct _LgExplain LgExplain;

LgExplain  *lg_explain_new              (const LgDeviceValues *values);
void        lg_explain_free             (LgExplain            *self);
GPtrArray  *lg_explain_get_explanations (const LgExplain      *self);
gboolean    lg_explain_is_valid         (const LgExplain      *self);
gboolean    lg_explain_is_complete      (const LgExplain      *self);
const char *lg_explain_get_client_id    (const LgExplain      *self);
const char *lg_explain_get_username     (const LgExplain      *self);
const char *lg_explain_get_content      (const LgExplain      *self);
const char *lg_explain_get_method_nick  (const LgExplain      *self);
LgSecret   *lg_explain_get_password     (const LgExplain      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgExplain, lg_explain_free)

G_END_DECLS

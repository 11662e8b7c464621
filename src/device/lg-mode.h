/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * LgMode:
 * @LG_MODE_DEVICE_SECRET: one device one secret, or pre-registered (DeviceSecret signs)
 * @LG_MODE_NO_PREREGISTRATION: one product one secret without pre-registration (DeviceToken is
 *   sent)
 * @LG_MODE_REGISTRATION: dynamic registration: ProductSecret signs, and what the device is to log
 *   in with comes back
 * @LG_MODE_TUYALINK: Tuya's own protocol: a device ID and its secret (Tuya's TuyaLink SDK for C)
 * @LG_MODE_CUSTOM: any broker: client ID, user name and password as typed
 *
 * How a device proves who it is. Nicks are the command line's: `device`, `no-preregistration`,
 * `registration`, `tuyalink`, `custom`.
 */
typedef enum
{
  LG_MODE_DEVICE_SECRET,
  LG_MODE_NO_PREREGISTRATION,
  LG_MODE_REGISTRATION,
  LG_MODE_TUYALINK,
  LG_MODE_CUSTOM,
} LgMode;

/** LgTimestampPolicy: nicks `now`, `fixed`, `none`. */
typedef enum
{
  LG_TIMESTAMP_NOW,
  LG_TIMESTAMP_FIXED,
  LG_TIMESTAMP_NONE,
} LgTimestampPolicy;

#define LG_TYPE_MODE (lg_mode_get_type ())
#define LG_TYPE_TIMESTAMP_POLICY (lg_timestamp_policy_get_type ())

GType lg_mode_get_type             (void) G_GNUC_CONST;
GType lg_timestamp_policy_get_type (void) G_GNUC_CONST;

gboolean    lg_mode_has_product_key (LgMode mode);
const char *lg_mode_get_secret_name (LgMode mode);

G_END_DECLS

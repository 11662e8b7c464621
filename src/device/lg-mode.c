/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-mode.h"

G_DEFINE_ENUM_TYPE (LgMode, lg_mode,
                    G_DEFINE_ENUM_VALUE (LG_MODE_DEVICE_SECRET, "device"),
                    G_DEFINE_ENUM_VALUE (LG_MODE_NO_PREREGISTRATION, "no-preregistration"),
                    G_DEFINE_ENUM_VALUE (LG_MODE_REGISTRATION, "registration"),
                    G_DEFINE_ENUM_VALUE (LG_MODE_TUYALINK, "tuyalink"),
                    G_DEFINE_ENUM_VALUE (LG_MODE_CUSTOM, "custom"))

G_DEFINE_ENUM_TYPE (LgTimestampPolicy, lg_timestamp_policy,
                    G_DEFINE_ENUM_VALUE (LG_TIMESTAMP_NOW, "now"),
                    G_DEFINE_ENUM_VALUE (LG_TIMESTAMP_FIXED, "fixed"),
                    G_DEFINE_ENUM_VALUE (LG_TIMESTAMP_NONE, "none"))

/**
 * lg_mode_has_product_key:
 * @mode: a mode
 *
 * Returns: whether ProductKey and DeviceName make the device, as on Alibaba Cloud
 */
gboolean
lg_mode_has_product_key (LgMode mode)
{
  return mode != LG_MODE_TUYALINK && mode != LG_MODE_CUSTOM;
}

/**
 * lg_mode_get_secret_name:
 * @mode: a mode
 *
 * Returns: (nullable): the vendor's name of the secret it signs in with; %NULL in custom mode,
 *   which has a password of the operator's own
 */
const char *
lg_mode_get_secret_name (LgMode mode)
{
  switch (mode)
    {
    case LG_MODE_DEVICE_SECRET:
      return "DeviceSecret";

    case LG_MODE_NO_PREREGISTRATION:
      return "DeviceToken";

    case LG_MODE_REGISTRATION:
      return "ProductSecret";

    case LG_MODE_TUYALINK:
      return "deviceSecret";

    case LG_MODE_CUSTOM:
    default:
      return NULL;
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-secret.h"

G_BEGIN_DECLS

/**
 * LgPracticeDevice:
 * @product_key: its product
 * @device_name: its name
 * @secret: DeviceSecret
 * @token: DeviceToken, for logging in without pre-registration
 *
 * One device the practice platform knows.
 */
typedef struct
{
  char     *product_key;
  char     *device_name;
  LgSecret *secret;
  LgSecret *token;
} LgPracticeDevice;

LgPracticeDevice *lg_practice_device_new      (const char        *product_key,
                                               const char        *device_name,
                                               LgSecret          *secret,
                                               LgSecret          *token);
LgPracticeDevice *lg_practice_device_generate (GError           **error);
void              lg_practice_device_free     (LgPracticeDevice  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgPracticeDevice, lg_practice_device_free)

G_END_DECLS

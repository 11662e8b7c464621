/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-secret.h"

G_BEGIN_DECLS

/**
 * LgPracticeDevice:
 * @product_key: its product
 * @device_name: its name
 * @secret: (nullable): DeviceSecret
 * @token: (nullable): DeviceToken, for logging in without pre-registration
 * @client_id: (nullable): the client ID that belongs to @token; %NULL: any
 * @activated: whether it has ever been online
 * @n_links: how many links of it have been online
 *
 * One device the practice platform knows.
 */
typedef struct
{
  char     *product_key;
  char     *device_name;
  LgSecret *secret;
  LgSecret *token;
  char     *client_id;
  gboolean  activated;
  guint     n_links;
} LgPracticeDevice;

LgPracticeDevice *lg_practice_device_new          (const char        *product_key,
                                                   const char        *device_name,
                                                   LgSecret          *secret,
                                                   LgSecret          *token);
LgSecret         *lg_practice_device_make_secret  (GError           **error);
gboolean          lg_practice_device_renew_secret (LgPracticeDevice  *self,
                                                   GError           **error);
gboolean          lg_practice_device_renew_token  (LgPracticeDevice  *self,
                                                   GError           **error);
void              lg_practice_device_free         (LgPracticeDevice  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgPracticeDevice, lg_practice_device_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-practice-registry.h"

G_BEGIN_DECLS

/**
 * LgPracticeSecrets:
 * @device_secret: path of the DeviceSecret of the device that has been in use
 * @device_token: path of its DeviceToken
 * @product_secret: path of the ProductSecret
 *
 * The files a practice platform tells its secrets with, readable by their owner only.
 */
typedef struct
{
  char *device_secret;
  char *device_token;
  char *product_secret;
} LgPracticeSecrets;

gboolean lg_practice_secrets_write  (LgPracticeSecrets   *self,
                                     LgPracticeRegistry  *registry,
                                     const char          *directory,
                                     GError             **error);
void     lg_practice_secrets_remove (LgPracticeSecrets   *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-credentials.h"

G_BEGIN_DECLS

/* The properties of LgCredentials; those that are texts from LG_CREDENTIALS_PRODUCT_KEY on. */
typedef enum
{
  LG_CREDENTIALS_MODE = 1,
  LG_CREDENTIALS_SECRET,
  LG_CREDENTIALS_SIGN_METHOD,
  LG_CREDENTIALS_TIMESTAMP_POLICY,
  LG_CREDENTIALS_PREREGISTERED,
  LG_CREDENTIALS_SUPERSEDED_FORM,
  LG_CREDENTIALS_PRODUCT_KEY,
  LG_CREDENTIALS_DEVICE_NAME,
  LG_CREDENTIALS_DEVICE_ID,
  LG_CREDENTIALS_CLIENT_ID,
  LG_CREDENTIALS_TIMESTAMP,
  LG_CREDENTIALS_EXTENDED_PARAMETERS,
  LG_CREDENTIALS_MQTT_CLIENT_ID,
  LG_CREDENTIALS_MQTT_USERNAME,
  LG_CREDENTIALS_RANDOM,
  LG_CREDENTIALS_N_PROPS,
} LgCredentialsProperty;

const char *lg_credentials_get_text (LgCredentials         *self,
                                     LgCredentialsProperty  property);
void        lg_credentials_set_text (LgCredentials         *self,
                                     LgCredentialsProperty  property,
                                     const char            *text);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-secret.h"

G_BEGIN_DECLS

#define LG_DEVICE_ERROR (lg_device_error_quark ())
GQuark lg_device_error_quark (void);

/**
 * LgDeviceError:
 * @LG_DEVICE_ERROR_MISSING: a needed value is missing; the message names the field
 * @LG_DEVICE_ERROR_CRYPTO: OpenSSL refuses the algorithm
 */
typedef enum
{
  LG_DEVICE_ERROR_MISSING,
  LG_DEVICE_ERROR_CRYPTO,
} LgDeviceError;

/** LgSignMethod: nicks are the wire values `hmacmd5`, `hmacsha1`, `hmacsha256`. */
typedef enum
{
  LG_SIGN_METHOD_HMACMD5,
  LG_SIGN_METHOD_HMACSHA1,
  LG_SIGN_METHOD_HMACSHA256,
} LgSignMethod;

#define LG_TYPE_SIGN_METHOD (lg_sign_method_get_type ())

GType       lg_sign_method_get_type (void) G_GNUC_CONST;

const char *lg_sign_method_get_nick (LgSignMethod   method);
LgSecret   *lg_sign_method_sign     (LgSignMethod   method,
                                     LgSecret      *key,
                                     const char    *content,
                                     GError       **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-sign-method.h"

G_DEFINE_ENUM_TYPE (LgSignMethod, lg_sign_method,
                    G_DEFINE_ENUM_VALUE (LG_SIGN_METHOD_HMACMD5, "hmacmd5"),
                    G_DEFINE_ENUM_VALUE (LG_SIGN_METHOD_HMACSHA1, "hmacsha1"),
                    G_DEFINE_ENUM_VALUE (LG_SIGN_METHOD_HMACSHA256, "hmacsha256"),
                    G_DEFINE_ENUM_VALUE (LG_SIGN_METHOD_SHA256, "sha256"))

/**
 * lg_sign_method_get_nick:
 * @method: a sign method
 *
 * Returns: the value of `signmethod` on the wire (`hmacsha256`)
 */
const char *
lg_sign_method_get_nick (LgSignMethod method)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (LG_TYPE_SIGN_METHOD);
  const GEnumValue *value = g_enum_get_value (klass, method);

  g_return_val_if_fail (value != NULL, NULL);

  return value->value_nick;
}

/**
 * lg_sign_method_is_verified:
 * @method: a sign method
 *
 * Returns: whether the vendor's current pages say how to compute it
 */
gboolean
lg_sign_method_is_verified (LgSignMethod method)
{
  return method != LG_SIGN_METHOD_SHA256;
}

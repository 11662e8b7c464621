/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * LgSignMethod:
 * @LG_SIGN_METHOD_HMACMD5: HMAC-MD5
 * @LG_SIGN_METHOD_HMACSHA1: HMAC-SHA1
 * @LG_SIGN_METHOD_HMACSHA256: HMAC-SHA256
 * @LG_SIGN_METHOD_SHA256: SHA-256 of the text followed by the secret; not verified
 *
 * Nicks are the wire values `hmacmd5`, `hmacsha1`, `hmacsha256`, `sha256`. The vendor's older pages
 * list the last one without a formula; the one used here is that of another service with the same
 * grammar.
 */
typedef enum
{
  LG_SIGN_METHOD_HMACMD5,
  LG_SIGN_METHOD_HMACSHA1,
  LG_SIGN_METHOD_HMACSHA256,
  LG_SIGN_METHOD_SHA256,
} LgSignMethod;

#define LG_TYPE_SIGN_METHOD (lg_sign_method_get_type ())

GType       lg_sign_method_get_type    (void) G_GNUC_CONST;

const char *lg_sign_method_get_nick    (LgSignMethod method);
gboolean    lg_sign_method_is_verified (LgSignMethod method);

G_END_DECLS

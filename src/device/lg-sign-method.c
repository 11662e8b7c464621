/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-sign-method.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

G_DEFINE_QUARK (lg-device-error-quark, lg_device_error)

G_DEFINE_ENUM_TYPE (LgSignMethod, lg_sign_method,
                    G_DEFINE_ENUM_VALUE (LG_SIGN_METHOD_HMACMD5, "hmacmd5"),
                    G_DEFINE_ENUM_VALUE (LG_SIGN_METHOD_HMACSHA1, "hmacsha1"),
                    G_DEFINE_ENUM_VALUE (LG_SIGN_METHOD_HMACSHA256, "hmacsha256"))

static const char *
get_digest (LgSignMethod method)
{
  static const char *const digests[] = {
    [LG_SIGN_METHOD_HMACMD5] = "MD5",
    [LG_SIGN_METHOD_HMACSHA1] = "SHA1",
    [LG_SIGN_METHOD_HMACSHA256] = "SHA256",
  };

  return digests[method];
}

/* Upper-case hexadecimal, as the vendor's examples show it; the platform accepts either case. */
static LgSecret *
hex_secret (const guint8 *bytes,
            gsize         length)
{
  static const char digits[] = "0123456789ABCDEF";
  char hex[2 * EVP_MAX_MD_SIZE];
  LgSecret *secret;

  for (gsize i = 0; i < length; i++)
    {
      hex[2 * i] = digits[bytes[i] >> 4];
      hex[2 * i + 1] = digits[bytes[i] & 0xf];
    }

  secret = lg_secret_new_bytes (hex, 2 * length);
  OPENSSL_cleanse (hex, sizeof hex);
  return secret;
}

/**
 * lg_sign_method_get_nick:
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
 * lg_sign_method_sign:
 * @key: DeviceSecret
 * @content: the text to sign
 * @error: return location (%LG_DEVICE_ERROR_CRYPTO)
 *
 * Returns: (transfer full): the HMAC in upper-case hexadecimal, or %NULL
 */
LgSecret *
lg_sign_method_sign (LgSignMethod   method,
                     LgSecret      *key,
                     const char    *content,
                     GError       **error)
{
  guint8 mac[EVP_MAX_MD_SIZE];
  gsize length = 0;
  LgSecret *password;

  g_return_val_if_fail (key != NULL, NULL);
  g_return_val_if_fail (content != NULL, NULL);

  if (EVP_Q_mac (NULL, "HMAC", NULL, get_digest (method), NULL,
                 lg_secret_peek (key), lg_secret_get_length (key),
                 (const guint8 *) content, strlen (content),
                 mac, sizeof mac, &length) == NULL)
    {
      g_set_error (error, LG_DEVICE_ERROR, LG_DEVICE_ERROR_CRYPTO,
                   _("This computer’s OpenSSL refuses to compute %s."),
                   lg_sign_method_get_nick (method));
      return NULL;
    }

  password = hex_secret (mac, length);
  OPENSSL_cleanse (mac, sizeof mac);
  return password;
}

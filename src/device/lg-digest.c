/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-digest.h"

#include "lg-device-error.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

/* The first three are documented (Alibaba Cloud, "MQTT-TLS connections"). Older pages list `sha256`
 * without a formula; the only published one in the same grammar, another service's, appends the
 * secret. */
const LgDigest lg_digests[] = {
  { LG_DIGEST_HMAC, "MD5", 16, "hmacmd5", "HMAC-MD5" },
  { LG_DIGEST_HMAC, "SHA1", 20, "hmacsha1", "HMAC-SHA1" },
  { LG_DIGEST_HMAC, "SHA256", 32, "hmacsha256", "HMAC-SHA256" },
  { LG_DIGEST_APPENDED, "SHA256", 32, "sha256", "SHA-256 (text, secret)" },
  { LG_DIGEST_APPENDED, "SHA1", 20, NULL, "SHA-1 (text, secret)" },
  { LG_DIGEST_APPENDED, "MD5", 16, NULL, "MD5 (text, secret)" },
  { LG_DIGEST_PREPENDED, "SHA256", 32, NULL, "SHA-256 (secret, text)" },
  { LG_DIGEST_PREPENDED, "SHA1", 20, NULL, "SHA-1 (secret, text)" },
  { LG_DIGEST_PREPENDED, "MD5", 16, NULL, "MD5 (secret, text)" },
  { LG_DIGEST_ALONE, "SHA256", 32, NULL, "SHA-256 (text)" },
  { LG_DIGEST_ALONE, "SHA1", 20, NULL, "SHA-1 (text)" },
  { LG_DIGEST_ALONE, "MD5", 16, NULL, "MD5 (text)" },
  { LG_DIGEST_EXCHANGED, "SHA256", 32, NULL, "HMAC-SHA256 (key: text)" },
  { LG_DIGEST_EXCHANGED, "SHA1", 20, NULL, "HMAC-SHA1 (key: text)" },
  { LG_DIGEST_EXCHANGED, "MD5", 16, NULL, "HMAC-MD5 (key: text)" },
};

const guint lg_n_digests = G_N_ELEMENTS (lg_digests);

/**
 * lg_digest_find:
 * @nick: (nullable): a `signmethod`
 *
 * Returns: (transfer none) (nullable): the digest it announces
 */
const LgDigest *
lg_digest_find (const char *nick)
{
  for (guint i = 0; nick != NULL && i < lg_n_digests; i++)
    if (g_strcmp0 (lg_digests[i].nick, nick) == 0)
      return &lg_digests[i];

  return NULL;
}

/**
 * lg_digest_guess:
 * @nick: a `signmethod` in a spelling of its own (`HMAC-SHA256`, `hmac_sha1`, `sha1`)
 *
 * Returns: (transfer none) (nullable): the digest that must be meant
 */
const LgDigest *
lg_digest_guess (const char *nick)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autofree char *hmac = NULL;
  const LgDigest *digest;

  for (; *nick != '\0'; nick++)
    if (g_ascii_isalnum (*nick))
      g_string_append_c (plain, g_ascii_tolower (*nick));

  digest = lg_digest_find (plain->str);
  hmac = g_strconcat ("hmac", plain->str, NULL);
  return digest != NULL ? digest : lg_digest_find (hmac);
}

/**
 * lg_digest_of_size:
 * @size: size of a digest, bytes
 *
 * Returns: (transfer none) (nullable): the documented digest of that size
 */
const LgDigest *
lg_digest_of_size (gsize size)
{
  for (guint i = 0; i < lg_n_digests; i++)
    if (lg_digests[i].kind == LG_DIGEST_HMAC && lg_digests[i].size == size)
      return &lg_digests[i];

  return NULL;
}

static gboolean
hmac (const LgDigest *self,
      gconstpointer   key,
      gsize           key_length,
      gconstpointer   text,
      gsize           length,
      guint8         *bytes)
{
  return EVP_Q_mac (NULL, "HMAC", NULL, self->hash, NULL, key, key_length, text, length,
                    bytes, LG_DIGEST_MAX, NULL) != NULL;
}

static gboolean
hash (const LgDigest *self,
      LgSecret       *first,
      const char     *text,
      gsize           length,
      LgSecret       *last,
      guint8         *bytes)
{
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  gboolean good = EVP_DigestInit_ex2 (context, EVP_get_digestbyname (self->hash), NULL) == 1;

  if (good && first != NULL)
    good = EVP_DigestUpdate (context, lg_secret_peek (first), lg_secret_get_length (first)) == 1;
  good = good && EVP_DigestUpdate (context, text, length) == 1;
  if (good && last != NULL)
    good = EVP_DigestUpdate (context, lg_secret_peek (last), lg_secret_get_length (last)) == 1;
  good = good && EVP_DigestFinal_ex (context, bytes, NULL) == 1;

  EVP_MD_CTX_free (context);
  return good;
}

/**
 * lg_digest_compute:
 * @key: the secret
 * @text: (array length=length): what is signed
 * @length: its length, bytes
 * @bytes: (out): the digest
 *
 * Returns: whether OpenSSL computes it
 */
gboolean
lg_digest_compute (const LgDigest *self,
                   LgSecret       *key,
                   const char     *text,
                   gsize           length,
                   guint8          bytes[LG_DIGEST_MAX])
{
  switch (self->kind)
    {
    case LG_DIGEST_APPENDED:
      return hash (self, NULL, text, length, key, bytes);

    case LG_DIGEST_PREPENDED:
      return hash (self, key, text, length, NULL, bytes);

    case LG_DIGEST_ALONE:
      return hash (self, NULL, text, length, NULL, bytes);

    case LG_DIGEST_EXCHANGED:
      return hmac (self, text, length, lg_secret_peek (key), lg_secret_get_length (key), bytes);

    case LG_DIGEST_HMAC:
    default:
      return hmac (self, lg_secret_peek (key), lg_secret_get_length (key), text, length, bytes);
    }
}

static LgSecret *
write_hex (const guint8 *bytes,
           gsize         size,
           LgHexCase     hex_case)
{
  const char *digits = hex_case == LG_HEX_UPPER ? "0123456789ABCDEF" : "0123456789abcdef";
  char hex[2 * LG_DIGEST_MAX];
  LgSecret *secret;

  for (gsize i = 0; i < size; i++)
    {
      hex[2 * i] = digits[bytes[i] >> 4];
      hex[2 * i + 1] = digits[bytes[i] & 0xf];
    }

  secret = lg_secret_new_bytes (hex, 2 * size);
  OPENSSL_cleanse (hex, sizeof hex);
  return secret;
}

/**
 * lg_digest_sign:
 * @key: the secret
 * @text: (array length=length): what is signed
 * @length: its length, bytes
 * @hex_case: how to write the digits beyond 9
 * @error: return location (%LG_DEVICE_ERROR_CRYPTO)
 *
 * Returns: (transfer full): the digest in hexadecimal, or %NULL
 */
LgSecret *
lg_digest_sign (const LgDigest  *self,
                LgSecret        *key,
                const char      *text,
                gsize            length,
                LgHexCase        hex_case,
                GError         **error)
{
  guint8 bytes[LG_DIGEST_MAX];
  LgSecret *password;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  if (!lg_digest_compute (self, key, text, length, bytes))
    {
      g_set_error (error, LG_DEVICE_ERROR, LG_DEVICE_ERROR_CRYPTO,
                   _("This computer’s OpenSSL refuses to compute %s."), self->title);
      return NULL;
    }

  password = write_hex (bytes, self->size, hex_case);
  OPENSSL_cleanse (bytes, sizeof bytes);
  return password;
}

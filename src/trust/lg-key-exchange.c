/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-key-exchange.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#define NAMED_CURVE 3
#define SIGNATURE_RSA 1
#define SIGNATURE_ECDSA 3
#define RSA_PSS_FIRST 0x0804
#define RSA_PSS_LAST 0x0806

/* TLS 1.2's numbers of digests (RFC 5246, 7.4.1.4.1), and those of RSA-PSS behind 0x08. */
static const EVP_MD *
find_digest (guint algorithm)
{
  guint number = algorithm >> 8;

  if (algorithm >= RSA_PSS_FIRST && algorithm <= RSA_PSS_LAST)
    number = algorithm & 0xff;
  switch (number)
    {
    case 2:
      return EVP_sha1 ();
    case 3:
      return EVP_sha224 ();
    case 4:
      return EVP_sha256 ();
    case 5:
      return EVP_sha384 ();
    case 6:
      return EVP_sha512 ();
    default:
      return NULL;
    }
}

static gboolean
is_for_key (guint     algorithm,
            EVP_PKEY *key)
{
  gboolean pss = algorithm >= RSA_PSS_FIRST && algorithm <= RSA_PSS_LAST;
  int kind = EVP_PKEY_get_base_id (key);

  return (kind == EVP_PKEY_RSA && (pss || (algorithm & 0xff) == SIGNATURE_RSA))
         || (kind == EVP_PKEY_EC && !pss && (algorithm & 0xff) == SIGNATURE_ECDSA);
}

/* ServerECDHParams (RFC 8422, 5.4) with a named curve. */
static gsize
get_params_length (const guint8 *message,
                   gsize         length)
{
  return length > 4 && message[0] == NAMED_CURVE ? 4 + (gsize) message[3] : length;
}

static LgSignedBy
verify (EVP_PKEY     *key,
        guint         algorithm,
        GByteArray   *said,
        const guint8 *signature,
        gsize         length)
{
  EVP_MD_CTX *ctx = EVP_MD_CTX_new ();
  EVP_PKEY_CTX *key_ctx = NULL;
  gboolean pss = algorithm >= RSA_PSS_FIRST && algorithm <= RSA_PSS_LAST;
  LgSignedBy result = LG_SIGNED_BY_UNKNOWN;

  ERR_set_mark ();
  if (EVP_DigestVerifyInit (ctx, &key_ctx, find_digest (algorithm), NULL, key) == 1
      && (!pss || (EVP_PKEY_CTX_set_rsa_padding (key_ctx, RSA_PKCS1_PSS_PADDING) > 0
                   && EVP_PKEY_CTX_set_rsa_pss_saltlen (key_ctx, RSA_PSS_SALTLEN_DIGEST) > 0)))
    result = EVP_DigestVerify (ctx, signature, length, said->data, said->len) == 1
             ? LG_SIGNED_BY_KEY : LG_SIGNED_BY_OTHER;
  ERR_pop_to_mark ();
  EVP_MD_CTX_free (ctx);
  return result;
}

/**
 * lg_key_exchange_check:
 * @leaf: the server's certificate
 * @client_random: the 32 random bytes of ClientHello
 * @server_random: those of ServerHello
 * @message: what follows the header of a ServerKeyExchange of TLS 1.2 with an elliptic curve (RFC
 *   8422, 5.4)
 *
 * Checks what every client checks: whether the server has the key of the certificate it shows.
 *
 * Returns: who signed it; %LG_SIGNED_BY_UNKNOWN where the form is another one
 */
LgSignedBy
lg_key_exchange_check (LgCertificate *leaf,
                       GBytes        *client_random,
                       GBytes        *server_random,
                       GBytes        *message)
{
  EVP_PKEY *key = X509_get0_pubkey (lg_certificate_get_x509 (leaf));
  g_autoptr (GByteArray) said = g_byte_array_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (message, &length);
  gsize params = get_params_length (data, length);
  guint algorithm;
  gsize signature;

  if (key == NULL || params + 4 > length)
    return LG_SIGNED_BY_UNKNOWN;

  algorithm = data[params] << 8 | data[params + 1];
  signature = data[params + 2] << 8 | data[params + 3];
  if (params + 4 + signature != length || find_digest (algorithm) == NULL
      || !is_for_key (algorithm, key))
    return LG_SIGNED_BY_UNKNOWN;

  g_byte_array_append (said, g_bytes_get_data (client_random, NULL),
                       g_bytes_get_size (client_random));
  g_byte_array_append (said, g_bytes_get_data (server_random, NULL),
                       g_bytes_get_size (server_random));
  g_byte_array_append (said, data, params);
  return verify (key, algorithm, said, data + params + 4, signature);
}

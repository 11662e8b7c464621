/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-tls-server.h"

#include <openssl/err.h>
#include <openssl/pem.h>

struct _LgTlsServer
{
  gatomicrefcount  ref_count;
  SSL_CTX         *context;
};

static const struct
{
  int         min;
  int         max;
  const char *suites; /* of TLS 1.2 and before */
  int         verify;
} offers[] = {
  [LG_TLS_OFFER_SOUND] = { TLS1_2_VERSION },
  [LG_TLS_OFFER_WEAK] = { TLS1_2_VERSION, .suites = "DEFAULT:@SECLEVEL=0" },
  [LG_TLS_OFFER_TLS_1_0] = { TLS1_VERSION, TLS1_VERSION, "ALL:@SECLEVEL=0" },
  [LG_TLS_OFFER_TLS_1_1] = { TLS1_1_VERSION, TLS1_1_VERSION, "ALL:@SECLEVEL=0" },
  [LG_TLS_OFFER_FOREIGN_SUITES] = { TLS1_2_VERSION, TLS1_2_VERSION, "aRSA+AESGCM" },
  [LG_TLS_OFFER_DEMANDING_1_2] = { TLS1_2_VERSION, TLS1_2_VERSION, NULL,
                                   SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT },
  [LG_TLS_OFFER_DEMANDING_1_3] = { TLS1_3_VERSION, TLS1_3_VERSION, NULL,
                                   SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT },
};

static void
set_offer (SSL_CTX    *context,
           LgTlsOffer  offer)
{
  SSL_CTX_set_min_proto_version (context, offers[offer].min);
  SSL_CTX_set_max_proto_version (context, offers[offer].max);
  SSL_CTX_set_verify (context, offers[offer].verify, NULL);
  if (offers[offer].suites != NULL)
    SSL_CTX_set_cipher_list (context, offers[offer].suites);
}

static gboolean
use_chain (SSL_CTX    *context,
           const char *pem)
{
  BIO *bio = BIO_new_mem_buf (pem, -1);
  gboolean ok = TRUE;
  X509 *certificate;

  for (gsize i = 0; ok && (certificate = PEM_read_bio_X509 (bio, NULL, NULL, NULL)) != NULL; i++)
    {
      if (i == 0)
        ok = SSL_CTX_use_certificate (context, certificate) == 1;
      else
        ok = SSL_CTX_add1_chain_cert (context, certificate) == 1;
      X509_free (certificate);
    }

  BIO_free (bio);
  return ok;
}

static gboolean
use_key (SSL_CTX    *context,
         const char *pem)
{
  BIO *bio = BIO_new_mem_buf (pem, -1);
  EVP_PKEY *key = PEM_read_bio_PrivateKey (bio, NULL, NULL, NULL);
  gboolean ok = key != NULL && SSL_CTX_use_PrivateKey (context, key) == 1;

  EVP_PKEY_free (key);
  BIO_free (bio);
  return ok;
}

/**
 * lg_tls_server_new:
 * @chain_pem: the certificate, then its intermediates, as PEM
 * @key_pem: the certificate's private key, as PEM
 * @error: return location (%G_IO_ERROR_INVALID_DATA)
 *
 * Makes what a listener needs to speak TLS 1.2 or later.
 *
 * Returns: (transfer full): a new server side, or %NULL
 */
LgTlsServer *
lg_tls_server_new (const char  *chain_pem,
                   const char  *key_pem,
                   GError     **error)
{
  return lg_tls_server_new_odd (chain_pem, key_pem, LG_TLS_OFFER_SOUND, error);
}

/**
 * lg_tls_server_new_odd:
 * @chain_pem: the certificate, then its intermediates, as PEM
 * @key_pem: the certificate's private key, as PEM
 * @offer: what it accepts
 * @error: return location (%G_IO_ERROR_INVALID_DATA)
 *
 * Makes a server side to practise with.
 *
 * Returns: (transfer full): a new server side, or %NULL
 */
LgTlsServer *
lg_tls_server_new_odd (const char  *chain_pem,
                       const char  *key_pem,
                       LgTlsOffer   offer,
                       GError     **error)
{
  LgTlsServer *self;
  SSL_CTX *context;

  g_return_val_if_fail (chain_pem != NULL, NULL);
  g_return_val_if_fail (key_pem != NULL, NULL);

  context = SSL_CTX_new (TLS_server_method ());
  SSL_CTX_set_options (context, SSL_OP_CLEANSE_PLAINTEXT);
  set_offer (context, offer);
  if (!use_chain (context, chain_pem) || !use_key (context, key_pem)
      || SSL_CTX_check_private_key (context) != 1)
    {
      SSL_CTX_free (context);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "the certificate or its key cannot be used");
      return NULL;
    }

  self = g_new0 (LgTlsServer, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->context = context;
  return self;
}

/**
 * lg_tls_server_ref:
 *
 * Returns: (transfer full): @self
 */
LgTlsServer *
lg_tls_server_ref (LgTlsServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * lg_tls_server_unref:
 *
 * Drops a reference; streams made from it keep what they need.
 */
void
lg_tls_server_unref (LgTlsServer *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  SSL_CTX_free (self->context);
  g_free (self);
}

/**
 * lg_tls_server_new_ssl:
 *
 * Returns: (transfer full) (nullable): a new server-side `SSL`
 */
SSL *
lg_tls_server_new_ssl (LgTlsServer *self)
{
  SSL *ssl = SSL_new (self->context);

  if (ssl != NULL)
    SSL_set_accept_state (ssl);
  return ssl;
}

/**
 * lg_tls_server_send_alert:
 * @ssl: a server's side, its handshake done
 *
 * See [method@Stream.send_alert].
 */
void
lg_tls_server_send_alert (SSL *ssl)
{
  static const guint8 changed[] = { 23, 3, 3, 0, 32, [5 + 31] = 1 };
  BIO *own = SSL_get_rbio (ssl);
  char byte;

  /* OpenSSL sends an alert only for a fault it meets. */
  BIO_up_ref (own);
  SSL_set0_rbio (ssl, BIO_new_mem_buf (changed, sizeof changed));
  ERR_clear_error ();
  SSL_read (ssl, &byte, sizeof byte);
  SSL_set0_rbio (ssl, own);
}

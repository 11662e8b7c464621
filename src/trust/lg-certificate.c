/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-certificate.h"
#include "lg-x509.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>

/* Of a handshake message, and more certificates in one than any server sends. */
#define LENGTH_BYTES 3
#define MESSAGE_MAX 16

struct _LgCertificate
{
  X509   *x509;
  GBytes *der;
  char   *subject;
  char   *name;
  char   *issuer;
  char   *sha256;
  char   *key;
  GStrv   names;
  gint64  not_before;
  gint64  not_after;
};

G_DEFINE_QUARK (lg-trust-error-quark, lg_trust_error)
G_DEFINE_BOXED_TYPE (LgCertificate, lg_certificate, lg_certificate_ref, lg_certificate_unref)

static char *
hash (GBytes *der)
{
  g_autofree char *hex = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der);

  return g_ascii_strup (hex, -1);
}

static LgCertificate *
new_from_x509 (X509   *x509,
               GBytes *der)
{
  LgCertificate *self = g_atomic_rc_box_new0 (LgCertificate);

  self->x509 = x509;
  self->der = der;
  self->subject = lg_x509_describe_name (X509_get_subject_name (x509));
  self->issuer = lg_x509_describe_name (X509_get_issuer_name (x509));
  self->sha256 = hash (der);
  self->key = lg_x509_describe_key (x509);
  self->names = lg_x509_dup_names (x509);
  self->not_before = lg_x509_read_time (X509_get0_notBefore (x509));
  self->not_after = lg_x509_read_time (X509_get0_notAfter (x509));
  self->name = lg_x509_dup_common_name (x509);
  if (self->name == NULL)
    self->name = g_strdup (self->names[0] != NULL ? self->names[0] : self->subject);
  return self;
}

static void
set_damaged (GError **error)
{
  g_set_error_literal (error, LG_TRUST_ERROR, LG_TRUST_ERROR_DAMAGED,
                       _("The certificate is damaged"));
}

/**
 * lg_certificates_parse_message:
 * @message: (array length=length): what follows the header of a handshake message Certificate up to
 *   TLS 1.2 (RFC 5246, 7.4.2)
 * @length: its length in bytes
 *
 * Reads a list of certificates, each with its length before it, as far as it can be read.
 *
 * Returns: (transfer full) (nullable) (element-type LgCertificate): the server's first; %NULL: none
 */
GPtrArray *
lg_certificates_parse_message (gconstpointer message,
                               gsize         length)
{
  const guint8 *bytes = message;
  g_autoptr (GPtrArray) chain
    = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_certificate_unref);

  for (gsize at = LENGTH_BYTES; at + LENGTH_BYTES <= length && chain->len < MESSAGE_MAX;)
    {
      gsize size = (gsize) bytes[at] << 16 | bytes[at + 1] << 8 | bytes[at + 2];
      LgCertificate *certificate;

      at += LENGTH_BYTES;
      if (size > length - at)
        break;
      certificate = lg_certificate_new_from_der (bytes + at, size, NULL);
      if (certificate == NULL)
        break;
      g_ptr_array_add (chain, certificate);
      at += size;
    }
  return chain->len > 0 ? g_steal_pointer (&chain) : NULL;
}

/**
 * lg_certificate_new_from_der:
 * @der: exactly one certificate, DER, as a server sends it
 * @length: bytes of @der
 * @error: return location for a #LgTrustError
 *
 * Returns: (transfer full): the certificate, or %NULL
 */
LgCertificate *
lg_certificate_new_from_der (gconstpointer   der,
                             gsize           length,
                             GError        **error)
{
  const unsigned char *next = der;
  X509 *x509;

  g_return_val_if_fail (der != NULL, NULL);

  ERR_set_mark ();
  x509 = d2i_X509 (NULL, &next, (long) length);
  if (x509 != NULL && next != (const unsigned char *) der + length)
    g_clear_pointer (&x509, X509_free);
  if (x509 == NULL)
    {
      ERR_pop_to_mark ();
      set_damaged (error);
      return NULL;
    }

  LgCertificate *self = new_from_x509 (x509, g_bytes_new (der, length));

  ERR_pop_to_mark ();
  return self;
}

/**
 * lg_certificate_ref:
 * @self: a certificate
 *
 * Returns: (transfer full): @self
 */
LgCertificate *
lg_certificate_ref (LgCertificate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_certificate (gpointer data)
{
  LgCertificate *self = data;

  X509_free (self->x509);
  g_bytes_unref (self->der);
  g_free (self->subject);
  g_free (self->name);
  g_free (self->issuer);
  g_free (self->sha256);
  g_free (self->key);
  g_strfreev (self->names);
}

/**
 * lg_certificate_unref:
 * @self: (transfer full): a certificate
 */
void
lg_certificate_unref (LgCertificate *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_certificate);
}

/**
 * lg_certificate_get_subject:
 * @self: a certificate
 *
 * Returns: its subject for reading, most specific part first: `CN=…, O=…, C=…`
 */
const char *
lg_certificate_get_subject (const LgCertificate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->subject;
}

/**
 * lg_certificate_get_name:
 * @self: a certificate
 *
 * Returns: its short name: the common name, else the first name it covers, else the subject
 */
const char *
lg_certificate_get_name (const LgCertificate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * lg_certificate_get_issuer:
 * @self: a certificate
 *
 * Returns: its issuer, written as the subject is
 */
const char *
lg_certificate_get_issuer (const LgCertificate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->issuer;
}

/**
 * lg_certificate_get_not_before:
 * @self: a certificate
 *
 * Returns: when it begins to be valid, Unix seconds
 */
gint64
lg_certificate_get_not_before (const LgCertificate *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->not_before;
}

/**
 * lg_certificate_get_not_after:
 * @self: a certificate
 *
 * Returns: when it ends, Unix seconds
 */
gint64
lg_certificate_get_not_after (const LgCertificate *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->not_after;
}

/**
 * lg_certificate_get_sha256:
 * @self: a certificate
 *
 * Returns: SHA-256 of its DER: 64 upper-case hexadecimal digits
 */
const char *
lg_certificate_get_sha256 (const LgCertificate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->sha256;
}

/**
 * lg_certificate_get_key:
 * @self: a certificate
 *
 * Returns: kind and size of its key: `RSA 2048`, `EC P-256`
 */
const char *
lg_certificate_get_key (const LgCertificate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->key;
}

/**
 * lg_certificate_dup_names:
 * @self: a certificate
 *
 * Returns: (transfer full): the DNS names and IP addresses among its subject alternative names
 */
GStrv
lg_certificate_dup_names (const LgCertificate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdupv (self->names);
}

/**
 * lg_certificate_is_self_signed:
 * @self: a certificate
 *
 * Returns: whether its own key signed it
 */
gboolean
lg_certificate_is_self_signed (const LgCertificate *self)
{
  gboolean is;

  g_return_val_if_fail (self != NULL, FALSE);

  ERR_set_mark ();
  is = X509_self_signed (self->x509, TRUE) == 1;
  ERR_pop_to_mark ();
  return is;
}

/**
 * lg_certificate_is_ca:
 * @self: a certificate
 *
 * A self-signed X.509 v1 certificate says nothing about it and counts as a CA, as Tuya's root must.
 *
 * Returns: whether it may sign others
 */
gboolean
lg_certificate_is_ca (const LgCertificate *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return X509_check_ca (self->x509) != 0;
}

/**
 * lg_certificate_get_der:
 * @self: a certificate
 *
 * Returns: (transfer none): its bytes
 */
GBytes *
lg_certificate_get_der (const LgCertificate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->der;
}

/**
 * lg_certificate_to_pem:
 * @self: a certificate
 *
 * Returns: (transfer full): it as PEM
 */
char *
lg_certificate_to_pem (const LgCertificate *self)
{
  BIO *bio;
  char *pem;

  g_return_val_if_fail (self != NULL, NULL);

  bio = BIO_new (BIO_s_mem ());
  PEM_write_bio_X509 (bio, self->x509);
  pem = lg_x509_dup_bio_text (bio);
  BIO_free (bio);
  return pem;
}

/**
 * lg_certificate_get_x509:
 * @self: a certificate
 *
 * For the folders that use OpenSSL.
 *
 * Returns: (transfer none): OpenSSL's `X509 *`
 */
gpointer
lg_certificate_get_x509 (const LgCertificate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->x509;
}

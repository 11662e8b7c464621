/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-pki.h"
#include "lg-x509.h"

#include <gio/gio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <string.h>

#define HOUR (60 * 60)
#define YEAR (365 * 24 * HOUR)

struct _LgKeyPair
{
  X509     *x509;
  EVP_PKEY *key;
  char     *certificate_pem;
  char     *key_pem;
};

static gboolean
add_extension (X509       *x509,
               X509       *issuer,
               int         nid,
               const char *value)
{
  X509V3_CTX context;
  X509_EXTENSION *extension;
  gboolean ok;

  if (value == NULL || *value == '\0')
    return TRUE;

  X509V3_set_ctx (&context, issuer, x509, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  ok = extension != NULL && X509_add_ext (x509, extension, -1);
  X509_EXTENSION_free (extension);
  return ok;
}

static char *
write_names (const char *const *names)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    g_string_append_printf (text, "%s%s:%s", i > 0 ? "," : "",
                            g_hostname_is_ip_address (names[i]) ? "IP" : "DNS", names[i]);
  return g_string_free (text, FALSE);
}

static const char *
or_default (const char *value,
            const char *fallback)
{
  return value != NULL ? value : fallback;
}

static gboolean
add_extensions (X509            *x509,
                X509            *issuer,
                const LgPkiSpec *spec)
{
  g_autofree char *names = write_names (spec->names);
  gboolean names_issuer = X509_get_ext_by_NID (issuer, NID_subject_key_identifier, -1) >= 0;
  const struct
  {
    int         nid;
    const char *value;
  } extensions[] = {
    { NID_subject_key_identifier, "hash" },
    { NID_authority_key_identifier, names_issuer ? "keyid" : "" },
    { NID_basic_constraints,
      or_default (spec->basic_constraints, spec->ca ? "critical,CA:TRUE" : "critical,CA:FALSE") },
    { NID_key_usage,
      or_default (spec->key_usage,
                  spec->ca ? "critical,keyCertSign,cRLSign"
                           : "critical,digitalSignature,keyEncipherment") },
    { NID_ext_key_usage, or_default (spec->extended_key_usage, spec->ca ? "" : "serverAuth") },
    { NID_subject_alt_name, names },
    { NID_name_constraints, spec->name_constraints },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (extensions); i++)
    if (!add_extension (x509, issuer, extensions[i].nid, extensions[i].value))
      return FALSE;
  return TRUE;
}

static gboolean
set_serial (X509    *x509,
            guint64  serial)
{
  if (serial == 0 && RAND_bytes ((unsigned char *) &serial, sizeof serial) != 1)
    return FALSE;
  return ASN1_INTEGER_set_uint64 (X509_get_serialNumber (x509), serial);
}

static gboolean
set_validity (X509            *x509,
              const LgPkiSpec *spec)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 from = spec->not_before != 0 ? spec->not_before : now - HOUR;
  gint64 until = spec->not_after != 0 ? spec->not_after : now + (spec->ca ? 10 : 1) * (gint64) YEAR;

  return ASN1_TIME_set (X509_getm_notBefore (x509), from) != NULL
         && ASN1_TIME_set (X509_getm_notAfter (x509), until) != NULL;
}

static gboolean
set_subject (X509       *x509,
             const char *name)
{
  return name == NULL
         || X509_NAME_add_entry_by_NID (X509_get_subject_name (x509), NID_commonName, MBSTRING_UTF8,
                                        (const unsigned char *) name, -1, -1, 0);
}

static gboolean
fill (LgKeyPair       *self,
      const LgPkiSpec *spec,
      LgKeyPair       *issuer)
{
  const EVP_MD *digest = EVP_get_digestbyname (or_default (spec->digest, "SHA256"));

  return digest != NULL
         && X509_set_version (self->x509, spec->v1 ? X509_VERSION_1 : X509_VERSION_3)
         && set_serial (self->x509, spec->serial)
         && set_validity (self->x509, spec)
         && set_subject (self->x509, spec->name)
         && X509_set_issuer_name (self->x509, X509_get_subject_name (issuer->x509))
         && X509_set_pubkey (self->x509, self->key)
         && (spec->v1 || add_extensions (self->x509, issuer->x509, spec))
         && X509_sign (self->x509, issuer->key, digest) > 0;
}

static gboolean
write_pem (LgKeyPair *self)
{
  BIO *certificate = BIO_new (BIO_s_mem ());
  BIO *key = BIO_new (BIO_s_secmem ());
  gboolean ok = PEM_write_bio_X509 (certificate, self->x509)
                && PEM_write_bio_PrivateKey (key, self->key, NULL, NULL, 0, NULL, NULL);

  self->certificate_pem = lg_x509_dup_bio_text (certificate);
  self->key_pem = lg_x509_dup_bio_text (key);
  BIO_free (certificate);
  BIO_free (key);
  return ok;
}

/**
 * lg_key_pair_new:
 * @spec: what the certificate says
 * @issuer: (nullable): who signs it; %NULL: itself
 * @error: return location for a #GIOErrorEnum
 *
 * Makes a new key and a certificate for it. Keys are EC P-256 unless asked otherwise: made in
 * microseconds, where RSA 2048 takes a tenth of a second.
 *
 * Returns: (transfer full): the pair, or %NULL when OpenSSL refuses a value of @spec
 */
LgKeyPair *
lg_key_pair_new (const LgPkiSpec  *spec,
                 LgKeyPair        *issuer,
                 GError          **error)
{
  g_autoptr (LgKeyPair) self = NULL;

  g_return_val_if_fail (spec != NULL, NULL);

  ERR_set_mark ();
  self = g_new0 (LgKeyPair, 1);
  self->x509 = X509_new ();
  self->key = spec->rsa_bits > 0 ? EVP_RSA_gen (spec->rsa_bits) : EVP_EC_gen ("P-256");

  if (self->key == NULL || !fill (self, spec, issuer != NULL ? issuer : self) || !write_pem (self))
    {
      const char *reason = ERR_reason_error_string (ERR_peek_last_error ());

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "No certificate could be made: %s",
                   reason != NULL ? reason : "unknown digest");
      g_clear_pointer (&self, lg_key_pair_free);
    }
  ERR_pop_to_mark ();
  return g_steal_pointer (&self);
}

/**
 * lg_key_pair_free:
 * @self: (transfer full): a pair
 *
 * Frees it and wipes the private key.
 */
void
lg_key_pair_free (LgKeyPair *self)
{
  g_return_if_fail (self != NULL);

  if (self->key_pem != NULL)
    OPENSSL_cleanse (self->key_pem, strlen (self->key_pem));
  g_free (self->key_pem);
  g_free (self->certificate_pem);
  EVP_PKEY_free (self->key);
  X509_free (self->x509);
  g_free (self);
}

/**
 * lg_key_pair_get_certificate_pem:
 * @self: a pair
 *
 * Returns: the certificate, PEM
 */
const char *
lg_key_pair_get_certificate_pem (LgKeyPair *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->certificate_pem;
}

/**
 * lg_key_pair_get_key_pem:
 * @self: a pair
 *
 * Returns: the private key, PEM, not encrypted
 */
const char *
lg_key_pair_get_key_pem (LgKeyPair *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->key_pem;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-x509.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>
#include <string.h>

/**
 * lg_x509_dup_bio_text:
 * @bio: a memory BIO
 *
 * Returns: (transfer full): what was written to it, as valid UTF-8
 */
char *
lg_x509_dup_bio_text (BIO *bio)
{
  char *data;
  long length = BIO_get_mem_data (bio, &data);

  /* Nothing written: OpenSSL may leave no data at all. */
  return length > 0 ? g_utf8_make_valid (data, length) : g_strdup ("");
}

/**
 * lg_x509_describe_name:
 * @name: a distinguished name
 *
 * Returns: (transfer full): it for reading, most specific part first: `CN=…, O=…, C=…`
 */
char *
lg_x509_describe_name (const X509_NAME *name)
{
  BIO *bio = BIO_new (BIO_s_mem ());
  char *text;

  X509_NAME_print_ex (bio, name, 0,
                      XN_FLAG_SEP_CPLUS_SPC | XN_FLAG_DN_REV | XN_FLAG_FN_SN
                      | ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_UTF8_CONVERT
                      | ASN1_STRFLGS_DUMP_UNKNOWN | ASN1_STRFLGS_DUMP_DER);
  text = lg_x509_dup_bio_text (bio);
  BIO_free (bio);
  return text;
}

/* A name from the network must not move the cursor of a terminal. */
static void
blank_controls (char *text)
{
  for (char *next, *p = text; *p != '\0'; p = next)
    {
      next = g_utf8_next_char (p);
      if (g_unichar_iscntrl (g_utf8_get_char (p)))
        memset (p, '?', next - p);
    }
}

/**
 * lg_x509_dup_common_name:
 * @x509: a certificate
 *
 * Returns: (transfer full) (nullable): the common name of its subject, control characters replaced
 */
char *
lg_x509_dup_common_name (X509 *x509)
{
  const X509_NAME *name = X509_get_subject_name (x509);
  int index = X509_NAME_get_index_by_NID (name, NID_commonName, -1);
  X509_NAME_ENTRY *entry = X509_NAME_get_entry (name, index);
  unsigned char *utf8 = NULL;
  int length;
  char *text;

  if (entry == NULL)
    return NULL;
  length = ASN1_STRING_to_UTF8 (&utf8, X509_NAME_ENTRY_get_data (entry));
  if (length <= 0)
    {
      OPENSSL_free (utf8);
      return NULL;
    }

  text = g_utf8_make_valid ((const char *) utf8, length);
  OPENSSL_free (utf8);
  blank_controls (text);
  return text;
}

static char *
describe_address (const ASN1_OCTET_STRING *octets)
{
  int length = ASN1_STRING_length (octets);
  g_autoptr (GInetAddress) address = NULL;

  if (length != 4 && length != 16)
    return NULL;
  address = g_inet_address_new_from_bytes (ASN1_STRING_get0_data (octets),
                                           length == 4 ? G_SOCKET_FAMILY_IPV4
                                                       : G_SOCKET_FAMILY_IPV6);
  return g_inet_address_to_string (address);
}

/**
 * lg_x509_dup_names:
 * @x509: a certificate
 *
 * Returns: (transfer full): the DNS names and IP addresses among its subject alternative names
 */
GStrv
lg_x509_dup_names (X509 *x509)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GENERAL_NAMES *names = X509_get_ext_d2i (x509, NID_subject_alt_name, NULL, NULL);

  for (int i = 0; i < sk_GENERAL_NAME_num (names); i++)
    {
      int type;
      ASN1_STRING *value = GENERAL_NAME_get0_value (sk_GENERAL_NAME_value (names, i), &type);
      g_autofree char *text = NULL;

      if (type == GEN_DNS)
        text = g_utf8_make_valid ((const char *) ASN1_STRING_get0_data (value),
                                  ASN1_STRING_length (value));
      else if (type == GEN_IPADD)
        text = describe_address (value);
      if (text != NULL)
        g_strv_builder_add (builder, text);
    }
  GENERAL_NAMES_free (names);
  return g_strv_builder_end (builder);
}

/**
 * lg_x509_describe_key:
 * @x509: a certificate
 *
 * Returns: (transfer full): kind and size of its key: `RSA 2048`, `EC P-256`
 */
char *
lg_x509_describe_key (X509 *x509)
{
  EVP_PKEY *key = X509_get0_pubkey (x509);
  char group[64];

  if (key == NULL)
    return g_strdup (_("unknown"));
  if (EVP_PKEY_is_a (key, "EC") && EVP_PKEY_get_group_name (key, group, sizeof group, NULL))
    {
      const char *nist = EC_curve_nid2nist (OBJ_txt2nid (group));

      return g_strdup_printf ("EC %s", nist != NULL ? nist : group);
    }
  if (EVP_PKEY_is_a (key, "RSA") || EVP_PKEY_is_a (key, "DSA"))
    return g_strdup_printf ("%s %d", EVP_PKEY_get0_type_name (key), EVP_PKEY_get_bits (key));
  return g_strdup (EVP_PKEY_get0_type_name (key));
}

/**
 * lg_x509_read_time:
 * @time: a time in a certificate
 *
 * Returns: it in Unix seconds; 0 when it cannot be read
 */
gint64
lg_x509_read_time (const ASN1_TIME *time)
{
  struct tm tm;
  g_autoptr (GDateTime) date = NULL;

  if (!ASN1_TIME_to_tm (time, &tm))
    return 0;
  date = g_date_time_new_utc (tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
                              tm.tm_hour, tm.tm_min, tm.tm_sec);
  return date != NULL ? g_date_time_to_unix (date) : 0;
}

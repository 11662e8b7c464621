/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What operators take for a certificate file, and is none. */
#include "config.h"

#include "lg-other-file.h"

#include <glib/gi18n-lib.h>
#include <openssl/asn1t.h>
#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <string.h>

/* A page of a server's begins with its kind. */
#define HEAD_LENGTH 4096

typedef enum
{
  NOTHING_KNOWN,
  PRIVATE_KEY,
  PUBLIC_KEY,
  REQUEST,
  REVOCATION_LIST,
  KEY_STORE,
  JAVA_STORE,
  PARAMETERS,
  OF_PGP,
  LFS_POINTER,
  PAGE,
  XML,
  PRINTOUT,
  ARCHIVE,
  DOCUMENT,
  PICTURE,
  PROGRAM,
} Kind;

static const char *const texts[] = {
  [PRIVATE_KEY] = N_("It is a private key, not a certificate. Keep it secret."),
  [PUBLIC_KEY] = N_("It is a public key, not a certificate."),
  [REQUEST] = N_("It is a certificate request (CSR): what an authority makes a certificate from."),
  [REVOCATION_LIST] = N_("It is a revocation list (CRL), not a certificate."),
  [KEY_STORE] = N_("It is a key store (PKCS#12, also .pfx). Take the certificate out of it, for "
                   "example with “openssl pkcs12 -nokeys”."),
  [JAVA_STORE] = N_("It is a key store of Java. Take the certificate out of it with “keytool "
                    "-exportcert -rfc”."),
  [PARAMETERS] = N_("It holds the parameters of a key exchange, no certificate."),
  [OF_PGP] = N_("It is of PGP, not a certificate of TLS."),
  [LFS_POINTER] = N_("It is a pointer of Git LFS, not the file itself."),
  [PAGE] = N_("It is a web page (HTML), not a certificate: the page around a download, or an error "
              "of it."),
  [XML] = N_("It is XML without a certificate in it."),
  [PRINTOUT] = N_("It is the printout of a certificate, without the certificate itself."),
  [ARCHIVE] = N_("It is a compressed archive: unpack it first."),
  [DOCUMENT] = N_("It is a PDF document, not a certificate."),
  [PICTURE] = N_("It is a picture, not a certificate."),
  [PROGRAM] = N_("It is a program: “roots scan” finds the certificates inside."),
};

/* Words that stand in a text, the narrowest first. */
static const struct
{
  const char *word;
  Kind        kind;
} words[] = {
  { "-----BEGIN CERTIFICATE REQUEST", REQUEST },
  { "-----BEGIN NEW CERTIFICATE REQUEST", REQUEST },
  { "-----BEGIN X509 CRL", REVOCATION_LIST },
  { "PRIVATE KEY-----", PRIVATE_KEY },
  { "PUBLIC KEY-----", PUBLIC_KEY },
  { "PuTTY-User-Key-File", PRIVATE_KEY },
  { "-----BEGIN DH PARAMETERS", PARAMETERS },
  { "-----BEGIN EC PARAMETERS", PARAMETERS },
  { "-----BEGIN PKCS12", KEY_STORE },
  { "-----BEGIN PGP", OF_PGP },
  { "BEGIN SSH2 PUBLIC KEY", PUBLIC_KEY },
  { "ssh-rsa ", PUBLIC_KEY },
  { "ssh-ed25519 ", PUBLIC_KEY },
  { "ecdsa-sha2-", PUBLIC_KEY },
  { "git-lfs.github.com/spec", LFS_POINTER },
  { "<!DOCTYPE HTML", PAGE },
  { "<HTML", PAGE },
  { "Signature Algorithm:", PRINTOUT },
  { "<?xml", XML },
};

static const struct
{
  const char *bytes;
  gsize       length;
  Kind        kind;
} magics[] = {
  { "\xFE\xED\xFE\xED", 4, JAVA_STORE },
  { "\xCE\xCE\xCE\xCE", 4, JAVA_STORE },
  { "PK\x03\x04", 4, ARCHIVE },
  { "\x1F\x8B", 2, ARCHIVE },
  { "Rar!", 4, ARCHIVE },
  { "7z\xBC\xAF", 4, ARCHIVE },
  { "%PDF", 4, DOCUMENT },
  { "\x89PNG", 4, PICTURE },
  { "\xFF\xD8\xFF", 3, PICTURE },
  { "\x7F" "ELF", 4, PROGRAM },
  { "MZ\x90", 3, PROGRAM },
};

static const struct
{
  ASN1_ITEM_EXP *item;
  Kind           kind;
} items[] = {
  { ASN1_ITEM_ref (PKCS12), KEY_STORE },
  { ASN1_ITEM_ref (X509_REQ), REQUEST },
  { ASN1_ITEM_ref (X509_CRL), REVOCATION_LIST },
  { ASN1_ITEM_ref (PKCS8_PRIV_KEY_INFO), PRIVATE_KEY },
  { ASN1_ITEM_ref (X509_SIG), PRIVATE_KEY },
  { ASN1_ITEM_ref (X509_PUBKEY), PUBLIC_KEY },
};

static Kind
guess_der (const unsigned char *data,
           long                 length)
{
  const unsigned char *next = data;
  EVP_PKEY *key;

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      ASN1_VALUE *value;

      next = data;
      value = ASN1_item_d2i (NULL, &next, length, ASN1_ITEM_ptr (items[i].item));
      ASN1_item_free (value, ASN1_ITEM_ptr (items[i].item));
      if (value != NULL && next == data + length)
        return items[i].kind;
    }

  next = data;
  key = d2i_AutoPrivateKey (NULL, &next, length);
  EVP_PKEY_free (key);
  return key != NULL ? PRIVATE_KEY : NOTHING_KNOWN;
}

static gboolean
has_word (const char *text,
          gsize       length,
          const char *word)
{
  gsize n = strlen (word);

  for (gsize i = 0; i + n <= length; i++)
    if (g_ascii_strncasecmp (text + i, word, n) == 0)
      return TRUE;
  return FALSE;
}

/**
 * lg_other_file_describe:
 * @data: bytes in which there is no certificate
 * @length: how many
 *
 * Finds out what they are instead: a key, a request, a key store, a page, an archive. Nothing of
 * them is repeated.
 *
 * Returns: (nullable): a sentence, translated; %NULL: it cannot be told
 */
const char *
lg_other_file_describe (gconstpointer data,
                        gsize         length)
{
  Kind kind = NOTHING_KNOWN;

  g_return_val_if_fail (data != NULL || length == 0, NULL);
  g_return_val_if_fail (length <= G_MAXLONG, NULL);

  if (length > 2 && *(const guint8 *) data == 0x30)
    {
      /* What is parsed in vain is nobody's error. */
      ERR_set_mark ();
      kind = guess_der (data, (long) length);
      ERR_pop_to_mark ();
    }
  for (guint i = 0; kind == NOTHING_KNOWN && i < G_N_ELEMENTS (magics); i++)
    if (length >= magics[i].length && memcmp (data, magics[i].bytes, magics[i].length) == 0)
      kind = magics[i].kind;
  for (guint i = 0; kind == NOTHING_KNOWN && i < G_N_ELEMENTS (words); i++)
    if (has_word (data, MIN (length, HEAD_LENGTH), words[i].word))
      kind = words[i].kind;
  return kind != NOTHING_KNOWN ? _(texts[kind]) : NULL;
}

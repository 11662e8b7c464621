/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One certificate in every way that files and programs write it, and what is none. */
#include "trust/lg-certificate-file.h"
#include "trust/lg-pki.h"

#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <string.h>

#define SEED 20260801
#define N_CHANGED 150

typedef struct
{
  LgKeyPair     *pair;
  LgKeyPair     *leaf;
  const char    *pem;
  char          *body;
  GBytes        *der;
  LgCertificate *certificate;
} Fixture;

static Fixture made;

static char *
replace (const char *text,
         const char *old,
         const char *new)
{
  g_auto (GStrv) parts = g_strsplit (text, old, -1);

  return g_strjoinv (new, parts);
}

/* Each line of the PEM between two texts. */
static char *
wrap (const char *before,
      const char *after)
{
  g_auto (GStrv) lines = g_strsplit (made.pem, "\n", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    g_string_append_printf (text, "%s%s%s", before, lines[i], after);
  return g_string_free (text, FALSE);
}

static char *
list_bytes (const guint8 *data,
            gsize         length,
            const char   *format,
            gboolean      is_signed)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    {
      int value = is_signed ? (gint8) data[i] : data[i];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_string_append_printf (text, format, value);
#pragma GCC diagnostic pop
      if (i % 12 == 11 && strchr (format, '\\') == NULL)
        g_string_append (text, "\n  ");
    }
  return g_string_free (text, FALSE);
}

static char *
list_der (const char *format,
          gboolean    is_signed)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (made.der, &length);

  return list_bytes (data, length, format, is_signed);
}

static void
assert_read (const char        *name,
             gconstpointer      data,
             gsize              length,
             LgCertificateForm  form,
             guint              n,
             gboolean           joined)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;
  LgCertificateFile file = { 0 };
  g_autoptr (GPtrArray) finds = NULL;

  g_test_message ("%s", name);
  lg_certificate_file_read (bytes, &file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (file.certificates->len, ==, n);
  g_assert_cmpstr (lg_certificate_get_sha256 (file.certificates->pdata[0]), ==,
                   lg_certificate_get_sha256 (made.certificate));
  g_assert_cmpint (file.form, ==, form);
  g_assert_cmpint (file.joined, ==, joined);
  g_ptr_array_unref (file.certificates);

  finds = lg_firmware_scan (bytes, NULL);
  g_assert_cmpuint (finds->len, ==, n);
}

/* @text is freed. */
static void
assert_text (const char        *name,
             char              *text,
             LgCertificateForm  form,
             gboolean           joined)
{
  assert_read (name, text, strlen (text), form, 1, joined);
  g_free (text);
}

/* @text, which is freed, between two others. */
static char *
between (const char *head,
         char       *text,
         const char *tail)
{
  char *whole = g_strconcat (head, text, tail, NULL);

  g_free (text);
  return whole;
}

/* Strings of programs, with every way of continuing them. */
static void
test_quoted (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    const char *head;
    const char *tail;
    gboolean    joined;
  } rows[] = {
    { "    \"", "\\r\\n\" \\\n", "const char *ca = \\\n{\n    \\\n", "};\n", FALSE },
    { "\"", "\\n\"\n", "const char ca[] =\n", ";\n", FALSE },
    { "\"", "\\n\" /* don't */\n", "const char ca[] =\n", ";\n", FALSE },
    { "  '", "\\n' +\n", "const ca =\n", "'';\n", FALSE },
    { "  \"", "\\n\",\n", "ca = [\n", "]\n", FALSE },
    { "", "\\n\\\n", "static const char * ca = \"", "\";\n", FALSE },
    { "  .ascii \"", "\\n\"\n", "ca:\n", "", FALSE },
    { "", "\\n", "{\"ca\":\"", "\"}", FALSE },
    { "", "\\\\r\\\\n", "\"{\\\"ca\\\":\\\"", "\\\"}\"", FALSE },
    { "\"", "\"\n", "const char ca[] =\n", ";\n", TRUE },
  };
  g_autofree char *escaped = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      char *lines = wrap (rows[i].before, rows[i].after);

      assert_text (rows[i].after, between (rows[i].head, lines, rows[i].tail),
                   LG_CERTIFICATE_FORM_QUOTED, rows[i].joined);
    }
  escaped = wrap ("", "\\n");
  assert_text ("JSON's slashes", between ("{\"ca\":\"", replace (escaped, "/", "\\/"), "\"}"),
               LG_CERTIFICATE_FORM_QUOTED, FALSE);
}

static void
test_plain (void)
{
  static const LgCertificateForm pem = LG_CERTIFICATE_FORM_PEM;

  assert_text ("raw", g_strconcat ("const char ca[] = R\"EOF(\"\n", made.pem, ")EOF\";", NULL), pem,
               FALSE);
  assert_text ("YAML", between ("ca: |\n", wrap ("      ", "\n"), "port: 1\n"), pem,
               FALSE);
  assert_text ("comment", wrap ("// ", "\n"), pem, FALSE);
  assert_text ("script", wrap ("# ", "\r\n"), pem, FALSE);
  assert_text ("quoted mail", wrap ("> ", "\n"), pem, FALSE);
  assert_text ("CR", wrap ("", "\r"), pem, FALSE);
  assert_text ("blank lines", wrap ("", "\n\n"), pem, FALSE);
  assert_text ("one line", wrap ("", ""), pem, TRUE);
  assert_text ("blanks for line breaks", wrap ("", " "), pem, TRUE);
  assert_text ("trusted", replace (made.pem, " CERTIFICATE", " TRUSTED CERTIFICATE"),
               LG_CERTIFICATE_FORM_TRUSTED, FALSE);
  assert_text ("base64", g_strdup (made.body), LG_CERTIFICATE_FORM_BASE64, FALSE);
  assert_text ("base64, one line", replace (made.body, "\n", ""), LG_CERTIFICATE_FORM_BASE64,
               FALSE);
  assert_text ("base64 once more", g_base64_encode ((const guchar *) made.pem, strlen (made.pem)),
               LG_CERTIFICATE_FORM_BASE64, FALSE);
}

static void
test_numbers (void)
{
  static const LgCertificateForm form = LG_CERTIFICATE_FORM_NUMBERS;

  assert_text ("xxd -i", between ("unsigned char ca[] = {\n  ", list_der ("0x%02x, ", FALSE),
                                  "};\nunsigned int ca_len = 3;\n"), form, FALSE);
  assert_text ("capitals", list_der ("0X%02X,", FALSE), form, FALSE);
  assert_text ("comments", list_der ("0x%02x, /* 1 */ ", FALSE), form, FALSE);
  assert_text ("casts", list_der ("(byte)0x%02x, ", FALSE), form, FALSE);
  assert_text ("Java", list_der ("%d, ", TRUE), form, FALSE);
  assert_text ("Go", between ("[]byte{", list_der ("%d, ", FALSE), "}"), form, FALSE);
  assert_text ("escapes", between ("b\"", list_der ("\\x%02x", FALSE), "\""), form,
               FALSE);
  assert_text ("pairs", list_der ("%02x ", FALSE), form, FALSE);
  assert_text ("colons", list_der ("%02X:", FALSE), form, FALSE);
  assert_text ("hexadecimal", list_der ("%02x", FALSE), form, FALSE);
  assert_text ("PEM", list_bytes ((const guint8 *) made.pem, strlen (made.pem), "0x%02x, ", FALSE),
               form, FALSE);
}

/* Two in one program, as for two regions; a bundle; and the same with padding around it. */
static void
test_several (void)
{
  g_autofree char *first = wrap ("\"", "\\r\\n\" \\\n");
  g_autofree char *both = g_strconcat ("#if A\nconst char *ca = ", first, ";\n#else\nconst char "
                                       "*ca = ", first, ";\n#endif\n", NULL);
  g_autofree char *two = g_strconcat (made.pem, lg_key_pair_get_certificate_pem (made.leaf),
                                      made.pem, NULL);
  g_autofree char *hint = g_strconcat ("/* -----BEGIN CERTIFICATE-----\n...\n"
                                       "-----END CERTIFICATE----- */\n", made.pem, NULL);
  gsize length;
  const guint8 *der = g_bytes_get_data (made.der, &length);
  g_autoptr (GByteArray) padded = g_byte_array_new ();

  assert_read ("#if", both, strlen (both), LG_CERTIFICATE_FORM_QUOTED, 2, FALSE);
  assert_read ("bundle", two, strlen (two), LG_CERTIFICATE_FORM_PEM, 3, FALSE);
  assert_read ("placeholder", hint, strlen (hint), LG_CERTIFICATE_FORM_PEM, 1, FALSE);
  g_byte_array_append (padded, der, length);
  g_byte_array_set_size (padded, length + 512);
  memset (padded->data + length, 0xFF, 512);
  assert_read ("padded", padded->data, padded->len, LG_CERTIFICATE_FORM_DER, 1, FALSE);
  g_byte_array_append (padded, der, length);
  assert_read ("two", padded->data, padded->len, LG_CERTIFICATE_FORM_DER, 2, FALSE);
}

static void
test_wide (void)
{
  static const char *const names[] = { "UTF-16", "UTF-16LE", "UTF-16BE" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (int program = 0; program < 2; program++)
      {
        g_autofree char *lines = program ? wrap ("\"", "\\n\"\n") : g_strdup (made.pem);
        gsize length;
        g_autofree char *wide = g_convert (lines, -1, names[i], "UTF-8", NULL, &length, NULL);

        assert_read (names[i], wide, length,
                     program ? LG_CERTIFICATE_FORM_QUOTED : LG_CERTIFICATE_FORM_PEM, 1, FALSE);
      }
}

static void
test_pkcs7 (void)
{
  PKCS7 *store = PKCS7_new ();
  BIO *bio = BIO_new (BIO_s_mem ());
  unsigned char *der = NULL;
  char *pem;
  int length;

  g_assert_true (PKCS7_set_type (store, NID_pkcs7_signed));
  g_assert_true (PKCS7_content_new (store, NID_pkcs7_data));
  g_assert_true (PKCS7_add_certificate (store, lg_certificate_get_x509 (made.certificate)));
  length = i2d_PKCS7 (store, &der);
  assert_read ("DER", der, length, LG_CERTIFICATE_FORM_PKCS7, 1, FALSE);
  g_assert_true (PEM_write_bio_PKCS7 (bio, store));
  length = BIO_get_mem_data (bio, &pem);
  assert_read ("PEM", pem, length, LG_CERTIFICATE_FORM_PKCS7, 1, FALSE);
  OPENSSL_free (der);
  BIO_free (bio);
  PKCS7_free (store);
}

static void
assert_refused (const char *name,
                const void *data,
                gsize       length,
                int         code,
                const char *says)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;
  LgCertificateFile file;

  g_test_message ("%s", name);
  g_assert_false (lg_certificate_file_read (bytes, &file, &error));
  g_assert_error (error, LG_TRUST_ERROR, code);
  g_assert_nonnull (strstr (error->message, says));
}

/* What is something else is called what it is, in PEM, in DER and as numbers. */
static void
test_other_keys (void)
{
  static const int none = LG_TRUST_ERROR_NO_CERTIFICATE;
  const char *key_pem = lg_key_pair_get_key_pem (made.pair);
  BIO *bio = BIO_new_mem_buf (key_pem, -1);
  EVP_PKEY *key = PEM_read_bio_PrivateKey (bio, NULL, NULL, NULL);
  X509 *x509 = lg_certificate_get_x509 (made.certificate);
  X509_REQ *request = X509_to_X509_REQ (x509, key, EVP_sha256 ());
  PKCS12 *store = PKCS12_create ("x", "x", key, x509, NULL, 0, 0, 0, 0, 0);
  PKCS12 *open_store = PKCS12_create (NULL, "x", key, x509, NULL, 0, -1, 0, 0, 0);
  unsigned char *der = NULL;
  int length = i2d_PrivateKey (key, &der);
  g_autofree char *numbers = list_bytes (der, length, "0x%02x, ", FALSE);

  assert_refused ("key", key_pem, strlen (key_pem), none, "private key");
  assert_refused ("key, DER", der, length, none, "private key");
  assert_refused ("key, numbers", numbers, strlen (numbers), none, "private key");
  OPENSSL_free (der);
  der = NULL;
  length = i2d_PUBKEY (key, &der);
  assert_refused ("public key, DER", der, length, none, "public key");
  OPENSSL_free (der);
  der = NULL;
  length = i2d_X509_REQ (request, &der);
  assert_refused ("request, DER", der, length, none, "request");
  OPENSSL_free (der);
  der = NULL;
  length = i2d_PKCS12 (store, &der);
  assert_refused ("key store", der, length, none, "PKCS#12");
  OPENSSL_free (der);
  der = NULL;
  length = i2d_PKCS12 (open_store, &der);
  assert_refused ("open key store", der, length, none, "PKCS#12");
  OPENSSL_free (der);
  PKCS12_free (store);
  PKCS12_free (open_store);
  X509_REQ_free (request);
  EVP_PKEY_free (key);
  BIO_free (bio);
}

static void
test_other_texts (void)
{
  static const struct
  {
    const char *text;
    const char *says;
  } rows[] = {
    { "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n", "request" },
    { "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n", "private key" },
    { "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n", "public key" },
    { "-----BEGIN X509 CRL-----\nMIIB\n-----END X509 CRL-----\n", "CRL" },
    { "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQEN\n", "PGP" },
    { "ssh-rsa AAAAB3NzaC1yc2E me@here\n", "public key" },
    { "\xEF\xBB\xBF<!doctype html><html><body>404</body></html>", "web page" },
    { "\n<html lang=en>\n", "web page" },
    { "Certificate:\n    Data:\n        Signature Algorithm: sha1WithRSAEncryption\n", "printout" },
    { "version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "Git LFS" },
    { "PK\x03\x04 and so on", "unpack" },
    { "\xFE\xED\xFE\xED and so on", "keytool" },
    { "%PDF-1.4", "PDF" },
    { "nothing of this kind", "no certificate" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_refused (rows[i].says, rows[i].text, strlen (rows[i].text),
                    LG_TRUST_ERROR_NO_CERTIFICATE, rows[i].says);
}

/* “Damaged” is only what was meant to be a certificate. */
static void
test_damaged (void)
{
  gsize length;
  const guint8 *der = g_bytes_get_data (made.der, &length);
  g_autofree char *cut = g_strndup (made.pem, strlen (made.pem) - 40);
  g_autofree char *changed = replace (made.pem, "MII", "!II");
  g_autofree char *numbers = list_der ("0x%02x, ", FALSE);

  assert_refused ("cut PEM", cut, strlen (cut), LG_TRUST_ERROR_DAMAGED, "cut off");
  assert_refused ("cut DER", der, length - 1, LG_TRUST_ERROR_DAMAGED, "cut off");
  assert_refused ("cut numbers", numbers, strlen (numbers) / 2, LG_TRUST_ERROR_DAMAGED, "cut off");
  assert_refused ("cut base64", made.body, strlen (made.body) / 2, LG_TRUST_ERROR_DAMAGED,
                  "cut off");
  assert_refused ("changed", changed, strlen (changed), LG_TRUST_ERROR_DAMAGED, "damaged");
}

/* Changed at random, in the same way every time: a file is read or refused, and nothing else. */
static void
test_changed (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  gsize length;
  g_autofree char *wide = g_convert (made.pem, -1, "UTF-16", "UTF-8", NULL, &length, NULL);
  g_autofree char *program = wrap ("\"", "\\r\\n\" \\\n");
  g_autofree char *numbers = list_der ("0x%02x, ", FALSE);
  g_autofree char *java = list_der ("(byte)%d, ", TRUE);
  static const char tokens[] = "\"'\\\n\r#/*=-0x{}\0;:|MII";
  GBytes *seeds[] = {
    g_bytes_new (made.pem, strlen (made.pem)), g_bytes_new (program, strlen (program)),
    g_bytes_new (numbers, strlen (numbers)), g_bytes_new (java, strlen (java)),
    g_bytes_new (wide, length), g_bytes_ref (made.der), g_bytes_new (made.body, strlen (made.body)),
  };

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    for (guint k = 0; k < N_CHANGED; k++)
      {
        g_autoptr (GByteArray) text = g_byte_array_new ();
        g_autoptr (GBytes) bytes = NULL;
        g_autoptr (GPtrArray) found = NULL;
        g_autoptr (GError) error = NULL;

        g_byte_array_append (text, g_bytes_get_data (seeds[i], NULL), g_bytes_get_size (seeds[i]));
        for (int n = g_rand_int_range (random, 1, 8); n > 0; n--)
          {
            guint at = g_rand_int_range (random, 0, text->len);

            if (g_rand_boolean (random))
              text->data[at] = tokens[g_rand_int_range (random, 0, sizeof tokens)];
            else
              g_byte_array_remove_range (text, at,
                                         g_rand_int_range (random, 0, MIN (text->len - at, 9)));
          }
        bytes = g_bytes_new (text->data, text->len);
        found = lg_certificates_parse (bytes, &error);
        g_assert_true ((found == NULL) == (error != NULL));
      }
  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    g_bytes_unref (seeds[i]);
}

static void
make (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) certificates = NULL;
  g_auto (GStrv) lines = NULL;

  made.pair = lg_key_pair_new (&(LgPkiSpec) { .name = "Root", .ca = TRUE, .rsa_bits = 2048 }, NULL,
                               &error);
  g_assert_no_error (error);
  made.leaf = lg_key_pair_new (&(LgPkiSpec) { .name = "Leaf" }, made.pair, &error);
  g_assert_no_error (error);
  made.pem = lg_key_pair_get_certificate_pem (made.pair);
  bytes = g_bytes_new_static (made.pem, strlen (made.pem));
  certificates = lg_certificates_parse (bytes, &error);
  g_assert_no_error (error);
  made.certificate = lg_certificate_ref (certificates->pdata[0]);
  made.der = g_bytes_ref (lg_certificate_get_der (made.certificate));
  lines = g_strsplit (made.pem, "-----", -1);
  made.body = g_strstrip (g_strdup (lines[2]));
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  make ();

  g_test_add_func ("/trust/certificate-file/quoted", test_quoted);
  g_test_add_func ("/trust/certificate-file/plain", test_plain);
  g_test_add_func ("/trust/certificate-file/numbers", test_numbers);
  g_test_add_func ("/trust/certificate-file/several", test_several);
  g_test_add_func ("/trust/certificate-file/wide", test_wide);
  g_test_add_func ("/trust/certificate-file/pkcs7", test_pkcs7);
  g_test_add_func ("/trust/certificate-file/other-keys", test_other_keys);
  g_test_add_func ("/trust/certificate-file/other-texts", test_other_texts);
  g_test_add_func ("/trust/certificate-file/damaged", test_damaged);
  g_test_add_func ("/trust/certificate-file/changed", test_changed);

  status = g_test_run ();
  lg_certificate_unref (made.certificate);
  g_bytes_unref (made.der);
  g_free (made.body);
  lg_key_pair_free (made.leaf);
  lg_key_pair_free (made.pair);
  return status;
}

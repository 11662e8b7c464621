/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trust/lg-certificate.h"
#include "trust/lg-pki.h"

#include <gio/gio.h>

static LgKeyPair *
make_pair (const LgPkiSpec *spec,
           LgKeyPair       *issuer)
{
  g_autoptr (GError) error = NULL;
  LgKeyPair *pair = lg_key_pair_new (spec, issuer, &error);

  g_assert_no_error (error);
  return pair;
}

static LgCertificate *
read_pair (LgKeyPair *pair)
{
  const char *pem = lg_key_pair_get_certificate_pem (pair);
  g_autoptr (GBytes) bytes = g_bytes_new_static (pem, strlen (pem));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) certificates = lg_certificates_parse (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (certificates->len, ==, 1);
  return lg_certificate_ref (g_ptr_array_index (certificates, 0));
}

static char *
replace (const char *text,
         const char *old,
         const char *new)
{
  g_auto (GStrv) parts = g_strsplit (text, old, -1);

  return g_strjoinv (new, parts);
}

/* What operators have as a "certificate file": PEM and its disguises. */
static void
test_parse_pem (void)
{
  g_autoptr (LgKeyPair) pair = make_pair (&(LgPkiSpec) { .name = "One" }, NULL);
  g_autoptr (LgCertificate) certificate = read_pair (pair);
  const char *pem = lg_key_pair_get_certificate_pem (pair);
  g_autofree char *crlf = replace (pem, "\n", "\r\n");
  g_autofree char *bom_crlf = g_strconcat ("\xEF\xBB\xBF", crlf, NULL);
  g_autofree char *bom = g_strconcat ("\xEF\xBB\xBF", pem, NULL);
  g_autofree char *text = g_strconcat ("subject: One\n\n", pem, "\nthe end\n", NULL);
  g_autofree char *key = g_strconcat (lg_key_pair_get_key_pem (pair), pem, NULL);
  g_autofree char *trimmed = g_strchomp (g_strdup (pem));
  g_autofree char *two = g_strconcat (pem, pem, NULL);
  const struct
  {
    const char *text;
    guint       count;
  } cases[] = {
    { pem, 1 }, { crlf, 1 }, { bom_crlf, 1 }, { bom, 1 }, { text, 1 }, { key, 1 }, { trimmed, 1 },
    { two, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].text, strlen (cases[i].text));
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) found = lg_certificates_parse (bytes, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (found->len, ==, cases[i].count);
      for (guint j = 0; j < found->len; j++)
        g_assert_cmpstr (lg_certificate_get_sha256 (g_ptr_array_index (found, j)), ==,
                         lg_certificate_get_sha256 (certificate));
    }
}

static void
test_parse_der (void)
{
  g_autoptr (LgKeyPair) pair = make_pair (&(LgPkiSpec) { .name = "One" }, NULL);
  g_autoptr (LgCertificate) certificate = read_pair (pair);
  GBytes *der = lg_certificate_get_der (certificate);
  g_autoptr (GPtrArray) found = lg_certificates_parse (der, NULL);
  g_autofree char *pem = lg_certificate_to_pem (certificate);

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (g_bytes_equal (lg_certificate_get_der (g_ptr_array_index (found, 0)), der));
  g_assert_cmpstr (pem, ==, lg_key_pair_get_certificate_pem (pair));
}

static void
assert_refused (gconstpointer data,
                gsize         length,
                int           code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;

  g_assert_null (lg_certificates_parse (bytes, &error));
  g_assert_error (error, LG_TRUST_ERROR, code);
}

static void
test_refused (void)
{
  static const char broken_base64[]
    = "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n";
  static const char not_a_certificate[]
    = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  static const char garbage[] = "\x00\xFF\x1B garbage \x80";
  g_autoptr (LgKeyPair) pair = make_pair (&(LgPkiSpec) { .name = "One" }, NULL);
  const char *pem = lg_key_pair_get_certificate_pem (pair);
  const char *key = lg_key_pair_get_key_pem (pair);
  g_autofree char *good_then_damaged = g_strconcat (pem, broken_base64, NULL);

  assert_refused ("", 0, LG_TRUST_ERROR_EMPTY);
  assert_refused ("\n", 1, LG_TRUST_ERROR_NO_CERTIFICATE);
  assert_refused ("0", 1, LG_TRUST_ERROR_NO_CERTIFICATE);
  assert_refused ("\xEF\xBB\xBF", 3, LG_TRUST_ERROR_NO_CERTIFICATE);
  assert_refused (garbage, sizeof garbage, LG_TRUST_ERROR_NO_CERTIFICATE);
  assert_refused (key, strlen (key), LG_TRUST_ERROR_NO_CERTIFICATE);
  assert_refused (broken_base64, strlen (broken_base64), LG_TRUST_ERROR_DAMAGED);
  assert_refused (not_a_certificate, strlen (not_a_certificate), LG_TRUST_ERROR_DAMAGED);
  assert_refused (good_then_damaged, strlen (good_then_damaged), LG_TRUST_ERROR_DAMAGED);
}

/* Cut at every byte: an error each time, and never one about something else. */
static void
test_truncated (void)
{
  g_autoptr (LgKeyPair) pair = make_pair (&(LgPkiSpec) { .name = "One" }, NULL);
  g_autoptr (LgCertificate) certificate = read_pair (pair);
  const char *pem = lg_key_pair_get_certificate_pem (pair);
  gsize begin = strlen ("-----BEGIN CERTIFICATE-----\n");
  gsize length;
  const guint8 *der = g_bytes_get_data (lg_certificate_get_der (certificate), &length);

  for (gsize i = begin; i < strlen (pem) - 2; i++)
    assert_refused (pem, i, LG_TRUST_ERROR_DAMAGED);
  for (gsize i = 3; i < length; i++)
    assert_refused (der, i, LG_TRUST_ERROR_DAMAGED);
}

static void
test_fields (void)
{
  static const char *const names[] = { "a.example.com", "192.0.2.7", "2001:db8::7", NULL };
  g_autoptr (LgKeyPair) ca = make_pair (&(LgPkiSpec) { .name = "Our CA", .ca = TRUE }, NULL);
  g_autoptr (LgKeyPair) leaf = make_pair (&(LgPkiSpec) {
                                            .name = "Gerät 7",
                                            .names = names,
                                            .not_before = 1000000000,
                                            .not_after = G_GINT64_CONSTANT (4000000000),
                                          }, ca);
  g_autoptr (LgCertificate) certificate = read_pair (leaf);
  g_autoptr (LgCertificate) root = read_pair (ca);
  g_auto (GStrv) covered = lg_certificate_dup_names (certificate);

  g_assert_cmpstr (lg_certificate_get_subject (certificate), ==, "CN=Gerät 7");
  g_assert_cmpstr (lg_certificate_get_name (certificate), ==, "Gerät 7");
  g_assert_cmpstr (lg_certificate_get_issuer (certificate), ==, "CN=Our CA");
  g_assert_cmpint (lg_certificate_get_not_before (certificate), ==, 1000000000);
  g_assert_cmpint (lg_certificate_get_not_after (certificate), ==,
                   G_GINT64_CONSTANT (4000000000));
  g_assert_cmpstr (lg_certificate_get_key (certificate), ==, "EC P-256");
  g_assert_true (g_strv_equal ((const char *const *) covered, names));
  g_assert_false (lg_certificate_is_ca (certificate));
  g_assert_false (lg_certificate_is_self_signed (certificate));
  g_assert_true (lg_certificate_is_ca (root));
  g_assert_true (lg_certificate_is_self_signed (root));
}

static void
test_nameless (void)
{
  static const char *const names[] = { "a.example.com", NULL };
  g_autoptr (LgKeyPair) pair = make_pair (&(LgPkiSpec) { .names = names }, NULL);
  g_autoptr (LgCertificate) certificate = read_pair (pair);

  g_assert_cmpstr (lg_certificate_get_name (certificate), ==, "a.example.com");
  g_assert_cmpstr (lg_certificate_get_subject (certificate), ==, "");
}

/* A server cannot write into a terminal by the name in its certificate. */
static void
test_control_characters (void)
{
  g_autoptr (LgKeyPair) pair = make_pair (&(LgPkiSpec) { .name = "a\x1b[2J\nb\xc2\x9b" }, NULL);
  g_autoptr (LgCertificate) certificate = read_pair (pair);

  g_assert_cmpstr (lg_certificate_get_name (certificate), ==, "a?[2J?b??");
  g_assert_null (strpbrk (lg_certificate_get_subject (certificate), "\x1b\n"));
}

static void
test_v1_root_is_ca (void)
{
  g_autoptr (LgKeyPair) root = make_pair (&(LgPkiSpec) {
                                            .name = "Old", .v1 = TRUE, .rsa_bits = 2048,
                                          }, NULL);
  g_autoptr (LgKeyPair) leaf = make_pair (&(LgPkiSpec) { .name = "Leaf", .v1 = TRUE }, root);
  g_autoptr (LgCertificate) old = read_pair (root);
  g_autoptr (LgCertificate) young = read_pair (leaf);

  g_assert_true (lg_certificate_is_ca (old));
  g_assert_cmpstr (lg_certificate_get_key (old), ==, "RSA 2048");
  g_assert_false (lg_certificate_is_ca (young));
}

static void
test_pki_refuses (void)
{
  static const LgPkiSpec specs[] = {
    { .name = "A", .digest = "no-such-digest" },
    { .name = "A", .basic_constraints = "nonsense" },
    { .name = "A name of more than the sixty-four characters that X.509 lets a common name have" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (lg_key_pair_new (&specs[i], NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/certificate/parse-pem", test_parse_pem);
  g_test_add_func ("/trust/certificate/parse-der", test_parse_der);
  g_test_add_func ("/trust/certificate/refused", test_refused);
  g_test_add_func ("/trust/certificate/truncated", test_truncated);
  g_test_add_func ("/trust/certificate/fields", test_fields);
  g_test_add_func ("/trust/certificate/nameless", test_nameless);
  g_test_add_func ("/trust/certificate/control-characters", test_control_characters);
  g_test_add_func ("/trust/certificate/v1-root-is-ca", test_v1_root_is_ca);
  g_test_add_func ("/trust/pki/refuses", test_pki_refuses);
  return g_test_run ();
}

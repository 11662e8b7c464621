/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tls-samples.h"
#include "tls/lg-tls-fingerprint.h"
#include "tls/lg-tls-name.h"
#include "tls/lg-tls-suite.h"

/* Record header and message header. */
#define HEADERS 9

static LgSlice
get_body (const guint8 *record,
          gsize         length)
{
  gsize size = record[3] << 8 | record[4];

  g_assert_cmpuint (5 + size, <=, length);
  return (LgSlice) { record + HEADERS, size - 4 };
}

#define BODY(sample) get_body (sample, sizeof sample)

static void
test_old (void)
{
  g_auto (LgClientHello) hello = LG_CLIENT_HELLO_INIT;
  g_autofree char *ja3 = NULL;
  g_autofree char *ja4 = NULL;
  static const guint16 order[] = { 0, 13, 10, 11, 22, 23, 35 };

  g_assert_true (lg_client_hello_parse (&hello, BODY (mbedtls_1_2_out)));
  g_assert_cmpstr (hello.server_name, ==, "device.example.test");
  g_assert_cmphex (hello.newest, ==, LG_TLS_1_2);
  g_assert_cmpuint (hello.suites->len, ==, 80);
  g_assert_cmpmem (hello.extensions->data, hello.extensions->len * 2, order, sizeof order);
  g_assert_cmpuint (hello.versions->len, ==, 0);
  g_assert_cmpuint (g_array_index (hello.groups, guint16, 0), ==, 25);
  g_assert_cmphex (g_array_index (hello.signatures, guint16, 0), ==, 0x0603);
  g_assert_false (hello.ticket);
  g_assert_cmpuint (lg_client_hello_get_record_max (&hello), ==, 0);

  ja3 = lg_tls_fingerprint_dup_ja3 (&hello);
  ja4 = lg_tls_fingerprint_dup_ja4 (&hello);
  g_assert_cmpstr (ja3, ==, "14a4b22e64580299d355a3a5449ef7be");
  g_assert_cmpstr (ja4, ==, "t12d800700_ee0b5a6c69b8_cdbdbcd6f742");
}

static void
test_new (void)
{
  g_auto (LgClientHello) hello = LG_CLIENT_HELLO_INIT;
  g_autofree char *ja3 = NULL;
  g_autofree char *ja4 = NULL;

  g_assert_true (lg_client_hello_parse (&hello, BODY (gnutls_1_3_out)));
  g_assert_cmphex (hello.version, ==, LG_TLS_1_2);
  g_assert_cmphex (hello.newest, ==, LG_TLS_1_3);
  g_assert_cmpuint (hello.session_id, ==, 32);
  g_assert_cmpuint (hello.record_limit, >, 0);

  ja3 = lg_tls_fingerprint_dup_ja3 (&hello);
  ja4 = lg_tls_fingerprint_dup_ja4 (&hello);
  g_assert_cmpstr (ja3, ==, "1368b01c00c452d6bd572494ab93e89b");
  g_assert_cmpstr (ja4, ==, "t13d041300_9caa18292e23_2cc26d266019");
}

/* Every length may lie: whatever is cut off, and whatever byte is another, nothing is read beyond
   the end, which the sanitizer watches on a copy of just that size. */
static void
test_lying (void)
{
  LgSlice body = BODY (gnutls_1_3_out);

  for (gsize length = 0; length < body.length; length++)
    {
      g_auto (LgClientHello) hello = LG_CLIENT_HELLO_INIT;
      g_autofree guint8 *copy = g_memdup2 (body.data, length);

      if (lg_client_hello_parse (&hello, (LgSlice) { copy, length }))
        g_assert_cmpuint (hello.suites->len, ==, 4);
    }
  for (gsize at = 0; at < body.length; at++)
    for (guint value = 0; value < 256; value += 51)
      {
        g_auto (LgClientHello) hello = LG_CLIENT_HELLO_INIT;
        g_autofree guint8 *copy = g_memdup2 (body.data, body.length);

        copy[at] = value;
        lg_client_hello_parse (&hello, (LgSlice) { copy, body.length });
        g_assert_cmpuint (hello.extensions->len, <, body.length);
      }
}

static void
test_small_records (void)
{
  LgSlice body = BODY (mbedtls_1_2_out);
  g_autoptr (GByteArray) asking = g_byte_array_new ();
  g_auto (LgClientHello) hello = LG_CLIENT_HELLO_INIT;
  static const guint8 extension[] = { 0, 1, 0, 1, 2 };
  guint at = 2 + 32 + 1 + 2 + 80 * 2 + 2;

  g_byte_array_append (asking, body.data, body.length);
  g_byte_array_append (asking, extension, sizeof extension);
  asking->data[at + 1] += sizeof extension;
  g_assert_true (lg_client_hello_parse (&hello, (LgSlice) { asking->data, asking->len }));
  g_assert_cmpuint (lg_client_hello_get_record_max (&hello), ==, 1024);
}

static void
test_names (void)
{
  g_assert_cmpstr (lg_tls_suite_get_name (0x1301), ==, "TLS_AES_128_GCM_SHA256");
  g_assert_cmpstr (lg_tls_suite_get_name (0xc02b), ==, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
  g_assert_null (lg_tls_suite_get_name (0xfffe));
  g_assert_cmpstr (lg_tls_group_get_name (29), ==, "x25519");
  g_assert_cmpstr (lg_tls_signature_get_name (0x0804), ==, "rsa_pss_rsae_sha256");
  g_assert_cmpstr (lg_tls_extension_get_name (35), ==, "session_ticket");
  g_assert_cmpstr (lg_tls_version_get_name (LG_TLS_1_3), ==, "TLSv1.3");
  g_assert_true (lg_tls_is_grease (0x3a3a));
  g_assert_false (lg_tls_is_grease (0x3a4a));
  for (guint i = 0; i < 0xffff; i++)
    if (lg_tls_suite_get_name (i) != NULL)
      g_assert_true (g_str_has_prefix (lg_tls_suite_get_name (i), "TLS_"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client-hello/old", test_old);
  g_test_add_func ("/client-hello/new", test_new);
  g_test_add_func ("/client-hello/lying", test_lying);
  g_test_add_func ("/client-hello/small-records", test_small_records);
  g_test_add_func ("/client-hello/names", test_names);

  return g_test_run ();
}

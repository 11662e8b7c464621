/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/lg-test-time.h"
#include "trust/lg-firmware.h"
#include "trust/lg-known-root.h"
#include "trust/lg-pki.h"

#include <gio/gio.h>
#include <string.h>

#define MIB (1024 * 1024)

static LgCertificate *
make_certificate (const char *name,
                  guint       rsa_bits)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LgKeyPair) pair = lg_key_pair_new (&(LgPkiSpec) {
    .name = name, .ca = TRUE, .rsa_bits = rsa_bits,
  }, NULL, &error);
  g_autoptr (GBytes) pem = NULL;
  g_autoptr (GPtrArray) certificates = NULL;

  g_assert_no_error (error);
  pem = g_bytes_new_static (lg_key_pair_get_certificate_pem (pair),
                            strlen (lg_key_pair_get_certificate_pem (pair)));
  certificates = lg_certificates_parse (pem, &error);
  g_assert_no_error (error);
  return lg_certificate_ref (certificates->pdata[0]);
}

/* Code, tables and text as an image has them; the same in every run. */
static void
append_noise (GByteArray *image,
              guint       length)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (length);

  for (guint i = 0; i < length; i++)
    {
      guint8 byte = g_rand_int_range (random, 0, 4) == 0 ? 0x30 : g_rand_int (random);

      g_byte_array_append (image, &byte, 1);
    }
}

static void
append_text (GByteArray *image,
             const char *text)
{
  g_byte_array_append (image, (const guint8 *) text, strlen (text));
}

static void
append_der (GByteArray          *image,
            const LgCertificate *certificate,
            gsize                length)
{
  GBytes *der = lg_certificate_get_der (certificate);

  g_byte_array_append (image, g_bytes_get_data (der, NULL), MIN (length, g_bytes_get_size (der)));
}

static GPtrArray *
scan (GByteArray *image)
{
  g_autoptr (GBytes) bytes = g_bytes_new (image->data, image->len);
  gboolean complete = FALSE;
  GPtrArray *found = lg_firmware_scan (bytes, &complete);

  g_assert_true (complete);
  return found;
}

static void
assert_find (GPtrArray           *found,
             guint                position,
             gsize                offset,
             gboolean             pem,
             const LgCertificate *certificate)
{
  const LgFirmwareFind *find;

  g_assert_cmpuint (position, <, found->len);
  find = found->pdata[position];
  g_assert_cmpuint (find->offset, ==, offset);
  g_assert_cmpint (find->form, ==, pem ? LG_CERTIFICATE_FORM_PEM : LG_CERTIFICATE_FORM_DER);
  if (certificate == NULL)
    g_assert_null (find->certificate);
  else
    g_assert_cmpstr (lg_certificate_get_sha256 (find->certificate), ==,
                     lg_certificate_get_sha256 (certificate));
}

/* At odd offsets, in both forms, among noise, the last one up to the last byte. */
static void
test_found (void)
{
  g_autoptr (LgCertificate) rsa = make_certificate ("RSA Root", 2048);
  g_autoptr (LgCertificate) ec = make_certificate ("EC Root", 0);
  g_autofree char *pem = lg_certificate_to_pem (rsa);
  g_autoptr (GByteArray) image = g_byte_array_new ();
  g_autoptr (GPtrArray) found = NULL;
  guint offsets[4];

  append_noise (image, 1237);
  offsets[0] = image->len;
  append_der (image, rsa, G_MAXSIZE);
  append_noise (image, 3);
  offsets[1] = image->len;
  append_text (image, pem);
  append_noise (image, 4099);
  offsets[2] = image->len;
  append_der (image, ec, G_MAXSIZE);
  offsets[3] = image->len;
  append_der (image, ec, G_MAXSIZE);

  found = scan (image);
  g_assert_cmpuint (found->len, ==, 4);
  assert_find (found, 0, offsets[0], FALSE, rsa);
  assert_find (found, 1, offsets[1], TRUE, rsa);
  assert_find (found, 2, offsets[2], FALSE, ec);
  assert_find (found, 3, offsets[3], FALSE, ec);
  g_assert_cmpuint (((LgFirmwareFind *) found->pdata[3])->length, ==,
                    g_bytes_get_size (lg_certificate_get_der (ec)));
}

/* The file a vendor ships is recognised by what it is, not by its bytes: line ends may differ. */
static void
test_known_root (void)
{
  g_autofree char *path = g_build_filename (ROOTS_DIR, "globalsign-root-r1.pem", NULL);
  g_autofree char *pem = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *crlf = NULL;
  g_autoptr (GByteArray) image = g_byte_array_new ();
  g_autoptr (GPtrArray) found = NULL;
  LgFirmwareFind *find;

  g_assert_true (g_file_get_contents (path, &pem, NULL, NULL));
  lines = g_strsplit (pem, "\n", -1);
  crlf = g_strjoinv ("\r\n", lines);
  append_noise (image, 11);
  append_text (image, crlf);
  append_noise (image, 7);

  found = scan (image);
  g_assert_cmpuint (found->len, ==, 1);
  find = found->pdata[0];
  g_assert_cmpstr (lg_known_root_find (lg_certificate_get_sha256 (find->certificate))->name, ==,
                   "globalsign-r1");
}

/* One certificate laid over another: the whole one is found, the one it cut off is not. */
static void
test_overlapping (void)
{
  g_autoptr (LgCertificate) one = make_certificate ("One", 2048);
  g_autoptr (LgCertificate) other = make_certificate ("Other", 0);
  g_autofree char *pem = lg_certificate_to_pem (one);
  g_autoptr (GByteArray) image = g_byte_array_new ();
  g_autoptr (GPtrArray) found = NULL;
  gsize half = strlen (pem) / 2;

  append_der (image, one, 300);
  append_der (image, other, G_MAXSIZE);
  append_noise (image, 900);
  g_byte_array_append (image, (guint8 *) pem, half);
  append_text (image, pem);

  found = scan (image);
  g_assert_cmpuint (found->len, ==, 3);
  assert_find (found, 0, 300, FALSE, other);
  assert_find (found, 1, image->len - strlen (pem) - half, TRUE, NULL);
  assert_find (found, 2, image->len - strlen (pem), TRUE, one);
}

/* What is cut off at the end of the image: told for PEM, which says what it was meant to be. */
static void
test_truncated (void)
{
  g_autoptr (LgCertificate) certificate = make_certificate ("Cut", 0);
  g_autofree char *pem = lg_certificate_to_pem (certificate);
  gsize der_length = g_bytes_get_size (lg_certificate_get_der (certificate));

  for (gsize length = 0; length < der_length; length++)
    {
      g_autoptr (GByteArray) image = g_byte_array_new ();
      g_autoptr (GPtrArray) found = NULL;

      append_der (image, certificate, length);
      found = scan (image);
      g_assert_cmpuint (found->len, ==, 0);
    }

  for (gsize length = 0; length < strlen (g_strchomp (pem)); length++)
    {
      g_autoptr (GByteArray) image = g_byte_array_new ();
      g_autoptr (GPtrArray) found = NULL;

      g_byte_array_append (image, (guint8 *) pem, length);
      found = scan (image);
      g_assert_cmpuint (found->len, <=, 1);
      if (found->len > 0)
        assert_find (found, 0, 0, TRUE, NULL);
    }
}

/* A TLS library has these strings in it; they are no certificates. */
static void
test_none (void)
{
  static const char *const texts[] = {
    "",
    "0",
    "-----BEGIN CERTIFICATE-----",
    "-----BEGIN CERTIFICATE-----\0-----END CERTIFICATE-----",
    "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
    "-----BEGIN CERTIFICATE----- starts each of them, and how it goes on nobody can tell at all\n",
    "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----\n",
  };
  g_autoptr (GByteArray) noise = g_byte_array_new ();
  g_autoptr (GPtrArray) found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GByteArray) image = g_byte_array_new ();
      g_autoptr (GPtrArray) none = NULL;

      append_text (image, texts[i]);
      none = scan (image);
      g_assert_cmpuint (none->len, ==, 0);
    }

  append_noise (noise, MIB);
  found = scan (noise);
  g_assert_cmpuint (found->len, ==, 0);
}

static double
measure (GBytes   *image,
         gboolean *complete)
{
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (GPtrArray) found = lg_firmware_scan (image, complete);

  return g_timer_elapsed (timer, NULL);
}

/* Big images take no longer than reading them; hostile ones are given up instead. */
static void
test_time (void)
{
  gsize length = 64 * MIB;
  guint8 *zeros = g_malloc0 (length);
  guint8 *ones = g_malloc (4 * MIB);
  g_autoptr (GBytes) empty = g_bytes_new_take (zeros, length);
  g_autoptr (GBytes) openings = g_bytes_new_take (ones, 4 * MIB);
  g_autoptr (GString) begins = g_string_new (NULL);
  g_autoptr (GBytes) lines = NULL;
  gboolean complete;

  for (gsize i = 0; i < 4 * MIB; i += 4)
    memcpy (ones + i, "\x30\x82\x7f\xff", 4);
  while (begins->len < 4 * MIB)
    g_string_append (begins, "-----BEGIN CERTIFICATE-----");
  lines = g_bytes_new_static (begins->str, begins->len);

  g_assert_cmpfloat (measure (empty, &complete), <, lg_test_stretch (5));
  g_assert_true (complete);
  g_assert_cmpfloat (measure (openings, NULL), <, lg_test_stretch (5));
  g_assert_cmpfloat (measure (lines, &complete), <, lg_test_stretch (5));
  g_assert_true (complete);
}

/* Frames of certificates inside each other, all of which have to be parsed to see they are none. */
static void
test_hostile (void)
{
  g_autoptr (GByteArray) image = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  gboolean complete = TRUE;

  while (image->len < 4 * MIB)
    {
      guint base = image->len;

      /* Each begins eight bytes after the one before, and all end in the same six bytes. */
      g_byte_array_set_size (image, base + 32768);
      memset (image->data + base, 0, 32768);
      for (guint i = 0; i < 32768 - 64; i += 8)
        {
          guint left = 32768 - i - 4;
          guint inner = left - 10;
          guint8 frame[8] = { 0x30, 0x82, left >> 8, left, 0x30, 0x82, inner >> 8, inner };

          memcpy (image->data + base + i, frame, sizeof frame);
        }
      memcpy (image->data + base + 32762, "\x30\x00\x03\x02\x00\x00", 6);
    }
  bytes = g_bytes_new (image->data, image->len);

  g_assert_cmpfloat (measure (bytes, &complete), <, lg_test_stretch (10));
  g_assert_false (complete);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trust/firmware/found", test_found);
  g_test_add_func ("/trust/firmware/known-root", test_known_root);
  g_test_add_func ("/trust/firmware/overlapping", test_overlapping);
  g_test_add_func ("/trust/firmware/truncated", test_truncated);
  g_test_add_func ("/trust/firmware/none", test_none);
  g_test_add_func ("/trust/firmware/time", test_time);
  g_test_add_func ("/trust/firmware/hostile", test_hostile);

  return g_test_run ();
}

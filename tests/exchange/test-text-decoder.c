/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/lg-text-decoder.h"

#include <string.h>

#define MIXED "掉线：Keepalive timeout，设备 dev1 已离线\r\n2023-10-04 12:00:00 上线\n"

static const struct
{
  const char     *name;
  LgTextEncoding  encoding;
  const char     *mark;
} encodings[] = {
  { "UTF-8", LG_TEXT_ENCODING_UTF_8, "" },
  { "UTF-8", LG_TEXT_ENCODING_UTF_8, "\xEF\xBB\xBF" },
  { "UTF-16LE", LG_TEXT_ENCODING_UTF_16LE, "" },
  { "UTF-16LE", LG_TEXT_ENCODING_UTF_16LE, "\xFF\xFE" },
  { "UTF-16BE", LG_TEXT_ENCODING_UTF_16BE, "" },
  { "UTF-16BE", LG_TEXT_ENCODING_UTF_16BE, "\xFE\xFF" },
  { "GB18030", LG_TEXT_ENCODING_GB_18030, "" },
  { "GBK", LG_TEXT_ENCODING_GB_18030, "" },
};

static GBytes *
encode (const char *text,
        const char *name,
        const char *mark)
{
  GByteArray *bytes = g_byte_array_new ();
  gsize length;
  g_autofree char *encoded = g_convert (text, -1, name, "UTF-8", NULL, &length, NULL);

  g_assert_nonnull (encoded);
  g_byte_array_append (bytes, (const guint8 *) mark, strlen (mark));
  g_byte_array_append (bytes, (const guint8 *) encoded, length);
  return g_byte_array_free_to_bytes (bytes);
}

/* The same text comes out of every encoding, and the encoding is told. */
static void
test_encodings (void)
{
  g_autoptr (GString) log = g_string_new (NULL);

  /* The first Chinese words of a long log stand far down. */
  for (guint i = 0; i < 4000; i++)
    g_string_append_printf (log, "I (%u) wifi: state: 2 -> 3 (0)\n", i * 100);
  g_string_append (log, MIXED);

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      const char *texts[] = { MIXED, log->str, "" };

      for (guint k = 0; k < G_N_ELEMENTS (texts); k++)
        {
          g_autoptr (GBytes) bytes = encode (texts[k], encodings[i].name, encodings[i].mark);
          LgTextEncoding encoding;
          g_autofree char *strict = lg_text_decode (bytes, LG_TEXT_STRICT, &encoding);
          g_autofree char *damaged = lg_text_decode (bytes, LG_TEXT_DAMAGED, NULL);

          g_assert_cmpstr (strict, ==, texts[k]);
          g_assert_cmpstr (damaged, ==, texts[k]);
          if (*texts[k] != '\0')
            g_assert_cmpint (encoding, ==, encodings[i].encoding);
        }
    }
}

/* What no text is, is refused, or read around. */
static void
test_damaged (void)
{
  static const struct
  {
    const char *data;
    gsize       length;
    const char *damaged;
  } rows[] = {
    { "boot\xfe\x80\xff rc=4\n", 13, "boot\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD rc=4\n" },
    { "a\0b", 3, "a b" },
    { "\xff\xfe" "a\0\x00\xd8" "b\0", 8, "a\xEF\xBF\xBD" "b" },
    { "\xff\xfe" "a\0b", 5, "a\xEF\xBF\xBD" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (rows[i].data, rows[i].length);
      g_autofree char *strict = lg_text_decode (bytes, LG_TEXT_STRICT, NULL);
      g_autofree char *damaged = lg_text_decode (bytes, LG_TEXT_DAMAGED, NULL);

      g_assert_null (strict);
      g_assert_cmpstr (damaged, ==, rows[i].damaged);
    }
}

/* Any bytes give valid UTF-8 without a zero, or nothing. */
static void
test_any_bytes (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      char data[64];
      gsize length = g_test_rand_int_range (0, sizeof data);
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *strict = NULL, *damaged = NULL;

      for (guint k = 0; k < sizeof data; k++)
        data[k] = g_test_rand_bit () ? g_test_rand_int_range (0, 256) : 'a';
      bytes = g_bytes_new (data, length);
      strict = lg_text_decode (bytes, LG_TEXT_STRICT, NULL);
      damaged = lg_text_decode (bytes, LG_TEXT_DAMAGED, NULL);
      g_assert_true (strict == NULL || g_utf8_validate (strict, -1, NULL));
      g_assert_nonnull (damaged);
      g_assert_true (g_utf8_validate (damaged, -1, NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-decoder/encodings", test_encodings);
  g_test_add_func ("/text-decoder/damaged", test_damaged);
  g_test_add_func ("/text-decoder/any-bytes", test_any_bytes);
  return g_test_run ();
}

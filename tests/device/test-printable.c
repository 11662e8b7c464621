/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/lg-printable.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* One of every kind that must not get through. */
static const struct
{
  const char *text;
  const char *shown;
} harmful[] = {
  { "\x1b[31m", "\\x1b[31m" },
  { "\a\b\t\n\r\x7f", "\\x07\\x08\\x09\\x0a\\x0d\\x7f" },
  { "\xc2\x9b" "1m\xc2\x85", "\\u{9b}1m\\u{85}" },
  { "\u202a\u202b\u202c\u202d\u202e", "\\u{202a}\\u{202b}\\u{202c}\\u{202d}\\u{202e}" },
  { "\u2066\u2067\u2068\u2069", "\\u{2066}\\u{2067}\\u{2068}\\u{2069}" },
  { "\u061c\u200e\u200f", "\\u{61c}\\u{200e}\\u{200f}" },
  { "\u2028\u2029", "\\u{2028}\\u{2029}" },
  { "\ufeff\u200b\u200c\u200d\u2060\u00ad",
    "\\u{feff}\\u{200b}\\u{200c}\\u{200d}\\u{2060}\\u{ad}" },
  { "\U000e0001\U000e0041\U000e0100", "\\u{e0001}\\u{e0041}\\u{e0100}" },
  { "\u3164\u115f\u034f\ufe00", "\\u{3164}\\u{115f}\\u{34f}\\u{fe00}" },
  { "\ue000\U0010fffd\ufff9\uffff", "\\u{e000}\\u{10fffd}\\u{fff9}\\u{ffff}" },
  { "a\xff\xc3(\xed\xa0\x80\xe2\x82", "a\\xff\\xc3(\\xed\\xa0\\x80\\xe2\\x82" },
};

static void
test_line (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (harmful); i++)
    {
      g_autofree char *line = lg_printable_line (harmful[i].text, -1);
      g_autofree char *again = lg_printable_line (line, -1);

      g_assert_cmpstr (line, ==, harmful[i].shown);
      g_assert_cmpstr (again, ==, line);
    }
  g_assert_null (lg_printable_line (NULL, -1));
}

static void
test_zero_byte (void)
{
  g_autofree char *line = lg_printable_line ("a\0b", 3);

  g_assert_cmpstr (line, ==, "a\\x00b");
}

/* What people read stays what it is. */
static void
test_harmless (void)
{
  static const char *const texts[] = {
    "", "plain", "C:\\new\\x1b", "设备“一号” → 100 %", "é e\u0301 Ω ½ 👍 ❤\ufe0f",
    "العربية עברית हिन्दी",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *line = lg_printable_line (texts[i], -1);

      g_assert_cmpstr (line, ==, texts[i]);
    }
}

static void
test_lines (void)
{
  g_autofree char *lines = lg_printable_lines ("{\n\t\"a\": \"\u202e\"\r\n}\x1b");

  g_assert_cmpstr (lines, ==, "{\n\t\"a\": \"\\u{202e}\"\\x0d\n}\\x1b");
}

static void
test_format (void)
{
  g_autofree char *text = lg_printable_format (
    "%s: “%-8s|%5s|%.2s”\n%d %u %5.1f%% %zu %" G_GINT64_FORMAT " %02x %ld %c %*s|\n",
    "a\nforged", "设备", "\x1b", "中文字", -3, 4000000000u, 2.25, (gsize) 7,
    G_MAXINT64, 10, 5L, 'x', 3, "");

  g_assert_cmpstr (text, ==, "a\\x0aforged: “设备    | \\x1b|中文”\n"
                             "-3 4000000000   2.2% 7 9223372036854775807 0a 5 x    |\n");
}

/* Translations put values into another order. */
static void
test_format_order (void)
{
  static const char *const translated = "%3$u/%1$s/%2$.1f";
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_autofree char *text = lg_printable_format (translated, "a\u202e", 1.5, 7u);
#pragma GCC diagnostic pop

  g_assert_cmpstr (text, ==, "7/a\\u{202e}/1.5");
}

static void
test_shorten (void)
{
  g_autofree char *whole = lg_printable_shorten ("设备", 2);
  g_autofree char *cut = lg_printable_shorten ("设备一号", 1);

  g_assert_cmpstr (whole, ==, "设备");
  g_assert_cmpstr (cut, ==, "设… (+3)");
}

static void
assert_printable (const char *text,
                  const char *kept)
{
  const char *end;

  g_assert_true (g_utf8_validate (text, -1, &end));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (strchr (kept, *p) == NULL)
      g_assert_true (lg_printable_is_harmless (g_utf8_get_char (p)));
}

static char *
generate (const char *value)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), value);

  return json_to_string (node, FALSE);
}

/* JSON says the same, in other characters. */
static void
test_json (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (harmful); i++)
    {
      g_autofree char *json = generate (harmful[i].text);
      g_autofree char *printable = lg_printable_json (json);
      g_autoptr (JsonNode) node = json_from_string (printable, NULL);

      assert_printable (printable, "");
      g_assert_nonnull (node);
      if (g_utf8_validate (harmful[i].text, -1, NULL))
        g_assert_cmpstr (json_node_get_string (node), ==, harmful[i].text);
      else
        g_assert_cmpstr (json_node_get_string (node), ==, harmful[i].shown);
    }
}

/* Bytes of which many are of the kinds that matter. */
static gsize
make_bytes (char  *bytes,
            gsize  size)
{
  gsize length = 0;

  while (length + 6 < size)
    {
      if (g_test_rand_bit ())
        bytes[length++] = (char) g_test_rand_int_range (1, 256);
      else
        length += g_unichar_to_utf8 (g_test_rand_bit () ? g_test_rand_int_range (0x2000, 0x2070)
                                                        : g_test_rand_int_range (0x80, 0x110000),
                                     bytes + length);
    }
  bytes[length] = '\0';
  return length;
}

static void
test_random (void)
{
  char bytes[200];

  for (guint i = 0; i < 5000; i++)
    {
      gsize length = make_bytes (bytes, sizeof bytes);
      g_autofree char *line = lg_printable_line (bytes, length);
      g_autofree char *lines = lg_printable_lines (bytes);
      g_autofree char *format = lg_printable_format ("%-30.20s\n", bytes);
      g_autofree char *json = generate (bytes);
      g_autofree char *printable_json = lg_printable_json (json);

      assert_printable (line, "");
      assert_printable (lines, "\n\t");
      assert_printable (format, "\n");
      g_assert_true (strchr (format, '\n')[1] == '\0');
      assert_printable (printable_json, "");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/printable/line", test_line);
  g_test_add_func ("/printable/zero-byte", test_zero_byte);
  g_test_add_func ("/printable/harmless", test_harmless);
  g_test_add_func ("/printable/lines", test_lines);
  g_test_add_func ("/printable/format", test_format);
  g_test_add_func ("/printable/format-order", test_format_order);
  g_test_add_func ("/printable/shorten", test_shorten);
  g_test_add_func ("/printable/json", test_json);
  g_test_add_func ("/printable/random", test_random);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/lg-json-reader.h"

#include <openssl/crypto.h>
#include <string.h>

static void
append_text (GString            *out,
             const LgJsonReader *reader,
             char                mark)
{
  g_autoptr (LgSecret) text = lg_json_reader_dup_text (reader);

  g_string_append_c (out, mark);
  g_string_append_c (out, '<');
  g_string_append_len (out, lg_secret_peek (text), lg_secret_get_length (text));
  g_string_append_c (out, '>');
}

/* All of a text, a sign for each thing in it; `!` where it is broken, `.` where it ends whole. */
static char *
read_all (const char *text,
          gsize       length)
{
  static const char signs[] = {
    [LG_JSON_BROKEN] = '!', [LG_JSON_END] = '.',       [LG_JSON_OBJECT] = '{',
    [LG_JSON_OBJECT_END] = '}', [LG_JSON_ARRAY] = '[', [LG_JSON_ARRAY_END] = ']',
    [LG_JSON_NAME] = ':', [LG_JSON_STRING] = '"',      [LG_JSON_NUMBER] = '#',
    [LG_JSON_TRUE] = 't', [LG_JSON_FALSE] = 'f',       [LG_JSON_NULL] = 'n',
  };
  GString *out = g_string_new (NULL);
  LgJsonReader reader;
  LgJsonToken token;

  lg_json_reader_init (&reader, text, length);
  do
    {
      token = lg_json_reader_next (&reader);
      if (token == LG_JSON_NAME || token == LG_JSON_STRING || token == LG_JSON_NUMBER)
        append_text (out, &reader, signs[token]);
      else
        g_string_append_c (out, signs[token]);
    }
  while (token != LG_JSON_BROKEN && token != LG_JSON_END);

  g_assert_cmpint (lg_json_reader_next (&reader), ==, token);
  return g_string_free (out, FALSE);
}

static void
test_texts (void)
{
  static const struct
  {
    const char *json;
    const char *read;
  } rows[] = {
    { "{}", "{}." },
    { " [ ] ", "[]." },
    { "{\"a\":1,\"b\":[true,false,null],\"c\":{\"d\":\"e\"}}",
      "{:<a>#<1>:<b>[tfn]:<c>{:<d>\"<e>}}." },
    { "\t{\r\n\"a\" : [ -0.5e+3 , 0 ] }\n", "{:<a>[#<-0.5e+3>#<0>]}." },
    { "\"\"", "\"<>." },
    { "12", "#<12>." },
    { "\"a\\/b\\u003d\\\"\\\\c\"", "\"<a/b=\"\\c>." },
    { "\"\\b\\f\\n\\r\\t\"", "\"<\b\f\n\r\t>." },
    { "\"\\u00e9\\u4E2D\\ud83d\\uDE00\"", "\"<é中😀>." },
    { "{\"\\u0061\":\"é中😀\"}", "{:<a>\"<é中😀>}." },
    { "[[[[]]],[]]", "[[[[]]][]]." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *read = read_all (rows[i].json, strlen (rows[i].json));

      g_assert_cmpstr (read, ==, rows[i].read);
    }
}

static void
test_broken (void)
{
  static const char *const texts[] = {
    "", " ", "{", "[", "]", "}", "{]", "[}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "[1,]", "[,1]",
    "[1 2]", "{\"a\" 1}", "{a:1}", "{1:1}", "{'a':1}", "{\"a\":1}}", "{} {}", "{}x", "1 2",
    "01", "-", "1.", ".5", "1e", "1e+", "+1", "0x10", "NaN", "tru", "truee", "nul", "True",
    "\"", "\"a", "\"\\", "\"\\\"", "\"\\x41\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\u 123\"",
    "\"\\u0000\"", "\"\\ud83d\"", "\"\\ude00\"", "\"\\ud83d\\ud83d\"", "\"\\ud83dx\"",
    "\"\\ud83d\\n\"", "\"a\nb\"", "\"a\tb\"", "\"\xff\"", "\"\xed\xa0\x80\"", "\"\xc0\xaf\"",
    "/* a */ {}", "{} // a", "\xef\xbb\xbf{}", "[1,\"a\":2]", "{\"a\":1:2}", "{\"a\",\"b\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *read = read_all (texts[i], strlen (texts[i]));

      g_test_message ("text %u", i);
      g_assert_true (g_str_has_suffix (read, "!"));
    }
}

/* A zero ends nothing: what is behind it counts. */
static void
test_zero (void)
{
  g_autofree char *behind = read_all ("{}\0", 3);
  g_autofree char *within = read_all ("\"a\0b\"", 5);
  g_autofree char *escaped = read_all ("\"\\\0\"", 4);

  g_assert_cmpstr (behind, ==, "{}!");
  g_assert_cmpstr (within, ==, "!");
  g_assert_cmpstr (escaped, ==, "!");
}

/* A text that was cut off anywhere is not whole, and nothing behind its end is looked at. */
static void
test_truncated (void)
{
  static const char text[] =
    "{\"a\":[1,{\"b\":\"\\u003d\\ud83d\\ude00\\/é\"},true,null,-1.5e3],\"c\":\"d\"}";

  for (gsize length = 0; length < sizeof text - 1; length++)
    {
      /* Of that size alone, so that a sanitizer sees a read behind it. */
      g_autofree char *copy = g_memdup2 (text, MAX (length, 1));
      g_autofree char *read = read_all (copy, length);

      g_assert_true (g_str_has_suffix (read, "!"));
    }
}

static void
test_nested (void)
{
  for (guint depth = 63; depth <= 66; depth++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *read = NULL;

      for (guint i = 0; i < depth; i++)
        g_string_append (text, i % 2 == 0 ? "[" : "{\"a\":");
      g_string_append (text, "1");
      for (guint i = depth; i-- > 0;)
        g_string_append (text, i % 2 == 0 ? "]" : "}");
      read = read_all (text->str, text->len);
      g_assert_cmpint (read[strlen (read) - 1], ==, depth <= 64 ? '.' : '!');
    }
}

static void
test_skip (void)
{
  static const char text[] = "{\"a\":{\"b\":[1,{\"c\":2}],\"d\":3},\"e\":4}";
  g_autoptr (LgSecret) name = NULL;
  LgJsonReader reader;

  lg_json_reader_init (&reader, text, strlen (text));
  g_assert_cmpint (lg_json_reader_next (&reader), ==, LG_JSON_OBJECT);
  g_assert_cmpint (lg_json_reader_next (&reader), ==, LG_JSON_NAME);
  g_assert_cmpint (lg_json_reader_skip (&reader, lg_json_reader_next (&reader)), ==,
                   LG_JSON_OBJECT_END);
  g_assert_cmpint (lg_json_reader_next (&reader), ==, LG_JSON_NAME);
  name = lg_json_reader_dup_text (&reader);
  g_assert_cmpstr (lg_secret_peek (name), ==, "e");
  g_assert_cmpint (lg_json_reader_skip (&reader, lg_json_reader_next (&reader)), ==,
                   LG_JSON_NUMBER);

  lg_json_reader_init (&reader, "[[1,", 4);
  g_assert_cmpint (lg_json_reader_skip (&reader, lg_json_reader_next (&reader)), ==,
                   LG_JSON_BROKEN);
}

/* What is read is where secrets are kept, however long. */
static void
test_long (void)
{
  g_autofree char *filling = g_strnfill (50000, '/');
  g_autoptr (GString) text = g_string_new ("{\"filling\":\"");
  g_autoptr (LgSecret) secret = NULL;
  g_autoptr (LgSecret) read = NULL;
  LgJsonReader reader;

  for (const char *at = filling; *at != '\0'; at++)
    g_string_append (text, "\\/");
  g_string_append (text, "\",\"secret\":\"\\u0041b\"}");
  lg_json_reader_init (&reader, text->str, text->len);
  lg_json_reader_next (&reader);
  lg_json_reader_next (&reader);
  g_assert_cmpint (lg_json_reader_next (&reader), ==, LG_JSON_STRING);
  read = lg_json_reader_dup_text (&reader);
  g_assert_true (strcmp (lg_secret_peek (read), filling) == 0);
  g_clear_pointer (&read, lg_secret_unref);
  lg_json_reader_next (&reader);
  g_assert_cmpint (lg_json_reader_next (&reader), ==, LG_JSON_STRING);
  secret = lg_json_reader_dup_text (&reader);
  g_assert_cmpstr (lg_secret_peek (secret), ==, "Ab");
  g_assert_true (!CRYPTO_secure_malloc_initialized ()
                 || CRYPTO_secure_allocated (lg_secret_peek (secret)));
  g_assert_cmpint (lg_json_reader_next (&reader), ==, LG_JSON_OBJECT_END);
  g_assert_cmpint (lg_json_reader_next (&reader), ==, LG_JSON_END);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-reader/texts", test_texts);
  g_test_add_func ("/json-reader/broken", test_broken);
  g_test_add_func ("/json-reader/zero", test_zero);
  g_test_add_func ("/json-reader/truncated", test_truncated);
  g_test_add_func ("/json-reader/nested", test_nested);
  g_test_add_func ("/json-reader/skip", test_skip);
  g_test_add_func ("/json-reader/long", test_long);

  return g_test_run ();
}

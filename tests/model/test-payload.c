/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/lg-payload.h"

#include <string.h>

static const struct
{
  const char *payload;
  const char *json;
} samples[] = {
  { "{\"t\":25.1,\"n\":12345678901234567890}",
    "{\n  \"t\": 25.1,\n  \"n\": 12345678901234567890\n}" },
  { " [ 1 , [ ] , { } ] ", "[\n  1,\n  [],\n  {}\n]" },
  { "{\"a\":\"x\\\"{,\",\"温\":{\"b\":[true,null]}}",
    "{\n  \"a\": \"x\\\"{,\",\n  \"温\": {\n    \"b\": [\n      true,\n      null\n    ]\n  }\n}" },
  { "{\"a\":", NULL },
  { "25.1", NULL },
  { "hello", NULL },
  { "\xff\xfe", NULL },
  { "", NULL },
};

static void
test_json (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      const char *payload = samples[i].payload;
      g_autofree char *json = lg_payload_dup ((const guint8 *) payload, strlen (payload),
                                              LG_PAYLOAD_JSON);

      g_assert_cmpstr (json, ==, samples[i].json);
    }
}

/* What only looks like JSON may not take the window down. */
static void
test_deep_json (void)
{
  g_autofree char *brackets = g_strnfill (1000000, '[');

  g_assert_null (lg_payload_dup ((const guint8 *) brackets, 1000000, LG_PAYLOAD_JSON));
}

static void
test_text (void)
{
  g_autofree char *text = lg_payload_dup ((const guint8 *) "温度x", 6, LG_PAYLOAD_TEXT);

  g_assert_cmpstr (text, ==, "温度");
  g_assert_null (lg_payload_dup ((const guint8 *) "a\0b", 3, LG_PAYLOAD_TEXT));
  g_assert_null (lg_payload_dup ((const guint8 *) "温度", 5, LG_PAYLOAD_TEXT));
}

static void
test_hex (void)
{
  g_autofree char *hex = lg_payload_dup ((const guint8 *) "0123456789abcdef\x80", 17,
                                         LG_PAYLOAD_HEX);

  g_assert_cmpstr (hex, ==,
                   "000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef\n"
                   "000010  80                                                .");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/payload/json", test_json);
  g_test_add_func ("/payload/deep-json", test_deep_json);
  g_test_add_func ("/payload/text", test_text);
  g_test_add_func ("/payload/hex", test_hex);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of tests/data/import, changed at random in the same way every time. */
#include "fuzz-import.h"

#include <string.h>

#define SEED 20260717
#define N_CHANGED 250
#define CHANGES_MAX 6

/* What a change puts in: what the forms give a meaning to. */
static const char *const tokens[] = {
  "\"", "'", "\\", "\\,", ",", ";", "\t", "\n", "\r\n", "|", "&", "=", ":", "：", "://", "{", "}",
  "[", "]", "\0x", "\xFF", "\xED\xA0\x80", "\\ud800", "\\u0000", "null", "-1",
  "99999999999999999999",
  "AT+MQTTUSERCFG=", "AT+MQTTLONGPASSWORD=0,5\n", "mosquitto_sub ", " -L ", "-P ", "ProductKey",
  "password", "securemode=", "   ", "#", "#define ", "(", ")", "/*", "*/", "//", "\\\n", "+", "[",
  "AT+QMTCONN=0,\"", "AT+SMCONF=\"URL\",\"", "connect(", "******", ".aliyuncs.com", "_",
};

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
load_seeds (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "import", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  /* The order of a folder is not the same everywhere. */
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      char *text;
      gsize length;

      g_assert_true (g_file_get_contents (names->pdata[i], &text, &length, NULL));
      g_ptr_array_add (seeds, g_bytes_new_take (text, length));
    }
  return seeds;
}

static void
change (GByteArray *text,
        GRand      *random,
        GBytes     *other)
{
  guint at = text->len > 0 ? g_rand_int_range (random, 0, text->len) : 0;
  guint n = text->len > 0 ? g_rand_int_range (random, 0, MIN (text->len - at, 40) + 1) : 0;
  gsize length;
  const guint8 *data = g_bytes_get_data (other, &length);
  const char *token = tokens[g_rand_int_range (random, 0, G_N_ELEMENTS (tokens))];

  switch (g_rand_int_range (random, 0, 5))
    {
    case 0:
      if (text->len > 0)
        text->data[at] = g_rand_int_range (random, 0, 256);
      break;

    case 1:
      if (n > 0)
        g_byte_array_remove_range (text, at, n);
      break;

    case 2:
      g_byte_array_append (text, data, g_rand_int_range (random, 0, length + 1));
      break;

    case 3:
      g_byte_array_set_size (text, at);
      break;

    default:
      g_byte_array_append (text, (const guint8 *) token, MAX (strlen (token), 1));
      for (guint i = text->len - 1; i > at; i--)
        {
          guint8 swap = text->data[i];

          text->data[i] = text->data[i - 1];
          text->data[i - 1] = swap;
        }
    }
}

/* Every seed is understood as it is, and breaks nothing however it is changed. */
static void
test_changed (void)
{
  g_autoptr (GPtrArray) seeds = load_seeds ();
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_assert_cmpuint (seeds->len, >=, 20);
  for (guint i = 0; i < seeds->len; i++)
    for (guint k = 0; k < N_CHANGED; k++)
      {
        g_autoptr (GByteArray) text = g_byte_array_new ();
        gsize length;
        const guint8 *data = g_bytes_get_data (seeds->pdata[i], &length);
        guint n_changes = k == 0 ? 0 : g_rand_int_range (random, 1, CHANGES_MAX + 1);

        g_byte_array_append (text, data, length);
        for (guint n = 0; n < n_changes; n++)
          change (text, random, seeds->pdata[g_rand_int_range (random, 0, seeds->len)]);
        LLVMFuzzerTestOneInput (text->data, text->len);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import-fuzz/changed", test_changed);

  return g_test_run ();
}

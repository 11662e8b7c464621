/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-tls-fingerprint.h"

#include <string.h>

#define JA4_HASH 12
#define JA4_COUNT_MAX 99u

static char *
join (const GArray *list,
      const char   *format,
      const char   *separator)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      guint16 value = g_array_index (list, guint16, i);
      char number[8];

      if (lg_tls_is_grease (value))
        continue;
      g_snprintf (number, sizeof number, *format == 'x' ? "%04x" : "%u", value);
      g_string_append_printf (text, "%s%s", text->len > 0 ? separator : "", number);
    }
  return g_string_free (text, FALSE);
}

/**
 * lg_tls_fingerprint_dup_ja3:
 * @hello: what a client says
 *
 * The MD5 of version, suites, extensions, groups and point formats, as other tools print it (JA3,
 * Salesforce, 2017). It changes with a firmware's configuration.
 *
 * Returns: (transfer full): 32 hexadecimal digits
 */
char *
lg_tls_fingerprint_dup_ja3 (const LgClientHello *hello)
{
  g_autofree char *suites = join (hello->suites, "u", "-");
  g_autofree char *extensions = join (hello->extensions, "u", "-");
  g_autofree char *groups = join (hello->groups, "u", "-");
  g_autofree char *formats = join (hello->point_formats, "u", "-");
  g_autofree char *all = g_strdup_printf ("%u,%s,%s,%s,%s", hello->version, suites, extensions,
                                          groups, formats);

  return g_compute_checksum_for_string (G_CHECKSUM_MD5, all, -1);
}

static int
compare_numbers (const void *a,
                 const void *b)
{
  const guint16 *left = a, *right = b;

  return (int) *left - (int) *right;
}

static GArray *
dup_sorted (const GArray *list,
            gboolean      inner)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (guint16));

  for (guint i = 0; i < list->len; i++)
    {
      guint16 value = g_array_index (list, guint16, i);
      gboolean outer = value == LG_TLS_EXTENSION_SERVER_NAME || value == LG_TLS_EXTENSION_ALPN;

      if (!lg_tls_is_grease (value) && !(inner && outer))
        g_array_append_val (sorted, value);
    }
  g_array_sort (sorted, compare_numbers);
  return sorted;
}

static char *
dup_hash (const char *text)
{
  char *hash = *text != '\0' ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1)
                             : g_strdup ("000000000000");

  hash[JA4_HASH] = '\0';
  return hash;
}

static guint
count (const GArray *list)
{
  guint n = 0;

  for (guint i = 0; i < list->len; i++)
    n += !lg_tls_is_grease (g_array_index (list, guint16, i));
  return MIN (n, JA4_COUNT_MAX);
}

/**
 * lg_tls_fingerprint_dup_ja4:
 * @hello: what a client says over TCP
 *
 * Version, numbers and hashes of what it offers, as other tools print it (JA4 of a TLS client,
 * FoxIO, BSD 3-Clause). Of the order only that of the signature algorithms counts.
 *
 * Returns: (transfer full): 36 characters
 */
char *
lg_tls_fingerprint_dup_ja4 (const LgClientHello *hello)
{
  g_autoptr (GArray) suites = dup_sorted (hello->suites, FALSE);
  g_autoptr (GArray) extensions = dup_sorted (hello->extensions, TRUE);
  g_autofree char *suites_text = join (suites, "x", ",");
  g_autofree char *extensions_text = join (extensions, "x", ",");
  g_autofree char *signatures = join (hello->signatures, "x", ",");
  g_autofree char *inner = g_strconcat (extensions_text, *signatures != '\0' ? "_" : "",
                                        signatures, NULL);
  g_autofree char *suites_hash = dup_hash (suites_text);
  g_autofree char *inner_hash = dup_hash (extensions_text[0] != '\0' ? inner : "");
  const char *alpn = hello->alpn != NULL && hello->alpn[0] != NULL ? hello->alpn[0] : "00";
  guint newest = hello->newest >> 8 == 3 && (hello->newest & 0xff) >= 1
                 ? 9u + (hello->newest & 0xff) : 0;

  return g_strdup_printf ("t%02u%c%02u%02u%c%c_%s_%s", newest,
                          lg_client_hello_has_extension (hello, LG_TLS_EXTENSION_SERVER_NAME)
                          ? 'd' : 'i',
                          count (hello->suites), count (hello->extensions),
                          alpn[0], alpn[strlen (alpn) - 1], suites_hash, inner_hash);
}

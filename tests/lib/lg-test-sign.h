/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* HMACs by another library than the one under test. Lower-case hexadecimal. */
static inline char *
lg_test_hmac (GChecksumType  type,
              const char    *key,
              const char    *text)
{
  return g_compute_hmac_for_string (type, (const guchar *) key, strlen (key), text, -1);
}

static inline GChecksumType
lg_test_hash_of_method (const char *method)
{
  return g_str_has_suffix (method, "md5") ? G_CHECKSUM_MD5
         : g_str_has_suffix (method, "sha1") ? G_CHECKSUM_SHA1 : G_CHECKSUM_SHA256;
}

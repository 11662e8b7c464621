/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing with another key. */
#include "config.h"

#include "lg-mistake.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <string.h>

/* Longer than any secret worth trying. */
#define KEY_MAX 256

static gboolean
use_product_secret (LgWay         *way,
                    const LgKnown *known,
                    guint          variant)
{
  if (known->product_secret == NULL)
    return FALSE;

  lg_way_set_key (way, lg_secret_peek (known->product_secret),
                  lg_secret_get_length (known->product_secret));
  return TRUE;
}

static gboolean
set_wrapped_key (LgWay      *way,
                 const char *before,
                 const char *after)
{
  char key[KEY_MAX + 8];
  gsize length;

  if (lg_secret_get_length (way->key) > KEY_MAX)
    return FALSE;

  length = g_snprintf (key, sizeof key, "%s%s%s", before, lg_secret_peek (way->key), after);
  lg_way_set_key (way, key, length);
  OPENSSL_cleanse (key, sizeof key);
  return TRUE;
}

/* What a careless copy, or a line read from a file, leaves around it. */
static gboolean
surround_key (LgWay         *way,
              const LgKnown *known,
              guint          variant)
{
  static const struct
  {
    const char *before;
    const char *after;
  } blanks[] = {
    { "", "\n" }, { "", "\r\n" }, { "", "\r" }, { "", "\t" },
    { "", " " }, { " ", "" }, { " ", " " }, { "\"", "\"" }, { "'", "'" },
  };

  return variant < G_N_ELEMENTS (blanks)
         && set_wrapped_key (way, blanks[variant].before, blanks[variant].after);
}

static gboolean
strip_key (LgWay         *way,
           const LgKnown *known,
           guint          variant)
{
  const char *key = lg_secret_peek (way->key);
  gsize length = lg_secret_get_length (way->key);

  while (length > 0 && g_ascii_isspace (key[length - 1]))
    length--;
  while (length > 0 && g_ascii_isspace (*key))
    key++, length--;

  lg_way_set_key (way, key, length);
  return TRUE;
}

/* The last characters are lost in a buffer that is too small, the first in a careless selection. */
static gboolean
shorten_key (LgWay         *way,
             const LgKnown *known,
             guint          variant)
{
  gsize length = lg_secret_get_length (way->key);
  gsize lost = variant < 4 ? variant + 1 : variant - 3;

  if (length < lost + 4)
    return FALSE;

  lg_way_set_key (way, lg_secret_peek (way->key) + (variant < 4 ? 0 : lost), length - lost);
  return TRUE;
}

static gboolean
change_key_case (LgWay         *way,
                 const LgKnown *known,
                 guint          variant)
{
  gsize length = lg_secret_get_length (way->key);
  char key[KEY_MAX];

  if (length > sizeof key)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char letter = lg_secret_peek (way->key)[i];

      key[i] = variant == 0 ? g_ascii_tolower (letter) : g_ascii_toupper (letter);
    }
  lg_way_set_key (way, key, length);
  OPENSSL_cleanse (key, sizeof key);
  return TRUE;
}

static gboolean
decode_hex (const char *text,
            gsize       length,
            guint8     *bytes)
{
  for (gsize i = 0; i < length; i += 2)
    {
      int high = g_ascii_xdigit_value (text[i]);
      int low = g_ascii_xdigit_value (text[i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      bytes[i / 2] = high << 4 | low;
    }

  return TRUE;
}

static gboolean
decode_key (LgWay         *way,
            const LgKnown *known,
            guint          variant)
{
  const char *key = lg_secret_peek (way->key);
  gsize length = lg_secret_get_length (way->key);
  guint8 bytes[KEY_MAX + 3];
  gsize n_bytes = length / 2;
  int state = 0;
  guint save = 0;

  if (length == 0 || length > KEY_MAX)
    return FALSE;

  if (variant == 1)
    n_bytes = g_base64_decode_step (key, length, bytes, &state, &save);
  else if (length % 2 != 0 || !decode_hex (key, length, bytes))
    return FALSE;

  lg_way_set_key (way, bytes, n_bytes);
  OPENSSL_cleanse (bytes, sizeof bytes);
  return TRUE;
}

static gboolean
use_another_value (LgWay         *way,
                   const LgKnown *known,
                   guint          variant)
{
  const char *values[] = { "", known->product_key, known->device_name };

  if (values[variant] == NULL)
    return FALSE;

  lg_way_set_key (way, values[variant], strlen (values[variant]));
  return TRUE;
}

#define ROW(variants, apply, cause) LG_ASPECT_KEY, variants, FALSE, apply, cause

const LgMistake lg_mistakes_key[] = {
  { ROW (1, use_product_secret, "auth.product-secret-used"),
    N_("ProductSecret was the key instead of DeviceSecret") },
  { ROW (9, surround_key, "auth.wrong-secret"),
    N_("The key was the secret with a blank, a line end or quotation marks around it") },
  { ROW (1, strip_key, "auth.wrong-secret"),
    N_("The key was the secret without the blanks around it") },
  { ROW (8, shorten_key, "auth.wrong-secret"),
    N_("The key lacked the first or last characters of the secret") },
  { ROW (2, change_key_case, "auth.wrong-secret"),
    N_("The key was the secret in another case") },
  { ROW (2, decode_key, "auth.wrong-secret"),
    N_("The secret was decoded before it was the key") },
  { ROW (3, use_another_value, "auth.wrong-secret"),
    N_("The key was empty, ProductKey or DeviceName instead of the secret") },
  { 0 },
};

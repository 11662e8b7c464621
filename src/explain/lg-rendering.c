/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-rendering.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <string.h>

/* Room for every writing of the largest digest, a sign extended byte with 8 digits. */
#define TEXT_MAX 320

/* Fewer characters could fit by chance. */
#define PREFIX_MIN 16

typedef enum
{
  HEX_FULL,
  HEX_SHORT,
  HEX_SIGNED,
} HexKind;

static LgSecret *
take_text (char *text)
{
  LgSecret *secret = lg_secret_new (text);

  OPENSSL_cleanse (text, strlen (text));
  return secret;
}

static LgSecret *
take_heap_text (char *text)
{
  LgSecret *secret = take_text (text);

  g_free (text);
  return secret;
}

static LgSecret *
write_hex (const guint8 *bytes,
           gsize         size,
           HexKind       kind,
           const char   *before,
           const char   *between)
{
  char text[TEXT_MAX];
  gsize length = g_strlcpy (text, before, sizeof text);

  for (gsize i = 0; i < size; i++)
    length += g_snprintf (text + length, sizeof text - length,
                          kind == HEX_SHORT ? "%s%x" : "%s%02x", i > 0 ? between : "",
                          kind == HEX_SIGNED ? (guint) (gint8) bytes[i] : bytes[i]);

  return take_text (text);
}

static gboolean
fits_hex (gsize length,
          gsize size)
{
  return length == 2 * size;
}

static LgSecret *
render_hex (const guint8 *bytes,
            gsize         size)
{
  return write_hex (bytes, size, HEX_FULL, "", "");
}

static gboolean
fits_base64 (gsize length,
             gsize size)
{
  return length == (size + 2) / 3 * 4 || length == (size * 4 + 2) / 3;
}

static LgSecret *
render_base64 (const guint8 *bytes,
               gsize         size)
{
  return take_heap_text (g_base64_encode (bytes, size));
}

static LgSecret *
render_base64_url (const guint8 *bytes,
                   gsize         size)
{
  char *text = g_base64_encode (bytes, size);

  return take_heap_text (g_strdelimit (g_strdelimit (text, "+", '-'), "/", '_'));
}

static gboolean
fits_base64_of_hex (gsize length,
                    gsize size)
{
  return fits_base64 (length, 2 * size);
}

static LgSecret *
render_base64_of_lower (const guint8 *bytes,
                        gsize         size)
{
  g_autoptr (LgSecret) hex = render_hex (bytes, size);

  return take_heap_text (g_base64_encode ((const guint8 *) lg_secret_peek (hex), 2 * size));
}

static LgSecret *
render_base64_of_upper (const guint8 *bytes,
                        gsize         size)
{
  g_autoptr (LgSecret) hex = render_hex (bytes, size);
  char *upper = g_ascii_strup (lg_secret_peek (hex), -1);
  LgSecret *secret = take_heap_text (g_base64_encode ((const guint8 *) upper, 2 * size));

  OPENSSL_cleanse (upper, 2 * size);
  g_free (upper);
  return secret;
}

static gboolean
fits_pairs (gsize length,
            gsize size)
{
  return length == 3 * size - 1;
}

static LgSecret *
render_colons (const guint8 *bytes,
               gsize         size)
{
  return write_hex (bytes, size, HEX_FULL, "", ":");
}

static LgSecret *
render_hyphens (const guint8 *bytes,
                gsize         size)
{
  return write_hex (bytes, size, HEX_FULL, "", "-");
}

static LgSecret *
render_blanks (const guint8 *bytes,
               gsize         size)
{
  return write_hex (bytes, size, HEX_FULL, "", " ");
}

static gboolean
fits_0x (gsize length,
         gsize size)
{
  return length == 2 * size + 2;
}

static LgSecret *
render_0x (const guint8 *bytes,
           gsize         size)
{
  return write_hex (bytes, size, HEX_FULL, "0x", "");
}

static gboolean
fits_short (gsize length,
            gsize size)
{
  return length >= size && length < 2 * size;
}

static LgSecret *
render_short (const guint8 *bytes,
              gsize         size)
{
  return write_hex (bytes, size, HEX_SHORT, "", "");
}

static gboolean
fits_signed (gsize length,
             gsize size)
{
  return length > 2 * size && length <= 8 * size && (length - 2 * size) % 6 == 0;
}

static LgSecret *
render_signed (const guint8 *bytes,
               gsize         size)
{
  return write_hex (bytes, size, HEX_SIGNED, "", "");
}

static gboolean
fits_beginning (gsize length,
                gsize size)
{
  return length >= PREFIX_MIN && length < 2 * size;
}

#define MALFORMED "auth.password-malformed"
#define BASE64 "auth.not-this-service", N_("The password is Base64 instead of hexadecimal digits")
#define SEPARATED MALFORMED, N_("The password has something between its digits")

const LgRendering lg_renderings[] = {
  { fits_hex, render_hex, TRUE, FALSE, NULL, NULL },
  { fits_base64, render_base64, FALSE, TRUE, BASE64 },
  { fits_base64, render_base64_url, FALSE, TRUE, BASE64 },
  { fits_base64_of_hex, render_base64_of_lower, FALSE, TRUE, BASE64 },
  { fits_base64_of_hex, render_base64_of_upper, FALSE, TRUE, BASE64 },
  { fits_pairs, render_colons, TRUE, FALSE, SEPARATED },
  { fits_pairs, render_hyphens, TRUE, FALSE, SEPARATED },
  { fits_pairs, render_blanks, TRUE, FALSE, SEPARATED },
  { fits_0x, render_0x, TRUE, FALSE, MALFORMED, N_("The password begins with 0x") },
  { fits_short, render_short, TRUE, FALSE, MALFORMED,
    N_("The password lacks the leading zeros of its bytes") },
  { fits_signed, render_signed, TRUE, FALSE, MALFORMED,
    N_("The password has ffffff before some of its bytes") },
  { fits_beginning, render_hex, TRUE, TRUE, MALFORMED, N_("The password is cut off") },
};

const guint lg_n_renderings = G_N_ELEMENTS (lg_renderings);

/**
 * lg_rendering_matches:
 * @bytes: (array length=size): a digest
 * @size: its size
 * @password: the password sent
 *
 * Returns: whether the password is the digest in this writing
 */
gboolean
lg_rendering_matches (const LgRendering *self,
                      const guint8      *bytes,
                      gsize              size,
                      const LgSecret    *password)
{
  gsize length = lg_secret_get_length (password);
  g_autoptr (LgSecret) text = self->render (bytes, size);
  const char *sent = lg_secret_peek (password);

  if (lg_secret_get_length (text) < length
      || (lg_secret_get_length (text) > length && !self->prefix))
    return FALSE;

  return self->any_case ? g_ascii_strncasecmp (lg_secret_peek (text), sent, length) == 0
                        : strncmp (lg_secret_peek (text), sent, length) == 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-secret.h"

#include <openssl/crypto.h>
#include <string.h>

/* Room for a few hundred secrets; small enough for the memory an ordinary user may lock. */
#define HEAP_SIZE (64 * 1024)
#define HEAP_MIN_BLOCK 32

struct _LgSecret
{
  gatomicrefcount ref_count;
  gsize           length;
  char            text[];
};

G_DEFINE_BOXED_TYPE (LgSecret, lg_secret, lg_secret_ref, lg_secret_unref)

static gsize
get_block_size (gsize length)
{
  return sizeof (LgSecret) + length + 1;
}

/* A secret that finds no room in the secure heap goes to the ordinary one: it may then be swapped
 * out, but it is cleared all the same. */
static LgSecret *
allocate (gsize length)
{
  static gsize initialized = 0;
  LgSecret *self;

  if (g_once_init_enter (&initialized))
    {
      CRYPTO_secure_malloc_init (HEAP_SIZE, HEAP_MIN_BLOCK);
      g_once_init_leave (&initialized, 1);
    }

  self = OPENSSL_secure_malloc (get_block_size (length));
  if (self == NULL)
    self = OPENSSL_malloc (get_block_size (length));
  if (self == NULL)
    g_error ("Out of memory");

  return self;
}

/**
 * lg_secret_new:
 * @text: the secret
 *
 * Copies @text into a new secret. The caller clears its own copy.
 *
 * Returns: (transfer full): a new secret
 */
LgSecret *
lg_secret_new (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return lg_secret_new_bytes (text, strlen (text));
}

/**
 * lg_secret_new_bytes:
 * @data: (array length=length): the secret
 * @length: its length, bytes
 *
 * Copies @data, which need not be text, into a new secret. The caller clears its own copy.
 *
 * Returns: (transfer full): a new secret
 */
LgSecret *
lg_secret_new_bytes (gconstpointer data,
                     gsize         length)
{
  LgSecret *self;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  self = allocate (length);
  g_atomic_ref_count_init (&self->ref_count);
  self->length = length;
  if (length > 0)
    memcpy (self->text, data, length);
  self->text[length] = '\0';

  return self;
}

/**
 * lg_secret_ref:
 *
 * Thread-safe.
 *
 * Returns: (transfer full): @self
 */
LgSecret *
lg_secret_ref (LgSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * lg_secret_unref:
 *
 * Drops a reference; the last one clears the bytes. Thread-safe.
 */
void
lg_secret_unref (LgSecret *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    OPENSSL_secure_clear_free (self, get_block_size (self->length));
}

/**
 * lg_secret_get_length:
 *
 * Returns: the length, bytes
 */
gsize
lg_secret_get_length (const LgSecret *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

/**
 * lg_secret_peek:
 *
 * The bytes, for an HMAC or a CONNECT packet. Make no copy that is not cleared.
 *
 * Returns: (transfer none): the bytes, followed by a zero
 */
const char *
lg_secret_peek (const LgSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/**
 * lg_secret_equal:
 * @a: (nullable): a secret
 * @b: (nullable): another
 *
 * Compares in a time that depends on the lengths alone.
 *
 * Returns: whether both are %NULL or hold the same bytes
 */
gboolean
lg_secret_equal (const LgSecret *a,
                 const LgSecret *b)
{
  if (a == b)
    return TRUE;

  return a != NULL && b != NULL && a->length == b->length
         && CRYPTO_memcmp (a->text, b->text, a->length) == 0;
}

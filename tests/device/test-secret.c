/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/lg-secret.h"

#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

static void
test_bytes (void)
{
  g_autoptr (LgSecret) text = lg_secret_new ("a secret");
  g_autoptr (LgSecret) bytes = lg_secret_new_bytes ("a\0b", 3);
  g_autoptr (LgSecret) empty = lg_secret_new_bytes (NULL, 0);

  g_assert_cmpuint (lg_secret_get_length (text), ==, 8);
  g_assert_cmpstr (lg_secret_peek (text), ==, "a secret");
  g_assert_cmpmem (lg_secret_peek (bytes), lg_secret_get_length (bytes), "a\0b", 3);
  g_assert_cmpstr (lg_secret_peek (empty), ==, "");
}

static void
test_equal (void)
{
  g_autoptr (LgSecret) one = lg_secret_new ("same");
  g_autoptr (LgSecret) same = lg_secret_new ("same");
  g_autoptr (LgSecret) other = lg_secret_new ("sane");
  g_autoptr (LgSecret) longer = lg_secret_new ("same and more");

  g_assert_true (lg_secret_equal (one, one));
  g_assert_true (lg_secret_equal (one, same));
  g_assert_true (lg_secret_equal (NULL, NULL));
  g_assert_false (lg_secret_equal (one, other));
  g_assert_false (lg_secret_equal (one, longer));
  g_assert_false (lg_secret_equal (one, NULL));
  g_assert_false (lg_secret_equal (NULL, one));
}

static void
test_secure_heap (void)
{
  g_autoptr (LgSecret) secret = lg_secret_new ("kept out of swap and core files");
  gsize used;

  if (!CRYPTO_secure_malloc_initialized ())
    {
      g_test_skip ("no secure heap on this system");
      return;
    }

  g_assert_true (CRYPTO_secure_allocated (lg_secret_peek (secret)));

  used = CRYPTO_secure_used ();
  lg_secret_unref (lg_secret_ref (secret));
  g_assert_cmpuint (CRYPTO_secure_used (), ==, used);
  g_clear_pointer (&secret, lg_secret_unref);
  g_assert_cmpuint (CRYPTO_secure_used (), <, used);
}

/* The secure heap is small: more secrets than it holds must still work. */
static void
test_beyond_secure_heap (void)
{
  g_autoptr (GPtrArray) secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_secret_unref);
  g_autofree char *large = g_strnfill (200000, 'x');

  g_ptr_array_add (secrets, lg_secret_new (large));
  for (guint i = 0; i < 4000; i++)
    g_ptr_array_add (secrets, lg_secret_new ("one of very many secrets"));

  g_assert_cmpstr (lg_secret_peek (secrets->pdata[0]), ==, large);
  g_assert_cmpstr (lg_secret_peek (secrets->pdata[4000]), ==, "one of very many secrets");
}

/* What OpenSSL's own heap gets back, as it is then. */
static const char *watched;
static gsize watched_length;
static guint n_cleared, n_left;

static void *
allocate_cb (size_t      size,
             const char *file,
             int         line)
{
  return malloc (size);
}

static void *
reallocate_cb (void       *data,
               size_t      size,
               const char *file,
               int         line)
{
  return realloc (data, size);
}

static void
free_cb (void       *data,
         const char *file,
         int         line)
{
  const char *start = data;

  if (start != NULL && watched != NULL && start <= watched && watched - start < 64)
    {
      g_autofree char *zeros = g_malloc0 (watched_length);

      if (memcmp (watched, zeros, watched_length) == 0)
        n_cleared++;
      else
        n_left++;
      watched = NULL;
    }
  free (data);
}

/* One that the secure heap has no room for is cleared all the same before it is given back. */
static void
test_cleared (void)
{
  g_autofree char *large = g_strnfill (200000, 'x');
  LgSecret *secret = lg_secret_new (large);

  g_assert_false (CRYPTO_secure_allocated (lg_secret_peek (secret)));
  watched = lg_secret_peek (secret);
  watched_length = lg_secret_get_length (secret);
  lg_secret_unref (secret);
  g_assert_cmpuint (n_left, ==, 0);
  g_assert_cmpuint (n_cleared, ==, 1);
}

static gpointer
churn (gpointer data)
{
  for (guint i = 0; i < 10000; i++)
    {
      g_autoptr (LgSecret) reference = lg_secret_ref (data);
      g_autoptr (LgSecret) own = lg_secret_new ("short-lived");

      g_assert_false (lg_secret_equal (reference, own));
    }

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (LgSecret) secret = lg_secret_new ("shared");
  GThread *other = g_thread_new ("churn", churn, secret);

  churn (secret);
  g_thread_join (other);
  g_assert_cmpstr (lg_secret_peek (secret), ==, "shared");
}

int
main (int    argc,
      char **argv)
{
  /* Only before it has allocated anything. */
  g_assert_true (CRYPTO_set_mem_functions (allocate_cb, reallocate_cb, free_cb));
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret/bytes", test_bytes);
  g_test_add_func ("/secret/equal", test_equal);
  g_test_add_func ("/secret/secure-heap", test_secure_heap);
  g_test_add_func ("/secret/beyond-secure-heap", test_beyond_secure_heap);
  g_test_add_func ("/secret/cleared", test_cleared);
  g_test_add_func ("/secret/threads", test_threads);

  return g_test_run ();
}

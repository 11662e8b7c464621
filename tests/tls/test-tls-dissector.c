/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tls-samples.h"
#include "tls/lg-server-hello.h"
#include "tls/lg-tls-dissector.h"

#include <string.h>

static void
note_cb (const LgTlsItem *item,
         gpointer         user_data)
{
  static const char kinds[] = { 'm', 'a', 'c', 'p', 'l' };
  GString *story = user_data;

  g_string_append_printf (story, "%c%c%d/%" G_GSIZE_FORMAT " ",
                          item->direction == LG_DIRECTION_OUT ? '>' : '<', kinds[item->kind],
                          item->code, item->size);
  if (item->kind == LG_TLS_ITEM_MESSAGE && item->body.data != NULL)
    g_assert_cmpuint (item->body.length + 4, ==, item->size);
}

typedef struct
{
  const char   *name;
  const guint8 *out;
  gsize         n_out;
  const guint8 *in;
  gsize         n_in;
  const char   *hello;
  const char   *said_out;
  const char   *said_in;
} Sample;

#define SAMPLE(name, hello, said_out, said_in) \
  { #name, name ## _out, sizeof name ## _out, name ## _in, sizeof name ## _in, hello, said_out, \
    said_in }

static const Sample samples[] = {
  SAMPLE (mbedtls_1_2, ">m1/305 <", ">a48/2 ", "<m2/65 <m11/869 <m12/300 <m14/4 "),
  /* Encrypted, but the alert; and by its size, an alert. */
  SAMPLE (openssl_1_3, ">m1/248 <", ">a48/2 ", "<m2/122 <c0/1 <p23/"),
  SAMPLE (gnutls_1_3, ">m1/340 <", ">c0/1 >p23/19 ", "<m2/155 <c0/1 <p23/"),
};

/* As in life, the server speaks after the client's first flight. */
static char *
read_in_pieces (const Sample *sample,
                gsize         piece,
                GRand        *random)
{
  GString *story = g_string_new (NULL);
  g_autoptr (LgTlsDissector) dissector = lg_tls_dissector_new (note_cb, story);
  gsize first = 5 + (sample->out[3] << 8 | sample->out[4]);
  const struct
  {
    LgDirection   direction;
    const guint8 *data;
    gsize         length;
  } flights[] = {
    { LG_DIRECTION_OUT, sample->out, first },
    { LG_DIRECTION_IN, sample->in, sample->n_in },
    { LG_DIRECTION_OUT, sample->out + first, sample->n_out - first },
  };

  for (guint i = 0; i < G_N_ELEMENTS (flights); i++)
    for (gsize at = 0; at < flights[i].length;)
      {
        gsize wanted = random != NULL ? (gsize) g_rand_int_range (random, 1, 400) : piece;
        gsize length = MIN (wanted, flights[i].length - at);
        g_autofree guint8 *copy = g_memdup2 (flights[i].data + at, length);

        lg_tls_dissector_push (dissector, flights[i].direction, copy, length);
        at += length;
      }
  return g_string_free (story, FALSE);
}

static void
test_splits (gconstpointer data)
{
  const Sample *sample = data;
  g_autofree char *whole = read_in_pieces (sample, G_MAXSIZE, NULL);
  g_autofree char *bytes = read_in_pieces (sample, 1, NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (14);

  g_test_message ("%s", whole);
  g_assert_true (g_str_has_prefix (whole, sample->hello));
  g_assert_true (g_str_has_suffix (whole, sample->said_out));
  g_assert_nonnull (strstr (whole, sample->said_in));
  g_assert_cmpstr (bytes, ==, whole);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *pieces = read_in_pieces (sample, 0, random);

      g_assert_cmpstr (pieces, ==, whole);
    }
}

static void
push_record (LgTlsDissector *dissector,
             LgDirection     direction,
             guint8          content,
             const guint8   *data,
             gsize           length)
{
  const guint8 header[] = { content, 3, 3, length >> 8, length & 0xff };

  lg_tls_dissector_push (dissector, direction, header, sizeof header);
  lg_tls_dissector_push (dissector, direction, data, length);
}

/* A message of 100 bytes in records of 7, and two messages in one record. */
static void
test_fragments (void)
{
  g_autoptr (GString) story = g_string_new (NULL);
  g_autoptr (LgTlsDissector) dissector = lg_tls_dissector_new (note_cb, story);
  guint8 message[100] = { LG_TLS_CERTIFICATE, 0, 0, 96 };
  const guint8 two[] = { LG_TLS_SERVER_HELLO_DONE, 0, 0, 0, LG_TLS_CLIENT_KEY_EXCHANGE, 0, 0, 1,
                         9 };

  for (gsize at = 0; at < sizeof message; at += 7)
    push_record (dissector, LG_DIRECTION_IN, LG_TLS_HANDSHAKE, message + at,
                 MIN (7, sizeof message - at));
  push_record (dissector, LG_DIRECTION_OUT, LG_TLS_HANDSHAKE, two, sizeof two);
  g_assert_cmpstr (story->str, ==, "<m11/100 >m14/4 >m16/5 ");
}

/* A certificate of 16 MB, as its length says, is passed over and not held; what follows is read. */
static void
test_too_long (void)
{
  g_autoptr (GString) story = g_string_new (NULL);
  g_autoptr (LgTlsDissector) dissector = lg_tls_dissector_new (note_cb, story);
  guint8 piece[16384] = { LG_TLS_CERTIFICATE, 0xff, 0xff, 0xff };
  const guint8 done[] = { LG_TLS_SERVER_HELLO_DONE, 0, 0, 0 };
  gsize left = 0xffffff + 4;

  while (left > 0)
    {
      gsize length = MIN (sizeof piece, left);

      push_record (dissector, LG_DIRECTION_IN, LG_TLS_HANDSHAKE, piece, length);
      memset (piece, 0, 4);
      left -= length;
    }
  push_record (dissector, LG_DIRECTION_IN, LG_TLS_HANDSHAKE, done, sizeof done);
  g_assert_cmpstr (story->str, ==, "<m11/16777219 <m14/4 ");
}

/* TLS 1.2 to its end: after ChangeCipherSpec only sizes are told, of alerts, too. */
static void
test_ciphered (void)
{
  g_autoptr (GString) story = g_string_new (NULL);
  g_autoptr (LgTlsDissector) dissector = lg_tls_dissector_new (note_cb, story);
  const guint8 one[] = { 1 };
  const guint8 finished[40] = { LG_TLS_CLIENT_HELLO };

  push_record (dissector, LG_DIRECTION_OUT, LG_TLS_CHANGE_CIPHER_SPEC, one, 1);
  push_record (dissector, LG_DIRECTION_OUT, LG_TLS_HANDSHAKE, finished, sizeof finished);
  push_record (dissector, LG_DIRECTION_OUT, LG_TLS_APPLICATION, finished, 29);
  push_record (dissector, LG_DIRECTION_OUT, LG_TLS_ALERT, finished, 26);
  g_assert_cmpstr (story->str, ==, ">c0/1 >p22/40 >p23/29 >p21/26 ");
}

/* A hole within a record costs that record's message; a longer one is made up for at the next
   record that begins where bytes begin. */
static void
test_holes (void)
{
  g_autoptr (GString) story = g_string_new (NULL);
  g_autoptr (LgTlsDissector) dissector = lg_tls_dissector_new (note_cb, story);
  const guint8 header[] = { LG_TLS_HANDSHAKE, 3, 3, 0, 60, LG_TLS_CERTIFICATE, 0, 0, 56 };
  const guint8 done[] = { LG_TLS_SERVER_HELLO_DONE, 0, 0, 0 };
  const guint8 middle[] = { 1, 2, 3 };

  lg_tls_dissector_push (dissector, LG_DIRECTION_IN, header, sizeof header);
  lg_tls_dissector_skip (dissector, LG_DIRECTION_IN, 56);
  push_record (dissector, LG_DIRECTION_IN, LG_TLS_HANDSHAKE, done, sizeof done);
  g_assert_cmpstr (story->str, ==, "<m14/4 ");

  lg_tls_dissector_push (dissector, LG_DIRECTION_IN, header, sizeof header);
  lg_tls_dissector_skip (dissector, LG_DIRECTION_IN, 57);
  lg_tls_dissector_push (dissector, LG_DIRECTION_IN, middle, sizeof middle);
  push_record (dissector, LG_DIRECTION_IN, LG_TLS_HANDSHAKE, done, sizeof done);
  g_assert_cmpstr (story->str, ==, "<m14/4 <l0/0 <m14/4 ");
}

static void
test_not_tls (void)
{
  g_autoptr (GString) story = g_string_new (NULL);
  g_autoptr (LgTlsDissector) dissector = lg_tls_dissector_new (note_cb, story);
  const char *answer = "HTTP/1.1 400 Bad Request\r\n\r\n";
  const guint8 connack[] = { 0x20, 2, 0, 0 };
  const guint8 long_record[] = { LG_TLS_APPLICATION, 3, 3, 0x48, 0x01 };

  lg_tls_dissector_push (dissector, LG_DIRECTION_IN, (const guint8 *) answer, strlen (answer));
  lg_tls_dissector_push (dissector, LG_DIRECTION_OUT, long_record, sizeof long_record);
  g_assert_cmpstr (story->str, ==, "<l0/0 >l0/0 ");

  /* Shorter than a record's header, and yet told. */
  g_string_truncate (story, 0);
  g_clear_pointer (&dissector, lg_tls_dissector_free);
  dissector = lg_tls_dissector_new (note_cb, story);
  lg_tls_dissector_push (dissector, LG_DIRECTION_IN, connack, sizeof connack);
  g_assert_cmpstr (story->str, ==, "<l0/0 ");
}

/* Whatever the bytes are taken for, nothing is read or held beyond bounds. */
static void
test_noise (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (41);

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GString) story = g_string_new (NULL);
      g_autoptr (LgTlsDissector) dissector = lg_tls_dissector_new (note_cb, story);
      const Sample *sample = &samples[round % G_N_ELEMENTS (samples)];
      g_autofree guint8 *bytes = g_memdup2 (sample->in, sample->n_in);

      for (guint i = 0; i < 1 + round % 8; i++)
        bytes[g_rand_int_range (random, 0, sample->n_in)] = g_rand_int_range (random, 0, 256);
      lg_tls_dissector_push (dissector, LG_DIRECTION_OUT, sample->out, sample->n_out);
      for (gsize at = 0; at < sample->n_in;)
        {
          gsize wanted = g_rand_int_range (random, 1, 600);
          gsize length = MIN (wanted, sample->n_in - at);
          g_autofree guint8 *copy = g_memdup2 (bytes + at, length);

          if (g_rand_int_range (random, 0, 10) == 0)
            lg_tls_dissector_skip (dissector, LG_DIRECTION_IN, length);
          else
            lg_tls_dissector_push (dissector, LG_DIRECTION_IN, copy, length);
          at += length;
        }
      g_assert_cmpuint (story->len, >, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path = g_strconcat ("/tls-dissector/splits/", samples[i].name, NULL);

      g_test_add_data_func (path, &samples[i], test_splits);
    }

  g_test_add_func ("/tls-dissector/fragments", test_fragments);
  g_test_add_func ("/tls-dissector/too-long", test_too_long);
  g_test_add_func ("/tls-dissector/ciphered", test_ciphered);
  g_test_add_func ("/tls-dissector/holes", test_holes);
  g_test_add_func ("/tls-dissector/not-tls", test_not_tls);
  g_test_add_func ("/tls-dissector/noise", test_noise);

  return g_test_run ();
}

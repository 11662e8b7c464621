/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "broken-words.h"
#include "lib/lg-test-time.h"
#include "mqtt/lg-framer.h"
#include "packet-samples.h"

static void
push (LgFramer   *framer,
      const char *bytes,
      gsize       length)
{
  g_autofree guint8 *copy = g_memdup2 (bytes, length);

  lg_framer_push (framer, copy, length);
}

static void
assert_next (LgFramer     *framer,
             const Sample *sample)
{
  g_autoptr (GError) error = NULL;
  LgSlice packet;

  g_assert_true (lg_framer_next (framer, &packet, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (packet.data, packet.length, sample->bytes, sample->length);
}

static void
assert_none (LgFramer *framer,
             gsize     pending)
{
  g_autoptr (GError) error = NULL;
  LgSlice packet;

  g_assert_false (lg_framer_next (framer, &packet, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (lg_framer_pending (framer), ==, pending);
}

static void
test_split_anywhere (gconstpointer data)
{
  const Sample *sample = data;

  for (gsize cut = 0; cut <= sample->length; cut++)
    {
      g_autoptr (LgFramer) framer = lg_framer_new (0);

      push (framer, sample->bytes, cut);
      if (cut < sample->length)
        assert_none (framer, cut);
      push (framer, sample->bytes + cut, sample->length - cut);
      assert_next (framer, sample);
      assert_none (framer, 0);
    }
}

static void
test_byte_by_byte (gconstpointer data)
{
  const Sample *sample = data;
  g_autoptr (LgFramer) framer = lg_framer_new (0);

  for (gsize i = 0; i < sample->length; i++)
    {
      assert_none (framer, i);
      push (framer, sample->bytes + i, 1);
    }
  assert_next (framer, sample);
  assert_none (framer, 0);
}

/* All samples in one stream, read in pieces of every size. */
static void
test_stream (void)
{
  g_autoptr (GByteArray) stream = g_byte_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    g_byte_array_append (stream, (const guint8 *) samples[i].bytes, samples[i].length);

  for (gsize piece = 1; piece <= stream->len; piece++)
    {
      g_autoptr (LgFramer) framer = lg_framer_new (0);
      g_autoptr (GError) error = NULL;
      guint found = 0;

      for (gsize at = 0; at < stream->len; at += piece)
        {
          LgSlice packet;

          lg_framer_push (framer, stream->data + at, MIN (piece, stream->len - at));
          while (lg_framer_next (framer, &packet, &error))
            {
              g_assert_cmpmem (packet.data, packet.length, samples[found].bytes,
                               samples[found].length);
              found++;
            }
          g_assert_no_error (error);
        }
      g_assert_cmpuint (found, ==, G_N_ELEMENTS (samples));
      g_assert_cmpuint (lg_framer_pending (framer), ==, 0);
    }
}

static void
test_limit (void)
{
  const Sample ping = { "ping", LG_MQTT_3_1_1, LG_DIRECTION_IN, BYTES ("\xd0\x00") };
  const Sample fits = { "fits", LG_MQTT_3_1_1, LG_DIRECTION_IN, BYTES ("\x30\x04\x00\x01" "ab") };
  g_autoptr (LgFramer) framer = lg_framer_new (6);
  g_autoptr (GError) error = NULL;
  LgSlice packet;

  push (framer, fits.bytes, fits.length);
  assert_next (framer, &fits);

  /* The length alone is enough, and no packet follows. */
  push (framer, "\x30\x05", 2);
  g_assert_false (lg_framer_next (framer, &packet, &error));
  g_assert_error (error, LG_MQTT_ERROR, LG_MQTT_ERROR_TOO_LARGE);
  assert_broken (error, "PUBLISH of 7 bytes, the limit is 6");
  g_clear_error (&error);

  push (framer, ping.bytes, ping.length);
  g_assert_false (lg_framer_next (framer, &packet, &error));
  g_assert_error (error, LG_MQTT_ERROR, LG_MQTT_ERROR_TOO_LARGE);
}

/* What is no MQTT is told from the first bytes, however much the length promises. */
static void
test_no_mqtt (void)
{
  const struct
  {
    const char *bytes;
    gsize       length;
    const char *message;
  } rows[] = {
    { BYTES ("HTTP/1.1 400 Bad Request\r\n"),
      "PUBACK: the reserved flags are 0x8 instead of 0x0" },
    { BYTES ("\x15\x03\x03\x00\x02\x02\x46"),
      "CONNECT: the reserved flags are 0x5 instead of 0x0" },
    { BYTES ("\x00"), "0x00 begins no MQTT packet" },
    { BYTES ("\x30\xff\xff\xff\xff"), "PUBLISH: the remaining length is longer than four bytes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgFramer) framer = lg_framer_new (0);
      g_autoptr (GError) error = NULL;
      LgSlice packet;

      push (framer, rows[i].bytes, rows[i].length);
      g_assert_false (lg_framer_next (framer, &packet, &error));
      g_assert_error (error, LG_MQTT_ERROR, LG_MQTT_ERROR_MALFORMED);
      assert_broken (error, rows[i].message);
    }
}

/* A flood of small packets in large reads costs no more than its bytes. */
static void
test_flood (void)
{
  const guint n_packets = 400000;
  const Sample ping = { "ping", LG_MQTT_3_1_1, LG_DIRECTION_IN, BYTES ("\xd0\x00") };
  g_autoptr (LgFramer) framer = lg_framer_new (0);
  g_autofree char *flood = g_malloc (n_packets * ping.length);

  for (guint i = 0; i < n_packets; i++)
    memcpy (flood + i * ping.length, ping.bytes, ping.length);

  g_test_timer_start ();
  push (framer, flood, n_packets * ping.length - 1);
  for (guint i = 0; i < n_packets - 1; i++)
    assert_next (framer, &ping);
  assert_none (framer, 1);
  push (framer, "\0", 1);
  assert_next (framer, &ping);

  /* Moving the rest for each packet would take minutes. */
  g_assert_cmpfloat (g_test_timer_elapsed (), <, lg_test_stretch (5));
}

/* What a packet with a secret leaves in memory. */
static void
test_wipe (void)
{
  g_autoptr (LgFramer) framer = lg_framer_new (0);
  LgSlice first, second;

  push (framer, "\xc0\x00\xd0\x00\xe0", 5);
  g_assert_true (lg_framer_next (framer, &first, NULL));
  g_assert_true (lg_framer_next (framer, &second, NULL));
  lg_framer_wipe (framer);
  g_assert_cmpmem (first.data, first.length, "\0\0", 2);
  g_assert_cmpmem (second.data, second.length, "\0\0", 2);
  assert_none (framer, 1);

  push (framer, "\x00", 1);
  g_assert_true (lg_framer_next (framer, &first, NULL));
  g_assert_cmpmem (first.data, first.length, "\xe0\x00", 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *split = g_strdup_printf ("/framer/split/%s", samples[i].name);
      g_autofree char *bytes = g_strdup_printf ("/framer/bytes/%s", samples[i].name);

      g_test_add_data_func (split, &samples[i], test_split_anywhere);
      g_test_add_data_func (bytes, &samples[i], test_byte_by_byte);
    }
  g_test_add_func ("/framer/stream", test_stream);
  g_test_add_func ("/framer/limit", test_limit);
  g_test_add_func ("/framer/no-mqtt", test_no_mqtt);
  g_test_add_func ("/framer/flood", test_flood);
  g_test_add_func ("/framer/wipe", test_wipe);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "broken-words.h"
#include "malformed-samples.h"
#include "packet-text.h"

/* A copy of exactly this size, so that a sanitizer sees every read past the end. */
static guint8 *
copy_exactly (const char *bytes,
              gsize       length)
{
  return g_memdup2 (bytes, length);
}

static void
test_valid (gconstpointer data)
{
  const Sample *sample = data;
  g_autofree guint8 *bytes = copy_exactly (sample->bytes, sample->length);
  g_auto (LgPacket) packet = LG_PACKET_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (lg_packet_dissect (&packet, bytes, sample->length, sample->version,
                                    sample->direction, &error));
  g_assert_no_error (error);

  text = packet_to_text (&packet);
  g_assert_cmpstr (text, ==, sample->text);
  g_assert_true (packet.bytes.data == bytes);
  g_assert_cmpuint (packet.bytes.length, ==, sample->length);

  /* Without a known direction everything that either side may send is accepted. */
  g_assert_true (lg_packet_dissect (&packet, bytes, sample->length, sample->version,
                                    LG_DIRECTION_NONE, &error));
  g_assert_no_error (error);
}

static void
test_malformed (gconstpointer data)
{
  const Sample *sample = data;
  g_autofree guint8 *bytes = copy_exactly (sample->bytes, sample->length);
  g_auto (LgPacket) packet = LG_PACKET_INIT;
  g_autoptr (GError) error = NULL;

  g_assert_false (lg_packet_dissect (&packet, bytes, sample->length, sample->version,
                                     sample->direction, &error));
  g_assert_error (error, LG_MQTT_ERROR, LG_MQTT_ERROR_MALFORMED);
  assert_broken (error, sample->text);
  g_assert_null (packet.filters);
  g_assert_null (packet.properties);
}

/* As it is cut off on the way, and with a fixed header that claims the short length. */
static void
test_truncated (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    for (gsize length = 0; length < samples[i].length; length++)
      {
        g_autofree guint8 *bytes = copy_exactly (samples[i].bytes, length);
        g_auto (LgPacket) packet = LG_PACKET_INIT;
        g_autoptr (GError) error = NULL;

        g_assert_false (lg_packet_dissect (&packet, bytes, length, samples[i].version,
                                           samples[i].direction, &error));
        g_assert_error (error, LG_MQTT_ERROR, LG_MQTT_ERROR_MALFORMED);
        g_clear_error (&error);

        if (length < 2 || length >= 0x80)
          continue;
        bytes[1] = length - 2;
        lg_packet_dissect (&packet, bytes, length, samples[i].version, samples[i].direction, NULL);
      }
}

/* No byte of any sample, whatever it is changed to, may make the dissection misbehave. */
static void
test_damaged (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    for (gsize at = 0; at < samples[i].length; at++)
      for (guint value = 0; value < 256; value++)
        {
          g_autofree guint8 *bytes = copy_exactly (samples[i].bytes, samples[i].length);
          g_auto (LgPacket) packet = LG_PACKET_INIT;
          g_autoptr (GError) error = NULL;
          gboolean ok;

          bytes[at] = value;
          ok = lg_packet_dissect (&packet, bytes, samples[i].length, samples[i].version,
                                  samples[i].direction, &error);
          g_assert_true (ok == (error == NULL));
        }
}

static void
test_padded_length_3 (void)
{
  g_auto (LgPacket) packet = LG_PACKET_INIT;
  g_autoptr (GError) error = NULL;

  /* Only MQTT 5 forbids it. */
  lg_packet_dissect (&packet, (const guint8 *) "\xd0\x80\x00", 3, LG_MQTT_3_1_1, LG_DIRECTION_IN,
                     &error);
  g_assert_no_error (error);
  g_assert_cmpint (packet.type, ==, LG_PACKET_PINGRESP);
}

static void
test_names (void)
{
  g_autofree char *empty = lg_slice_dup_text ((LgSlice) { NULL, 0 });
  g_autofree char *broken = lg_slice_dup_text ((LgSlice) { (const guint8 *) "a\0\xff", 3 });

  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (broken, ==, "a\357\277\275\357\277\275");
  g_assert_cmpstr (lg_packet_type_get_name (0), ==, "unknown packet");
  g_assert_cmpstr (lg_packet_type_get_name (200), ==, "unknown packet");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path = g_strdup_printf ("/packet/valid/%s", samples[i].name);

      g_test_add_data_func (path, &samples[i], test_valid);
    }
  for (guint i = 0; i < G_N_ELEMENTS (malformed); i++)
    {
      g_autofree char *path = g_strdup_printf ("/packet/malformed/%s", malformed[i].name);

      g_test_add_data_func (path, &malformed[i], test_malformed);
    }
  g_test_add_func ("/packet/truncated", test_truncated);
  g_test_add_func ("/packet/damaged", test_damaged);
  g_test_add_func ("/packet/padded-length-3", test_padded_length_3);
  g_test_add_func ("/packet/text", test_names);

  return g_test_run ();
}

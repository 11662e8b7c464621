/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "broken-words.h"
#include "mqtt/lg-packet-writer.h"
#include "mqtt/lg-reason-code.h"
#include "mqtt/lg-topic-aliases.h"
#include "packet-text.h"

#include <string.h>

#define BYTES(literal) { (const guint8 *) (literal), sizeof (literal) - 1 }

static void
dissect (LgPacket    *packet,
         LgSlice      bytes,
         LgDirection  direction)
{
  g_autoptr (GError) error = NULL;

  lg_packet_dissect (packet, bytes.data, bytes.length, LG_MQTT_5, direction, &error);
  g_assert_no_error (error);
}

/* Every code the vendor lists has a name, and one nobody defined has none. */
static void
test_reasons (void)
{
  for (guint code = 0x80; code <= 0xa2; code++)
    g_assert_nonnull (lg_reason_code_get_name (LG_PACKET_DISCONNECT, code));

  g_assert_cmpstr (lg_reason_code_get_name (LG_PACKET_DISCONNECT, 0x8e), ==, "Session taken over");
  g_assert_cmpstr (lg_reason_code_get_name (LG_PACKET_CONNACK, 2), ==, "Identifier rejected");
  g_assert_cmpstr (lg_reason_code_get_name (LG_PACKET_SUBACK, 2), ==, "Granted QoS 2");
  g_assert_null (lg_reason_code_get_name (LG_PACKET_CONNACK, 6));
  g_assert_null (lg_reason_code_get_name (LG_PACKET_DISCONNECT, 0xa3));
}

static void
test_aliases (void)
{
  const struct
  {
    LgSlice     bytes;
    const char *topic;
    const char *broken;
  } rows[] = {
    { BYTES ("\x30\x05\x00\x01" "a\x00x"), "a", NULL },
    { BYTES ("\x30\x06\x00\x00\x03\x23\x00\x01"), NULL,
      "PUBLISH: Topic Alias 1 was never given a topic" },
    { BYTES ("\x30\x07\x00\x01" "a\x03\x23\x00\x01"), "a", NULL },
    { BYTES ("\x30\x07\x00\x01" "b\x03\x23\x00\x02"), "b", NULL },
    { BYTES ("\x30\x06\x00\x00\x03\x23\x00\x01"), "a", NULL },
    { BYTES ("\x30\x06\x00\x00\x03\x23\x00\x02"), "b", NULL },
    { BYTES ("\x30\x07\x00\x01" "c\x03\x23\x00\x01"), "c", NULL },
    { BYTES ("\x30\x06\x00\x00\x03\x23\x00\x01"), "c", NULL },
    { BYTES ("\x30\x07\x00\x01" "d\x03\x23\x00\x03"), NULL,
      "PUBLISH: Topic Alias 3 is over the maximum" },
    { BYTES ("\x30\x06\x00\x00\x03\x23\xff\xff"), NULL,
      "PUBLISH: Topic Alias 65535 is over the maximum" },
  };
  g_autoptr (LgTopicAliases) aliases = lg_topic_aliases_new (2);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (LgPacket) packet = LG_PACKET_INIT;
      g_autoptr (GError) error = NULL;
      g_autofree char *topic = NULL;

      dissect (&packet, rows[i].bytes, LG_DIRECTION_IN);
      g_assert_true (lg_topic_aliases_resolve (aliases, &packet, &error)
                     == (rows[i].broken == NULL));
      if (rows[i].broken != NULL)
        {
          g_assert_error (error, LG_MQTT_ERROR, LG_MQTT_ERROR_MALFORMED);
          assert_broken (error, rows[i].broken);
          continue;
        }
      topic = lg_slice_dup_text (packet.topic);
      g_assert_cmpstr (topic, ==, rows[i].topic);
    }
}

/* For another connection the topic is spelled out, and all else is as it was. */
static void
test_without_alias (void)
{
  g_autoptr (LgTopicAliases) aliases = lg_topic_aliases_new (2);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_auto (LgPacket) first = LG_PACKET_INIT;
  g_auto (LgPacket) second = LG_PACKET_INIT;
  g_auto (LgPacket) written = LG_PACKET_INIT;
  g_autofree char *text = NULL;

  dissect (&first, (LgSlice) BYTES ("\x30\x07\x00\x01" "a\x03\x23\x00\x01"), LG_DIRECTION_OUT);
  g_assert_true (lg_topic_aliases_resolve (aliases, &first, NULL));
  dissect (&second,
           (LgSlice) BYTES ("\x33\x10\x00\x00\x00\x07\x0a\x23\x00\x01&\x00\x01k\x00\x01vx"),
           LG_DIRECTION_OUT);
  g_assert_true (lg_topic_aliases_resolve (aliases, &second, NULL));
  lg_packet_write_without_alias (out, &second);
  dissect (&written, (LgSlice) { out->data, out->len }, LG_DIRECTION_OUT);
  text = packet_to_text (&written);
  g_assert_cmpstr (text, ==,
                   "PUBLISH qos=1 retain=1 id=7 topic='a' payload='x' 26:0 text='k' value='v'");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reason-code/names", test_reasons);
  g_test_add_func ("/topic-aliases/aliases", test_aliases);
  g_test_add_func ("/topic-aliases/without-alias", test_without_alias);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an MQTT 5 packet says besides its topic and payload. */
#include "mqtt/lg-packet-details.h"
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

static void
test_details (void)
{
  const struct
  {
    LgSlice     bytes;
    const char *text;
  } rows[] = {
    { BYTES ("\x20\x16\x00\x00\x13\x13\x01\x2c\x22\x00\x14\x24\x01\x25\x01\x27\x00\x04\x00\x00\x28"
             "\x01\x29\x00"),
      "Server Keep Alive 300; Topic Alias Maximum 20; Maximum QoS 1; Retain Available 1; "
      "Maximum Packet Size 262144; Wildcard Subscription Available 1; "
      "Subscription Identifier Available 0" },
    { BYTES ("\x20\x03\x00\x00\x00"), NULL },
    { BYTES ("\x20\x09\x00\x86\x06\x1f\x00\x03why"), "Bad User Name or Password; “why”" },
    { BYTES ("\x20\x02\x00\x01"), "Unacceptable protocol version" },
    { BYTES ("\x20\x0b\x00\x9d\x08\x1c\x00\x05other"), "Server moved; Server Reference other" },
    { BYTES ("\x40\x02\x00\x07"), NULL },
    { BYTES ("\x40\x03\x00\x07\x10"), "No matching subscribers" },
    { BYTES ("\x40\x0a\x00\x07\x97\x06\x1f\x00\x03why"), "Quota exceeded; “why”" },
    { BYTES ("\x40\x03\x00\x07\xfe"), NULL },
    { BYTES ("\x90\x04\x00\x07\x00\x01"), NULL },
    { BYTES ("\x90\x04\x00\x07\x00\x87"), "Not authorized" },
    { BYTES ("\xb0\x04\x00\x07\x00\x11"), "No subscription existed" },
    { BYTES ("\xe0\x00"), NULL },
    { BYTES ("\xe0\x01\x8e"), "Session taken over" },
    { BYTES ("\xe0\x0e\x8d\x0c&\x00\x01k\x00\x02v;\x1f\x00\x01t"),
      "Keep Alive timeout; User Property k=v;; “t”" },
    { BYTES ("\x30\x14\x00\x01t\x10\x09\x00\x04\x00\x01\x02\x03\x03\x00\x01x\x02\x00\x00\x00\x3c"),
      "Correlation Data (4 B); Content Type x; Message Expiry Interval 60" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (LgPacket) packet = LG_PACKET_INIT;
      g_autofree char *text = NULL;

      dissect (&packet, rows[i].bytes, LG_DIRECTION_IN);
      text = lg_packet_dup_details (&packet);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* What a server sends is bounded before it is shown: 20 user properties are, a thousand are not. */
static void
test_bounds (void)
{
  const guint counts[] = { 20, 1000 };
  g_autofree char *value = g_strnfill (1000, 'v');
  const LgProperty user = {
    LG_PROPERTY_USER, .text = BYTES ("k"), .value = { (const guint8 *) value, 1000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree LgProperty *properties = g_new (LgProperty, counts[i]);
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_auto (LgPacket) packet = LG_PACKET_INIT;
      g_autofree char *text = NULL;
      g_auto (GStrv) clauses = NULL;

      for (guint n = 0; n < counts[i]; n++)
        properties[n] = user;
      lg_packet_write_connack (bytes, LG_MQTT_5, FALSE, 0, properties, counts[i]);
      dissect (&packet, (LgSlice) { bytes->data, bytes->len }, LG_DIRECTION_IN);
      g_assert_cmpuint (packet.properties->len, ==, counts[i]);
      text = lg_packet_dup_details (&packet);
      clauses = g_strsplit (text, "; ", -1);
      g_assert_cmpuint (strlen (clauses[0]), <, 300);
      if (counts[i] == 20)
        g_assert_cmpuint (g_strv_length (clauses), ==, 20);
      else
        g_assert_cmpuint (g_strv_length (clauses), <, 40);
    }
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
          g_assert_cmpstr (error->message, ==, rows[i].broken);
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

  g_test_add_func ("/packet-details/text", test_details);
  g_test_add_func ("/packet-details/bounds", test_bounds);
  g_test_add_func ("/packet-details/reasons", test_reasons);
  g_test_add_func ("/packet-details/aliases", test_aliases);
  g_test_add_func ("/packet-details/without-alias", test_without_alias);

  return g_test_run ();
}

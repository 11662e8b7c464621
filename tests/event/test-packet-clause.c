/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a packet says besides its topic and payload. */
#include "event/lg-clause-words.h"
#include "event/lg-packet-clause.h"
#include "mqtt/lg-packet-writer.h"

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

static char *
dup_words (const LgPacket *packet)
{
  g_autoptr (LgClause) clause = lg_packet_clause_new (packet, LG_MQTT_5);

  return clause != NULL ? lg_clause_words_dup_english (clause) : NULL;
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
      text = dup_words (&packet);
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
      g_autoptr (LgClause) clause = NULL;
      g_autoptr (GPtrArray) said = NULL;
      g_autofree char *first = NULL;

      for (guint n = 0; n < counts[i]; n++)
        properties[n] = user;
      lg_packet_write_connack (bytes, LG_MQTT_5, FALSE, 0, properties, counts[i]);
      dissect (&packet, (LgSlice) { bytes->data, bytes->len }, LG_DIRECTION_IN);
      g_assert_cmpuint (packet.properties->len, ==, counts[i]);
      clause = lg_packet_clause_new (&packet, LG_MQTT_5);
      said = lg_clause_dup_said (clause);
      first = lg_clause_words_dup_english (said->pdata[0]);
      g_assert_cmpuint (strlen (first), <, 300);
      if (counts[i] == 20)
        g_assert_cmpuint (said->len, ==, 20);
      else
        g_assert_cmpuint (said->len, <, 40);
    }
}

/* What a program reads of it: numbers as on the wire. */
static void
test_arguments (void)
{
  g_auto (LgPacket) packet = LG_PACKET_INIT;
  g_autoptr (LgClause) clause = NULL;

  dissect (&packet, (LgSlice) BYTES ("\xe0\x0e\x8d\x0c&\x00\x01k\x00\x02v;\x1f\x00\x01t"),
           LG_DIRECTION_IN);
  clause = lg_packet_clause_new (&packet, LG_MQTT_5);
  g_assert_cmpstr (lg_clause_get_id (clause), ==, "packet.said");
  g_assert_cmpstr (lg_clause_get_args (clause), ==,
                   "{\"said\":[{\"clause\":\"mqtt.reason\",\"args\":{\"packet\":\"DISCONNECT\","
                   "\"reason\":141}},{\"clause\":\"mqtt.user-property\",\"args\":{\"name\":\"k\","
                   "\"value\":\"v;\"}},{\"clause\":\"mqtt.reason-string\",\"args\":"
                   "{\"words\":\"t\"}}"
                   "]}");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/packet-clause/words", test_details);
  g_test_add_func ("/packet-clause/bounds", test_bounds);
  g_test_add_func ("/packet-clause/arguments", test_arguments);

  return g_test_run ();
}

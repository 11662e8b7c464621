/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mqtt/lg-framer.h"
#include "mqtt/lg-packet-writer.h"
#include "packet-text.h"

static const LgMqttVersion versions[] = { LG_MQTT_3_1, LG_MQTT_3_1_1, LG_MQTT_5 };

static void
assert_written (GByteArray    *out,
                LgMqttVersion  version,
                LgDirection    direction,
                const char    *text)
{
  g_auto (LgPacket) packet = LG_PACKET_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  lg_packet_dissect (&packet, out->data, out->len, version, direction, &error);
  g_assert_no_error (error);
  found = packet_to_text (&packet);
  g_assert_cmpstr (found, ==, text);
  g_byte_array_set_size (out, 0);
}

static void
test_connect (void)
{
  const struct
  {
    LgConnect   connect;
    const char *text;
  } rows[] = {
    { { LG_MQTT_3_1_1, "a|b|", "dn&pk", "pw", 2, 300, TRUE },
      "CONNECT version=4 flags=194 keepalive=300 client='a|b|' user='dn&pk' password='pw'" },
    { { LG_MQTT_3_1_1, "pk.dn", NULL, NULL, 0, 0, FALSE }, "CONNECT version=4 client='pk.dn'" },
    { { LG_MQTT_3_1_1, "c", "u", NULL, 0, 60, TRUE },
      "CONNECT version=4 flags=130 keepalive=60 client='c' user='u'" },
    { { LG_MQTT_3_1, "c", NULL, NULL, 0, 60, TRUE },
      "CONNECT version=3 flags=2 keepalive=60 client='c'" },
    { { LG_MQTT_5, "", NULL, "pw", 2, 60, TRUE },
      "CONNECT version=5 flags=66 keepalive=60 client='' password='pw'" },
    { { LG_MQTT_5, "c", NULL, NULL, 0, 60, FALSE, LG_SESSION_EXPIRY_NEVER, 20 },
      "CONNECT version=5 keepalive=60 client='c' 11:4294967295 22:20" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize size = lg_packet_get_connect_size (&rows[i].connect);
      g_autoptr (GByteArray) out = g_byte_array_sized_new (size);
      const guint8 *before = out->data;

      lg_packet_write_connect (out, &rows[i].connect);
      g_assert_cmpuint (out->len, ==, size);
      g_assert_true (out->data == before);
      assert_written (out, rows[i].connect.version, LG_DIRECTION_OUT, rows[i].text);
    }
}

static void
test_connect_long (void)
{
  g_autofree char *client_id = g_strnfill (20000, 'c');
  const LgConnect connect = { LG_MQTT_3_1_1, client_id, "u", "p", 1, 60, TRUE };
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_auto (LgPacket) packet = LG_PACKET_INIT;
  g_autoptr (GError) error = NULL;

  lg_packet_write_connect (out, &connect);
  g_assert_cmpuint (out->len, ==, lg_packet_get_connect_size (&connect));
  lg_packet_dissect (&packet, out->data, out->len, LG_MQTT_3_1_1, LG_DIRECTION_OUT, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (packet.client_id.data, packet.client_id.length, client_id, 20000);
}

#define TEXT(literal) { (const guint8 *) (literal), sizeof (literal) - 1 }

static const LgProperty offers[] = {
  { LG_PROPERTY_SERVER_KEEPALIVE, .number = 300 },
  { LG_PROPERTY_REASON_STRING, .text = TEXT ("why") },
  { LG_PROPERTY_MAXIMUM_QOS, .number = 1 },
  { LG_PROPERTY_USER, .text = TEXT ("k"), .value = TEXT ("v") },
  { LG_PROPERTY_MAXIMUM_PACKET_SIZE, .number = 262144 },
};

static void
test_answers (void)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      LgMqttVersion version = versions[i];
      gboolean five = version == LG_MQTT_5;

      lg_packet_write_connack (out, version, TRUE, 0, offers, G_N_ELEMENTS (offers));
      assert_written (out, version, LG_DIRECTION_IN,
                      five ? "CONNACK session=1 13:300 1f:0 text='why' 24:1 26:0 text='k' value='v'"
                             " 27:262144" : "CONNACK session=1");
      lg_packet_write_connack (out, version, TRUE, 5, NULL, 0);
      assert_written (out, version, LG_DIRECTION_IN, "CONNACK reason=5");
      lg_packet_write_puback (out, version, 7, 0x87, "no right");
      assert_written (out, version, LG_DIRECTION_IN,
                      five ? "PUBACK id=7 reason=135 1f:0 text='no right'" : "PUBACK id=7");
      lg_packet_write_puback (out, version, 7, 0, NULL);
      assert_written (out, version, LG_DIRECTION_IN, "PUBACK id=7");
      lg_packet_write_suback (out, version, 9, (const guint8 *) "\x01\x80", 2, NULL);
      assert_written (out, version, LG_DIRECTION_IN, "SUBACK id=9 code=01 code=80");
      lg_packet_write_unsuback (out, version, 9, (const guint8 *) "\x00\x11", 2, "why");
      assert_written (out, version, LG_DIRECTION_IN,
                      five ? "UNSUBACK id=9 code=00 code=11 1f:0 text='why'" : "UNSUBACK id=9");
      lg_packet_write_pingresp (out);
      assert_written (out, version, LG_DIRECTION_IN, "PINGRESP");
      lg_packet_write_disconnect (out, version, 0x8e, "taken over");
      assert_written (out, version, LG_DIRECTION_OUT,
                      five ? "DISCONNECT reason=142 1f:0 text='taken over'" : "DISCONNECT");
      lg_packet_write_disconnect (out, version, 0, NULL);
      assert_written (out, version, LG_DIRECTION_OUT, "DISCONNECT");
    }
}

/* The strict library behind the session takes no other flags: MQTT 3.1.1, 2.2.2; MQTT 5, 2.1.3. */
static void
test_acks (void)
{
  static const struct { LgPacketType type; const char *bytes; } rows[] = {
    { LG_PACKET_PUBACK, "\x40\x02\x01\x02" },
    { LG_PACKET_PUBREC, "\x50\x02\x01\x02" },
    { LG_PACKET_PUBREL, "\x62\x02\x01\x02" },
    { LG_PACKET_PUBCOMP, "\x70\x02\x01\x02" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GByteArray) out = g_byte_array_new ();

      lg_packet_write_ack (out, rows[i].type, 0x0102, 0);
      g_assert_cmpmem (out->data, out->len, rows[i].bytes, 4);
    }
}

static void
test_subscribe (void)
{
  const LgFilter rows[] = {
    { { (const guint8 *) "a/+", 3 }, 0 }, { { (const guint8 *) "/b/#", 4 }, 1 },
  };
  g_autoptr (GArray) filters = g_array_new (FALSE, FALSE, sizeof (LgFilter));
  g_autoptr (GByteArray) out = g_byte_array_new ();

  g_array_append_vals (filters, rows, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      lg_packet_write_subscribe (out, versions[i], 258, filters);
      assert_written (out, versions[i], LG_DIRECTION_OUT,
                      "SUBSCRIBE id=258 filter='a/+'/00 filter='/b/#'/01");
    }
}

/* Payloads around every change of the length field's size. */
static void
test_publish (void)
{
  const gsize sizes[] = { 0, 1, 120, 121, 122, 127, 128, 129, 16376, 16384, 262144, 2097152 };

  for (guint v = 0; v < G_N_ELEMENTS (versions); v++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      for (guint8 qos = 0; qos <= 2; qos++)
        {
          g_autofree char *payload = g_strnfill (sizes[i], 'x');
          g_autoptr (GByteArray) out = g_byte_array_new ();
          g_autoptr (LgFramer) framer = lg_framer_new (0);
          g_auto (LgPacket) packet = LG_PACKET_INIT;
          g_autoptr (GError) error = NULL;
          LgSlice whole;

          lg_packet_write_publish (out, versions[v], "a/b", payload, sizes[i], qos, 77, qos == 1);
          lg_framer_push (framer, out->data, out->len);
          g_assert_true (lg_framer_next (framer, &whole, &error));
          g_assert_cmpuint (lg_framer_pending (framer), ==, 0);
          lg_packet_dissect (&packet, whole.data, whole.length, versions[v], LG_DIRECTION_IN,
                             &error);
          g_assert_no_error (error);
          g_assert_cmpmem (packet.topic.data, packet.topic.length, "a/b", 3);
          g_assert_cmpmem (packet.payload.data, packet.payload.length, payload, sizes[i]);
          g_assert_cmpuint (packet.qos, ==, qos);
          g_assert_cmpuint (packet.packet_id, ==, qos > 0 ? 77 : 0);
          g_assert_true (packet.retain == (qos == 1));
        }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/packet-writer/connect", test_connect);
  g_test_add_func ("/packet-writer/connect-long", test_connect_long);
  g_test_add_func ("/packet-writer/answers", test_answers);
  g_test_add_func ("/packet-writer/acks", test_acks);
  g_test_add_func ("/packet-writer/subscribe", test_subscribe);
  g_test_add_func ("/packet-writer/publish", test_publish);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "event/lg-tap.h"
#include "mqtt/lg-packet-writer.h"

#include <string.h>

#define SECRET "4711-do-not-tell"
#define BYTES(literal) { (const guint8 *) (literal), sizeof (literal) - 1 }

typedef struct
{
  LgDirection  direction;
  LgSlice      bytes;
  LgEvent      expected;
  gboolean     stray;
} Row;

/* What the packets of one link become. */
typedef struct
{
  LgMqttVersion  version;
  const Row     *rows;
  gsize          n_rows;
} Table;

/* Packet by packet, 1000 µs apart. */
static const Row rows_3[] = {
  { LG_DIRECTION_IN, BYTES ("\x20\x02\x01\x00"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_CONNACK, .text = "session present" } },
  { LG_DIRECTION_OUT, BYTES ("\x82\x08\x00\x05\x00\x03t/#\x01"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_SUBSCRIBE, .packet_id = 5, .flags = 1,
      .topic = "t/#" } },
  { LG_DIRECTION_OUT, BYTES ("\x82\x06\x00\x06\x00\x01u\x00"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_SUBSCRIBE, .packet_id = 6, .topic = "u" } },
  { LG_DIRECTION_IN, BYTES ("\x90\x03\x00\x06\x80"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_SUBACK, .packet_id = 6, .code = 0x80, .topic = "u",
      .duration_us = 1000 } },
  { LG_DIRECTION_IN, BYTES ("\x90\x03\x00\x05\x01"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_SUBACK, .packet_id = 5, .code = 1, .topic = "t/#",
      .duration_us = 3000 } },
  { LG_DIRECTION_IN, BYTES ("\x90\x03\x00\x05\x01"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_SUBACK, .packet_id = 5, .code = 1 }, TRUE },
  { LG_DIRECTION_OUT, BYTES ("\xa2\x05\x00\x07\x00\x01u"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_UNSUBSCRIBE, .packet_id = 7, .topic = "u" } },
  { LG_DIRECTION_IN, BYTES ("\xb0\x02\x00\x07"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_UNSUBACK, .packet_id = 7, .topic = "u",
      .duration_us = 1000 } },
  { LG_DIRECTION_OUT, BYTES ("\x32\x07\x00\x01t\x00\x08hi"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_PUBLISH, .packet_id = 8, .flags = 1, .topic = "t",
      .payload = (const guint8 *) "hi", .payload_length = 2 } },
  { LG_DIRECTION_IN, BYTES ("\x40\x02\x00\x08"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_PUBACK, .packet_id = 8, .duration_us = 1000 } },
  { LG_DIRECTION_IN, BYTES ("\x3b\x05\x00\x01t\x00\x09"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_PUBLISH, .packet_id = 9, .topic = "t",
      .flags = 1 | LG_EVENT_FLAG_RETAIN | LG_EVENT_FLAG_DUP,
      .payload = (const guint8 *) "", .payload_length = 0 } },
  { LG_DIRECTION_OUT, BYTES ("\x40\x02\x00\x09"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_PUBACK, .packet_id = 9 } },
  { LG_DIRECTION_IN, BYTES ("\x30\x26\x00\x0d/ext/register{\"deviceSecret\":\"4711\"}"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_PUBLISH, .topic = "/ext/register",
      .text = "the payload holds a secret and is not kept" } },
  { LG_DIRECTION_OUT, BYTES ("\xc0\x00"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_PINGREQ } },
  { LG_DIRECTION_IN, BYTES ("\xd0\x00"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_PINGRESP, .duration_us = 1000 } },
  { LG_DIRECTION_IN, BYTES ("\xd0\x00"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_PINGRESP } },
  { LG_DIRECTION_OUT, BYTES ("\xe0\x00"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_DISCONNECT } },
};

static const Row rows_5[] = {
  { LG_DIRECTION_IN, BYTES ("\x20\x06\x01\x00\x03\x13\x01\x2c"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_CONNACK,
      .text = "session present; Server Keep Alive 300" } },
  { LG_DIRECTION_OUT, BYTES ("\x82\x07\x00\x06\x00\x00\x01u\x00"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_SUBSCRIBE, .packet_id = 6, .topic = "u" } },
  { LG_DIRECTION_IN, BYTES ("\x90\x0a\x00\x06\x06\x1f\x00\x03why\x87"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_SUBACK, .packet_id = 6, .code = 0x87, .topic = "u",
      .text = "Not authorized; “why”", .duration_us = 1000 } },
  { LG_DIRECTION_OUT, BYTES ("\xa2\x06\x00\x07\x00\x00\x01u"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_UNSUBSCRIBE, .packet_id = 7, .topic = "u" } },
  { LG_DIRECTION_IN, BYTES ("\xb0\x04\x00\x07\x00\x11"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_UNSUBACK, .packet_id = 7, .code = 0x11, .topic = "u",
      .text = "No subscription existed", .duration_us = 1000 } },
  { LG_DIRECTION_OUT, BYTES ("\x32\x08\x00\x01t\x00\x08\x00hi"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_PUBLISH, .packet_id = 8, .flags = 1, .topic = "t",
      .payload = (const guint8 *) "hi", .payload_length = 2 } },
  { LG_DIRECTION_IN, BYTES ("\x40\x03\x00\x08\x97"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_PUBACK, .packet_id = 8, .code = 0x97, .topic = "t",
      .text = "Quota exceeded", .duration_us = 1000 } },
  { LG_DIRECTION_IN, BYTES ("\x30\x11\x00\x01t\x0b\x23\x00\x02\x02\x00\x00\x00\x3c\x03\x00\x00hi"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_PUBLISH, .topic = "t",
      .text = "Topic Alias 2; Message Expiry Interval 60; Content Type ",
      .payload = (const guint8 *) "hi", .payload_length = 2 } },
  { LG_DIRECTION_IN, BYTES ("\x30\x08\x00\x00\x03\x23\x00\x02hi"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_PUBLISH, .topic = "t", .text = "Topic Alias 2",
      .payload = (const guint8 *) "hi", .payload_length = 2 } },
  { LG_DIRECTION_IN, BYTES ("\x30\x2e\x00\x0d/ext/register\x07&\x00\x01k\x00\x01v"
                            "{\"deviceSecret\":\"4711\"}"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_PUBLISH, .topic = "/ext/register",
      .text = "the payload holds a secret and is not kept" } },
  { LG_DIRECTION_IN, BYTES ("\xe0\x09\x8e\x07\x1f\x00\x04" "Kick"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_DISCONNECT, .code = 0x8e,
      .text = "Session taken over; “Kick”" } },
  { LG_DIRECTION_OUT, BYTES ("\xe0\x00"),
    { .kind = LG_EVENT_PACKET + LG_PACKET_DISCONNECT } },
};

static const Table tables[] = {
  { LG_MQTT_3_1_1, rows_3, G_N_ELEMENTS (rows_3) },
  { LG_MQTT_5, rows_5, G_N_ELEMENTS (rows_5) },
};

typedef struct
{
  LgMailbox *mailbox;
  LgOutlet  *outlet;
  LgTap     *tap;
} Fixture;

static void
ignore_cb (gpointer       owner,
           const LgEvent *event)
{
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->mailbox = lg_mailbox_new (1000, 1 << 20);
  self->outlet = lg_outlet_new (ignore_cb, self);
  lg_outlet_set_mailbox (self->outlet, self->mailbox);
  self->tap = lg_tap_new (self->outlet, ((const Table *) data)->version);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  lg_tap_free (self->tap);
  lg_outlet_disown (self->outlet);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  lg_outlet_unref (self->outlet);
  lg_mailbox_unref (self->mailbox);
}

/* An answer to what was not asked is noted, too. */
static LgEvent *
take_one (Fixture  *self,
          gboolean  stray)
{
  g_autoptr (GPtrArray) batch = lg_mailbox_take (self->mailbox, 1, 0);

  g_assert_cmpuint (batch->len, ==, stray ? 2 : 1);
  if (stray)
    {
      g_autoptr (LgEvent) note = g_ptr_array_steal_index (batch, 1);

      g_assert_cmpint (note->code, ==, LG_NOTE_STRAY);
      g_assert_cmpuint (note->packet_id, ==, 5);
    }
  return g_ptr_array_steal_index (batch, 0);
}

static void
assert_event (const LgEvent *event,
              const Row     *row,
              gint64         mono_us)
{
  const LgEvent *expected = &row->expected;
  g_autofree char *text = lg_event_dup_english (event);

  g_assert_cmpint (event->kind, ==, expected->kind);
  g_assert_cmpint (event->direction, ==, row->direction);
  g_assert_cmpint (event->mono_us, ==, mono_us);
  g_assert_cmpuint (event->size, ==, row->bytes.length);
  g_assert_cmpuint (event->flags, ==, expected->flags);
  g_assert_cmpuint (event->packet_id, ==, expected->packet_id);
  g_assert_cmpint (event->code, ==, expected->code);
  g_assert_cmpint (event->duration_us, ==, expected->duration_us);
  g_assert_cmpstr (event->topic, ==, expected->topic);
  g_assert_cmpstr (text, ==, expected->text);
  g_assert_cmpmem (event->payload, event->payload_length,
                   expected->payload, expected->payload_length);
}

static void
test_table (Fixture       *self,
            gconstpointer  data)
{
  const Table *table = data;
  const Row *rows = table->rows;

  gint64 id = 0;

  for (gsize i = 0; i < table->n_rows; i++)
    {
      gint64 mono_us = 1000 * (i + 1);
      g_auto (LgPacket) packet = LG_PACKET_INIT;
      g_autoptr (LgEvent) event = NULL;
      g_autoptr (GError) error = NULL;

      if (rows[i].direction == LG_DIRECTION_OUT)
        lg_tap_read_out (self->tap, rows[i].bytes, mono_us);
      else
        lg_tap_read_in (self->tap, rows[i].bytes, mono_us, &packet, &error);
      g_assert_no_error (error);
      event = take_one (self, rows[i].stray);
      assert_event (event, &rows[i], mono_us);
      g_assert_cmpint (event->id, ==, ++id);
      id += rows[i].stray;
    }
}

static gboolean
holds (const LgEvent *event,
       const char    *text)
{
  return (event->topic != NULL && strstr (event->topic, text) != NULL)
    || (event->args != NULL && strstr (event->args, text) != NULL)
    || (event->text != NULL && strstr (event->text, text) != NULL)
    || (event->payload != NULL
        && memmem (event->payload, event->payload_length, text, strlen (text)) != NULL);
}

/* A CONNECT as it should be, and one that breaks a rule of MQTT: a password without a user name. */
static void
test_connect (Fixture       *self,
              gconstpointer  data)
{
  static const char *const usernames[] = { "dn&pk", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (usernames); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (LgEvent) event = NULL;

      lg_packet_write_connect (bytes, &(LgConnect) {
        .version = LG_MQTT_3_1_1, .client_id = "id|securemode=2|", .username = usernames[i],
        .password = SECRET, .password_length = strlen (SECRET), .keepalive = 300,
      });
      lg_tap_read_out (self->tap, (LgSlice) { bytes->data, bytes->len }, 1000);
      event = take_one (self, FALSE);
      g_assert_cmpint (event->kind, ==, LG_EVENT_PACKET + LG_PACKET_CONNECT);
      g_assert_cmpuint (event->size, ==, bytes->len);
      g_assert_false (holds (event, SECRET));
      if (usernames[i] == NULL)
        continue;
      g_assert_cmpstr (event->text, ==, "id|securemode=2|");
      g_assert_cmpstr (event->topic, ==, "dn&pk");
      g_assert_cmpint (event->code, ==, 300);
      g_assert_cmpuint (event->flags, ==, LG_MQTT_3_1_1);
    }
}

static void
test_malformed (Fixture       *self,
                gconstpointer  data)
{
  static const LgSlice broken[] = {
    BYTES ("\x20\x01\x00"), BYTES ("\x36\x00"), BYTES ("\xc0\x00"), BYTES ("\xe0\x00"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_auto (LgPacket) packet = LG_PACKET_INIT;
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) batch = NULL;

      g_assert_false (lg_tap_read_in (self->tap, broken[i], 1000, &packet, &error));
      g_assert_error (error, LG_MQTT_ERROR, LG_MQTT_ERROR_MALFORMED);
      batch = lg_mailbox_take (self->mailbox, 1, 0);
      g_assert_cmpuint (batch->len, ==, 0);
    }
}

static const LgSlice subscribe = BYTES ("\x82\x06\x00\x06\x00\x01u\x00");
static const LgSlice publish = BYTES ("\x32\x07\x00\x01t\x00\x08hi");

static void
assert_note (Fixture    *self,
             LgNote      note,
             const char *topic,
             gint64      waited_us)
{
  g_autoptr (LgEvent) event = take_one (self, FALSE);

  g_assert_cmpint (event->kind, ==, LG_EVENT_NOTE);
  g_assert_cmpint (event->code, ==, note);
  g_assert_cmpstr (event->topic, ==, topic);
  g_assert_cmpint (event->duration_us, ==, waited_us);
}

static void
ask (Fixture *self,
     LgSlice  bytes,
     gint64   mono_us)
{
  g_autoptr (LgEvent) event = NULL;

  lg_tap_read_out (self->tap, bytes, mono_us);
  event = take_one (self, FALSE);
  g_assert_cmpint (event->kind, >, LG_EVENT_PACKET);
}

/* Told once, after 10 s, and only what has no answer. */
static void
test_overdue (Fixture       *self,
              gconstpointer  data)
{
  const gint64 s = G_USEC_PER_SEC;
  g_auto (LgPacket) packet = LG_PACKET_INIT;
  g_autoptr (LgEvent) event = NULL;

  g_assert_cmpint (lg_tap_tell_overdue (self->tap, 500 * s), ==, G_MAXINT64);
  ask (self, subscribe, 1 * s);
  ask (self, publish, 2 * s);
  g_assert_cmpint (lg_tap_tell_overdue (self->tap, 10 * s), ==, 11 * s);
  g_assert_cmpint (lg_tap_tell_overdue (self->tap, 11 * s), ==, 12 * s);
  assert_note (self, LG_NOTE_NO_SUBACK, "u", 10 * s);
  g_assert_true (lg_tap_read_in (self->tap, (LgSlice) BYTES ("\x40\x02\x00\x08"), 12 * s, &packet,
                                 NULL));
  event = take_one (self, FALSE);
  g_assert_cmpint (lg_tap_tell_overdue (self->tap, 60 * s), ==, G_MAXINT64);
  lg_tap_tell_left (self->tap, 60 * s, TRUE);
}

/* One UNSUBSCRIBE is answered in time, the other one never. */
static void
test_no_unsuback (Fixture       *self,
                  gconstpointer  data)
{
  const gint64 s = G_USEC_PER_SEC;
  g_auto (LgPacket) packet = LG_PACKET_INIT;
  g_autoptr (LgEvent) event = NULL;

  ask (self, (LgSlice) BYTES ("\xa2\x05\x00\x09\x00\x01" "v"), 1 * s);
  ask (self, (LgSlice) BYTES ("\xa2\x05\x00\x0a\x00\x01" "w"), 2 * s);
  g_assert_true (lg_tap_read_in (self->tap, (LgSlice) BYTES ("\xb0\x02\x00\x09"), 3 * s, &packet,
                                 NULL));
  event = take_one (self, FALSE);
  g_assert_cmpint (lg_tap_tell_overdue (self->tap, 11 * s), ==, 12 * s);
  g_assert_cmpint (lg_tap_tell_overdue (self->tap, 12 * s), ==, G_MAXINT64);
  assert_note (self, LG_NOTE_NO_UNSUBACK, "w", 10 * s);
}

/* When a link ends: what was on its way, but no subscription the other side took no more. */
static void
test_left (Fixture       *self,
           gconstpointer  data)
{
  const gint64 s = G_USEC_PER_SEC;

  ask (self, subscribe, 1 * s);
  ask (self, publish, 2 * s);
  lg_tap_tell_left (self->tap, 3 * s - 1, FALSE);
  assert_note (self, LG_NOTE_IN_FLIGHT, "t", s - 1);
  lg_tap_tell_left (self->tap, 3 * s, TRUE);
  assert_note (self, LG_NOTE_NO_SUBACK, "u", 2 * s);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/tap/table", Fixture, &tables[0], set_up, test_table, tear_down);
  g_test_add ("/tap/table-5", Fixture, &tables[1], set_up, test_table, tear_down);
  g_test_add ("/tap/connect", Fixture, &tables[0], set_up, test_connect, tear_down);
  g_test_add ("/tap/overdue", Fixture, &tables[0], set_up, test_overdue, tear_down);
  g_test_add ("/tap/no-unsuback", Fixture, &tables[0], set_up, test_no_unsuback, tear_down);
  g_test_add ("/tap/left", Fixture, &tables[0], set_up, test_left, tear_down);
  g_test_add ("/tap/malformed", Fixture, &tables[0], set_up, test_malformed, tear_down);

  return g_test_run ();
}

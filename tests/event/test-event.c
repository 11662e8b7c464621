/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "event/lg-event.h"

#include <string.h>

static void
test_copy_is_its_own (void)
{
  char topic[] = "/sys/pk/dn/thing";
  char text[] = "text";
  guint8 payload[] = { 0, 1, 2, 255 };
  g_autoptr (LgEvent) event = lg_event_copy (&(LgEvent) {
    .id = 7, .kind = LG_EVENT_PACKET + LG_PACKET_PUBLISH, .flags = 1, .packet_id = 9,
    .topic = topic, .text = text, .payload = payload, .payload_length = sizeof payload,
  });

  memset (topic, 'x', sizeof topic - 1);
  memset (text, 'x', sizeof text - 1);
  memset (payload, 'x', sizeof payload);

  g_assert_cmpint (event->id, ==, 7);
  g_assert_cmpuint (event->packet_id, ==, 9);
  g_assert_cmpstr (event->topic, ==, "/sys/pk/dn/thing");
  g_assert_cmpstr (event->text, ==, "text");
  g_assert_cmpmem (event->payload, event->payload_length, "\0\1\2\377", 4);
}

static void
test_footprint (void)
{
  LgEvent bare = { .kind = LG_EVENT_NOTE };
  LgEvent full = {
    .topic = "12345", .text = "123", .payload = (const guint8 *) "1234567", .payload_length = 7,
  };

  g_assert_cmpuint (lg_event_get_footprint (&full), ==, lg_event_get_footprint (&bare) + 6 + 4 + 7);
}

static void
test_kinds (void)
{
  static const struct { int kind; LgPacketType packet; const char *name; } rows[] = {
    { LG_EVENT_STATE, 0, "state" },
    { LG_EVENT_DNS, 0, "dns" },
    { LG_EVENT_TCP, 0, "tcp" },
    { LG_EVENT_TLS, 0, "tls" },
    { LG_EVENT_VERIFY, 0, "verify" },
    { LG_EVENT_ALERT, 0, "alert" },
    { LG_EVENT_END, 0, "end" },
    { LG_EVENT_NOTE, 0, "note" },
    { 0, 0, "unknown" },
    { 15, 0, "unknown" },
    { LG_EVENT_PACKET, 0, "unknown" },
    { LG_EVENT_PACKET + LG_PACKET_CONNECT, LG_PACKET_CONNECT, "CONNECT" },
    { LG_EVENT_PACKET + LG_PACKET_PINGRESP, LG_PACKET_PINGRESP, "PINGRESP" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      LgEvent event = { .kind = rows[i].kind };

      g_assert_cmpint (lg_event_get_packet (&event), ==, rows[i].packet);
      g_assert_cmpstr (lg_event_get_kind_name (&event), ==, rows[i].name);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/event/copy-is-its-own", test_copy_is_its_own);
  g_test_add_func ("/event/footprint", test_footprint);
  g_test_add_func ("/event/kinds", test_kinds);

  return g_test_run ();
}

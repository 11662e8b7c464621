/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/lg-printable.h"
#include "model/lg-event-text.h"

#define EVIL "a\033[31m\xc2\x9b" "2J\xe2\x80\xae\xe2\x80\xa8\nforged"

static void
assert_harmless (const char *text)
{
  g_test_message ("%s", text);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_true (lg_printable_is_harmless (g_utf8_get_char (p)));
}

/* Whatever a peer writes, a row of the list shows it as what can be seen. */
static void
test_harmless (void)
{
  static const guint8 kinds[] = {
    LG_EVENT_DNS, LG_EVENT_TCP, LG_EVENT_TLS, LG_EVENT_VERIFY, LG_EVENT_END, LG_EVENT_NOTE,
    LG_EVENT_PACKET + LG_PACKET_CONNECT, LG_EVENT_PACKET + LG_PACKET_CONNACK,
    LG_EVENT_PACKET + LG_PACKET_PUBLISH, LG_EVENT_PACKET + LG_PACKET_PUBACK,
    LG_EVENT_PACKET + LG_PACKET_SUBSCRIBE, LG_EVENT_PACKET + LG_PACKET_SUBACK,
    LG_EVENT_PACKET + LG_PACKET_DISCONNECT,
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const LgEvent event = {
        .kind = kinds[i],
        .topic = EVIL,
        .text = EVIL,
        .payload = (const guint8 *) EVIL,
        .payload_length = sizeof EVIL - 1,
      };

      for (guint column = 0; column < LG_EVENT_N_COLUMNS; column++)
        {
          g_autofree char *text = lg_event_text_dup (&event, column);

          if (text != NULL)
            assert_harmless (text);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event-text/harmless", test_harmless);
  return g_test_run ();
}

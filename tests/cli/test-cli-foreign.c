/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a live server sends, in its certificate and in MQTT 5's words, steers no terminal and forges
   no line; JSON carries it to the letter. */
#include "device/lg-printable.h"
#include "lg-test-cli.h"
#include "lib/lg-test-peer.h"
#include "trust/lg-pki.h"

#include <glib/gstdio.h>

/* Colour for a terminal, a C1 control, a turn of direction, lines of its own, nothing to see. */
#define HOSTILE "a\x1b[31m\xc2\x9b" "b\xe2\x80\xae\nforged\xe2\x80\xa8" "forged\xe2\x80\x8b"

static void
assert_harmless (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (*p != '\n' && !lg_printable_is_harmless (g_utf8_get_char (p)))
      g_error ("U+%04X is printed", g_utf8_get_char (p));
  g_assert_false (g_regex_match_simple ("^forged", text, G_REGEX_MULTILINE, 0));
}

static void
put_string (GByteArray *bytes,
            int         property)
{
  const guint8 head[] = { (guint8) property, 0, sizeof HOSTILE - 1 };

  if (property != 0)
    g_byte_array_append (bytes, head, 1);
  g_byte_array_append (bytes, head + 1, 2);
  g_byte_array_append (bytes, (const guint8 *) HOSTILE, sizeof HOSTILE - 1);
}

/* @head, the properties, and @tail as a packet. Every length is below 128. */
static GBytes *
make_packet (guint8      type,
             GByteArray *head,
             const int  *properties,
             const char *tail)
{
  g_autoptr (GByteArray) list = g_byte_array_new ();
  g_autoptr (GByteArray) packet = g_byte_array_new ();
  guint8 length;

  for (; *properties != 0; properties++)
    {
      put_string (list, *properties);
      if (*properties == 0x26)
        put_string (list, 0);
    }
  g_assert_cmpuint (head->len + 1 + list->len + strlen (tail), <, 128);

  length = (guint8) (head->len + 1 + list->len + strlen (tail));
  g_byte_array_append (packet, &type, 1);
  g_byte_array_append (packet, &length, 1);
  g_byte_array_append (packet, head->data, head->len);
  length = (guint8) list->len;
  g_byte_array_append (packet, &length, 1);
  g_byte_array_append (packet, list->data, list->len);
  g_byte_array_append (packet, (const guint8 *) tail, (guint) strlen (tail));
  g_byte_array_unref (head);
  return g_byte_array_free_to_bytes (g_steal_pointer (&packet));
}

static GByteArray *
make_head (const guint8 *data,
           guint         length,
           gboolean      topic)
{
  GByteArray *head = g_byte_array_new ();

  if (topic)
    put_string (head, 0);
  return length > 0 ? g_byte_array_append (head, data, length) : head;
}

/* CONNACK, a message and the end: each with all the words it may have. */
static LgTestPeer *
serve_words (GBytes *packets[3])
{
  static LgTestStep script[] = {
    LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), { LG_TEST_SEND, 0, NULL, 0 },
    { LG_TEST_SEND, 0, NULL, 0 }, { LG_TEST_SEND, 0, NULL, 0 }, { LG_TEST_SHUTDOWN, 0, NULL, 0 },
    { LG_TEST_END, 0, NULL, 0 },
  };

  packets[0] = make_packet (0x20, make_head ((const guint8[]) { 0, 0 }, 2, FALSE),
                            (const int[]) { 0x1f, 0x26, 0 }, "");
  packets[1] = make_packet (0x30, make_head (NULL, 0, TRUE), (const int[]) { 0x03, 0 }, HOSTILE);
  /* Server moved, with a reason and where to. */
  packets[2] = make_packet (0xe0, make_head ((const guint8[]) { 0x9d }, 1, FALSE),
                            (const int[]) { 0x1f, 0x1c, 0 }, "");
  for (guint i = 0; i < 3; i++)
    script[i + 1].data = g_bytes_get_data (packets[i], &script[i + 1].length);
  return lg_test_peer_new (script, NULL);
}

static void
test_words (gconstpointer option)
{
  GBytes *packets[3];
  g_autoptr (LgTestPeer) peer = serve_words (packets);
  g_autofree char *port = g_strdup_printf ("%u", lg_test_peer_get_port (peer));
  gboolean json = g_str_equal (option, "--json");
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL,
               ARGS ("watch", "--platform", "custom", "--mode", "custom", "--mqtt-client-id", "a",
                     "--mqtt", "5", "--host", "127.0.0.1", "--port", port, "--transport", "tcp",
                     "--seconds", "20", "--no-reconnect", option));
  g_assert_cmpint (run.status, ==, 1);
  assert_harmless (run.out);
  assert_harmless (run.err);
  g_assert_nonnull (strstr (run.out, json ? "\\u001b[31m" : "\\x1b[31m"));
  for (guint i = 0; i < 3; i++)
    g_bytes_unref (packets[i]);
}

static void
assert_names_harmless (const char *const *arguments)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL, arguments);
  assert_harmless (run.out);
  assert_harmless (run.err);
  g_assert_nonnull (strstr (run.out, "31m"));
}

/* A certificate whose names are of the same kind, presented and given as a file. */
static void
test_names (void)
{
  static const LgTestStep script[] = { { LG_TEST_END, 0, NULL, 0 } };
  const char *const names[] = { "127.0.0.1", "a\x1b[31m\xc2\x9b\xe2\x80\xae.example", NULL };
  g_autoptr (LgKeyPair) root = lg_key_pair_new (&(LgPkiSpec) { .name = HOSTILE, .ca = TRUE }, NULL,
                                                NULL);
  g_autoptr (LgKeyPair) leaf = lg_key_pair_new (&(LgPkiSpec) { .name = HOSTILE, .names = names },
                                                root, NULL);
  g_autoptr (LgTlsServer) server = lg_tls_server_new (lg_key_pair_get_certificate_pem (leaf),
                                                      lg_key_pair_get_key_pem (leaf), NULL);
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, server);
  g_autofree char *port = g_strdup_printf ("%u", lg_test_peer_get_port (peer));
  g_autofree char *directory = g_dir_make_tmp ("linkglass-XXXXXX", NULL);
  g_autofree char *pem = g_build_filename (directory, "leaf.pem", NULL);

  g_assert_true (g_file_set_contents (pem, lg_key_pair_get_certificate_pem (leaf), -1, NULL));
  assert_names_harmless (ARGS ("check", "--platform", "custom", "--host", "127.0.0.1", "--port",
                               port));
  assert_names_harmless (ARGS ("check", "--json", "--platform", "custom", "--host", "127.0.0.1",
                               "--port", port));
  assert_names_harmless (ARGS ("check", "--platform", "custom", "--host", "localhost", "--port",
                               port, "--root", "aliyun-iot"));
  assert_names_harmless (ARGS ("roots", "verify", pem));
  assert_names_harmless (ARGS ("roots", "scan", pem));
  assert_names_harmless (ARGS ("roots", "verify", "--json", pem));
  g_remove (pem);
  g_rmdir (directory);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/cli/foreign/words/text", "--no-reconnect", test_words);
  g_test_add_data_func ("/cli/foreign/words/json", "--json", test_words);
  g_test_add_data_func ("/cli/foreign/words/quiet", "--quiet", test_words);
  g_test_add_func ("/cli/foreign/names", test_names);

  return g_test_run ();
}

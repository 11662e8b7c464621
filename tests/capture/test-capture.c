/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "capture-reader.h"
#include "capture-writer.h"

#include <glib/gstdio.h>
#include <string.h>

#define PLAIN_PORT 1883
#define CONNECT "\x10\x18\0\4MQTT\4\xc2\0\x3c\0\2id\0\2me\0\4seKr"
#define CONNACK "\x20\2\0\0"
#define PUBLISH "\x32\x0a\0\3a/b\0\7hi!"
#define PUBACK "\x40\2\0\7"
#define SENT "\x30\7\0\3c/dyo"
#define DISCONNECT "\xe0\0"

#define SAY(writer, out, text) writer_say (writer, out, text, sizeof text - 1)
#define STORY "tcp >CONNECT(id) <CONNACK >PUBLISH(a/b) <PUBACK <PUBLISH(c/d) >DISCONNECT end23 "

/* The frames, by number: 0 to 2 connect, 3 CONNECT, 4 CONNACK, 5 PUBLISH, 6 PUBACK, 7 PUBLISH from
   the server, 8 DISCONNECT, 9 to 11 close. */
static Writer *
make_session (WriterLink link,
              gboolean   ipv6,
              guint16    port)
{
  Writer *writer = writer_new (link, ipv6, port);

  writer_connect (writer);
  SAY (writer, TRUE, CONNECT);
  SAY (writer, FALSE, CONNACK);
  SAY (writer, TRUE, PUBLISH);
  SAY (writer, FALSE, PUBACK);
  SAY (writer, FALSE, SENT);
  SAY (writer, TRUE, DISCONNECT);
  writer_close (writer, TRUE);
  return writer;
}

static void
assert_story (Writer     *writer,
              const char *expected)
{
  g_autoptr (GBytes) pcap = writer_to_pcap (writer);
  g_autoptr (GError) error = NULL;
  g_autofree char *story = reader_tell (pcap, NULL, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (story, ==, expected);
}

static void
test_links (void)
{
  for (WriterLink link = 0; link < WRITER_N_LINKS; link++)
    for (int ipv6 = 0; ipv6 < 2; ipv6++)
      {
        g_autoptr (Writer) writer = make_session (link, ipv6, 12345);
        g_autoptr (GBytes) pcapng = writer_to_pcapng (writer);
        g_autofree char *story = NULL;
        g_autoptr (GError) error = NULL;

        g_test_message ("link %d, IPv%d", link, ipv6 ? 6 : 4);
        assert_story (writer, STORY "- | ");
        story = reader_tell (pcapng, NULL, 0, &error);
        g_assert_no_error (error);
        g_assert_cmpstr (story, ==, STORY "- | ");
      }
}

static void
test_names (void)
{
  for (int ipv6 = 0; ipv6 < 2; ipv6++)
    {
      g_autoptr (Writer) writer = writer_new (WRITER_ETHERNET, ipv6, PLAIN_PORT);

      writer_dns (writer, "iot.example.test");
      writer_connect (writer);
      SAY (writer, TRUE, CONNECT);
      writer_close (writer, FALSE);
      assert_story (writer, "tcp >CONNECT(id) end3 iot.example.test | ");
    }
}

static void
swap (Writer *writer,
      guint   a,
      guint   b)
{
  gpointer *frames = writer->frames->pdata;
  gpointer first = frames[a];

  frames[a] = frames[b];
  frames[b] = first;
}

/* Whatever order segments come in, and however often, what was said is the same. The server's
   numbers wrap in the first of these packets. */
static void
test_disorder (void)
{
  g_autoptr (Writer) swapped = make_session (WRITER_ETHERNET, FALSE, PLAIN_PORT);
  g_autoptr (Writer) doubled = make_session (WRITER_ETHERNET, FALSE, PLAIN_PORT);
  const guint32 start = 1001;
  const char all[] = CONNECT PUBLISH DISCONNECT;

  swap (swapped, 6, 7);
  assert_story (swapped, STORY "- | ");
  swap (swapped, 3, 5);
  assert_story (swapped, STORY "- | ");

  /* All of it again, in one segment that overlaps with everything. */
  writer_segment (doubled, TRUE, 0x18, start, all, sizeof all - 1);
  swap (doubled, 8, 12);
  writer_segment (doubled, TRUE, 0x18, start, all, 5);
  assert_story (doubled, STORY "- | ");
}

/* The first copy counts: a second one with other bytes changes nothing. */
static void
test_overlap (void)
{
  g_autoptr (Writer) writer = writer_new (WRITER_ETHERNET, FALSE, PLAIN_PORT);

  writer_connect (writer);
  SAY (writer, TRUE, CONNECT);
  writer_segment (writer, TRUE, 0x18, writer->out - 2, "XX" PUBLISH, sizeof PUBLISH + 1);
  writer->out += sizeof PUBLISH - 1;
  writer_close (writer, TRUE);
  assert_story (writer, "tcp >CONNECT(id) >PUBLISH(a/b) end20 - | ");
}

/* A hole is told, and reading goes on behind it. */
static void
test_hole (void)
{
  g_autoptr (Writer) writer = make_session (WRITER_ETHERNET, FALSE, PLAIN_PORT);

  g_ptr_array_remove_index (writer->frames, 6);
  assert_story (writer, "tcp >CONNECT(id) <CONNACK >PUBLISH(a/b) >DISCONNECT <note20 "
                        "<PUBLISH(c/d) end23 - | ");
}

static void
test_one_sided (void)
{
  g_autoptr (Writer) writer = make_session (WRITER_ETHERNET, FALSE, PLAIN_PORT);

  for (guint i = writer->frames->len; i > 0; i--)
    if (!writer_frame (writer, i - 1)->out)
      g_ptr_array_remove_index (writer->frames, i - 1);
  assert_story (writer, ">CONNECT(id) >PUBLISH(a/b) >DISCONNECT end23 - | ");
}

static void
test_middle (void)
{
  g_autoptr (Writer) writer = make_session (WRITER_ETHERNET, FALSE, PLAIN_PORT);

  g_ptr_array_remove_range (writer->frames, 0, 5);
  assert_story (writer, ">PUBLISH(a/b) <PUBACK <PUBLISH(c/d) >DISCONNECT end23 - | ");
  g_ptr_array_remove_range (writer->frames, 4, writer->frames->len - 4);
  assert_story (writer, ">PUBLISH(a/b) <PUBACK <PUBLISH(c/d) >DISCONNECT end23 - | ");
}

static void
test_fragments (void)
{
  g_autoptr (Writer) writer = make_session (WRITER_VLAN, FALSE, PLAIN_PORT);

  writer_fragment (writer, 3, 16);
  swap (writer, 3, 5);
  assert_story (writer, STORY "- | ");
}

/* Frames of which the capture kept the beginning only (tcpdump -s). */
static void
test_short_frames (void)
{
  g_autoptr (Writer) writer = make_session (WRITER_ETHERNET, FALSE, PLAIN_PORT);

  writer_frame (writer, 5)->keep = 14 + 20 + 20 + 6;
  assert_story (writer, "tcp >CONNECT(id) <CONNACK >note20 <PUBACK <PUBLISH(c/d) "
                        ">DISCONNECT end23 - | ");
}

/* A packet of the server that breaks MQTT's rules is one, and the next is read as well. */
static void
test_broken_packet (void)
{
  g_autoptr (Writer) writer = writer_new (WRITER_ETHERNET, FALSE, PLAIN_PORT);

  writer_connect (writer);
  SAY (writer, TRUE, CONNECT);
  SAY (writer, FALSE, CONNACK "\x30\1\0" SENT);
  assert_story (writer, "tcp >CONNECT(id) <CONNACK <PUBLISH <PUBLISH(c/d) end24 - | ");
}

static void
test_ends (void)
{
  g_autoptr (Writer) refused = writer_new (WRITER_ETHERNET, FALSE, PLAIN_PORT);
  g_autoptr (Writer) silent = writer_new (WRITER_ETHERNET, FALSE, PLAIN_PORT);
  g_autoptr (Writer) reset = writer_new (WRITER_ETHERNET, FALSE, PLAIN_PORT);
  g_autoptr (Writer) denied = writer_new (WRITER_ETHERNET, FALSE, PLAIN_PORT);
  g_autoptr (Writer) open = writer_new (WRITER_ETHERNET, FALSE, PLAIN_PORT);

  writer_segment (refused, TRUE, 0x02, refused->out++, NULL, 0);
  writer_segment (refused, FALSE, 0x14, 0, NULL, 0);
  assert_story (refused, "tcp end103 - | ");

  writer_segment (silent, TRUE, 0x02, silent->out, NULL, 0);
  writer_segment (silent, TRUE, 0x02, silent->out, NULL, 0);
  assert_story (silent, "end105 - | ");

  writer_connect (reset);
  SAY (reset, TRUE, CONNECT);
  SAY (reset, FALSE, CONNACK);
  writer_segment (reset, TRUE, 0x04, reset->out, NULL, 0);
  assert_story (reset, "tcp >CONNECT(id) <CONNACK end21 - | ");

  writer_connect (denied);
  SAY (denied, TRUE, CONNECT);
  SAY (denied, FALSE, "\x20\2\0\4");
  writer_close (denied, FALSE);
  assert_story (denied, "tcp >CONNECT(id) <CONNACK end204 - | ");

  writer_connect (open);
  SAY (open, TRUE, CONNECT);
  SAY (open, FALSE, CONNACK);
  assert_story (open, "tcp >CONNECT(id) <CONNACK end24 - | ");
}

/* A second connection of the same ports is another one, also where the capture lacks the end of
   the first; a SYN that is sent again is not. */
static void
test_again (void)
{
  g_autoptr (Writer) writer = writer_new (WRITER_ETHERNET, FALSE, PLAIN_PORT);
  g_autoptr (Writer) lost = writer_new (WRITER_ETHERNET, FALSE, PLAIN_PORT);

  for (int i = 0; i < 2; i++)
    {
      writer_segment (lost, TRUE, 0x02, lost->out, NULL, 0);
      writer_connect (lost);
      SAY (lost, TRUE, CONNECT);
      lost->out += 5000;
    }
  assert_story (lost, "tcp >CONNECT(id) end24 - | tcp >CONNECT(id) end24 - | ");

  for (int i = 0; i < 2; i++)
    {
      writer_connect (writer);
      SAY (writer, TRUE, CONNECT);
      writer_close (writer, FALSE);
      writer->out += 5000;
    }
  assert_story (writer, "tcp >CONNECT(id) end3 - | tcp >CONNECT(id) end3 - | ");
}

static void
test_chosen (void)
{
  g_autoptr (Writer) other = writer_new (WRITER_ETHERNET, FALSE, 80);
  g_autoptr (Writer) mqtt = make_session (WRITER_ETHERNET, FALSE, 4711);
  g_autoptr (GBytes) pcap = writer_to_pcap (mqtt);
  const guint16 ports[] = { 80, 1883 };
  g_autofree char *story = reader_tell (pcap, ports, G_N_ELEMENTS (ports), NULL);

  g_assert_cmpstr (story, ==, "");

  writer_connect (other);
  SAY (other, TRUE, "GET / HTTP/1.1\r\n\r\n");
  writer_close (other, TRUE);
  assert_story (other, "");
}

/* A CONNECT that comes byte by byte is one all the same. */
static void
test_small_segments (void)
{
  g_autoptr (Writer) writer = writer_new (WRITER_ETHERNET, FALSE, 4711);
  const char said[] = CONNECT PUBLISH;

  writer_connect (writer);
  for (gsize i = 0; i < sizeof said - 1; i++)
    writer_say (writer, TRUE, said + i, 1);
  writer_close (writer, TRUE);
  assert_story (writer, "tcp >CONNECT(id) >PUBLISH(a/b) end20 - | ");
}

static void
test_files (void)
{
  g_autoptr (Writer) writer = make_session (WRITER_ETHERNET, FALSE, PLAIN_PORT);
  g_autoptr (GBytes) pcap = writer_to_pcap (writer);
  g_autoptr (GByteArray) radio = g_bytes_unref_to_array (writer_to_pcap (writer));
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (pcap, 0, g_bytes_get_size (pcap) - 150);
  g_autoptr (GBytes) text = g_bytes_new_static ("no capture", 10);
  g_autoptr (GBytes) monitored = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autoptr (GError) error = NULL;

  first = reader_tell (cut, NULL, 0, &error);
  g_assert_error (error, LG_CAPTURE_ERROR, LG_CAPTURE_ERROR_TRUNCATED);
  g_assert_nonnull (strstr (error->message, "9"));
  g_assert_true (g_str_has_prefix (first, "tcp >CONNECT(id) <CONNACK >PUBLISH(a/b)"));
  g_clear_error (&error);

  second = reader_tell (text, NULL, 0, &error);
  g_assert_error (error, LG_CAPTURE_ERROR, LG_CAPTURE_ERROR_NOT_A_CAPTURE);
  g_clear_error (&error);

  radio->data[23] = 127;
  monitored = g_byte_array_free_to_bytes (g_steal_pointer (&radio));
  third = reader_tell (monitored, NULL, 0, &error);
  g_assert_error (error, LG_CAPTURE_ERROR, LG_CAPTURE_ERROR_LINK_TYPE);
  g_assert_nonnull (strstr (error->message, "IEEE802_11_RADIO"));
}

static void
count_cb (LgCaptureLink *link,
          const LgEvent *event,
          gpointer       user_data)
{
  GString *types = user_data;

  if (event != NULL && event->kind > LG_EVENT_PACKET)
    g_string_append_printf (types, "%d\n", lg_event_get_packet (event));
}

/* Several packets in one frame stand in one line there. */
static char *
ask_tshark (const char *path)
{
  const char *const argv[] = { "tshark", "-r", path, "-T", "fields", "-e", "mqtt.msgtype",
                               "-Y", "mqtt", NULL };
  g_autoptr (GSubprocess) tshark
    = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE
                               | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
  char *out = NULL;

  g_assert_nonnull (tshark);
  g_assert_true (g_subprocess_communicate_utf8 (tshark, NULL, NULL, &out, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (tshark));
  g_strdelimit (out, ",", '\n');
  return out;
}

/* The packets and their order are those tshark reads. */
static void
test_tshark (void)
{
  g_autofree char *program = g_find_program_in_path ("tshark");
  g_autoptr (Writer) writer = make_session (WRITER_QINQ, FALSE, PLAIN_PORT);
  g_autoptr (GString) types = g_string_new (NULL);
  const LgCaptureOptions options = { NULL, 0, count_cb, types };
  g_autofree char *path = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GBytes) pcapng = NULL;

  if (program == NULL)
    {
      g_test_skip ("tshark is not installed");
      return;
    }

  writer->out += 9000;
  writer_connect (writer);
  SAY (writer, TRUE, CONNECT);
  SAY (writer, FALSE, CONNACK);
  for (guint i = 0; i < 50; i++)
    {
      SAY (writer, TRUE, PUBLISH PUBLISH);
      SAY (writer, FALSE, PUBACK PUBACK);
      SAY (writer, TRUE, "\xc0\0");
      SAY (writer, FALSE, "\xd0\0");
    }
  writer_close (writer, FALSE);
  pcapng = writer_to_pcapng (writer);
  path = reader_write_file (pcapng);
  g_assert_true (lg_capture_read (path, &options, NULL, NULL, NULL));
  expected = ask_tshark (path);
  g_assert_cmpstr (types->str, ==, expected);
  g_remove (path);
}

/* 400 captures with other bytes in them, or a piece cut out: each is read, or refused. */
static void
test_mutated (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (14);

  for (guint round = 0; round < 400; round++)
    {
      g_autoptr (Writer) writer = make_session (round % WRITER_N_LINKS, round / 8 % 2, PLAIN_PORT);
      g_autoptr (GByteArray) bytes = NULL;
      g_autoptr (GBytes) contents = NULL;
      g_autofree char *story = NULL;

      if (round % 3 == 0 && !writer->ipv6)
        writer_fragment (writer, 3, 16);
      bytes = g_bytes_unref_to_array (round % 2 == 0 ? writer_to_pcap (writer)
                                                     : writer_to_pcapng (writer));
      for (guint i = 0; i < 1 + round % 20; i++)
        bytes->data[g_rand_int_range (random, 24, bytes->len)] = g_rand_int_range (random, 0, 256);
      if (round % 5 == 0)
        g_byte_array_remove_range (bytes, g_rand_int_range (random, 24, bytes->len - 40), 40);
      contents = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      story = reader_tell (contents, NULL, 0, NULL);
      g_assert_nonnull (story);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/capture/links", test_links);
  g_test_add_func ("/capture/names", test_names);
  g_test_add_func ("/capture/disorder", test_disorder);
  g_test_add_func ("/capture/overlap", test_overlap);
  g_test_add_func ("/capture/hole", test_hole);
  g_test_add_func ("/capture/one-sided", test_one_sided);
  g_test_add_func ("/capture/middle", test_middle);
  g_test_add_func ("/capture/fragments", test_fragments);
  g_test_add_func ("/capture/short-frames", test_short_frames);
  g_test_add_func ("/capture/broken-packet", test_broken_packet);
  g_test_add_func ("/capture/ends", test_ends);
  g_test_add_func ("/capture/again", test_again);
  g_test_add_func ("/capture/chosen", test_chosen);
  g_test_add_func ("/capture/small-segments", test_small_segments);
  g_test_add_func ("/capture/files", test_files);
  g_test_add_func ("/capture/tshark", test_tshark);
  g_test_add_func ("/capture/mutated", test_mutated);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "capture/capture-writer.h"
#include "lg-test-cli.h"
#include "recording/lg-recording.h"
#include "tls/tls-samples.h"

#include <glib/gstdio.h>

#define PASSWORD "s3cr3t-Pass"
#define CONNECT "\x10\x21\0\4MQTT\4\xc2\0\x3c\0\2id\0\4user\0\x0b" PASSWORD
#define CONNACK "\x20\2\0\0"
#define DENIED "\x20\2\0\5"
#define PUBLISH "\x30\7\0\3c/dyo"
#define DISCONNECT "\xe0\0"

#define SAY(writer, out, text) writer_say (writer, out, text, sizeof text - 1)

static char *
write_capture (Writer *writer)
{
  g_autoptr (GBytes) pcap = writer_to_pcap (writer);
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("linkglass-test-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_assert_true (g_close (fd, NULL));
  g_file_set_contents (path, g_bytes_get_data (pcap, NULL), g_bytes_get_size (pcap), &error);
  g_assert_no_error (error);
  return path;
}

static Writer *
make_plain (gboolean    denied,
            const char *name)
{
  Writer *writer = writer_new (WRITER_ETHERNET, FALSE, 1883);

  writer_dns (writer, name);
  writer_connect (writer);
  SAY (writer, TRUE, CONNECT);
  if (denied)
    {
      SAY (writer, FALSE, DENIED);
      writer_close (writer, FALSE);
      return writer;
    }

  SAY (writer, FALSE, CONNACK);
  SAY (writer, FALSE, PUBLISH);
  SAY (writer, TRUE, PUBLISH);
  SAY (writer, TRUE, PUBLISH);
  SAY (writer, TRUE, DISCONNECT);
  writer_close (writer, TRUE);
  return writer;
}

static Writer *
make_tls (void)
{
  Writer *writer = writer_new (WRITER_COOKED, TRUE, 8883);
  gsize hello = 5 + (mbedtls_1_2_out[3] << 8 | mbedtls_1_2_out[4]);

  writer_connect (writer);
  writer_say (writer, TRUE, mbedtls_1_2_out, hello);
  writer_say (writer, FALSE, mbedtls_1_2_in, sizeof mbedtls_1_2_in);
  writer_say (writer, TRUE, mbedtls_1_2_out + hello, sizeof mbedtls_1_2_out - hello);
  writer_close (writer, TRUE);
  return writer;
}

static JsonObject *
open_json (JsonParser *parser,
           Writer     *writer,
           int         status)
{
  g_autofree char *path = write_capture (writer);
  g_auto (LgTestRun) run = { 0 };
  JsonObject *capture;
  JsonArray *links;

  lg_test_cli (&run, NULL, NULL, ARGS ("open", path, "--json"));
  g_assert_cmpint (run.status, ==, status);
  g_assert_null (strstr (run.out, PASSWORD));
  capture = lg_test_parse_json (parser, run.out);
  g_assert_cmpstr (json_object_get_string_member (capture, "schema"), ==, "linkglass.capture/1");
  g_assert_cmpstr (json_object_get_string_member (capture, "file"), ==, path);
  g_assert_true (json_object_has_member (capture, "findings"));
  links = json_object_get_array_member (capture, "links");
  g_assert_cmpuint (json_array_get_length (links), ==, 1);
  g_remove (path);
  return json_array_get_object_element (links, 0);
}

static const char *
get_cause (JsonObject *link)
{
  JsonArray *findings = json_object_get_array_member (link, "findings");

  return json_object_get_string_member (json_array_get_object_element (findings, 0), "cause");
}

static void
assert_counts (JsonObject *link,
               const char *name,
               int         out,
               int         in)
{
  JsonObject *counts = json_object_get_object_member (link, name);

  g_assert_cmpint (json_object_get_int_member (counts, "out"), ==, out);
  g_assert_cmpint (json_object_get_int_member (counts, "in"), ==, in);
}

static void
test_plain (void)
{
  g_autoptr (Writer) writer = make_plain (FALSE, "iot.example.test");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *link = open_json (parser, writer, 0);

  g_assert_cmpstr (json_object_get_string_member (link, "device"), ==, "192.0.2.5:50123");
  g_assert_cmpstr (json_object_get_string_member (link, "server"), ==, "198.51.100.7:1883");
  g_assert_cmpstr (json_object_get_string_member (link, "name"), ==, "iot.example.test");
  g_assert_cmpstr (json_object_get_string_member (link, "transport"), ==, "tcp");
  g_assert_cmpstr (json_object_get_string_member (link, "start"), ==,
                   "2026-11-21T10:00:00.002000Z");
  g_assert_true (json_object_get_null_member (link, "hello"));
  assert_counts (link, "packets", 4, 2);
  assert_counts (link, "messages", 2, 1);
  g_assert_cmpstr (get_cause (link), ==, "device.closed");
}

static void
test_denied (void)
{
  g_autoptr (Writer) writer = make_plain (TRUE, "iot.example.test");
  g_autoptr (Writer) alibaba
    = make_plain (TRUE, "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonParser) other = json_parser_new ();
  JsonObject *finding;
  g_autofree char *meaning = NULL;

  g_assert_cmpstr (get_cause (open_json (parser, writer, 1)), ==, "auth.not-authorized");
  finding = json_array_get_object_element (
    json_object_get_array_member (open_json (parser, writer, 1), "findings"), 0);
  meaning = g_strdup (json_object_get_string_member (finding, "meaning"));

  /* The platform is known by its name, and what the code means there is another thing. */
  finding = json_array_get_object_element (
    json_object_get_array_member (open_json (other, alibaba, 1), "findings"), 0);
  g_assert_cmpstr (json_object_get_string_member (finding, "cause"), ==, "auth.not-authorized");
  g_assert_cmpstr (json_object_get_string_member (finding, "meaning"), !=, meaning);
}

static void
test_tls (void)
{
  g_autoptr (Writer) writer = make_tls ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *link = open_json (parser, writer, 1);
  JsonObject *hello = json_object_get_object_member (link, "hello");
  JsonObject *rejection = json_object_get_object_member (link, "rejection");

  g_assert_cmpstr (json_object_get_string_member (link, "transport"), ==, "tls");
  g_assert_cmpstr (json_object_get_string_member (link, "server"), ==, "[2001:db8::7]:8883");
  g_assert_cmpstr (json_object_get_string_member (link, "name"), ==, "device.example.test");
  g_assert_cmpstr (json_object_get_string_member (hello, "stack"), ==, "mbed TLS");
  g_assert_cmpstr (json_object_get_string_member (hello, "ja3"), ==,
                   "14a4b22e64580299d355a3a5449ef7be");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (link, "chain")), ==, 1);
  g_assert_cmpstr (get_cause (link), ==, "device.rejects-certificate");
  g_assert_cmpint (json_object_get_int_member (rejection, "alert"), ==, 48);
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (rejection,
                                                                                "reasons"), 0),
                   ==, "cert.self-signed");
}

/* Six connections within a minute are one too many. */
static void
test_pace (void)
{
  g_autoptr (Writer) writer = writer_new (WRITER_RAW, FALSE, 1883);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  g_autofree char *path = NULL;
  JsonArray *findings;

  for (guint i = 0; i < 6; i++)
    {
      writer_connect (writer);
      SAY (writer, TRUE, CONNECT);
      SAY (writer, FALSE, CONNACK);
      SAY (writer, TRUE, DISCONNECT);
      writer_close (writer, TRUE);
      writer->out += 4000;
      writer->now_us += 10 * G_USEC_PER_SEC;
    }
  path = write_capture (writer);
  lg_test_cli (&run, NULL, NULL, ARGS ("open", path, "--json"));
  g_assert_cmpint (run.status, ==, 1);
  findings = json_object_get_array_member (lg_test_parse_json (parser, run.out), "findings");
  g_assert_cmpuint (json_array_get_length (findings), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (findings, 0),
                                                  "cause"), ==, "device.reconnects-too-fast");
  g_remove (path);
}

static void
test_text (void)
{
  g_autoptr (Writer) writer = make_tls ();
  g_autofree char *path = write_capture (writer);
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL, ARGS ("open", path));
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.out, "The device does not accept the server's certificate"));
  g_assert_nonnull (strstr (run.out, "unknown_ca (48)"));
  g_assert_nonnull (strstr (run.out, "mbed TLS"));
  g_assert_nonnull (strstr (run.out, "the server's certificate is its own issuer"));
  g_remove (path);
}

static void
test_ports (void)
{
  g_autoptr (Writer) writer = make_plain (FALSE, "iot.example.test");
  g_autofree char *path = write_capture (writer);
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL, ARGS ("open", path, "--port", "8883"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "No connection"));
  lg_test_cli (&run, NULL, NULL, ARGS ("open", path, "--port", "0"));
  g_assert_cmpint (run.status, ==, 2);
  g_remove (path);
}

/* What a capture's link is found to have, its recording is found to have. */
static void
assert_same_findings (Writer     *writer,
                      const char *device)
{
  g_autofree char *path = write_capture (writer);
  g_autofree char *directory = g_dir_make_tmp ("linkglass-test-XXXXXX", NULL);
  g_autofree char *recording = g_build_filename (directory, "out.linkglass", NULL);
  g_autoptr (JsonParser) before = json_parser_new ();
  g_autoptr (JsonParser) after = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonObject *capture, *opened, *link;
  JsonNode *findings;
  int status;

  lg_test_cli (&run, NULL, NULL, ARGS ("open", path, "--json", "--record", recording));
  status = run.status;
  capture = lg_test_parse_json (before, run.out);
  link = json_array_get_object_element (json_object_get_array_member (capture, "links"), 0);
  lg_test_cli (&run, NULL, NULL, ARGS ("open", recording, "--json"));
  g_assert_cmpint (run.status, ==, status);
  opened = lg_test_parse_json (after, run.out);
  findings = json_object_get_member (opened, "findings");
  g_assert_cmpstr (json_object_get_string_member (opened, "source"), ==, "capture");
  g_assert_cmpstr (json_object_get_string_member (opened, "device"), ==, device);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (findings)), >, 0);
  g_assert_true (json_node_equal (findings, json_object_get_member (link, "findings")));
  g_remove (recording);
  g_rmdir (directory);
  g_remove (path);
}

static void
test_record_and_open (void)
{
  g_autoptr (Writer) plain = make_plain (TRUE, "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com");
  g_autoptr (Writer) tls = make_tls ();

  assert_same_findings (plain, "192.0.2.5:50123");
  assert_same_findings (tls, "[2001:db8::5]:50123");
}

/* The recording has the same events, and no password. */
static void
test_record (void)
{
  g_autoptr (Writer) writer = make_plain (FALSE, "iot.example.test");
  g_autofree char *path = write_capture (writer);
  g_autofree char *directory = g_dir_make_tmp ("linkglass-test-XXXXXX", NULL);
  g_autofree char *recording = g_build_filename (directory, "out.linkglass", NULL);
  g_autofree char *contents = NULL;
  g_auto (LgTestRun) run = { 0 };
  gsize length;

  lg_test_cli (&run, NULL, NULL, ARGS ("open", path, "--record", recording));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_file_get_contents (recording, &contents, &length, NULL));
  g_assert_nonnull (memmem (contents, length, "c/d", 3));
  g_assert_null (memmem (contents, length, PASSWORD, strlen (PASSWORD)));
  g_remove (recording);
  g_rmdir (directory);
  g_remove (path);
}

static void
test_bad_files (void)
{
  g_autoptr (Writer) writer = make_plain (FALSE, "iot.example.test");
  g_autofree char *path = write_capture (writer);
  g_autofree char *contents = NULL;
  g_auto (LgTestRun) run = { 0 };
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (path, contents, length - 30, NULL));
  lg_test_cli (&run, NULL, NULL, ARGS ("open", path));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "up to packet"));
  g_assert_nonnull (strstr (run.out, "MQTT packets"));

  g_assert_true (g_file_set_contents (path, "nothing of the kind", -1, NULL));
  lg_test_cli (&run, NULL, NULL, ARGS ("open", path));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "neither a recording nor"));
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  lg_test_cli (&run, NULL, NULL, ARGS ("open", path));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "is empty"));
  g_remove (path);

  lg_test_cli (&run, NULL, NULL, ARGS ("open", path));
  g_assert_cmpint (run.status, ==, 2);
  lg_test_cli (&run, NULL, NULL, ARGS ("open"));
  g_assert_cmpint (run.status, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli-open/plain", test_plain);
  g_test_add_func ("/cli-open/denied", test_denied);
  g_test_add_func ("/cli-open/tls", test_tls);
  g_test_add_func ("/cli-open/pace", test_pace);
  g_test_add_func ("/cli-open/text", test_text);
  g_test_add_func ("/cli-open/ports", test_ports);
  g_test_add_func ("/cli-open/record", test_record);
  g_test_add_func ("/cli-open/record-and-open", test_record_and_open);
  g_test_add_func ("/cli-open/bad-files", test_bad_files);

  return g_test_run ();
}

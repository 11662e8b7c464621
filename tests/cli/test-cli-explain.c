/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-cli.h"

#include <glib/gstdio.h>

/* The vendor's documented example ("MQTT-TLS connections"). */
#define ID "12345|securemode=3,signmethod=hmacsha1,timestamp=789|"
#define PASSWORD "FAFD82A3D602B37FB0FA8B7892F24A477F851A14"
#define SENT(id, username) "explain", "--mqtt-client-id", id, "--mqtt-username", username, \
                           "--mqtt-password-file", "-"

static void
assert_cause (JsonObject *root,
              const char *cause)
{
  JsonArray *findings = json_object_get_array_member (root, "findings");
  JsonObject *finding;

  g_assert_cmpuint (json_array_get_length (findings), ==, 1);
  finding = json_array_get_object_element (findings, 0);
  g_assert_cmpstr (json_object_get_string_member (finding, "cause"), ==, cause);
  for (const char *const *key = ARGS ("title", "evidence", "meaning", "advice"); *key; key++)
    g_assert_cmpstr (json_object_get_string_member (finding, *key), !=, "");
}

static void
test_right (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonObject *root;

  lg_test_cli (&run, "secret", PASSWORD "\n",
               ARGS (SENT (ID, "device&pk"), "--transport", "tcp", "--keepalive", "300", "--json"));
  g_assert_cmpint (run.status, ==, 0);
  root = lg_test_parse_json (parser, run.out);
  g_assert_true (json_object_get_boolean_member (root, "valid"));
  g_assert_true (json_object_get_boolean_member (root, "complete"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "findings")), ==, 0);

  lg_test_cli (&run, "secret", PASSWORD, ARGS (SENT (ID, "device&pk")));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (run.out, ==, "These values are right.\n");
}

static void
test_wrong (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonObject *root;
  JsonObject *corrected;
  JsonObject *difference;
  JsonArray *differences;

  lg_test_cli (&run, "secret", PASSWORD,
               ARGS (SENT (ID, "pk&device"), "--product-key", "pk", "--device-name", "device",
                     "--json"));
  g_assert_cmpint (run.status, ==, 1);
  root = lg_test_parse_json (parser, run.out);
  g_assert_false (json_object_get_boolean_member (root, "valid"));
  assert_cause (root, "auth.username-swapped");

  differences = json_object_get_array_member (root, "differences");
  difference = json_array_get_object_element (differences, 0);
  g_assert_cmpstr (json_object_get_string_member (difference, "value"), ==, "username");
  g_assert_cmpstr (json_object_get_string_member (difference, "expected"), ==, "device&pk");
  g_assert_cmpstr (json_object_get_string_member (difference, "actual"), ==, "pk&device");
  g_assert_cmpint (json_object_get_int_member (difference, "position"), ==, 0);

  corrected = json_object_get_object_member (root, "corrected");
  g_assert_cmpstr (json_object_get_string_member (corrected, "clientId"), ==, ID);
  g_assert_cmpstr (json_object_get_string_member (corrected, "username"), ==, "device&pk");
  g_assert_cmpstr (json_object_get_string_member (corrected, "content"), ==,
                   "clientId12345deviceNamedeviceproductKeypktimestamp789");
  g_assert_cmpstr (json_object_get_string_member (corrected, "signMethod"), ==, "hmacsha1");
}

static void
test_without_secret (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonObject *root;

  lg_test_cli (&run, NULL, PASSWORD,
               ARGS (SENT ("12345|securemode=3,signmethod=hmacsha256|", "device&pk"), "--json"));
  g_assert_cmpint (run.status, ==, 1);
  root = lg_test_parse_json (parser, run.out);
  g_assert_false (json_object_get_boolean_member (root, "complete"));
  assert_cause (root, "auth.sign-method-mismatch");

  lg_test_cli (&run, NULL, PASSWORD, ARGS (SENT (ID, "device&pk")));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "No fault"));
}

/* What is typed wrongly is what this is for: never wrong usage. */
static void
test_broken_values (void)
{
  static const char *const ids[] = { "", "|", "||", "a|b", "|=|", "a|,,|", "a|\n|" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_auto (LgTestRun) run = { 0 };

      lg_test_cli (&run, "secret", "x", ARGS (SENT (ids[i], ""), "--product-key", "much too long "
                                              "for any product key", "--device-name", ""));
      g_assert_cmpint (run.status, ==, 1);
      g_assert_cmpstr (run.err, ==, "");
    }
}

/* Of a whole log, what matters, in order, and no secret. */
static void
test_log (void)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL,
               "boot ok\n+QMTCONN: 0,0,0\nAT+QMTCONN=0,\"a\",\"b\",\"hidden-value\"\n"
               "mqtt disconnected, password=hidden-value\n+QMTSTAT: 0,2\n",
               ARGS ("explain", "--log", "-"));
  g_assert_cmpint (run.status, ==, 1);
  g_assert_true (g_str_has_prefix (run.out, "Line 2: +QMTCONN: 0,0,0\n"));
  g_assert_nonnull (strstr (run.out, "Line 5: +QMTSTAT: 0,2"));
  g_assert_nonnull (strstr (run.out, "keepalive.no-pingresp"));
  g_assert_nonnull (strstr (run.out, "Lines: 5. Attempts refused: 0. Links dropped: 1."));
  g_assert_null (strstr (run.out, "boot ok"));
  g_assert_null (strstr (run.out, "hidden-value"));

  lg_test_cli (&run, NULL, NULL, ARGS ("explain", "--log", "/nonexistent/log"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "/nonexistent/log"));
  lg_test_cli (&run, NULL, NULL, ARGS ("explain", "--log", "/dev/zero"));
  g_assert_cmpint (run.status, ==, 2);
}

/* A script reads a line for each moment, and at the end whether the log told anything. */
static void
test_log_json (void)
{
  g_auto (LgTestRun) run = { 0 };
  g_auto (GStrv) lines = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;

  lg_test_cli (&run, NULL, "boot ok\n+QMTCONN: 0,0,0\n+QMTSTAT: 0,2\n",
               ARGS ("explain", "--log", "-", "--json"));
  g_assert_cmpint (run.status, ==, 1);
  lines = g_strsplit (g_strchomp (run.out), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);

  object = lg_test_parse_json (parser, lines[1]);
  g_assert_cmpint (json_object_get_int_member (object, "line"), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (object, "text"), ==, "+QMTSTAT: 0,2");
  assert_cause (object, "keepalive.no-pingresp");

  object = json_object_get_object_member (lg_test_parse_json (parser, lines[2]), "summary");
  g_assert_cmpint (json_object_get_int_member (object, "lines"), ==, 3);
  g_assert_true (json_object_get_boolean_member (object, "recognized"));

  lg_test_cli (&run, NULL, "boot ok\n", ARGS ("explain", "--log", "-", "--json"));
  g_assert_cmpint (run.status, ==, 0);
  object = json_object_get_object_member (lg_test_parse_json (parser, run.out), "summary");
  g_assert_false (json_object_get_boolean_member (object, "recognized"));
}

/* A file is one object: the lines that matter, the story, each device, and the reasons. */
static void
test_log_file (void)
{
  static const char *const encodings[] = { "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE" };
  static const char *const names[] = { "UTF-8", "GB 18030", "UTF-16", "UTF-16" };
  g_autoptr (JsonParser) parser = json_parser_new ();

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_auto (LgTestRun) run = { 0 };
      g_autofree char *path = NULL;
      g_autofree char *data = NULL;
      JsonObject *object, *line;
      gsize length;
      int fd = g_file_open_tmp ("log-XXXXXX", &path, NULL);

      g_assert_cmpint (fd, >=, 0);
      g_close (fd, NULL);
      data = g_convert ("12:00:00 启动\n12:00:01 [收←] 设备登录 mqtt connected\n"
                        "12:02:01 deviceName=a1 密码=hidden-value 保活 Keepalive timeout after "
                        "100sec\n",
                        -1, encodings[i], "UTF-8", NULL, &length, NULL);
      g_assert_true (g_file_set_contents (path, data, length, NULL));
      lg_test_cli (&run, NULL, NULL, ARGS ("explain", "--log", path, "--json"));
      g_remove (path);
      g_assert_cmpint (run.status, ==, 1);
      g_assert_null (strstr (run.out, "hidden-value"));
      object = lg_test_parse_json (parser, run.out);
      g_assert_cmpstr (json_object_get_string_member (object, "schema"), ==,
                       "linkglass.explain/1");
      g_assert_cmpstr (json_object_get_string_member (object, "encoding"), ==, names[i]);
      g_assert_true (json_object_get_boolean_member (object, "recognized"));
      assert_cause (object, "keepalive.expired");
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "lines")), ==,
                        2);
      line = json_array_get_object_element (json_object_get_array_member (object, "lines"), 1);
      g_assert_cmpint (json_object_get_int_member (line, "line"), ==, 3);
      g_assert_cmpstr (json_object_get_string_member (line, "time"), ==, "12:02:01");
      g_assert_cmpstr (json_object_get_string_member (line, "device"), ==, "a1");
      g_assert_cmpstr (json_object_get_string_member (line, "cause"), ==, "keepalive.expired");
      line = json_array_get_object_element (json_object_get_array_member (object, "devices"), 0);
      g_assert_cmpstr (json_object_get_string_member (line, "device"), ==, "a1");
      assert_cause (line, "keepalive.expired");
    }
}

/* Logins of neighbouring services are named, and not judged as misspelled ones of this. */
static void
test_neighbours (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL,
               ARGS ("explain", "--mqtt-client-id",
                     "pk12345678A.d1|securemode=2,_v=sdk-c-2.3.0,timestamp=2524608000000,"
                     "signmethod=hmacsha1,authtype=custom-ilop,_fy=1.6.6|",
                     "--mqtt-username", "d1&pk12345678A", "--json"));
  g_assert_cmpint (run.status, ==, 0);
  assert_cause (lg_test_parse_json (parser, run.out), "auth.not-this-service");

  lg_test_cli (&run, NULL, NULL,
               ARGS ("explain", "--mode", "tuyalink", "--platform", "tuyalink", "--device-id",
                     "uuid0123456789", "--mqtt-client-id", "acon_uuid0123456789",
                     "--mqtt-username", "acon_uuid0123456789|pv=2.2", "--json"));
  g_assert_cmpint (run.status, ==, 1);
  assert_cause (lg_test_parse_json (parser, run.out), "auth.not-this-service");
}

static void
test_log_line (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL, ARGS ("explain", "--log-line", "failed, rc=4", "--json"));
  g_assert_cmpint (run.status, ==, 1);
  assert_cause (lg_test_parse_json (parser, run.out), "auth.bad-credentials");

  lg_test_cli (&run, NULL, NULL, ARGS ("explain", "--log-line", "Device disconnect", "--json"));
  g_assert_cmpint (run.status, ==, 0);
  assert_cause (lg_test_parse_json (parser, run.out), "client.disconnected");

  lg_test_cli (&run, NULL, NULL, ARGS ("explain", "--log-line", "all is well"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_str_has_prefix (run.out, "Nothing in this line is known.\nLook for "));

  lg_test_cli (&run, NULL, NULL, ARGS ("explain", "--log-line", "all is well", "--json"));
  g_assert_false (json_object_get_boolean_member (lg_test_parse_json (parser, run.out),
                                                  "recognized"));
  g_assert_true (json_object_get_null_member (lg_test_parse_json (parser, run.out), "valid"));
}

/* The cause and the evidence of the first finding. */
static const char *
get_first (JsonParser *parser,
           LgTestRun  *run,
           const char *member)
{
  JsonArray *findings = json_object_get_array_member (lg_test_parse_json (parser, run->out),
                                                      "findings");

  g_assert_cmpuint (json_array_get_length (findings), >, 0);
  return json_object_get_string_member (json_array_get_object_element (findings, 0), member);
}

static void
test_drop_interval (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL, ARGS ("explain", "--drop-interval", "120", "--json"));
  g_assert_cmpint (run.status, ==, 1);
  g_assert_cmpstr (get_first (parser, &run, "cause"), ==, "keepalive.expired");
  g_assert_nonnull (strstr (get_first (parser, &run, "evidence"), "60 to 80 s"));

  lg_test_cli (&run, NULL, NULL, ARGS ("explain", "--drop-interval", "100", "--keepalive", "60"));
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.out, "90 to 120 s"));

  lg_test_cli (&run, NULL, NULL, ARGS ("explain", "--drop-interval", "500", "--silence", "100",
                                       "--keepalive", "60", "--json"));
  g_assert_cmpstr (get_first (parser, &run, "confidence"), ==, "likely");

  lg_test_cli (&run, NULL, NULL, ARGS ("explain", "--drop-interval", "often"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "often"));
}

static void
test_drop_times (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonArray *devices;

  lg_test_cli (&run, NULL, "12:00:00 offline Keepalive timeout\n12:02:00 Keepalive timeout\n",
               ARGS ("explain", "--drop-times", "-", "--json"));
  g_assert_cmpint (run.status, ==, 1);
  g_assert_cmpstr (get_first (parser, &run, "cause"), ==, "keepalive.expired");
  g_assert_cmpstr (get_first (parser, &run, "confidence"), ==, "likely");

  lg_test_cli (&run, NULL, "12:00:00 deviceName=a offline\n12:00:00 deviceName=b offline\n"
               "12:00:01 deviceName=c offline\n12:00:01 deviceName=d online\n",
               ARGS ("explain", "--drop-times", "-", "--json"));
  g_assert_cmpint (run.status, ==, 1);
  g_assert_cmpstr (get_first (parser, &run, "cause"), ==, "network.lost");
  devices = json_object_get_array_member (lg_test_parse_json (parser, run.out), "devices");
  g_assert_cmpuint (json_array_get_length (devices), ==, 4);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (devices, 3),
                                                  "device"), ==, "d");
  lg_test_cli (&run, NULL, "12:00:00 deviceName=a offline\n12:01:00 deviceName=d online\n",
               ARGS ("explain", "--drop-times", "-"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "Of 2 devices only a goes offline"));

  lg_test_cli (&run, NULL, "nothing\n", ARGS ("explain", "--drop-times", "-"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "No time was found"));

  lg_test_cli (&run, NULL, "12:00:00 offline\n", ARGS ("explain", "--drop-times", "-"));
  g_assert_nonnull (strstr (run.out, "two are needed"));

  lg_test_cli (&run, NULL, NULL, ARGS ("explain", "--drop-times", "/nonexistent/log"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "/nonexistent/log"));
}

/* What Excel and Chinese serial tools write is read like any other text, and the guess is said. */
static void
test_encodings (void)
{
  static const struct
  {
    const char *encoding;
    const char *name;
  } rows[] = {
    { "UTF-8", "UTF-8" }, { "UTF-16LE", "UTF-16" }, { "UTF-16BE", "UTF-16" },
    { "GB18030", "GB 18030" },
  };
  g_autoptr (JsonParser) parser = json_parser_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (LgTestRun) run = { 0 };
      g_autofree char *path = NULL;
      g_autofree char *data = NULL;
      gsize length;
      int fd = g_file_open_tmp ("drops-XXXXXX", &path, NULL);

      g_assert_cmpint (fd, >=, 0);
      g_close (fd, NULL);
      data = g_convert ("2023-10-04 下午 1:05:07 设备离线\n2023-10-04 下午 1:07:07 设备离线\n", -1,
                        rows[i].encoding, "UTF-8", NULL, &length, NULL);
      g_assert_true (g_file_set_contents (path, data, length, NULL));
      lg_test_cli (&run, NULL, NULL, ARGS ("explain", "--drop-times", path, "--json"));
      g_remove (path);
      g_assert_cmpint (run.status, ==, 1);
      g_assert_cmpstr (get_first (parser, &run, "cause"), ==, "keepalive.expired");
      g_assert_cmpstr (json_object_get_string_member (lg_test_parse_json (parser, run.out),
                                                      "encoding"), ==, rows[i].name);
    }
}

/* Of a secret and a password, no output shows more than the length. */
static void
test_discreet (void)
{
  static const char *const passwords[] = {
    PASSWORD, "FAFD82A3D602B37FB0FA8B7892F24A477F851A15", "dGhpcyBpcyBub3QgYSBkaWdlc3Q=",
    "hidden-secret-of-the-test", "0123456789abcdef0123",
  };
  static const char *const formats[] = { NULL, "--json" };

  for (guint i = 0; i < G_N_ELEMENTS (passwords) * G_N_ELEMENTS (formats); i++)
    {
      const char *password = passwords[i / G_N_ELEMENTS (formats)];
      g_auto (LgTestRun) run = { 0 };

      lg_test_cli (&run, "hidden-secret-of-the-test", password,
                   ARGS (SENT (ID, "device&pk"), formats[i % G_N_ELEMENTS (formats)]));
      g_assert_cmpint (run.status, ==, 1);
      g_assert_null (strstr (run.out, password));
      g_assert_null (strstr (run.out, "hidden-secret"));
      g_assert_null (strstr (run.err, password));
    }
}

/* The password comes from a variable as well; a secret in argv is refused and not repeated. */
static void
test_sources (void)
{
  g_auto (LgTestRun) run = { 0 };

  g_setenv ("LINKGLASS_MQTT_PASSWORD", PASSWORD, TRUE);
  lg_test_cli (&run, "secret", NULL,
               ARGS ("explain", "--mqtt-client-id", ID, "--mqtt-username", "device&pk"));
  g_unsetenv ("LINKGLASS_MQTT_PASSWORD");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "right"));

  lg_test_cli (&run, NULL, NULL, ARGS ("explain", "--mqtt-password=" PASSWORD));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_null (strstr (run.err, PASSWORD));

  lg_test_cli (&run, NULL, "", ARGS (SENT (ID, "device&pk"), "--device-secret-file", "-"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "standard input"));

  lg_test_cli (&run, NULL, NULL, ARGS ("explain"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "--mqtt-client-id"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli-explain/right", test_right);
  g_test_add_func ("/cli-explain/wrong", test_wrong);
  g_test_add_func ("/cli-explain/without-secret", test_without_secret);
  g_test_add_func ("/cli-explain/broken-values", test_broken_values);
  g_test_add_func ("/cli-explain/log", test_log);
  g_test_add_func ("/cli-explain/log-json", test_log_json);
  g_test_add_func ("/cli-explain/log-file", test_log_file);
  g_test_add_func ("/cli-explain/neighbours", test_neighbours);
  g_test_add_func ("/cli-explain/log-line", test_log_line);
  g_test_add_func ("/cli-explain/drop-interval", test_drop_interval);
  g_test_add_func ("/cli-explain/drop-times", test_drop_times);
  g_test_add_func ("/cli-explain/encodings", test_encodings);
  g_test_add_func ("/cli-explain/discreet", test_discreet);
  g_test_add_func ("/cli-explain/sources", test_sources);

  return g_test_run ();
}

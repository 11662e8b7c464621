/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-practice.h"

#include <glib/gstdio.h>
#include <signal.h>

#define FILTER "/${productKey}/${deviceName}/user/get"
#define MESSAGE "/${productKey}/${deviceName}/user/update={\"hello\":\"device\"}"
/* Ends with the message it waits for. */
#define DEADLINE_S "240"

static LgTestPractice practice;

/* `watch --json` as the practice device, with further options. */
static char **
make_arguments (const char        *host,
                const char        *port,
                const char        *root,
                const char *const *more)
{
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();

  g_strv_builder_add_many (arguments, "watch", "--json", "--platform", "practice",
                           "--product-key", lg_test_practice_get (&practice, "productKey"),
                           "--device-name", lg_test_practice_get (&practice, "deviceName"),
                           "--host", host, "--port", port, NULL);
  if (root != NULL)
    g_strv_builder_add_many (arguments, "--root", root, NULL);
  else
    g_strv_builder_add_many (arguments, "--transport", "tcp", NULL);
  g_strv_builder_addv (arguments, (const char **) more);

  return g_strv_builder_end (arguments);
}

static char *
read_secret (void)
{
  char *secret = NULL;

  g_assert_true (g_file_get_contents (lg_test_practice_get (&practice, "deviceSecretFile"),
                                      &secret, NULL, NULL));
  return secret;
}

/* The last line a run printed. */
static JsonObject *
parse_summary (JsonParser *parser,
               const char *out)
{
  g_auto (GStrv) lines = g_strsplit (out, "\n", -1);
  guint n = g_strv_length (lines);

  g_assert_cmpuint (n, >=, 2);
  return json_object_get_object_member (lg_test_parse_json (parser, lines[n - 2]), "summary");
}

static const char *
get_first_cause (JsonObject *summary)
{
  JsonArray *findings = json_object_get_array_member (summary, "findings");

  g_assert_cmpuint (json_array_get_length (findings), >, 0);
  return json_object_get_string_member (json_array_get_object_element (findings, 0), "cause");
}

/* Scripts match a finding with the events printed before it, and with the console. */
static void
assert_first_details (JsonObject *summary,
                      const char *console)
{
  JsonObject *finding = json_array_get_object_element (
    json_object_get_array_member (summary, "findings"), 0);
  JsonArray *events = json_object_get_array_member (finding, "events");

  g_assert_cmpuint (json_array_get_length (events), >, 0);
  g_assert_cmpint (json_array_get_int_element (events, 0), >, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (finding, "alternatives")),
                    ==, 0);
  g_assert_cmpstr (json_object_get_string_member (finding, "console"), ==, console);
}

static gboolean
has_ipv6_loopback (void)
{
  g_autoptr (GSocket) socket =
    g_socket_new (G_SOCKET_FAMILY_IPV6, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV6);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);

  return socket != NULL && g_socket_bind (socket, address, FALSE, NULL);
}

static void
assert_echo (const char *host,
             int         vendor_port,
             gboolean    tls)
{
  g_autofree char *secret = read_secret ();
  const char *root = NULL;
  g_autofree char *port = lg_test_practice_dup_port (&practice, vendor_port, tls, &root);
  g_auto (GStrv) arguments =
    make_arguments (host, port, root,
                    ARGS ("--subscribe", FILTER, "--publish", MESSAGE,
                          "--messages", "1", "--seconds", DEADLINE_S));
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonObject *summary;

  lg_test_cli (&run, secret, NULL, (const char *const *) arguments);
  g_assert_cmpint (run.status, ==, 0);
  summary = parse_summary (parser, run.out);
  g_assert_true (json_object_get_boolean_member (summary, "connected"));
  g_assert_cmpint (json_object_get_int_member (summary, "messagesIn"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (summary, "messagesOut"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (summary, "reconnects"), ==, 0);
  g_assert_cmpstr (get_first_cause (summary), ==, "client.disconnected");
  assert_first_details (summary, "Device disconnect");
}

/* With MQTT 5 a script reads what the server offers, as data and in English, and in its own words
   what it refuses. */
static void
test_mqtt_5 (void)
{
  g_autofree char *secret = read_secret ();
  const char *root = NULL;
  g_autofree char *port = lg_test_practice_dup_port (&practice, 8883, TRUE, &root);
  g_auto (GStrv) arguments =
    make_arguments ("localhost", port, root,
                    ARGS ("--mqtt", "5", "--subscribe", "/other/d/user/get", "--publish", MESSAGE,
                          "--seconds", "2"));
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonObject *summary;

  lg_test_cli (&run, secret, NULL, (const char *const *) arguments);
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.out, "Server Keep Alive 300; Topic Alias Maximum 20; Maximum QoS "
                                     "1; Retain Available 1; Maximum Packet Size 262144"));
  g_assert_nonnull (strstr (run.out, "Not authorized; “The topic is not one of this device”"));
  g_assert_nonnull (strstr (run.out, "\"clause\":\"tcp.connected\",\"args\":{\"address\":\""));
  g_assert_nonnull (strstr (run.out, "{\"clause\":\"mqtt.property\","
                                     "\"args\":{\"property\":19,\"value\":300}}"));
  summary = parse_summary (parser, run.out);
  g_assert_true (json_object_get_boolean_member (summary, "connected"));
  g_assert_cmpstr (get_first_cause (summary), ==, "subscribe.refused");
}

static void
test_echo (void)
{
  static const char *const hosts[] = { "localhost", "127.0.0.1", "::1" };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      if (strcmp (hosts[i], "::1") == 0 && !has_ipv6_loopback ())
        continue;
      assert_echo (hosts[i], 8883, TRUE);
      assert_echo (hosts[i], 443, TRUE);
      assert_echo (hosts[i], 1883, FALSE);
    }
}

/* Every event of the run is printed, in order, with the keys scripts rely on. */
static void
test_events (void)
{
  static const char *const kinds[] = {
    "dns", "tcp", "tls", "verify", "CONNECT", "CONNACK", "SUBSCRIBE", "SUBACK", "PUBLISH",
    "DISCONNECT", "end",
  };
  g_autofree char *secret = read_secret ();
  const char *root = NULL;
  g_autofree char *port = lg_test_practice_dup_port (&practice, 8883, TRUE, &root);
  g_auto (GStrv) arguments =
    make_arguments ("localhost", port, root,
                    ARGS ("--subscribe", FILTER, "--publish", MESSAGE, "--messages", "1",
                          "--seconds", DEADLINE_S));
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  g_auto (GStrv) lines = NULL;
  guint n_events;

  lg_test_cli (&run, secret, NULL, (const char *const *) arguments);
  lines = g_strsplit (run.out, "\n", -1);
  n_events = g_strv_length (lines) - 2;
  for (guint i = 0; i < n_events; i++)
    {
      JsonObject *event = lg_test_parse_json (parser, lines[i]);
      g_autoptr (GDateTime) time =
        g_date_time_new_from_iso8601 (json_object_get_string_member (event, "time"), NULL);

      g_assert_nonnull (time);
      g_assert_cmpint (json_object_get_int_member (event, "id"), ==, i + 1);
      g_assert_true (json_object_has_member (event, "direction"));
      if (strcmp (json_object_get_string_member (event, "kind"), "PUBLISH") == 0)
        {
          g_assert_cmpstr (json_object_get_string_member (event, "payload"), ==,
                           "{\"hello\":\"device\"}");
          g_assert_cmpint (json_object_get_int_member (event, "qos"), ==, 0);
          g_assert_false (json_object_get_boolean_member (event, "retain"));
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *kind = g_strdup_printf ("\"kind\":\"%s\"", kinds[i]);

      g_assert_nonnull (strstr (run.out, kind));
    }
  g_assert_nonnull (strstr (lines[n_events - 1], "\"text\":\"disconnected\""));
}

static void
test_text (void)
{
  g_auto (LgTestRun) run = { 0 };
  g_auto (LgTestRun) quiet = { 0 };

  /* A practice platform of its own. */
  lg_test_cli (&run, NULL, NULL,
               ARGS ("watch", "--platform", "practice", "--subscribe", FILTER,
                     "--publish", MESSAGE, "--messages", "1", "--seconds", DEADLINE_S));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "CONNACK"));
  g_assert_nonnull (strstr (run.out, "{\"hello\":\"device\"}"));
  g_assert_nonnull (strstr (run.out, "1 in, 1 out"));

  lg_test_cli (&quiet, NULL, NULL,
               ARGS ("watch", "--platform", "practice", "--hold-pings", "--seconds", "1"));
  g_assert_cmpint (quiet.status, ==, 0);
  g_assert_nonnull (strstr (quiet.out, "PINGREQ is paused"));

  lg_test_cli (&quiet, NULL, NULL,
               ARGS ("watch", "--platform", "practice", "--quiet", "--seconds", "1"));
  g_assert_cmpint (quiet.status, ==, 0);
  g_assert_null (strstr (quiet.out, "CONNACK"));
  g_assert_nonnull (strstr (quiet.out, "client.disconnected"));
}

/* A terminal without UTF-8 tells the directions apart, too. */
static void
test_ascii (void)
{
  g_autofree char *locale = g_strdup (g_getenv ("LC_ALL"));
  g_auto (LgTestRun) run = { 0 };

  g_setenv ("LC_ALL", "C", TRUE);
  lg_test_cli (&run, NULL, NULL, ARGS ("watch", "--platform", "practice", "--seconds", "1"));
  g_setenv ("LC_ALL", locale, TRUE);

  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_str_is_ascii (run.out));
  g_assert_true (g_regex_match_simple ("-> CONNECT .*<- CONNACK ", run.out, G_REGEX_DOTALL, 0));
}

/* A listener that takes connections and says nothing, and a port nobody listens on. */
static guint16
open_silent_port (GSocketListener *listener)
{
  g_autoptr (GError) error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);

  g_assert_no_error (error);
  return port;
}

typedef struct
{
  const char *host;
  int         vendor_port;
  guint16     port;
  gboolean    tls;
  int         root_of;
  const char *root;
  gboolean    wrong_secret;
  const char *option;
  const char *value;
  int         status;
  const char *causes;
} BadInput;

static GSubprocess *
spawn_bad_input (const BadInput *row,
                 const char     *secret)
{
  const char *root = row->root;
  g_autofree char *port = row->port != 0
    ? g_strdup_printf ("%u", row->port)
    : lg_test_practice_dup_port (&practice, row->vendor_port, row->tls, NULL);
  g_auto (GStrv) arguments = NULL;

  if (row->tls && root == NULL)
    g_free (lg_test_practice_dup_port (&practice, row->root_of != 0 ? row->root_of : 8883, TRUE,
                                       &root));
  arguments = make_arguments (row->host, port, root, ARGS (row->option, row->value));
  return lg_test_spawn (row->wrong_secret ? "not-the-secret-of-this-device" : secret,
                        (const char *const *) arguments);
}

static void
check_bad_input (const BadInput *row,
                 GSubprocess    *process)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (GStrv) causes = g_strsplit (row->causes, " ", -1);
  g_auto (LgTestRun) run = { 0 };

  g_subprocess_communicate_utf8 (process, NULL, NULL, &run.out, &run.err, NULL);
  g_test_message ("%s\n%s", run.out, run.err);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, row->status);

  if (row->status == 2)
    {
      g_assert_nonnull (strstr (run.err, row->causes));
    }
  else
    {
      JsonObject *summary = parse_summary (parser, run.out);

      g_assert_false (json_object_get_boolean_member (summary, "connected"));
      g_assert_true (g_strv_contains ((const char *const *) causes, get_first_cause (summary)));
    }
}

/* Each ends by itself, within its deadline, and names its cause. They run side by side. */
static void
test_bad_input (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GSocketListener) closed = g_socket_listener_new ();
  g_autofree char *secret = read_secret ();
  guint16 silent_port = open_silent_port (listener);
  guint16 refused_port = open_silent_port (closed);
  const BadInput rows[] = {
    { "localhost", 8883, 0, TRUE, .wrong_secret = TRUE, .status = 1,
      .causes = "auth.bad-credentials" },
    { "localhost", 8883, 0, TRUE, .option = "--keepalive", .value = "20", .status = 1,
      .causes = "keepalive.out-of-range" },
    { "localhost", 8883, 0, TRUE, .root_of = 443, .status = 1,
      .causes = "cert.wrong-root cert.unknown-issuer cert.missing-intermediate" },
    { "localhost", 8883, 0, TRUE, .root = "aliyun-iot", .status = 1,
      .causes = "cert.wrong-root cert.unknown-issuer cert.missing-intermediate" },
    { "localhost", 8883, 0, TRUE, .root = "no-such-root", .status = 2, .causes = "root: " },
    { "localhost", 8883, 0, TRUE, .root = "/nonexistent/root.pem", .status = 2,
      .causes = "root: " },
    { "localhost", 0, refused_port, FALSE, .status = 1, .causes = "tcp.refused" },
    { "localhost", 1883, 0, FALSE, .option = "--root", .value = "ignored", .wrong_secret = TRUE,
      .status = 1, .causes = "auth.bad-credentials" },
    { "no-such-host.invalid", 8883, 0, TRUE, .status = 1,
      .causes = "dns.not-found dns.resolver-unreachable" },
    { "localhost", 0, silent_port, TRUE, .status = 1, .causes = "tls.handshake-timeout" },
    { "localhost", 0, silent_port, FALSE, .status = 1, .causes = "mqtt.connack-timeout" },
    { "mqtt://localhost", 8883, 0, TRUE, .status = 2, .causes = "host: " },
  };
  GSubprocess *processes[G_N_ELEMENTS (rows)];

  g_socket_listener_close (closed);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    processes[i] = spawn_bad_input (&rows[i], secret);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      check_bad_input (&rows[i], processes[i]);
      g_object_unref (processes[i]);
    }
}

static void
test_usage (void)
{
  static const struct
  {
    const char *field;
    const char *arguments[3];
  } rows[] = {
    { "subscribe: ", { "--subscribe", "a/#/b", NULL } },
    { "publish: ", { "--publish", "no-payload", NULL } },
    { "publish: ", { "--publish", "a/+=payload", NULL } },
    { "seconds: ", { "--seconds", "0", NULL } },
    { "messages: ", { "--messages", "few", NULL } },
    { "qos: ", { "--qos", "3", NULL } },
    { "record: ", { "--record", "/dev/null", NULL } },
    { "mqtt: ", { "--mqtt", "4", NULL } },
    { "mqtt: According to Alibaba Cloud", { "--platform=alibaba", "--mqtt=5", NULL } },
  };
  g_autofree char *secret = read_secret ();
  const char *root = NULL;
  g_autofree char *port = lg_test_practice_dup_port (&practice, 8883, TRUE, &root);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) arguments = make_arguments ("localhost", port, root, rows[i].arguments);
      g_auto (LgTestRun) run = { 0 };

      lg_test_cli (&run, secret, NULL, (const char *const *) arguments);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_true (g_str_has_prefix (run.err, rows[i].field));
      g_assert_cmpstr (run.out, ==, "");
    }
}

/* What was read beyond the line is lost; the end of the output is not among it. */
static void
wait_for (GSubprocess *process,
          const char  *text)
{
  g_autoptr (GDataInputStream) lines = lg_test_open_lines (process);

  for (;;)
    {
      g_autofree char *line = lg_test_read_line (lines);

      if (strstr (line, text) != NULL)
        return;
    }
}

static void
test_interrupt (void)
{
  g_autofree char *secret = read_secret ();
  const char *root = NULL;
  g_autofree char *port = lg_test_practice_dup_port (&practice, 8883, TRUE, &root);
  g_auto (GStrv) arguments = make_arguments ("localhost", port, root, ARGS (NULL));
  g_autoptr (GSubprocess) process = lg_test_spawn (secret, (const char *const *) arguments);

  wait_for (process, "\"CONNACK\"");
  g_subprocess_send_signal (process, SIGINT);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

/* The same credentials twice: the first is told why it goes. */
static void
test_kicked (void)
{
  g_autofree char *secret = read_secret ();
  const char *root = NULL;
  g_autofree char *port = lg_test_practice_dup_port (&practice, 8883, TRUE, &root);
  g_auto (GStrv) first_arguments =
    make_arguments ("localhost", port, root, ARGS ("--extended-parameters", "ext=3"));
  g_auto (GStrv) second_arguments =
    make_arguments ("localhost", port, root, ARGS ("--quiet", "--seconds", "1"));
  g_autoptr (GSubprocess) first = lg_test_spawn (secret, (const char *const *) first_arguments);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) second = { 0 };
  g_auto (LgTestRun) run = { 0 };

  wait_for (first, "\"CONNACK\"");
  lg_test_cli (&second, secret, NULL, (const char *const *) second_arguments);
  g_assert_cmpint (second.status, ==, 0);

  g_subprocess_communicate_utf8 (first, NULL, NULL, &run.out, &run.err, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (first), ==, 1);
  g_assert_cmpstr (get_first_cause (parse_summary (parser, run.out)), ==, "kicked.same-device");
}

static void
assert_absent (const char *where,
               const char *contents,
               gsize       length,
               const char *secret)
{
  if (memmem (contents, length, secret, strlen (secret)) != NULL)
    g_error ("the secret is in %s", where);
}

static void
assert_absent_from_file (const char *path,
                         const char *secret)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpuint (length, >, 0);
  assert_absent (path, contents, length, secret);
}

static void
assert_absent_from_process (GSubprocess *process,
                            const char  *secret)
{
  static const char *const files[] = { "cmdline", "environ" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path =
        g_strdup_printf ("/proc/%s/%s", g_subprocess_get_identifier (process), files[i]);

      assert_absent_from_file (path, secret);
    }
}

static char *
sign (const char *secret)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, secret, NULL,
               ARGS ("sign", "--json", "--timestamp", "789",
                     "--product-key", lg_test_practice_get (&practice, "productKey"),
                     "--device-name", lg_test_practice_get (&practice, "deviceName")));
  return g_strdup (json_object_get_string_member (lg_test_parse_json (parser, run.out),
                                                  "password"));
}

/* Neither DeviceSecret nor password is in a recording, an event, a message, argv or the
 * environment. */
static void
test_secrets_stay_secret (void)
{
  g_autofree char *secret = read_secret ();
  g_autofree char *password = sign (secret);
  g_autofree char *directory = g_dir_make_tmp ("linkglass-test-XXXXXX", NULL);
  g_autofree char *record = g_build_filename (directory, "run.linkglass", NULL);
  const char *root = NULL;
  g_autofree char *port = lg_test_practice_dup_port (&practice, 8883, TRUE, &root);
  g_auto (GStrv) arguments =
    make_arguments ("localhost", port, root, ARGS ("--timestamp", "789", "--record", record));
  g_autoptr (GSubprocess) process = lg_test_spawn (secret, (const char *const *) arguments);
  const char *const secrets[] = { secret, password };
  g_auto (LgTestRun) run = { 0 };

  wait_for (process, "\"CONNACK\"");
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    assert_absent_from_process (process, secrets[i]);

  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &run.out, &run.err, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      assert_absent ("the output", run.out, strlen (run.out), secrets[i]);
      assert_absent ("the messages", run.err, strlen (run.err), secrets[i]);
      assert_absent_from_file (record, secrets[i]);
    }

  g_remove (record);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/watch/echo", test_echo);
  g_test_add_func ("/cli/watch/mqtt-5", test_mqtt_5);
  g_test_add_func ("/cli/watch/events", test_events);
  g_test_add_func ("/cli/watch/text", test_text);
  g_test_add_func ("/cli/watch/ascii", test_ascii);
  g_test_add_func ("/cli/watch/bad-input", test_bad_input);
  g_test_add_func ("/cli/watch/usage", test_usage);
  g_test_add_func ("/cli/watch/interrupt", test_interrupt);
  g_test_add_func ("/cli/watch/kicked", test_kicked);
  g_test_add_func ("/cli/watch/secrets-stay-secret", test_secrets_stay_secret);

  lg_test_practice_start (&practice, ARGS ("practice", "--until-eof"));
  status = g_test_run ();
  lg_test_practice_stop (&practice);

  return status;
}

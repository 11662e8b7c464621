/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-practice.h"

#include "lib/lg-test-peer.h"
#include "trust/lg-pki.h"

#include <glib/gstdio.h>
#include <signal.h>

typedef struct
{
  LgKeyPair *root;
  LgKeyPair *leaf;
  char      *root_path;
} Pki;

static void
pki_set_up (Pki           *self,
            gconstpointer  data)
{
  const char *const names[] = { "127.0.0.1", NULL };
  int fd = g_file_open_tmp ("linkglass-test-XXXXXX", &self->root_path, NULL);

  g_assert_true (g_close (fd, NULL));
  self->root = lg_key_pair_new (&(LgPkiSpec) { .name = "Root", .ca = TRUE }, NULL, NULL);
  self->leaf = lg_key_pair_new (&(LgPkiSpec) { .name = "leaf", .names = names }, self->root, NULL);
  g_assert_true (g_file_set_contents (self->root_path,
                                      lg_key_pair_get_certificate_pem (self->root), -1, NULL));
}

static void
pki_tear_down (Pki           *self,
               gconstpointer  data)
{
  g_remove (self->root_path);
  g_free (self->root_path);
  lg_key_pair_free (self->root);
  lg_key_pair_free (self->leaf);
}

static LgTestPeer *
serve (Pki *self)
{
  static const LgTestStep script[] = { { LG_TEST_END } };
  g_autoptr (LgTlsServer) server = lg_tls_server_new (lg_key_pair_get_certificate_pem (self->leaf),
                                                      lg_key_pair_get_key_pem (self->leaf), NULL);

  g_assert_nonnull (server);
  return lg_test_peer_new (script, server);
}

static const char *
get_cause (JsonObject *object)
{
  JsonArray *findings = json_object_get_array_member (object, "findings");

  if (json_array_get_length (findings) == 0)
    return NULL;
  return json_object_get_string_member (json_array_get_object_element (findings, 0), "cause");
}

/* The keys scripts depend on, without credentials and with a fitting root. */
static void
test_json (Pki           *self,
           gconstpointer  data)
{
  g_autoptr (LgTestPeer) peer = serve (self);
  g_autofree char *number = g_strdup_printf ("%u", lg_test_peer_get_port (peer));
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonObject *object, *port, *step, *certificate, *root;

  lg_test_cli (&run, NULL, NULL,
               ARGS ("check", "--json", "--platform", "custom", "--host", "127.0.0.1", "--port",
                     number, "--root", "aliyun-iot", "--root", self->root_path));
  g_assert_cmpint (run.status, ==, 0);
  object = lg_test_parse_json (parser, run.out);
  g_assert_cmpstr (json_object_get_string_member (object, "host"), ==, "127.0.0.1");
  g_assert_true (json_object_get_boolean_member (object, "healthy"));
  g_assert_null (get_cause (object));
  g_assert_true (json_object_get_null_member (object, "login"));

  port = json_array_get_object_element (json_object_get_array_member (object, "ports"), 0);
  g_assert_cmpint (json_object_get_int_member (port, "port"), ==, lg_test_peer_get_port (peer));
  g_assert_cmpstr (json_object_get_string_member (port, "transport"), ==, "tls");
  g_assert_cmpstr (json_object_get_string_member (port, "speaks"), ==, "tls");
  g_assert_cmpstr (json_object_get_string_member (port, "interface"), ==, "lo");
  step = json_array_get_object_element (json_object_get_array_member (port, "steps"), 2);
  g_assert_cmpstr (json_object_get_string_member (step, "step"), ==, "tls");
  g_assert_true (json_object_get_boolean_member (step, "ok"));
  g_assert_cmpint (json_object_get_int_member (step, "ms"), >=, 0);
  certificate = json_array_get_object_element (json_object_get_array_member (port, "chain"), 0);
  g_assert_cmpstr (json_object_get_string_member (certificate, "issuer"), ==, "CN=Root");
  g_assert_cmpuint (strlen (json_object_get_string_member (certificate, "sha256")), ==, 64);
  root = json_array_get_object_element (json_object_get_array_member (port, "roots"), 0);
  g_assert_cmpstr (json_object_get_string_member (root, "root"), ==, "aliyun-iot");
  g_assert_false (json_object_get_boolean_member (root, "trusted"));
  g_assert_cmpstr (json_object_get_string_member (root, "error"), ==, "cert.wrong-root");
  root = json_array_get_object_element (json_object_get_array_member (port, "roots"), 1);
  g_assert_true (json_object_get_boolean_member (root, "trusted"));
  g_assert_true (json_object_get_null_member (root, "error"));
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (object, "use"),
                                                  "root"), ==, self->root_path);
}

static char *
run_shell (const char *lines)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) shell =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                      | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error, "sh", NULL);
  char *out = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (shell, lines, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  return out;
}

/* The lines for somebody else's computer, run here against a port that works and one that does
 * not: what they print is judged as our own look would be. */
static void
test_pasted (Pki           *self,
             gconstpointer  data)
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  g_autoptr (LgTestPeer) peer = serve (self);
  g_autofree char *number = g_strdup_printf ("%u", lg_test_peer_get_port (peer));
  g_autofree char *curl = g_find_program_in_path ("curl");
  g_auto (LgTestRun) copied = { 0 }, run = { 0 }, bare = { 0 };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *answer = NULL;
  JsonObject *object, *port;
  JsonArray *missing;

  if (openssl == NULL)
    {
      g_test_skip ("there is no openssl");
      return;
    }

  lg_test_cli (&copied, NULL, NULL,
               ARGS ("check", "--platform", "custom", "--host", "127.0.0.1", "--port", number,
                     "--copy", "sh"));
  g_assert_cmpint (copied.status, ==, 0);
  answer = run_shell (copied.out);
  g_assert_nonnull (strstr (answer, "[linkglass] done"));

  lg_test_cli (&run, NULL, answer,
               ARGS ("check", "--json", "--platform", "custom", "--host", "127.0.0.1", "--port",
                     number, "--root", self->root_path, "--pasted", "-"));
  g_assert_cmpint (run.status, ==, 0);
  object = lg_test_parse_json (parser, run.out);
  g_assert_cmpstr (json_object_get_string_member (object, "source"), ==, "pasted");
  g_assert_true (json_object_get_boolean_member (object, "healthy"));
  g_assert_null (get_cause (object));
  port = json_array_get_object_element (json_object_get_array_member (object, "ports"), 0);
  g_assert_cmpstr (json_object_get_string_member (port, "speaks"), ==, "tls");
  missing = json_object_get_array_member (port, "notSeen");
  /* Without curl nothing there says what the name leads to. */
  g_assert_cmpuint (json_array_get_length (missing), ==, curl != NULL ? 0 : 1);

  /* What was not tried there is not known. */
  lg_test_cli (&bare, NULL, "$ nc -vz iot.example.com 8883\n"
               "Connection to iot.example.com 8883 port [tcp/*] succeeded!\n",
               ARGS ("check", "--json", "--pasted", "-"));
  g_assert_cmpint (bare.status, ==, 3);
  object = lg_test_parse_json (parser, bare.out);
  g_assert_cmpstr (json_object_get_string_member (object, "host"), ==, "iot.example.com");
  g_assert_false (json_object_get_boolean_member (object, "healthy"));
}

/* A refusal, and what no answer is. */
static void
test_pasted_faults (Pki           *self,
                    gconstpointer  data)
{
  g_auto (LgTestRun) run = { 0 }, unknown = { 0 }, login = { 0 }, shell = { 0 };
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;

  lg_test_cli (&run, NULL, "curl: (7) Failed to connect to x.iothub.aliyuncs.com port 8883: "
               "Connection refused\n", ARGS ("check", "--json", "--pasted", "-"));
  g_assert_cmpint (run.status, ==, 1);
  object = lg_test_parse_json (parser, run.out);
  g_assert_cmpstr (get_cause (object), ==, "tcp.refused");
  /* The host is Alibaba Cloud's, so its ports are the ones to know. */
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "ports")), >, 2);

  lg_test_cli (&unknown, NULL, "It does not work.\n", ARGS ("check", "--pasted", "-"));
  g_assert_cmpint (unknown.status, ==, 2);
  g_assert_true (g_str_has_prefix (unknown.err, "pasted: "));

  lg_test_cli (&login, NULL, "", ARGS ("check", "--login", "--pasted", "-"));
  g_assert_cmpint (login.status, ==, 2);
  lg_test_cli (&shell, NULL, NULL, ARGS ("check", "--host", "h.example", "--copy", "fish"));
  g_assert_cmpint (shell.status, ==, 2);
}

static void
assert_fault (const char *const *arguments,
              const char        *cause)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonObject *object;

  lg_test_cli (&run, NULL, NULL, arguments);
  g_assert_cmpint (run.status, ==, 1);
  object = lg_test_parse_json (parser, run.out);
  g_assert_cmpstr (get_cause (object), ==, cause);
  g_assert_false (json_object_get_boolean_member (object, "healthy"));
}

static void
test_faults (Pki           *self,
             gconstpointer  data)
{
  g_autoptr (LgTestPeer) peer = serve (self);
  g_autofree char *number = g_strdup_printf ("%u", lg_test_peer_get_port (peer));
  g_autofree char *plain = g_strdup_printf ("%s/tcp", number);
  g_autofree char *empty = NULL;
  int fd = g_file_open_tmp ("linkglass-test-XXXXXX", &empty, NULL);

  g_assert_true (g_close (fd, NULL));
  assert_fault (ARGS ("check", "--json", "--platform", "custom", "--host", "127.0.0.1", "--port",
                      number, "--root", "aliyun-iot"), "cert.missing-intermediate");
  assert_fault (ARGS ("check", "--json", "--platform", "custom", "--host", "127.0.0.1", "--port",
                      number, "--root", self->root_path, "--at", "2099-01-01"), "root.expired");
  assert_fault (ARGS ("check", "--json", "--platform", "custom", "--host", "127.0.0.1", "--port",
                      plain), "mqtt.tls-expected");
  assert_fault (ARGS ("check", "--json", "--platform", "custom", "--host", "127.0.0.1", "--port",
                      number, "--root", self->root_path, "--root", empty), "root.empty");
  assert_fault (ARGS ("check", "--json", "--host", "mqtts://host.example"),
                "input.host-malformed");
  g_remove (empty);
}

static void
test_text (Pki           *self,
           gconstpointer  data)
{
  g_autoptr (LgTestPeer) peer = serve (self);
  g_autofree char *number = g_strdup_printf ("%u", lg_test_peer_get_port (peer));
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL,
               ARGS ("check", "--platform", "custom", "--host", "127.0.0.1", "--port", number,
                     "--root", self->root_path));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, number));
  g_assert_nonnull (strstr (run.out, "TLSv1.3"));
  g_assert_nonnull (strstr (run.out, "Use port"));
}

static void
test_usage (Pki           *self,
            gconstpointer  data)
{
  const char *const *rows[] = {
    ARGS ("check"),
    ARGS ("check", "--host", "127.0.0.1", "--port", "0"),
    ARGS ("check", "--host", "127.0.0.1", "--port", "1883/udp"),
    ARGS ("check", "--host", "127.0.0.1", "--root", "/nonexistent/file"),
    ARGS ("check", "--host", "127.0.0.1", "--at", "tomorrow"),
    ARGS ("check", "--host", "127.0.0.1", "--tcp-timeout", "0"),
    ARGS ("check", "--host", "127.0.0.1", "--login"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (LgTestRun) run = { 0 };

      lg_test_cli (&run, NULL, NULL, rows[i]);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_cmpstr (run.out, ==, "");
      g_assert_cmpstr (run.err, !=, "");
    }
}

/* The practice platform's ports are told apart, and its device is let in when asked for. */
static void
test_practice (Pki           *self,
               gconstpointer  data)
{
  g_autofree char *broker = g_find_program_in_path ("mosquitto");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonObject *object;

  if (broker == NULL && !g_file_test ("/usr/sbin/mosquitto", G_FILE_TEST_IS_EXECUTABLE))
    {
      g_test_skip ("mosquitto is not installed (package mosquitto)");
      return;
    }
  lg_test_cli (&run, NULL, NULL, ARGS ("check", "--json", "--platform", "practice", "--login"));
  g_assert_cmpint (run.status, ==, 0);
  object = lg_test_parse_json (parser, run.out);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "ports")), ==, 4);
  g_assert_true (json_object_get_boolean_member (object, "login"));
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; void (*test) (Pki *, gconstpointer); } tests[] = {
    { "/cli/check/json", test_json },
    { "/cli/check/faults", test_faults },
    { "/cli/check/text", test_text },
    { "/cli/check/usage", test_usage },
    { "/cli/check/practice", test_practice },
    { "/cli/check/pasted", test_pasted },
    { "/cli/check/pasted-faults", test_pasted_faults },
  };

  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Pki, NULL, pki_set_up, tests[i].test, pki_tear_down);

  return g_test_run ();
}

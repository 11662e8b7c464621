/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What answers, but not as it should: the live session names what the check names, and no second
   look carries a credential. */
#include "lg-test-cli.h"
#include "lib/lg-test-peer.h"
#include "trust/lg-pki.h"

#include <glib/gstdio.h>

#define CONNECT LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT)
#define HTTP "HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nConnection: close\r\n\r\n"
#define USER "the-user-of-the-device"
#define PASSWORD "the-password-of-the-device"

typedef enum
{
  NEITHER,
  PEER,
  CLIENT,
  BOTH,
} Tls;

typedef struct
{
  const char *name;
  Tls         tls;
  const char *mqtt;
  LgTestStep  script[4];
  const char *cause;
  const char *check;
  const char *quoted;
} Row;

static const Row rows[] = {
  { "plain-to-tls", PEER, "3.1.1", { { 0 } }, "mqtt.tls-expected", "mqtt.tls-expected", "TLS" },
  { "tls-alert", NEITHER, "3.1.1",
    { CONNECT, LG_TEST_SEND_STEP ("\x15\x03\x03\x00\x02\x02\x46") },
    "mqtt.tls-expected", "mqtt.tls-expected", "TLS" },
  { "tls-to-plain", CLIENT, "3.1.1",
    { LG_TEST_SEND_STEP ("\x20\x02\x00\x05") },
    "tls.not-tls", "tls.not-tls", "plain MQTT" },
  /* As mosquitto does on a ClientHello. */
  { "tls-to-closing-plain", CLIENT, "3.1.1",
    { LG_TEST_LEVEL_STEP (4), LG_TEST_SEND_STEP ("\x20\x02\x00\x05") },
    "tls.not-tls", "tls.not-tls", "plain MQTT" },
  { "http", NEITHER, "3.1.1", { CONNECT, LG_TEST_SEND_STEP (HTTP) },
    "mqtt.not-mqtt", "mqtt.not-mqtt", "HTTP/1.1 400 Bad Request" },
  { "https", BOTH, "3.1.1", { CONNECT, LG_TEST_SEND_STEP (HTTP) },
    "mqtt.not-mqtt", "mqtt.not-mqtt", "HTTP/1.1 400 Bad Request" },
  { "ssh", NEITHER, "3.1.1", { LG_TEST_SEND_STEP ("SSH-2.0-OpenSSH_9.2p1\r\n") },
    "mqtt.not-mqtt", "mqtt.not-mqtt", "SSH-2.0-OpenSSH_9.2p1" },
  { "mqtt-5-closed", NEITHER, "5",
    { LG_TEST_LEVEL_STEP (4), LG_TEST_SEND_STEP ("\x20\x02\x00\x05") },
    "mqtt.version-refused", NULL, "MQTT 3.1.1 without credentials" },
  { "mqtt-5-closed-tls", BOTH, "5",
    { LG_TEST_LEVEL_STEP (4), LG_TEST_SEND_STEP ("\x20\x02\x00\x05") },
    "mqtt.version-refused", NULL, "MQTT 3.1.1 without credentials" },
  { "mqtt-5-refused", NEITHER, "5", { CONNECT, LG_TEST_SEND_STEP ("\x20\x02\x00\x01") },
    "mqtt.version-refused", NULL, "CONNACK" },
  /* A proxy with nothing behind it: nginx and stunnel close once TLS is up. */
  { "tls-without-backend", BOTH, "3.1.1", { { LG_TEST_SHUTDOWN, 0, NULL, 0 } },
    "mqtt.closed-before-connect", "mqtt.closed-before-connect", "closed" },
};

typedef struct
{
  LgTestPeer *peer;
  char       *root_file;
  char       *port;
} Fixture;

static LgKeyPair *
make_pair (const LgPkiSpec *spec,
           LgKeyPair       *issuer)
{
  g_autoptr (GError) error = NULL;
  LgKeyPair *pair = lg_key_pair_new (spec, issuer, &error);

  g_assert_no_error (error);
  return pair;
}

static void
set_up (Fixture          *self,
        const LgTestStep *script,
        gboolean          tls,
        const char       *root_name,
        gboolean          selected)
{
  const char *const names[] = { "127.0.0.1", NULL };
  g_autoptr (LgKeyPair) root = make_pair (&(LgPkiSpec) { .name = root_name, .ca = TRUE }, NULL);
  g_autoptr (LgKeyPair) other = make_pair (&(LgPkiSpec) { .name = "Other", .ca = TRUE }, NULL);
  g_autoptr (LgKeyPair) pair = make_pair (&(LgPkiSpec) { .name = "s", .names = names }, root);
  g_autoptr (LgTlsServer) server = lg_tls_server_new (lg_key_pair_get_certificate_pem (pair),
                                                      lg_key_pair_get_key_pem (pair), NULL);
  int fd = g_file_open_tmp ("linkglass-test-XXXXXX.pem", &self->root_file, NULL);

  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (self->root_file, lg_key_pair_get_certificate_pem
                                        (selected ? root : other), -1, NULL));
  self->peer = lg_test_peer_new (script, tls ? server : NULL);
  self->port = g_strdup_printf ("%u", lg_test_peer_get_port (self->peer));
}

static void
tear_down (Fixture *self)
{
  lg_test_peer_free (self->peer);
  g_remove (self->root_file);
  g_free (self->root_file);
  g_free (self->port);
}

#define WATCH(self, tls, version) \
  "watch", "--json", "--platform", "custom", "--mode", "custom", "--mqtt-client-id", "test", \
  "--mqtt-username", USER, "--host", "127.0.0.1", "--port", (self)->port, "--no-reconnect", \
  "--root", (self)->root_file, "--transport", (tls) ? "tls" : "tcp", "--mqtt", version
#define CHECK(self, tls) \
  "check", "--json", "--platform", "custom", "--host", "127.0.0.1", "--port", (self)->port, \
  "--transport", (tls) ? "tls" : "tcp", "--root", (self)->root_file

static guint
count (LgTestPeer *peer,
       const char *text)
{
  g_autoptr (GBytes) received = lg_test_peer_dup_received (peer);
  gsize left;
  const char *at = g_bytes_get_data (received, &left);
  const char *end = at + left;
  guint n = 0;

  while (at != NULL && (at = memmem (at, end - at, text, strlen (text))) != NULL)
    {
      at += strlen (text);
      n++;
    }
  return n;
}

static void
assert_finding (const LgTestRun *run,
                const char      *cause)
{
  g_autofree char *found = g_strdup_printf ("\"cause\":\"%s\",\"severity\":\"fault\"", cause);

  g_test_message ("%s", run->out);
  g_assert_cmpint (run->status, ==, 1);
  g_assert_nonnull (strstr (run->out, found));
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  gboolean tls = row->tls == CLIENT || row->tls == BOTH;
  Fixture fixture;
  g_auto (LgTestRun) run = { 0 };

  set_up (&fixture, row->script, row->tls == PEER || row->tls == BOTH, "Root", TRUE);
  lg_test_cli (&run, PASSWORD, NULL, ARGS (WATCH (&fixture, tls, row->mqtt)));
  assert_finding (&run, row->cause);
  g_assert_nonnull (strstr (run.out, row->quoted));
  g_assert_cmpuint (count (fixture.peer, USER), <=, 1);
  g_assert_cmpuint (count (fixture.peer, PASSWORD), <=, 1);

  if (row->check != NULL)
    {
      lg_test_cli (&run, NULL, NULL, ARGS (CHECK (&fixture, tls)));
      assert_finding (&run, row->check);
    }
  tear_down (&fixture);
}

/* The chain of an inspecting proxy is told in both, beside what is wrong with it. */
static void
test_inspecting_proxy (void)
{
  static const LgTestStep script[] = { { 0 } };
  Fixture fixture;
  g_auto (LgTestRun) run = { 0 };

  set_up (&fixture, script, TRUE, "Zscaler Root CA", FALSE);
  lg_test_cli (&run, PASSWORD, NULL, ARGS (WATCH (&fixture, TRUE, "3.1.1")));
  assert_finding (&run, "tls.intercepted");
  g_assert_nonnull (strstr (run.out, "\"cause\":\"cert."));
  g_assert_cmpuint (count (fixture.peer, USER), ==, 0);
  lg_test_cli (&run, NULL, NULL, ARGS (CHECK (&fixture, TRUE)));
  assert_finding (&run, "tls.intercepted");
  tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cli/second-look/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/cli/second-look/inspecting-proxy", test_inspecting_proxy);

  return g_test_run ();
}

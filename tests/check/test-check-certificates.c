/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each certificate fault, served for real: what is it called, and does a credential leave? */
#include "check-fixture.h"

#include "lib/lg-test-peer.h"
#include "tls-peer.h"

#include <signal.h>
#include <string.h>
#include <sys/socket.h>

#define SECRET "never-to-be-seen"
#define LONG_AGO 1600000000
#define DAY 86400

typedef enum
{
  SEND_INTERMEDIATE = 1 << 0,
  SEND_ROOT = 1 << 1,
  SEND_LEAF_TWICE = 1 << 2,
  SEND_GARBAGE = 1 << 3,
  ROOT_FIRST = 1 << 4,
  SELF_SIGNED = 1 << 5,
  STRANGE_ROOT = 1 << 6,
  FAKE_ROOT = 1 << 7,
  LEAF_AS_ROOT = 1 << 8,
  OTHER_ROOT = 1 << 9,
  INTERMEDIATE_AS_ROOT = 1 << 10,
} Flags;

typedef struct
{
  const char   *name;
  Flags         flags;
  const char   *cause;
  LgConfidence  confidence;
  LgPkiSpec     leaf;
  LgPkiSpec     intermediate;
  LgPkiSpec     root;
  const char   *host;
  const char   *note;
} Row;

#define CERTAIN LG_CONFIDENCE_CERTAIN
#define LIKELY LG_CONFIDENCE_LIKELY

#define NAMES(...) (const char *const[]) { __VA_ARGS__, NULL }
#define LOCAL .name = "localhost", .names = NAMES ("localhost", "127.0.0.1", "::1")
#define CA(text) { .name = text, .ca = TRUE }
#define TO_COME \
  .not_before = G_GINT64_CONSTANT (4000000000), .not_after = G_GINT64_CONSTANT (4100000000)
#define EXPIRED .not_before = LONG_AGO - DAY, .not_after = LONG_AGO

static const Row rows[] = {
  { "sound", 0, NULL, 0, { LOCAL } },
  { "intermediate", SEND_INTERMEDIATE, NULL, 0, { LOCAL }, CA ("Intermediate") },
  { "root-included", SEND_INTERMEDIATE | SEND_ROOT, NULL, 0, { LOCAL }, CA ("Intermediate") },
  { "leaf-twice", SEND_LEAF_TWICE, NULL, 0, { LOCAL } },
  { "garbage-after", SEND_GARBAGE, NULL, 0, { LOCAL } },
  { "wrong-order", SEND_INTERMEDIATE | SEND_ROOT | ROOT_FIRST, NULL, 0, { LOCAL },
    CA ("Intermediate"), .note = "cert.wrong-order" },
  { "intermediate-as-root", SEND_INTERMEDIATE | INTERMEDIATE_AS_ROOT, NULL, 0, { LOCAL },
    CA ("Intermediate") },
  { "ip-name", 0, NULL, 0, { .name = "x", .names = NAMES ("127.0.0.1") } },
  { "host-name", 0, NULL, 0, { .name = "x", .names = NAMES ("localhost") }, .host = "localhost" },

  { "expired", 0, "cert.expired", CERTAIN, { LOCAL, EXPIRED } },
  { "not-yet-valid", 0, "cert.not-yet-valid", CERTAIN,
    { LOCAL, TO_COME } },
  { "clock-behind", 0, "clock.skew", LIKELY, { LOCAL, TO_COME }, { 0 },
    { .name = "Root to Come", .ca = TRUE, TO_COME } },
  { "expired-intermediate", SEND_INTERMEDIATE, "cert.expired", CERTAIN, { LOCAL },
    { .name = "Old", .ca = TRUE, EXPIRED } },
  { "host-mismatch", 0, "cert.host-mismatch", CERTAIN,
    { .name = "elsewhere.example", .names = NAMES ("elsewhere.example") } },
  { "ip-mismatch", 0, "cert.host-mismatch", CERTAIN,
    { .name = "127.0.0.1", .names = NAMES ("localhost") } },
  { "common-name-only", 0, "cert.host-mismatch", CERTAIN, { .name = "127.0.0.1" } },
  { "other-known-root", OTHER_ROOT, "cert.wrong-root", CERTAIN, { LOCAL } },
  { "strange-root", SEND_INTERMEDIATE | STRANGE_ROOT, "cert.unknown-issuer", CERTAIN, { LOCAL },
    CA ("Strange Intermediate") },
  { "fake-root", FAKE_ROOT | SEND_INTERMEDIATE, "cert.unknown-issuer", CERTAIN, { LOCAL },
    CA ("Intermediate") },
  { "missing-intermediate", 0, "cert.missing-intermediate", LIKELY, { LOCAL },
    CA ("Intermediate") },
  { "self-signed", SELF_SIGNED, "cert.self-signed", CERTAIN, { LOCAL } },
  { "weak-signature", 0, "cert.weak", CERTAIN, { LOCAL, .digest = "SHA1" } },
  { "weak-key", 0, "cert.weak", CERTAIN, { LOCAL, .rsa_bits = 1024 } },
  { "wrong-usage", 0, "cert.bad-constraint", CERTAIN,
    { LOCAL, .extended_key_usage = "clientAuth" } },
  { "issuer-not-a-ca", SEND_INTERMEDIATE, "cert.bad-constraint", CERTAIN, { LOCAL },
    { .name = "No CA", .ca = TRUE, .basic_constraints = "critical,CA:FALSE" } },
  { "path-length", SEND_INTERMEDIATE, "cert.bad-constraint", CERTAIN, { LOCAL },
    CA ("Intermediate"),
    { .name = "Short Root", .ca = TRUE, .basic_constraints = "critical,CA:TRUE,pathlen:0" } },
  { "name-constraint", SEND_INTERMEDIATE, "cert.bad-constraint", CERTAIN, { LOCAL },
    { .name = "Narrow", .ca = TRUE, .name_constraints = "permitted;DNS:elsewhere.example" } },
  { "expired-root", 0, "root.expired", CERTAIN, { LOCAL }, { 0 },
    { .name = "Old Root", .ca = TRUE, EXPIRED } },
  { "leaf-as-root", LEAF_AS_ROOT, "root.not-a-ca", CERTAIN, { LOCAL } },
};

typedef struct
{
  LgKeyPair *root;
  LgKeyPair *intermediate;
  LgKeyPair *leaf;
  char      *pem;
  LgRoot    *selected;
} Scene;

static void
clear_scene (Scene *scene)
{
  g_clear_pointer (&scene->root, lg_key_pair_free);
  g_clear_pointer (&scene->intermediate, lg_key_pair_free);
  g_clear_pointer (&scene->leaf, lg_key_pair_free);
  g_free (scene->pem);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, clear_scene)

static void
make_chain (Scene     *scene,
            const Row *row)
{
  GString *pem = g_string_new (lg_key_pair_get_certificate_pem (scene->leaf));
  const char *root = lg_key_pair_get_certificate_pem (scene->root);

  if (row->flags & SEND_LEAF_TWICE)
    g_string_append (pem, lg_key_pair_get_certificate_pem (scene->leaf));
  if (row->flags & ROOT_FIRST)
    g_string_append (pem, root);
  if (row->flags & SEND_INTERMEDIATE)
    g_string_append (pem, lg_key_pair_get_certificate_pem (scene->intermediate));
  if ((row->flags & (SEND_ROOT | ROOT_FIRST)) == SEND_ROOT)
    g_string_append (pem, root);
  if (row->flags & SEND_GARBAGE)
    {
      g_autoptr (LgKeyPair) stray = check_make_pair (&(LgPkiSpec) { .name = "Stray" }, NULL);

      g_string_append (pem, lg_key_pair_get_certificate_pem (stray));
    }
  scene->pem = g_string_free (pem, FALSE);
}

static void
select_root (Scene        *scene,
             CheckFixture *self,
             const Row    *row)
{
  g_autoptr (LgKeyPair) fake = NULL;
  const char *pem = lg_key_pair_get_certificate_pem (scene->root);

  if (row->flags & STRANGE_ROOT)
    {
      scene->selected = self->good;
      return;
    }
  if (row->flags & LEAF_AS_ROOT)
    pem = lg_key_pair_get_certificate_pem (scene->leaf);
  else if (row->flags & INTERMEDIATE_AS_ROOT)
    pem = lg_key_pair_get_certificate_pem (scene->intermediate);
  else if (row->flags & FAKE_ROOT)
    {
      fake = check_make_pair (&(LgPkiSpec) { .name = "Root", .ca = TRUE }, NULL);
      pem = lg_key_pair_get_certificate_pem (fake);
    }

  scene->selected = check_fixture_add_root (self, "selected.pem", pem);
  if (row->flags & OTHER_ROOT)
    scene->selected = self->good;
}

static void
make_scene (Scene        *scene,
            CheckFixture *self,
            const Row    *row)
{
  LgPkiSpec root = row->root;

  if (root.name == NULL)
    root = (LgPkiSpec) { .name = row->flags & STRANGE_ROOT ? "Strange" : "Root", .ca = TRUE };
  scene->root = check_make_pair (&root, NULL);
  if (row->intermediate.name != NULL)
    scene->intermediate = check_make_pair (&row->intermediate, scene->root);
  scene->leaf = check_make_pair (&row->leaf, row->flags & SELF_SIGNED ? NULL
                                 : scene->intermediate != NULL ? scene->intermediate
                                 : scene->root);
  make_chain (scene, row);
  select_root (scene, self, row);
}

static void
test_cause (CheckFixture  *self,
            gconstpointer  data)
{
  const Row *row = data;
  g_auto (Scene) scene = { 0 };
  g_autoptr (TlsPeer) peer = NULL;
  g_autoptr (LgCheck) check = NULL;

  make_scene (&scene, self, row);
  peer = tls_peer_new (scene.pem, lg_key_pair_get_key_pem (scene.leaf), AF_INET, NULL);
  check = check_fixture_make (self, "custom", row->host != NULL ? row->host : "127.0.0.1",
                              scene.selected);
  lg_check_add_port (check, tls_peer_get_port (peer), LG_SECURITY_TLS);
  check_run (check);

  check_assert_cause (check, row->cause, row->confidence);
  g_assert_cmpint (lg_check_is_healthy (check), ==, row->cause == NULL);
  g_assert_cmpint (lg_check_get_best_port (check) != NULL, ==, row->cause == NULL);
  if (row->note != NULL)
    g_assert_nonnull (check_find (check, row->note));
  if (row->flags & OTHER_ROOT)
    g_assert_nonnull (strstr (check_find (check, row->cause)->evidence,
                              "selected.pem would fit"));
}

static gboolean
contains (GBytes     *bytes,
          const char *text)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length > 0 && memmem (data, length, text, strlen (text)) != NULL;
}

/* Whatever is wrong with the certificate: the server does not get one byte of MQTT, and a sound one
 * gets the login. */
static void
test_no_credential (CheckFixture  *self,
                    gconstpointer  data)
{
  static const LgTestStep script[] = {
    LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP ("\x20\x02\x00\x00"),
    { LG_TEST_END },
  };
  const Row *row = data;
  g_auto (Scene) scene = { 0 };
  g_autoptr (LgTlsServer) server = NULL;
  g_autoptr (LgTestPeer) peer = NULL;
  g_autoptr (LgCheck) check = NULL;
  g_autoptr (GBytes) received = NULL;
  g_autoptr (LgCredentials) credentials = lg_credentials_new ();
  g_autoptr (LgSecret) secret = lg_secret_new (SECRET);
  g_autoptr (LgConnectParams) params = NULL;

  make_scene (&scene, self, row);
  server = lg_tls_server_new (scene.pem, lg_key_pair_get_key_pem (scene.leaf), NULL);
  if (server == NULL)
    {
      g_test_skip ("OpenSSL serves no such certificate");
      return;
    }
  peer = lg_test_peer_new (script, server);
  g_object_set (credentials, "mode", LG_MODE_CUSTOM, "mqtt-client-id", "client",
                "mqtt-username", "user", "secret", secret, NULL);
  params = lg_connect_params_new (credentials, LG_SECURITY_TLS, 0, NULL);
  g_assert_nonnull (params);

  check = check_fixture_make (self, "custom", row->host != NULL ? row->host : "127.0.0.1",
                              scene.selected);
  lg_check_add_port (check, lg_test_peer_get_port (peer), LG_SECURITY_TLS);
  lg_check_set_login (check, params, LG_SECURITY_TLS);
  check_run (check);

  received = lg_test_peer_dup_received (peer);
  if (row->cause == NULL)
    {
      g_assert_true (lg_check_has_logged_in (check));
      g_assert_true (contains (received, SECRET));
      return;
    }

  check_assert_cause (check, row->cause, row->confidence);
  g_assert_false (lg_check_has_logged_in (check));
  g_assert_cmpuint (g_bytes_get_size (received), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *cause = g_strdup_printf ("/check/certificate/%s", rows[i].name);
      g_autofree char *silence = g_strdup_printf ("/check/no-credential/%s", rows[i].name);

      g_test_add (cause, CheckFixture, &rows[i], check_fixture_set_up, test_cause,
                  check_fixture_tear_down);
      g_test_add (silence, CheckFixture, &rows[i], check_fixture_set_up, test_no_credential,
                  check_fixture_tear_down);
    }

  return g_test_run ();
}

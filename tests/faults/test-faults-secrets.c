/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each certificate fault of the practice platform at a server that logs every byte it gets: no
 * credential leaves for it, neither from a session nor from a check that was told to log in. */
#include "check-fixture.h"
#include "session-fixture.h"

#include "lib/lg-test-peer.h"
#include "practice/lg-practice-authority.h"
#include "practice/lg-practice-fault-private.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

/* Says CONNACK as soon as it is asked. */
static const LgTestStep script[] = {
  LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP ("\x20\x02\x00\x00"), { LG_TEST_END },
};

typedef struct
{
  char                *file;
  LgPracticeAuthority *authority;
  LgPracticeAuthority *other;
  LgRoot              *root;
  LgTestPeer          *peer;
  CheckFixture         check;
  SessionFixture       session;
} Scene;

static LgPracticeAuthority *
make_authority (const char            *name,
                const char            *file,
                const LgPracticeChain *chain)
{
  g_autoptr (GError) error = NULL;
  LgPracticeAuthority *authority = lg_practice_authority_new (name, file, chain, &error);

  g_assert_no_error (error);
  return authority;
}

static void
open_scene (Scene                 *self,
            const LgPracticeFault *fault)
{
  const LgPracticeChain sound = { 0 };
  g_autofree char *directory = g_dir_make_tmp ("linkglass-faults-XXXXXX", NULL);
  g_autofree char *other_file = g_build_filename (directory, "other.pem", NULL);
  g_autoptr (GError) error = NULL;
  gboolean other = fault != NULL && fault->manner == LG_PRACTICE_MANNER_OTHER_ROOT;
  LgTlsServer *server;

  self->file = g_build_filename (directory, "root.pem", NULL);
  self->authority = make_authority ("Practice Root", self->file,
                                    fault != NULL ? &fault->chain : &sound);
  self->other = make_authority ("Other Root", other_file, &sound);
  server = lg_practice_authority_get_server (other ? self->other : self->authority);
  self->peer = lg_test_peer_new (script, server);
  self->check.store = lg_root_store_new (NULL);
  self->root = lg_root_store_load_file (self->check.store, self->file, &error);
  g_assert_no_error (error);
  session_fixture_open (&self->session, lg_test_peer_get_port (self->peer), self->root);
  self->session.config.host = fault != NULL && fault->host != NULL ? fault->host : "localhost";
}

static void
close_scene (Scene *self)
{
  g_autofree char *directory = g_path_get_dirname (self->file);

  session_fixture_close (&self->session);
  lg_test_peer_free (self->peer);
  lg_practice_authority_free (self->authority);
  lg_practice_authority_free (self->other);
  g_object_unref (self->check.store);
  g_rmdir (directory);
  g_free (self->file);
}

static void
run_check (Scene *self)
{
  g_autoptr (LgCheck) check = check_fixture_make (&self->check, "custom",
                                                  self->session.config.host, self->root);

  lg_check_add_port (check, lg_test_peer_get_port (self->peer), LG_SECURITY_TLS);
  lg_check_set_login (check, self->session.config.params, LG_SECURITY_TLS);
  check_run (check);
}

static gboolean
got_secret (LgTestPeer *peer)
{
  g_autoptr (GBytes) bytes = lg_test_peer_dup_received (peer);
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  return length > 0
         && memmem (data, length, SESSION_SECRET, strlen (SESSION_SECRET)) != NULL;
}

/* The log is worth something only if it shows a credential that is sent. */
static void
test_sound (void)
{
  Scene scene = { 0 };

  open_scene (&scene, NULL);
  session_fixture_connect (&scene.session);
  session_fixture_settle (&scene.session, LG_SESSION_CONNECTED);
  g_assert_true (got_secret (scene.peer));
  lg_session_disconnect (scene.session.session);
  session_fixture_settle (&scene.session, LG_SESSION_DISCONNECTED);
  close_scene (&scene);
}

static void
assert_got_nothing (Scene *self)
{
  g_autoptr (GBytes) bytes = lg_test_peer_dup_received (self->peer);

  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 0);
}

static void
test_fault (gconstpointer data)
{
  Scene scene = { 0 };

  open_scene (&scene, data);
  session_fixture_connect (&scene.session);
  session_fixture_ends (&scene.session, LG_END_TRANSPORT + LG_TRANSPORT_ERROR_NOT_TRUSTED);
  assert_got_nothing (&scene);
  run_check (&scene);
  assert_got_nothing (&scene);
  close_scene (&scene);
}

static gboolean
is_certificate_fault (const LgPracticeFault *fault)
{
  static const char *const harmless[] = {
    "cert.expires-soon", "root.expires-soon", "cert.wrong-order", NULL,
  };

  return fault->cause != NULL && fault->manner <= LG_PRACTICE_MANNER_OTHER_ROOT
         && !g_strv_contains (harmless, fault->cause) && !lg_practice_fault_is_conduct (fault)
         && fault->chain.offer <= LG_TLS_OFFER_WEAK
         && g_strcmp0 (fault->host, "::1") != 0; /* the peer has IPv4 alone */
}

int
main (int    argc,
      char **argv)
{
  const LgPracticeFault *fault;

  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secrets/sound", test_sound);
  for (gsize i = 0; (fault = lg_practice_fault_get (i)) != NULL; i++)
    if (is_certificate_fault (fault))
      {
        g_autofree char *path = g_strdup_printf ("/secrets/%s", fault->name);

        g_test_add_data_func (path, fault, test_fault);
      }

  return g_test_run ();
}

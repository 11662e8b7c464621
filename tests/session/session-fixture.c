/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"
#include "lib/lg-test-time.h"

#include <string.h>

static LgKeyPair *
make_pair (const LgPkiSpec *spec,
           LgKeyPair       *issuer)
{
  g_autoptr (GError) error = NULL;
  LgKeyPair *pair = lg_key_pair_new (spec, issuer, &error);

  g_assert_no_error (error);
  return pair;
}

static LgRoot *
make_root (LgKeyPair *pair)
{
  const char *pem = lg_key_pair_get_certificate_pem (pair);
  g_autoptr (GBytes) bytes = g_bytes_new (pem, strlen (pem));
  g_autoptr (GError) error = NULL;
  LgRoot *root = lg_root_new_from_bytes ("root", LG_ROOT_FILE, bytes, &error);

  g_assert_no_error (error);
  return root;
}

void
session_pki_open (SessionPki *self)
{
  const char *const names[] = { "127.0.0.1", NULL };
  g_autoptr (LgKeyPair) root = make_pair (&(LgPkiSpec) { .name = "Root", .ca = TRUE }, NULL);
  g_autoptr (LgKeyPair) other = make_pair (&(LgPkiSpec) { .name = "Other", .ca = TRUE }, NULL);

  self->pair = make_pair (&(LgPkiSpec) { .name = "server", .names = names }, root);
  self->root = make_root (root);
  self->other_root = make_root (other);
}

void
session_pki_close (SessionPki *self)
{
  lg_key_pair_free (self->pair);
  g_object_unref (self->root);
  g_object_unref (self->other_root);
}

LgTlsServer *
session_pki_make_server (SessionPki *self)
{
  g_autoptr (GError) error = NULL;
  LgTlsServer *server = lg_tls_server_new (lg_key_pair_get_certificate_pem (self->pair),
                                           lg_key_pair_get_key_pem (self->pair), &error);

  g_assert_no_error (error);
  return server;
}

static void
event_cb (SessionFixture *self,
          const LgEvent  *event)
{
  g_array_append_val (self->told, event->id);
}

static LgConnectParams *
make_params (void)
{
  g_autoptr (LgCredentials) credentials = lg_credentials_new ();
  g_autoptr (LgSecret) secret = lg_secret_new (SESSION_SECRET);
  g_autoptr (GError) error = NULL;
  LgConnectParams *params;

  lg_credentials_set_mode (credentials, LG_MODE_CUSTOM);
  lg_credentials_set_mqtt_client_id (credentials, "the-client");
  lg_credentials_set_mqtt_username (credentials, "the-user");
  lg_credentials_set_secret (credentials, secret);
  params = lg_connect_params_new (credentials, LG_SECURITY_TCP, 0, &error);
  g_assert_no_error (error);
  return params;
}

void
session_fixture_open (SessionFixture *self,
                      guint16         port,
                      LgRoot         *root)
{
  self->mailbox = lg_mailbox_new (100000, 100 << 20);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_event_free);
  self->told = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->position = 0;
  self->config = (LgSessionConfig) {
    .host = "127.0.0.1",
    .port = port,
    .security = root != NULL ? LG_SECURITY_TLS : LG_SECURITY_TCP,
    .root = root,
    .params = make_params (),
    .keepalive = { .interval_s = 60, .factor_percent = 150, .scan_period_s = 30 },
    .clean_session = TRUE,
  };
  self->session = lg_session_new ();
  lg_session_set_mailbox (self->session, self->mailbox);
  g_signal_connect_swapped (self->session, "event", G_CALLBACK (event_cb), self);
}

static void
assert_no_secret (const LgEvent *event)
{
  g_assert_true (event->topic == NULL || strstr (event->topic, SESSION_SECRET) == NULL);
  g_assert_true (event->text == NULL || strstr (event->text, SESSION_SECRET) == NULL);
  g_assert_true (event->args == NULL || strstr (event->args, SESSION_SECRET) == NULL);
  g_assert_true (event->payload == NULL
                 || memmem (event->payload, event->payload_length,
                            SESSION_SECRET, strlen (SESSION_SECRET)) == NULL);
}

/* Whatever a test is about: ids are dense, nothing told on the main thread is out of order, and the
   secret is nowhere. */
void
session_fixture_close (SessionFixture *self)
{
  gint64 last_told = 0;

  session_fixture_drain (self, 0);
  for (guint i = 0; i < self->events->len; i++)
    {
      const LgEvent *event = self->events->pdata[i];

      g_assert_cmpint (event->id, ==, i + 1);
      g_assert_cmpint (event->wall_us, >, 0);
      assert_no_secret (event);
    }
  for (guint i = 0; i < self->told->len; i++)
    {
      g_assert_cmpint (g_array_index (self->told, gint64, i), >, last_told);
      last_told = g_array_index (self->told, gint64, i);
    }

  g_clear_object (&self->session);
  lg_connect_params_unref (self->config.params);
  lg_mailbox_unref (self->mailbox);
  g_ptr_array_unref (self->events);
  g_array_unref (self->told);
}

void
session_fixture_connect (SessionFixture *self)
{
  g_autoptr (GError) error = NULL;

  lg_session_connect (self->session, &self->config, &error);
  g_assert_no_error (error);
}

/* One look at everything: at the mailbox and at the main context. */
void
session_fixture_drain (SessionFixture *self,
                       gint64          wait_us)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_ptr_array_extend_and_steal (self->events, lg_mailbox_take (self->mailbox, 1, wait_us));
}

static const LgEvent *
find_next (SessionFixture *self,
           int             kind,
           int             code)
{
  while (self->position < self->events->len)
    {
      const LgEvent *event = self->events->pdata[self->position++];

      if (event->kind == kind && (code == ANY_CODE || event->code == code))
        return event;
    }

  return NULL;
}

const LgEvent *
session_fixture_wait (SessionFixture *self,
                      int             kind,
                      int             code)
{
  gint64 deadline = lg_test_get_deadline (SESSION_DEADLINE_US);
  const LgEvent *event;

  while ((event = find_next (self, kind, code)) == NULL)
    {
      if (g_get_monotonic_time () > deadline)
        g_error ("No event of kind %d, code %d", kind, code);
      session_fixture_drain (self, 10000);
    }

  return event;
}

void
session_fixture_settle (SessionFixture *self,
                        LgSessionState  state)
{
  gint64 deadline = lg_test_get_deadline (SESSION_DEADLINE_US);

  while (lg_session_get_state (self->session) != state)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      session_fixture_drain (self, 10000);
    }
}

void
session_fixture_ends (SessionFixture *self,
                      int             reason)
{
  const LgEvent *event = session_fixture_wait (self, LG_EVENT_END, ANY_CODE);

  g_assert_cmpint (event->code, ==, reason);
  session_fixture_settle (self, LG_SESSION_DISCONNECTED);
  g_assert_cmpint (lg_session_get_connected_at (self->session), ==, 0);
}

static guint
count_entries (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Network threads that have not ended. */
static guint
count_threads (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/task", 0, NULL);
  const char *id;
  guint n = 0;

  while ((id = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", id, "comm", NULL);
      g_autofree char *name = NULL;

      if (g_file_get_contents (path, &name, NULL, NULL) && g_str_has_prefix (name, "lg-network"))
        n++;
    }

  return n;
}

void
session_wait_for_threads (gint64 start_us)
{
  while (count_threads () > 0)
    {
      g_assert_cmpint (g_get_monotonic_time () - start_us, <, lg_test_stretch (G_USEC_PER_SEC));
      g_usleep (1000);
    }
}

guint
session_count_fds (void)
{
  return count_entries ("/proc/self/fd");
}

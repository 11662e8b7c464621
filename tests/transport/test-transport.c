/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tls-peer.h"

#include "lib/lg-test-peer.h"
#include "lib/lg-test-time.h"
#include "transport/lg-stream-private.h"
#include "transport/lg-transport.h"
#include "trust/lg-pki.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>

typedef struct
{
  LgKeyPair *root_pair;
  LgKeyPair *pair;
  LgRoot    *root;
  LgRoot    *other_root;
  GArray    *kinds;
  GPtrArray *details;
  int        last_code;
  char      *last_cause;
  guint      timeout_ms;
} Fixture;

static LgRoot *
make_root (const char *name,
           LgKeyPair  *pair)
{
  const char *pem = lg_key_pair_get_certificate_pem (pair);
  g_autoptr (GBytes) bytes = g_bytes_new (pem, strlen (pem));
  g_autoptr (GError) error = NULL;
  LgRoot *root = lg_root_new_from_bytes (name, LG_ROOT_FILE, bytes, &error);

  g_assert_no_error (error);
  return root;
}

static LgKeyPair *
make_leaf (Fixture    *self,
           const char *host,
           gint64      not_after)
{
  const char *const names[] = { host, NULL };
  g_autoptr (GError) error = NULL;
  LgKeyPair *pair = lg_key_pair_new (&(LgPkiSpec) {
                                       .name = host, .names = names, .not_after = not_after,
                                       .not_before = not_after != 0 ? not_after - 86400 : 0,
                                     },
                                     self->root_pair, &error);

  g_assert_no_error (error);
  return pair;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  const char *const names[] = { "localhost", "127.0.0.1", "::1", NULL };
  g_autoptr (LgKeyPair) other = NULL;
  g_autoptr (GError) error = NULL;

  self->root_pair = lg_key_pair_new (&(LgPkiSpec) { .name = "Test Root", .ca = TRUE }, NULL,
                                     &error);
  g_assert_no_error (error);
  other = lg_key_pair_new (&(LgPkiSpec) { .name = "Other Root", .ca = TRUE }, NULL, &error);
  g_assert_no_error (error);
  self->pair = lg_key_pair_new (&(LgPkiSpec) { .name = "localhost", .names = names },
                                self->root_pair, &error);
  g_assert_no_error (error);
  self->root = make_root ("test-root", self->root_pair);
  self->other_root = make_root ("other-root", other);
  self->kinds = g_array_new (FALSE, FALSE, sizeof (int));
  self->details = g_ptr_array_new_with_free_func (g_free);
  self->timeout_ms = 700;
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  lg_key_pair_free (self->root_pair);
  lg_key_pair_free (self->pair);
  g_object_unref (self->root);
  g_object_unref (self->other_root);
  g_array_unref (self->kinds);
  g_ptr_array_unref (self->details);
  g_free (self->last_cause);
}

static void
step_cb (const LgStep *step,
         gpointer      user_data)
{
  Fixture *self = user_data;
  int kind = step->kind;

  g_assert_cmpint (step->mono_us, >, 0);
  g_assert_cmpint (step->duration_us, >=, 0);
  g_array_append_val (self->kinds, kind);
  g_ptr_array_add (self->details, lg_clause_to_raw (step->clause));
  self->last_code = step->code;
  g_free (self->last_cause);
  self->last_cause = g_strdup (step->cause);
}

static gboolean
saw_step (Fixture    *self,
          LgStepKind  kind,
          const char *text)
{
  for (guint i = 0; i < self->kinds->len; i++)
    if (g_array_index (self->kinds, int, i) == (int) kind
        && (text == NULL || strstr (self->details->pdata[i], text) != NULL))
      return TRUE;
  return FALSE;
}

static LgStream *
connect_to (Fixture       *self,
            const char    *host,
            guint16        port,
            LgSecurity     security,
            GCancellable  *cancellable,
            GError       **error)
{
  return lg_transport_connect (&(LgTransportOptions) {
                                 .host = host, .port = port, .security = security,
                                 .root = self->root,
                                 .tcp_timeout_ms = self->timeout_ms,
                                 .tls_timeout_ms = self->timeout_ms,
                                 .step = step_cb, .user_data = self,
                               },
                               cancellable, NULL, error);
}

static void
assert_fails (Fixture          *self,
              const char       *host,
              guint16           port,
              LgSecurity        security,
              LgTransportError  code)
{
  g_autoptr (GError) error = NULL;
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (LgStream) stream = connect_to (self, host, port, security, NULL, &error);

  g_assert_null (stream);
  g_assert_error (error, LG_TRANSPORT_ERROR, (int) code);
  g_assert_cmpint (g_get_monotonic_time () - begin_us, <, lg_test_stretch (5 * G_USEC_PER_SEC));
}

/* Writes and reads in odd pieces until everything has come back. */
static void
assert_echoes (LgStream *stream)
{
  g_autofree char *sent = g_malloc (300001);
  g_autofree char *got = g_malloc (300001);
  gsize n_sent = 0, n_got = 0;
  gint64 deadline_us = lg_test_get_deadline (20 * G_USEC_PER_SEC);

  for (gsize i = 0; i < 300001; i++)
    sent[i] = (i * 7919) >> 3;

  while (n_got < 300001)
    {
      struct pollfd fd = { .fd = lg_stream_get_fd (stream), .events = POLLIN };
      g_autoptr (GError) error = NULL;
      gsize n = 0;
      LgIoStatus status;

      if (n_sent < 300001)
        {
          status = lg_stream_write (stream, sent + n_sent, MIN (9973, 300001 - n_sent), &n,
                                    &error);
          g_assert_no_error (error);
          if (status == LG_IO_WANT_WRITE)
            fd.events |= POLLOUT;
          n_sent += n;
        }
      status = lg_stream_read (stream, got + n_got, MIN (7919, 300001 - n_got), &n, &error);
      g_assert_no_error (error);
      n_got += n;
      if (status == LG_IO_WANT_READ && (n_sent == 300001 || (fd.events & POLLOUT) != 0))
        poll (&fd, 1, 100);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    }

  g_assert_cmpmem (sent, 300001, got, 300001);
}

static void
test_tls (Fixture       *self,
          gconstpointer  data)
{
  static const struct { const char *host; int family; } hosts[] = {
    { "127.0.0.1", AF_INET }, { "::1", AF_INET6 }, { "[::1]", AF_INET6 }, { "localhost", AF_INET },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (TlsPeer) peer = tls_peer_new (lg_key_pair_get_certificate_pem (self->pair),
                                               lg_key_pair_get_key_pem (self->pair),
                                               hosts[i].family, NULL);
      g_autoptr (LgStream) stream = NULL;
      g_autoptr (GPtrArray) chain = NULL;
      g_autoptr (GError) error = NULL;

      if (peer == NULL)
        {
          g_test_message ("no IPv6 loopback here");
          continue;
        }

      stream = connect_to (self, hosts[i].host, tls_peer_get_port (peer), LG_SECURITY_TLS, NULL,
                           &error);
      g_assert_no_error (error);
      g_assert_true (lg_stream_is_tls (stream));
      g_assert_cmpstr (lg_stream_get_tls_version (stream), ==, "TLSv1.3");
      g_assert_nonnull (lg_stream_get_tls_cipher (stream));
      chain = lg_stream_dup_chain (stream);
      g_assert_cmpuint (chain->len, ==, 1);
      g_assert_true (saw_step (self, LG_STEP_DNS, NULL));
      g_assert_true (saw_step (self, LG_STEP_TCP, NULL));
      g_assert_true (saw_step (self, LG_STEP_TLS, "TLSv1.3"));
      g_assert_true (saw_step (self, LG_STEP_VERIFY, "cert.trusted"));
      assert_echoes (stream);
    }
}

static void
test_not_trusted (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr (LgKeyPair) expired = make_leaf (self, "localhost", 1600000000);
  g_autoptr (LgKeyPair) elsewhere = make_leaf (self, "elsewhere.example", 0);
  struct { LgKeyPair *pair; gboolean other; const char *cause; } rows[] = {
    { self->pair, TRUE, "cert.wrong-root" },
    { expired, FALSE, "cert.expired" },
    { elsewhere, FALSE, "cert.host-mismatch" },
  };
  g_autoptr (GListStore) known = g_list_store_new (LG_TYPE_ROOT);

  g_list_store_append (known, self->root);
  g_list_store_append (known, self->other_root);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TlsPeer) peer = tls_peer_new (lg_key_pair_get_certificate_pem (rows[i].pair),
                                               lg_key_pair_get_key_pem (rows[i].pair),
                                               AF_INET, NULL);
      g_autoptr (LgVerdict) verdict = NULL;
      g_autoptr (GError) error = NULL;
      LgStream *stream =
        lg_transport_connect (&(LgTransportOptions) {
                                .host = "localhost", .port = tls_peer_get_port (peer),
                                .root = rows[i].other ? self->other_root : self->root,
                                .known_roots = G_LIST_MODEL (known),
                                .step = step_cb, .user_data = self,
                              },
                              NULL, &verdict, &error);

      g_assert_null (stream);
      g_assert_error (error, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_NOT_TRUSTED);
      g_assert_nonnull (verdict);
      g_assert_cmpstr (verdict->cause, ==, rows[i].cause);
      g_assert_cmpstr (self->last_cause, ==, rows[i].cause);
      g_assert_cmpint (self->last_code, !=, 0);
      if (rows[i].other)
        g_assert_cmpstr (verdict->fitting_root, ==, "test-root");
    }
}

static void
test_tls_refusals (Fixture       *self,
                   gconstpointer  data)
{
  static const struct { TlsRefusal refusal; LgTransportError code; } rows[] = {
    { TLS_REFUSAL_VERSION, LG_TRANSPORT_ERROR_PROTOCOL_VERSION },
    { TLS_REFUSAL_CIPHER, LG_TRANSPORT_ERROR_NO_COMMON_CIPHER },
    { TLS_REFUSAL_CERTIFICATE_1_2, LG_TRANSPORT_ERROR_CLIENT_CERTIFICATE },
    { TLS_REFUSAL_CERTIFICATE_1_3, LG_TRANSPORT_ERROR_CLIENT_CERTIFICATE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TlsPeer) peer =
        tls_peer_new_refusing (lg_key_pair_get_certificate_pem (self->pair),
                               lg_key_pair_get_key_pem (self->pair), rows[i].refusal);

      assert_fails (self, "127.0.0.1", tls_peer_get_port (peer), LG_SECURITY_TLS, rows[i].code);
      g_assert_true (saw_step (self, LG_STEP_ALERT, NULL));
    }
}

static void
ask_for_certificate (SSL_CTX *context)
{
  SSL_CTX_set_verify (context, SSL_VERIFY_PEER, NULL);
}

static void
test_asked_but_not_refused (Fixture       *self,
                            gconstpointer  data)
{
  g_autoptr (TlsPeer) peer = tls_peer_new (lg_key_pair_get_certificate_pem (self->pair),
                                           lg_key_pair_get_key_pem (self->pair), AF_INET,
                                           ask_for_certificate);
  g_autoptr (GError) error = NULL;
  g_autoptr (LgStream) stream = connect_to (self, "127.0.0.1", tls_peer_get_port (peer),
                                            LG_SECURITY_TLS, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (lg_stream_get_progress (stream)->certificate_asked);
  assert_echoes (stream);
}

static void
test_not_tls (Fixture       *self,
              gconstpointer  data)
{
  static const LgTestStep http[] = {
    LG_TEST_SEND_STEP ("HTTP/1.1 400 Bad Request\r\n\r\n"), { LG_TEST_SHUTDOWN }, { LG_TEST_END },
  };
  static const LgTestStep mqtt[] = {
    LG_TEST_SEND_STEP ("\x20\x02\x00\x02"), { LG_TEST_SHUTDOWN }, { LG_TEST_END },
  };
  /* Shorter than a TLS record's header, and then it waits. */
  static const LgTestStep waiting_mqtt[] = {
    LG_TEST_SEND_STEP ("\x20\x02\x00\x05"), { LG_TEST_END },
  };
  static const LgTestStep other[] = {
    LG_TEST_SEND_STEP ("RFB 003.008\n"), { LG_TEST_END },
  };
  static const struct { const LgTestStep *script; const char *detail; } rows[] = {
    { http, "HTTP" }, { mqtt, "plain MQTT" }, { waiting_mqtt, "plain MQTT" },
    { other, "tls.no-tls" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgTestPeer) peer = lg_test_peer_new (rows[i].script, NULL);

      assert_fails (self, "127.0.0.1", lg_test_peer_get_port (peer), LG_SECURITY_TLS,
                    LG_TRANSPORT_ERROR_NOT_TLS);
      g_assert_true (saw_step (self, LG_STEP_TLS, rows[i].detail));
    }
}

static void
test_broken_handshake (Fixture       *self,
                       gconstpointer  data)
{
  static const LgTestStep silent[] = { { LG_TEST_END } };
  static const LgTestStep closing[] = { { LG_TEST_FIN }, { LG_TEST_END } };
  static const LgTestStep resetting[] = { { LG_TEST_RESET }, { LG_TEST_END } };
  g_autoptr (LgTestPeer) silent_peer = lg_test_peer_new (silent, NULL);
  g_autoptr (LgTestPeer) resetting_peer = lg_test_peer_new (resetting, NULL);
  g_autoptr (LgTestPeer) closing_peer = lg_test_peer_new (closing, NULL);

  assert_fails (self, "127.0.0.1", lg_test_peer_get_port (silent_peer), LG_SECURITY_TLS,
                LG_TRANSPORT_ERROR_HANDSHAKE_TIMEOUT);
  g_assert_true (saw_step (self, LG_STEP_TLS, "tls.silent"));
  assert_fails (self, "127.0.0.1", lg_test_peer_get_port (resetting_peer), LG_SECURITY_TLS,
                LG_TRANSPORT_ERROR_RESET);

  assert_fails (self, "127.0.0.1", lg_test_peer_get_port (closing_peer), LG_SECURITY_TLS,
                LG_TRANSPORT_ERROR_CLOSED_IN_HANDSHAKE);
}

static void
test_tcp_failures (Fixture       *self,
                   gconstpointer  data)
{
  static const LgTestStep script[] = { { LG_TEST_END } };
  LgTestPeer *peer = lg_test_peer_new (script, NULL);
  guint16 port = lg_test_peer_get_port (peer);
  LgTestBlackHole hole;

  lg_test_peer_free (peer);
  assert_fails (self, "127.0.0.1", port, LG_SECURITY_TCP, LG_TRANSPORT_ERROR_REFUSED);
  g_assert_cmpint (self->last_code, ==, ECONNREFUSED);
  assert_fails (self, "localhost", port, LG_SECURITY_TCP, LG_TRANSPORT_ERROR_REFUSED);

  lg_test_black_hole_open (&hole);
  assert_fails (self, "127.0.0.1", hole.port, LG_SECURITY_TCP, LG_TRANSPORT_ERROR_TIMEOUT);
  g_assert_cmpint (self->last_code, ==, ETIMEDOUT);
  lg_test_black_hole_close (&hole);
}

/* Where there is no resolver at all, the machine cannot know that the name does not exist. */
static void
test_no_such_name (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (connect_to (self, "name.invalid", 8883, LG_SECURITY_TLS, NULL, &error));
  g_assert_true (g_error_matches (error, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_NOT_FOUND)
                 || g_error_matches (error, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_RESOLVER));
  g_assert_true (saw_step (self, LG_STEP_DNS, "name.invalid"));
  g_assert_cmpint (self->last_code, !=, 0);
}

static gpointer
cancel_thread (gpointer cancellable)
{
  g_usleep (50000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
assert_cancels (Fixture    *self,
                guint16     port,
                LgSecurity  security)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_thread, cancellable);
  gint64 begin_us = g_get_monotonic_time ();

  self->timeout_ms = lg_test_stretch (20000);
  g_assert_null (connect_to (self, "127.0.0.1", port, security, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - begin_us, <, lg_test_stretch (G_USEC_PER_SEC));
  g_thread_join (thread);
}

static void
test_cancel (Fixture       *self,
             gconstpointer  data)
{
  static const LgTestStep silent[] = { { LG_TEST_END } };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (silent, NULL);
  LgTestBlackHole hole;

  lg_test_black_hole_open (&hole);
  assert_cancels (self, hole.port, LG_SECURITY_TCP);
  lg_test_black_hole_close (&hole);
  assert_cancels (self, lg_test_peer_get_port (peer), LG_SECURITY_TLS);
}

static LgIoStatus
read_to_end (LgStream  *stream,
             GError   **error)
{
  for (;;)
    {
      struct pollfd fd = { .fd = lg_stream_get_fd (stream), .events = POLLIN };
      char buffer[64];
      gsize n;
      LgIoStatus status = lg_stream_read (stream, buffer, sizeof buffer, &n, error);

      if (status != LG_IO_WANT_READ && status != LG_IO_OK)
        return status;
      g_assert_cmpint (poll (&fd, 1, lg_test_stretch (5000)), ==, 1);
    }
}

static void
test_ends (Fixture       *self,
           gconstpointer  data)
{
  static const LgTestStep in_order[] = { { LG_TEST_SHUTDOWN }, { LG_TEST_END } };
  static const LgTestStep fin[] = { { LG_TEST_FIN }, { LG_TEST_END } };
  static const LgTestStep reset[] = {
    LG_TEST_EXPECT_STEP (LG_PACKET_PINGREQ), { LG_TEST_RESET }, { LG_TEST_END },
  };
  static const struct { const LgTestStep *script; gboolean tls; LgIoStatus status; } rows[] = {
    { in_order, TRUE, LG_IO_CLOSE_NOTIFY },
    { in_order, FALSE, LG_IO_FIN },
    { fin, TRUE, LG_IO_FIN },
    { fin, FALSE, LG_IO_FIN },
    { reset, TRUE, LG_IO_ERROR },
    { reset, FALSE, LG_IO_ERROR },
  };
  g_autoptr (LgTlsServer) server = lg_tls_server_new (lg_key_pair_get_certificate_pem (self->pair),
                                                      lg_key_pair_get_key_pem (self->pair), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgTestPeer) peer = lg_test_peer_new (rows[i].script,
                                                      rows[i].tls ? server : NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (LgStream) stream =
        connect_to (self, "127.0.0.1", lg_test_peer_get_port (peer),
                    rows[i].tls ? LG_SECURITY_TLS : LG_SECURITY_TCP, NULL, &error);

      gsize n;

      g_assert_no_error (error);
      lg_stream_write (stream, "\xc0\x00", 2, &n, NULL);
      g_assert_cmpint (read_to_end (stream, &error), ==, rows[i].status);
      if (rows[i].status == LG_IO_ERROR)
        g_assert_error (error, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_RESET);
    }
}

static guint
count_fds (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_no_leaked_descriptors (Fixture       *self,
                            gconstpointer  data)
{
  g_autoptr (TlsPeer) peer = tls_peer_new (lg_key_pair_get_certificate_pem (self->pair),
                                           lg_key_pair_get_key_pem (self->pair), AF_INET, NULL);
  guint before = 0;

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (LgStream) stream = connect_to (self, "localhost", tls_peer_get_port (peer),
                                                LG_SECURITY_TLS, NULL, NULL);

      g_assert_nonnull (stream);
      g_clear_pointer (&stream, lg_stream_free);
      if (i == 9)
        before = count_fds ();
    }

  g_assert_cmpuint (count_fds (), <=, before + 2);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/transport/tls", test_tls },
    { "/transport/not-trusted", test_not_trusted },
    { "/transport/tls-refusals", test_tls_refusals },
    { "/transport/asked-but-not-refused", test_asked_but_not_refused },
    { "/transport/not-tls", test_not_tls },
    { "/transport/broken-handshake", test_broken_handshake },
    { "/transport/tcp-failures", test_tcp_failures },
    { "/transport/no-such-name", test_no_such_name },
    { "/transport/cancel", test_cancel },
    { "/transport/ends", test_ends },
    { "/transport/no-leaked-descriptors", test_no_leaked_descriptors },
  };

  /* The peers write where the other side may be gone; the library itself never raises it. */
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}

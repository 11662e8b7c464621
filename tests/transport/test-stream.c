/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Both ends of one loopback connection, driven by turns in one thread. */
#include "transport/lg-stream.h"
#include "lib/lg-test-time.h"
#include "transport/lg-tls-client.h"
#include "transport/lg-transport.h"
#include "trust/lg-certificate.h"
#include "trust/lg-pki.h"

#include <glib-unix.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MANY (3 * 1000 * 1000 + 1)

typedef struct
{
  LgTlsServer *server;
  LgStream    *near;
  LgStream    *far;
  GString     *alerts;
} Fixture;

static LgTlsServer *
make_server (void)
{
  const char *const names[] = { "localhost", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (LgKeyPair) root = lg_key_pair_new (&(LgPkiSpec) { .name = "Root", .ca = TRUE }, NULL,
                                                &error);
  g_autoptr (LgKeyPair) middle = lg_key_pair_new (&(LgPkiSpec) { .name = "Middle", .ca = TRUE },
                                                  root, &error);
  g_autoptr (LgKeyPair) leaf = lg_key_pair_new (&(LgPkiSpec) { .name = "Leaf", .names = names },
                                                middle, &error);
  g_autofree char *chain = g_strconcat (lg_key_pair_get_certificate_pem (leaf),
                                        lg_key_pair_get_certificate_pem (middle), NULL);
  LgTlsServer *server = lg_tls_server_new (chain, lg_key_pair_get_key_pem (leaf), &error);

  g_assert_no_error (error);
  return server;
}

static void
make_sockets (int *fds)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t length = sizeof address;
  int listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (bind (listener, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint (listen (listener, 1), ==, 0);
  g_assert_cmpint (getsockname (listener, (struct sockaddr *) &address, &length), ==, 0);
  fds[0] = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (connect (fds[0], (struct sockaddr *) &address, length), ==, 0);
  fds[1] = accept4 (listener, NULL, NULL, SOCK_CLOEXEC);
  g_assert_cmpint (fds[1], >=, 0);
  for (int i = 0; i < 2; i++)
    {
      g_unix_set_fd_nonblocking (fds[i], TRUE, NULL);
      /* Small enough for a transfer to fill it. */
      setsockopt (fds[i], SOL_SOCKET, SO_SNDBUF, &(int) { 65536 }, sizeof (int));
    }
  close (listener);
}

static void
alert_cb (gboolean    outgoing,
          gboolean    fatal,
          int         code,
          const char *name,
          gpointer    user_data)
{
  g_string_append_printf (user_data, "%s%s %d %s;", outgoing ? "sent" : "got",
                          fatal ? " fatal" : "", code, name);
}

static void
shake_hands (Fixture *self)
{
  LgIoStatus near = LG_IO_WANT_READ, far = LG_IO_WANT_READ;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 1000 && (near != LG_IO_OK || far != LG_IO_OK); i++)
    {
      near = lg_stream_handshake (self->near, &error);
      g_assert_no_error (error);
      far = lg_stream_handshake (self->far, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (near, ==, LG_IO_OK);
  g_assert_cmpint (far, ==, LG_IO_OK);
}

static void
set_up (Fixture       *self,
        gconstpointer  tls)
{
  g_autoptr (GError) error = NULL;
  int fds[2];

  self->alerts = g_string_new (NULL);
  make_sockets (fds);
  if (tls == NULL)
    {
      self->near = lg_stream_new_plain (fds[0]);
      self->far = lg_stream_new_plain (fds[1]);
      return;
    }

  self->server = make_server ();
  self->near = lg_stream_new_tls_client (fds[0], "localhost", alert_cb, self->alerts, &error);
  g_assert_no_error (error);
  self->far = lg_stream_new_tls_server (fds[1], self->server, &error);
  g_assert_no_error (error);
  shake_hands (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  tls)
{
  g_clear_pointer (&self->near, lg_stream_free);
  g_clear_pointer (&self->far, lg_stream_free);
  g_clear_pointer (&self->server, lg_tls_server_unref);
  g_string_free (self->alerts, TRUE);
}

/* Reads until @size bytes have come, or the stream has nothing more. */
static LgIoStatus
read_up_to (LgStream  *stream,
            gsize      size,
            GError   **error)
{
  gint64 deadline_us = lg_test_get_deadline (5 * G_USEC_PER_SEC);
  gsize n_all = 0;

  while (n_all < size)
    {
      struct pollfd fd = { .fd = lg_stream_get_fd (stream), .events = POLLIN };
      char buffer[100];
      gsize n;
      LgIoStatus status = lg_stream_read (stream, buffer, MIN (sizeof buffer, size - n_all), &n,
                                          error);

      n_all += n;
      if (status == LG_IO_WANT_READ)
        poll (&fd, 1, 1000);
      else if (status != LG_IO_OK)
        return status;
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    }
  return LG_IO_OK;
}

static void
write_all (LgStream      *stream,
           gconstpointer  data,
           gsize          size)
{
  g_autoptr (GError) error = NULL;
  gsize n;

  g_assert_cmpint (lg_stream_write (stream, data, size, &n, &error), ==, LG_IO_OK);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, size);
}

/* One direction of a transfer; the writer's buffer moves at every call, as a queue's does. */
typedef struct
{
  LgStream *from;
  LgStream *to;
  gsize     n_sent;
  gsize     n_got;
  gboolean  full;
} Flow;

static guint8
byte_at (gsize i)
{
  return (i * 7919) >> 3;
}

static void
push (Flow *flow)
{
  gsize size = MIN (40009, MANY - flow->n_sent);
  g_autofree guint8 *data = g_malloc (size + 1);
  g_autoptr (GError) error = NULL;
  gsize n;

  if (size == 0)
    return;
  for (gsize i = 0; i < size; i++)
    data[i] = byte_at (flow->n_sent + i);
  if (lg_stream_write (flow->from, data, size, &n, &error) == LG_IO_WANT_WRITE)
    flow->full = TRUE;
  g_assert_no_error (error);
  flow->n_sent += n;
}

static void
pull (Flow *flow)
{
  guint8 data[7919];
  g_autoptr (GError) error = NULL;
  gsize n;

  lg_stream_read (flow->to, data, sizeof data, &n, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < n; i++)
    if (data[i] != byte_at (flow->n_got + i))
      g_error ("byte %" G_GSIZE_FORMAT " is wrong", flow->n_got + i);
  flow->n_got += n;
}

static void
test_transfer (Fixture       *self,
               gconstpointer  tls)
{
  Flow flows[] = { { self->near, self->far }, { self->far, self->near } };
  gint64 deadline_us = lg_test_get_deadline (60 * G_USEC_PER_SEC);

  while (flows[0].n_got < MANY || flows[1].n_got < MANY)
    {
      for (int i = 0; i < 2; i++)
        {
          push (&flows[i]);
          /* Reading slower than writing at first: the writer must come to its limit. */
          if (flows[i].full || flows[i].n_sent == MANY)
            pull (&flows[i]);
        }
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    }
  g_assert_true (flows[0].full && flows[1].full);
}

static void
test_shutdown (Fixture       *self,
               gconstpointer  tls)
{
  g_autoptr (GError) error = NULL;
  char byte;
  gsize n;

  write_all (self->near, "last", 4);
  lg_stream_shutdown (self->near);
  g_assert_cmpint (read_up_to (self->far, 4, &error), ==, LG_IO_OK);
  g_assert_cmpint (lg_stream_read (self->far, &byte, 1, &n, &error), ==,
                   tls != NULL ? LG_IO_CLOSE_NOTIFY : LG_IO_FIN);
  g_assert_no_error (error);

  /* The other direction is still open. */
  write_all (self->far, "answer", 6);
  g_assert_cmpint (read_up_to (self->near, 6, &error), ==, LG_IO_OK);
  lg_stream_shutdown (self->far);
  g_assert_cmpint (read_up_to (self->near, 1, &error), ==,
                   tls != NULL ? LG_IO_CLOSE_NOTIFY : LG_IO_FIN);
  g_assert_no_error (error);
  g_assert_cmpstr (self->alerts->str, ==,
                   tls != NULL ? "sent 0 close_notify;got 0 close_notify;" : "");
}

static void
test_fin (Fixture       *self,
          gconstpointer  tls)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->far, lg_stream_free);
  g_assert_cmpint (read_up_to (self->near, 1, &error), ==, LG_IO_FIN);
  g_assert_no_error (error);
}

static void
test_abort (Fixture       *self,
            gconstpointer  tls)
{
  g_autoptr (GError) error = NULL;

  lg_stream_abort (self->far);
  g_clear_pointer (&self->far, lg_stream_free);
  g_assert_cmpint (read_up_to (self->near, 1, &error), ==, LG_IO_ERROR);
  g_assert_error (error, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_RESET);
}

/* Writing to a peer that is gone: an error, and the process lives. */
static void
test_no_sigpipe (Fixture       *self,
                 gconstpointer  tls)
{
  struct pollfd fd = { .fd = lg_stream_get_fd (self->near), .events = POLLIN };
  g_autoptr (GError) error = NULL;
  LgIoStatus status = LG_IO_OK;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }

  signal (SIGPIPE, SIG_DFL);
  lg_stream_abort (self->far);
  g_clear_pointer (&self->far, lg_stream_free);
  g_assert_cmpint (poll (&fd, 1, lg_test_stretch (5000)), ==, 1);
  for (int i = 0; i < 3; i++)
    {
      gsize n;

      g_clear_error (&error);
      status = lg_stream_write (self->near, "x", 1, &n, &error);
    }
  g_assert_cmpint (status, ==, LG_IO_ERROR);
  g_assert_error (error, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_RESET);
}

/* Bytes poll() does not see count as pending, but half a record does not: a caller would spin. */
static void
test_pending (Fixture       *self,
              gconstpointer  tls)
{
  static const guint8 half_a_record[] = { 0x17, 0x03, 0x03, 0x00, 0x40, 1, 2, 3 };
  g_autoptr (GError) error = NULL;
  char byte;
  gsize n;

  write_all (self->far, "two", 3);
  g_assert_cmpint (read_up_to (self->near, 1, &error), ==, LG_IO_OK);
  g_assert_true (lg_stream_has_pending (self->near));
  g_assert_cmpint (read_up_to (self->near, 2, &error), ==, LG_IO_OK);
  g_assert_false (lg_stream_has_pending (self->near));

  g_assert_cmpint (send (lg_stream_get_fd (self->far), half_a_record, sizeof half_a_record, 0), ==,
                   sizeof half_a_record);
  while (recv (lg_stream_get_fd (self->near), &byte, 1, MSG_PEEK) < 0)
    g_thread_yield ();
  g_assert_cmpint (lg_stream_read (self->near, &byte, 1, &n, &error), ==, LG_IO_WANT_READ);
  g_assert_false (lg_stream_has_pending (self->near));
}

static void
test_broken_record (Fixture       *self,
                    gconstpointer  tls)
{
  static const guint8 record[] = { 0x17, 0x03, 0x03, 0x00, 0x13, 1, 2, 3, 4, 5, 6, 7, 8, 9,
                                   10, 11, 12, 13, 14, 15, 16, 17, 18, 19 };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (send (lg_stream_get_fd (self->far), record, sizeof record, 0), ==,
                   sizeof record);
  g_assert_cmpint (read_up_to (self->near, 1, &error), ==, LG_IO_ERROR);
  g_assert_error (error, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_ALERT);
  g_assert_cmpstr (self->alerts->str, ==, "sent fatal 20 bad_record_mac;");
}

static void
test_chain (Fixture       *self,
            gconstpointer  tls)
{
  g_autoptr (GPtrArray) chain = lg_stream_dup_chain (self->near);

  g_assert_cmpuint (chain->len, ==, 2);
  g_assert_cmpstr (lg_certificate_get_name (chain->pdata[0]), ==, "Leaf");
  g_assert_cmpstr (lg_certificate_get_name (chain->pdata[1]), ==, "Middle");
}

/* A name goes into the ClientHello, where servers choose their certificate by it; an address must
 * not (RFC 6066, section 3). */
static void
test_server_name (void)
{
  static const struct { const char *name; gboolean sent; } rows[] = {
    { "broker.example", TRUE }, { "127.0.0.1", FALSE }, { "::1", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgStream) stream = NULL;
      char hello[4096];
      gssize length;
      int fds[2];

      make_sockets (fds);
      stream = lg_stream_new_tls_client (fds[0], rows[i].name, NULL, NULL, NULL);
      g_assert_cmpint (lg_stream_handshake (stream, NULL), ==, LG_IO_WANT_READ);
      g_assert_cmpint (poll (&(struct pollfd) { .fd = fds[1], .events = POLLIN }, 1,
                             lg_test_stretch (5000)), ==, 1);
      length = recv (fds[1], hello, sizeof hello, 0);
      g_assert_cmpint (length, >, 0);
      g_assert_cmpint (memmem (hello, length, rows[i].name, strlen (rows[i].name)) != NULL, ==,
                       rows[i].sent);
      close (fds[1]);
    }
}

static guint
count_readable (X509 *first,
                X509 *second)
{
  STACK_OF (X509) *sent = sk_X509_new_null ();
  g_autoptr (GPtrArray) chain = NULL;

  sk_X509_push (sent, first);
  sk_X509_push (sent, second);
  chain = lg_tls_client_read_chain (sent);
  sk_X509_free (sent);
  return chain->len;
}

/* Behind a server's certificate that cannot be read, no other one is taken for it. */
static void
test_unreadable (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LgKeyPair) pair = lg_key_pair_new (&(LgPkiSpec) { .name = "Leaf" }, NULL, &error);
  const char *pem = lg_key_pair_get_certificate_pem (pair);
  g_autoptr (GBytes) bytes = g_bytes_new_static (pem, strlen (pem));
  g_autoptr (GPtrArray) certificates = lg_certificates_parse (bytes, &error);
  X509 *sound = lg_certificate_get_x509 (certificates->pdata[0]);
  X509 *empty = X509_new ();

  g_assert_no_error (error);
  g_assert_cmpuint (count_readable (sound, sound), ==, 2);
  g_assert_cmpuint (count_readable (sound, empty), ==, 1);
  g_assert_cmpuint (count_readable (empty, sound), ==, 0);
  X509_free (empty);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "transfer", test_transfer },
    { "shutdown", test_shutdown },
    { "fin", test_fin },
    { "abort", test_abort },
    { "no-sigpipe", test_no_sigpipe },
  };
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tls_tests[] = {
    { "/stream/tls/pending", test_pending },
    { "/stream/tls/broken-record", test_broken_record },
    { "/stream/tls/chain", test_chain },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *plain = g_strconcat ("/stream/plain/", tests[i].path, NULL);
      g_autofree char *tls = g_strconcat ("/stream/tls/", tests[i].path, NULL);

      g_test_add (plain, Fixture, NULL, set_up, tests[i].test, tear_down);
      g_test_add (tls, Fixture, "tls", set_up, tests[i].test, tear_down);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (tls_tests); i++)
    g_test_add (tls_tests[i].path, Fixture, "tls", set_up, tls_tests[i].test, tear_down);
  g_test_add_func ("/stream/server-name", test_server_name);
  g_test_add_func ("/stream/unreadable", test_unreadable);

  return g_test_run ();
}

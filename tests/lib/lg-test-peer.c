/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-peer.h"

#include "mqtt/lg-framer.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

struct _LgTestPeer
{
  const LgTestStep *script;
  LgTlsServer      *tls;
  int               listener;
  guint16           port;
  int               stop_fd;
  GThread          *thread;

  /* One connection at a time. */
  LgStream         *stream;
  LgFramer         *framer;

  pthread_mutex_t   mutex;
  GByteArray       *received;
};

static int
listen_on_loopback (int      backlog,
                    guint16 *port)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  socklen_t length = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint (listen (fd, backlog), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *) &address, &length), ==, 0);
  *port = ntohs (address.sin_port);
  return fd;
}

/* Whether @fd is ready, and not told to stop. */
static gboolean
wait_for (LgTestPeer *self,
          int         fd,
          short       events)
{
  struct pollfd fds[] = {
    { .fd = self->stop_fd, .events = POLLIN },
    { .fd = fd, .events = events },
  };

  poll (fds, G_N_ELEMENTS (fds), -1);
  return fds[0].revents == 0;
}

static gboolean
wait_for_stream (LgTestPeer *self,
                 LgIoStatus  status)
{
  if (status == LG_IO_OK)
    return TRUE;
  if (status != LG_IO_WANT_READ && status != LG_IO_WANT_WRITE)
    return FALSE;
  return wait_for (self, lg_stream_get_fd (self->stream),
                   status == LG_IO_WANT_READ ? POLLIN : POLLOUT);
}

/* What there is; never waits. */
static LgIoStatus
read_now (LgTestPeer *self)
{
  guint8 buffer[4096];
  gsize length = 0;
  LgIoStatus status = lg_stream_read (self->stream, buffer, sizeof buffer, &length, NULL);

  if (length > 0)
    {
      lg_framer_push (self->framer, buffer, length);
      pthread_mutex_lock (&self->mutex);
      g_byte_array_append (self->received, buffer, length);
      pthread_mutex_unlock (&self->mutex);
    }
  return status;
}

static gboolean
read_some (LgTestPeer *self)
{
  return wait_for_stream (self, read_now (self));
}

static gboolean
expect (LgTestPeer *self,
        int         type,
        LgSlice    *found)
{
  LgSlice packet;

  for (;;)
    {
      g_autoptr (GError) error = NULL;

      while (lg_framer_next (self->framer, &packet, &error))
        if (packet.data[0] >> 4 == type)
          {
            if (found != NULL)
              *found = packet;
            return TRUE;
          }
      if (error != NULL || !read_some (self))
        return FALSE;
    }
}

/* The level follows on a header of two bytes and the name of the protocol. */
static gboolean
expect_level (LgTestPeer *self,
              int         level)
{
  static const gsize at = 2 + 6;
  LgSlice connect;

  return expect (self, LG_PACKET_CONNECT, &connect) && connect.length > at
         && connect.data[at] == level;
}

static gboolean
send_all (LgTestPeer   *self,
          const guint8 *data,
          gsize         length)
{
  while (length > 0)
    {
      gsize written = 0;
      LgIoStatus status = lg_stream_write (self->stream, data, length, &written, NULL);

      data += written;
      length -= written;
      if (!wait_for_stream (self, status))
        return FALSE;
    }
  return TRUE;
}

/* One mouthful every so often; the window is small, so that the rest waits with the sender. */
static gboolean
sip (LgTestPeer *self,
     int         type)
{
  struct pollfd stop = { .fd = self->stop_fd, .events = POLLIN };
  int window = 128 << 10;
  LgSlice packet;

  setsockopt (lg_stream_get_fd (self->stream), SOL_SOCKET, SO_RCVBUF, &window, sizeof window);
  while (poll (&stop, 1, 16) == 0)
    {
      LgIoStatus status = read_now (self);

      if (status != LG_IO_OK && status != LG_IO_WANT_READ)
        return FALSE;
      while (lg_framer_next (self->framer, &packet, NULL))
        if (packet.data[0] >> 4 == type)
          return TRUE;
    }
  return FALSE;
}

static gboolean
pause_for (LgTestPeer *self,
           int         ms)
{
  gint64 until_us = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;
  gint64 left_us;

  while ((left_us = until_us - g_get_monotonic_time ()) > 0)
    {
      struct pollfd fds[] = {
        { .fd = self->stop_fd, .events = POLLIN },
        { .fd = lg_stream_get_fd (self->stream), .events = POLLIN },
      };
      LgIoStatus status = LG_IO_OK;

      if (poll (fds, G_N_ELEMENTS (fds), left_us / 1000 + 1) > 0)
        status = fds[0].revents == 0 ? read_now (self) : LG_IO_FIN;
      if (status != LG_IO_OK && status != LG_IO_WANT_READ)
        return FALSE;
    }
  return TRUE;
}

/* Until nothing has come for so long; false when told to stop, or the other side closes. */
static gboolean
idle (LgTestPeer *self,
      int         ms)
{
  struct pollfd fds[] = {
    { .fd = self->stop_fd, .events = POLLIN },
    { .fd = lg_stream_get_fd (self->stream), .events = POLLIN },
  };

  while (lg_stream_has_pending (self->stream) || poll (fds, G_N_ELEMENTS (fds), ms) > 0)
    {
      LgIoStatus status = fds[0].revents == 0 ? read_now (self) : LG_IO_FIN;

      if (status != LG_IO_OK && status != LG_IO_WANT_READ)
        return FALSE;
    }
  return TRUE;
}

static gboolean
play_step (LgTestPeer       *self,
           const LgTestStep *step)
{
  int fd = lg_stream_get_fd (self->stream);

  switch (step->act)
    {
    case LG_TEST_EXPECT:
      return expect (self, step->number, NULL);

    case LG_TEST_LEVEL:
      return expect_level (self, step->number);

    case LG_TEST_SEND:
      return send_all (self, step->data, step->length);

    case LG_TEST_SEND_BENEATH:
      return send (fd, step->data, step->length, MSG_NOSIGNAL) > 0;

    case LG_TEST_FLOOD:
      while (send_all (self, step->data, step->length))
        ;
      return FALSE;

    case LG_TEST_DEAF:
      wait_for (self, -1, 0);
      return FALSE;

    case LG_TEST_SHUTDOWN:
      lg_stream_shutdown (self->stream);
      shutdown (fd, SHUT_WR);
      return TRUE;

    case LG_TEST_FIN:
      shutdown (fd, SHUT_WR);
      return TRUE;

    case LG_TEST_IDLE:
      if (idle (self, step->number))
        shutdown (fd, SHUT_WR);
      return FALSE;

    case LG_TEST_PAUSE:
      return pause_for (self, step->number);

    case LG_TEST_SIP:
      return sip (self, step->number);

    case LG_TEST_RESET:
      lg_stream_abort (self->stream);
      return FALSE;

    case LG_TEST_END:
    default:
      while (read_some (self))
        ;
      return FALSE;
    }
}

static void
play (LgTestPeer *self,
      int         fd)
{
  const LgTestStep *step = self->script;
  int on = 1;
  LgIoStatus status = LG_IO_OK;

  /* What was sent before a reset would otherwise wait for an ACK, and never go out. */
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  self->framer = lg_framer_new (0);
  self->stream = self->tls != NULL ? lg_stream_new_tls_server (fd, self->tls, NULL)
    : lg_stream_new_plain (fd);

  if (self->tls != NULL)
    while ((status = lg_stream_handshake (self->stream, NULL)) != LG_IO_OK)
      if (!wait_for_stream (self, status))
        break;
  if (status == LG_IO_OK)
    while (play_step (self, step))
      step++;

  g_clear_pointer (&self->stream, lg_stream_free);
  g_clear_pointer (&self->framer, lg_framer_free);
}

static gpointer
serve_cb (gpointer data)
{
  LgTestPeer *self = data;

  while (wait_for (self, self->listener, POLLIN))
    {
      int fd = accept4 (self->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

      if (fd >= 0)
        play (self, fd);
    }

  return NULL;
}

/**
 * lg_test_peer_new:
 * @script: what to do on every connection; must outlive the peer
 * @tls: (nullable): speak TLS with this certificate; %NULL: plain TCP
 *
 * Returns: (transfer full): a peer that listens
 */
LgTestPeer *
lg_test_peer_new (const LgTestStep *script,
                  LgTlsServer      *tls)
{
  LgTestPeer *self = g_new0 (LgTestPeer, 1);

  self->script = script;
  self->tls = tls != NULL ? lg_tls_server_ref (tls) : NULL;
  self->listener = listen_on_loopback (16, &self->port);
  self->stop_fd = eventfd (0, EFD_CLOEXEC);
  self->received = g_byte_array_new ();
  pthread_mutex_init (&self->mutex, NULL);
  self->thread = g_thread_new ("test-peer", serve_cb, self);
  return self;
}

/**
 * lg_test_peer_free:
 * @self: a peer
 *
 * Stops it, whatever it is doing.
 */
void
lg_test_peer_free (LgTestPeer *self)
{
  eventfd_write (self->stop_fd, 1);
  g_thread_join (self->thread);
  close (self->listener);
  close (self->stop_fd);
  pthread_mutex_destroy (&self->mutex);
  g_byte_array_unref (self->received);
  g_clear_pointer (&self->tls, lg_tls_server_unref);
  g_free (self);
}

/**
 * lg_test_peer_get_port:
 *
 * Returns: the port it listens on
 */
guint16
lg_test_peer_get_port (LgTestPeer *self)
{
  return self->port;
}

/**
 * lg_test_peer_dup_received:
 *
 * Returns: (transfer full): every byte received so far, on all connections, without TLS
 */
GBytes *
lg_test_peer_dup_received (LgTestPeer *self)
{
  GBytes *bytes;

  pthread_mutex_lock (&self->mutex);
  bytes = g_bytes_new (self->received->data, self->received->len);
  pthread_mutex_unlock (&self->mutex);
  return bytes;
}

/**
 * lg_test_black_hole_open:
 * @self: (out): the black hole
 *
 * Fills the queue of a listener that never accepts: Linux then answers no further SYN.
 */
void
lg_test_black_hole_open (LgTestBlackHole *self)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };

  self->fds[0] = listen_on_loopback (0, &self->port);
  address.sin_port = htons (self->port);
  for (gsize i = 1; i < G_N_ELEMENTS (self->fds); i++)
    {
      self->fds[i] = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
      connect (self->fds[i], (struct sockaddr *) &address, sizeof address);
    }
}

/**
 * lg_test_black_hole_close:
 * @self: the black hole
 */
void
lg_test_black_hole_close (LgTestBlackHole *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->fds); i++)
    close (self->fds[i]);
}

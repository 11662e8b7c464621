/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-stream-private.h"

#include "lg-socket-bio.h"
#include "lg-tls-client.h"
#include "lg-tls-server.h"
#include "lg-transport-error.h"

#include <errno.h>
#include <openssl/err.h>
#include <sys/socket.h>
#include <unistd.h>

struct _LgStream
{
  LgSocketState  socket;
  SSL           *ssl;
  LgTlsNotes     notes;
};

static LgIoStatus
fail_with_errno (int      saved_errno,
                 GError **error)
{
  lg_transport_error_set_errno (error, saved_errno);
  return LG_IO_ERROR;
}

/* Why TLS stopped: the socket first, as OpenSSL tells an error of the socket in many ways. */
static LgIoStatus
fail_tls (LgStream  *self,
          GError   **error)
{
  unsigned long code = ERR_peek_error ();
  gboolean cut_off = code == 0 || ERR_GET_REASON (code) == SSL_R_UNEXPECTED_EOF_WHILE_READING;

  if (self->socket.error != 0)
    return fail_with_errno (self->socket.error, error);
  if (self->socket.fin && cut_off)
    return LG_IO_FIN;

  lg_tls_failure_set_error (&self->notes.progress, error);
  return LG_IO_ERROR;
}

static LgIoStatus
judge_ssl_result (LgStream  *self,
                  int        result,
                  GError   **error)
{
  switch (SSL_get_error (self->ssl, result))
    {
    case SSL_ERROR_NONE:
      return LG_IO_OK;

    case SSL_ERROR_WANT_READ:
      return LG_IO_WANT_READ;

    case SSL_ERROR_WANT_WRITE:
      return LG_IO_WANT_WRITE;

    case SSL_ERROR_ZERO_RETURN:
      return LG_IO_CLOSE_NOTIFY;

    default:
      return fail_tls (self, error);
    }
}

static void
speak_tls (LgStream *self,
           SSL      *ssl)
{
  BIO *bio = lg_socket_bio_new (&self->socket);

  self->ssl = ssl;
  SSL_set_bio (ssl, bio, bio);
  SSL_set_mode (ssl, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
                       | SSL_MODE_RELEASE_BUFFERS);
}

/**
 * lg_stream_new_plain:
 * @fd: (transfer full): a connected, non-blocking socket
 *
 * Returns: (transfer full): a stream without TLS
 */
LgStream *
lg_stream_new_plain (int fd)
{
  LgStream *self = g_new0 (LgStream, 1);

  self->socket.fd = fd;
  return self;
}

/**
 * lg_stream_new_tls_client:
 * @fd: (transfer full): a connected, non-blocking socket; closed on failure, too
 * @server_name: (nullable): name for SNI; an IP literal is not sent (RFC 6066, section 3)
 * @alert: (nullable): called for every alert, from within the stream's functions
 * @user_data: closure for @alert
 * @error: return location (%LG_TRANSPORT_ERROR_FAILED)
 *
 * Makes the client side of a TLS stream, 1.2 or later; the handshake is still to do. It does not
 * judge the server's certificate: see [func@Verdict.new].
 *
 * Returns: (transfer full): a new stream, or %NULL
 */
LgStream *
lg_stream_new_tls_client (int              fd,
                          const char      *server_name,
                          LgTlsAlertFunc   alert,
                          gpointer         user_data,
                          GError         **error)
{
  g_autoptr (LgStream) self = lg_stream_new_plain (fd);
  SSL *ssl = lg_tls_client_new_ssl (server_name, &self->notes, error);

  if (ssl == NULL)
    return NULL;

  speak_tls (self, ssl);
  self->notes.alert = alert;
  self->notes.user_data = user_data;
  return g_steal_pointer (&self);
}

/**
 * lg_stream_new_tls_server:
 * @fd: (transfer full): an accepted, non-blocking socket; closed on failure, too
 * @server: certificate and key to offer
 * @error: return location (%LG_TRANSPORT_ERROR_FAILED)
 *
 * Makes the server side of a TLS stream; the handshake is still to do.
 *
 * Returns: (transfer full): a new stream, or %NULL
 */
LgStream *
lg_stream_new_tls_server (int           fd,
                          LgTlsServer  *server,
                          GError      **error)
{
  g_autoptr (LgStream) self = lg_stream_new_plain (fd);
  SSL *ssl = lg_tls_server_new_ssl (server);

  if (ssl == NULL)
    {
      lg_transport_error_set (error, LG_TRANSPORT_ERROR_FAILED,
                              lg_clause_new ("tls.not-set-up", NULL));
      return NULL;
    }

  speak_tls (self, ssl);
  return g_steal_pointer (&self);
}

/**
 * lg_stream_free:
 *
 * Closes the socket as it is, without a word to the peer beyond TCP's.
 */
void
lg_stream_free (LgStream *self)
{
  g_return_if_fail (self != NULL);

  SSL_free (self->ssl);
  close (self->socket.fd);
  if (self->notes.user_data_free != NULL)
    self->notes.user_data_free (self->notes.user_data);
  g_free (self);
}

/**
 * lg_stream_set_user_data_free:
 * @free_func: frees the closure of the alert function together with the stream
 *
 * Gives the stream its closure: alerts come as long as it lives.
 */
void
lg_stream_set_user_data_free (LgStream       *self,
                              GDestroyNotify  free_func)
{
  g_return_if_fail (self != NULL);

  self->notes.user_data_free = free_func;
}

/**
 * lg_stream_offer_everything:
 *
 * Lets a client side, before its handshake, offer TLS 1.0 upwards and every suite, however weak. To
 * learn what a server would take; nothing may be sent on such a stream.
 */
void
lg_stream_offer_everything (LgStream *self)
{
  g_return_if_fail (self != NULL && self->ssl != NULL);

  SSL_set_security_level (self->ssl, 0);
  SSL_set_min_proto_version (self->ssl, TLS1_VERSION);
  SSL_set_cipher_list (self->ssl, "ALL");
}

/**
 * lg_stream_handshake:
 * @error: return location (#LgTransportError); of the socket: see [method@Stream.read]
 *
 * Goes on with the TLS handshake as far as the socket allows.
 *
 * Returns: %LG_IO_OK when it is done (at once for plain TCP)
 */
LgIoStatus
lg_stream_handshake (LgStream  *self,
                     GError   **error)
{
  int result;

  g_return_val_if_fail (self != NULL, LG_IO_ERROR);

  if (self->ssl == NULL)
    return LG_IO_OK;

  ERR_clear_error ();
  result = SSL_do_handshake (self->ssl);
  /* Asked at once: a peer that does not speak TLS may wait for us as we wait for it. */
  if (result != 1
      && !lg_tls_failure_check_protocol (self->socket.first, self->socket.n_first, error))
    return LG_IO_ERROR;
  return judge_ssl_result (self, result, error);
}

/**
 * lg_stream_read:
 * @buffer: where to put the bytes
 * @size: its size in bytes, at least 1
 * @n_read: (out): bytes read with %LG_IO_OK, else 0
 * @error: return location, set with %LG_IO_ERROR, in %LG_TRANSPORT_ERROR: a reset is
 *   %LG_TRANSPORT_ERROR_RESET, another error of the socket %LG_TRANSPORT_ERROR_FAILED
 *
 * Reads what is there, without blocking.
 *
 * Returns: what came of it
 */
LgIoStatus
lg_stream_read (LgStream  *self,
                gpointer   buffer,
                gsize      size,
                gsize     *n_read,
                GError   **error)
{
  gssize result;

  g_return_val_if_fail (self != NULL && size > 0, LG_IO_ERROR);

  *n_read = 0;
  if (self->ssl != NULL)
    {
      ERR_clear_error ();
      return judge_ssl_result (self, SSL_read_ex (self->ssl, buffer, size, n_read), error);
    }

  do
    result = recv (self->socket.fd, buffer, size, 0);
  while (result < 0 && errno == EINTR);
  if (result == 0)
    return LG_IO_FIN;
  if (result < 0)
    return errno == EAGAIN ? LG_IO_WANT_READ : fail_with_errno (errno, error);

  *n_read = result;
  return LG_IO_OK;
}

/**
 * lg_stream_write:
 * @data: bytes to send
 * @size: how many, at least 1
 * @n_written: (out): bytes taken with %LG_IO_OK, else 0; may be fewer than @size
 * @error: return location, set with %LG_IO_ERROR (%LG_TRANSPORT_ERROR_RESET,
 *   %LG_TRANSPORT_ERROR_FAILED)
 *
 * Writes what the socket takes, without blocking and without SIGPIPE. When told to wait, call again
 * with the same bytes first, more may follow them: TLS may have sent a part of their record.
 *
 * Returns: what came of it
 */
LgIoStatus
lg_stream_write (LgStream       *self,
                 gconstpointer   data,
                 gsize           size,
                 gsize          *n_written,
                 GError        **error)
{
  gssize result;

  g_return_val_if_fail (self != NULL && size > 0, LG_IO_ERROR);

  *n_written = 0;
  if (self->ssl != NULL)
    {
      ERR_clear_error ();
      return judge_ssl_result (self, SSL_write_ex (self->ssl, data, size, n_written), error);
    }

  do
    result = send (self->socket.fd, data, size, MSG_NOSIGNAL);
  while (result < 0 && errno == EINTR);
  if (result < 0)
    return errno == EAGAIN ? LG_IO_WANT_WRITE : fail_with_errno (errno, error);

  *n_written = result;
  return LG_IO_OK;
}

/**
 * lg_stream_shutdown:
 *
 * Says good-bye in order: close_notify on TLS, then FIN. Reading may go on.
 */
void
lg_stream_shutdown (LgStream *self)
{
  g_return_if_fail (self != NULL);

  if (self->ssl != NULL && SSL_is_init_finished (self->ssl))
    {
      ERR_clear_error ();
      SSL_shutdown (self->ssl);
    }
  shutdown (self->socket.fd, SHUT_WR);
}

/**
 * lg_stream_send_alert:
 *
 * Has a server's side end TLS with the fatal alert bad_record_mac, as after bytes that were changed
 * on the way: to practise with. Does nothing on plain TCP.
 */
void
lg_stream_send_alert (LgStream *self)
{
  g_return_if_fail (self != NULL);

  if (self->ssl != NULL && SSL_is_init_finished (self->ssl))
    lg_tls_server_send_alert (self->ssl);
}

/**
 * lg_stream_abort:
 *
 * Makes the next [method@Stream.free] reset the connection instead of closing it.
 */
void
lg_stream_abort (LgStream *self)
{
  struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

  g_return_if_fail (self != NULL);

  setsockopt (self->socket.fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

/**
 * lg_stream_get_fd:
 *
 * Returns: the socket, to poll only
 */
int
lg_stream_get_fd (LgStream *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->socket.fd;
}

/**
 * lg_stream_has_pending:
 *
 * Returns: whether a read would give bytes that poll() does not see
 */
gboolean
lg_stream_has_pending (LgStream *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->ssl != NULL && SSL_pending (self->ssl) > 0;
}

/**
 * lg_stream_is_tls:
 *
 * Returns: whether it speaks TLS
 */
gboolean
lg_stream_is_tls (LgStream *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->ssl != NULL;
}

/**
 * lg_stream_get_tls_version:
 *
 * Returns: (nullable): "TLSv1.3", or %NULL for plain TCP
 */
const char *
lg_stream_get_tls_version (LgStream *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->ssl != NULL ? SSL_get_version (self->ssl) : NULL;
}

/**
 * lg_stream_get_tls_cipher:
 *
 * Returns: (nullable): the cipher suite's name, or %NULL for plain TCP
 */
const char *
lg_stream_get_tls_cipher (LgStream *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->ssl != NULL ? SSL_get_cipher_name (self->ssl) : NULL;
}

/**
 * lg_stream_dup_chain:
 *
 * Returns: (transfer full) (element-type LgCertificate): the peer's certificates as sent, leaf
 *   first; empty for plain TCP, and if the leaf cannot be read
 */
GPtrArray *
lg_stream_dup_chain (LgStream *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return lg_tls_client_dup_chain (self->ssl);
}

/**
 * lg_stream_get_progress:
 *
 * Returns: (transfer none): how far the client's handshake got, kept up to date
 */
const LgTlsProgress *
lg_stream_get_progress (LgStream *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->notes.progress;
}

/**
 * lg_stream_get_first_bytes:
 * @n_first: (out): how many there are
 *
 * What the server said first, be it TLS or not: a few bytes, beneath TLS. Only of a TLS stream.
 *
 * Returns: (transfer none) (array length=n_first): the bytes
 */
const guint8 *
lg_stream_get_first_bytes (LgStream *self,
                           gsize    *n_first)
{
  g_return_val_if_fail (self != NULL, NULL);

  *n_first = self->socket.n_first;
  return self->socket.first;
}

/**
 * lg_stream_await_refusal:
 * @error: return location (#LgTransportError)
 *
 * Under TLS 1.3 a server that insists on a client certificate says so only after the handshake.
 * Looks whether it has, without taking any data.
 *
 * Returns: %LG_IO_OK once the server has gone on (a session ticket or data), %LG_IO_WANT_READ while
 *   it has said nothing, else what ended it
 */
LgIoStatus
lg_stream_await_refusal (LgStream  *self,
                         GError   **error)
{
  char byte;
  int result;

  g_return_val_if_fail (self != NULL && self->ssl != NULL, LG_IO_ERROR);

  ERR_clear_error ();
  result = SSL_peek (self->ssl, &byte, 1);
  if (result > 0 || self->notes.progress.ticket)
    return LG_IO_OK;
  return judge_ssl_result (self, result, error);
}

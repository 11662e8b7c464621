/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-socket-bio.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

static gboolean
is_temporary (int error)
{
  return error == EAGAIN || error == EINTR;
}

static void
keep_first_bytes (LgSocketState *state,
                  const char    *data,
                  gsize          size)
{
  gsize n = MIN (size, sizeof state->first - state->n_first);

  memcpy (state->first + state->n_first, data, n);
  state->n_first += n;
}

static int
socket_read (BIO  *bio,
             char *data,
             int   size)
{
  LgSocketState *state = BIO_get_data (bio);
  gssize n = recv (state->fd, data, size, 0);

  BIO_clear_retry_flags (bio);
  if (n > 0)
    keep_first_bytes (state, data, n);
  else if (n == 0)
    state->fin = TRUE;
  else if (is_temporary (errno))
    BIO_set_retry_read (bio);
  else
    state->error = errno;
  return n;
}

static int
socket_write (BIO        *bio,
              const char *data,
              int         size)
{
  LgSocketState *state = BIO_get_data (bio);
  gssize n = send (state->fd, data, size, MSG_NOSIGNAL);

  BIO_clear_retry_flags (bio);
  if (n < 0 && is_temporary (errno))
    BIO_set_retry_write (bio);
  else if (n < 0)
    state->error = errno;
  return n;
}

static long
socket_ctrl (BIO  *bio,
             int   command,
             long  number,
             void *pointer)
{
  LgSocketState *state = BIO_get_data (bio);

  switch (command)
    {
    case BIO_CTRL_FLUSH:
      return 1;
    case BIO_CTRL_EOF:
      return state->fin;
    default:
      return 0;
    }
}

static BIO_METHOD *
get_method (void)
{
  static gsize method;

  if (g_once_init_enter (&method))
    {
      BIO_METHOD *made = BIO_meth_new (BIO_get_new_index () | BIO_TYPE_SOURCE_SINK, "linkglass");

      BIO_meth_set_read (made, socket_read);
      BIO_meth_set_write (made, socket_write);
      BIO_meth_set_ctrl (made, socket_ctrl);
      g_once_init_leave (&method, GPOINTER_TO_SIZE (made));
    }
  return GSIZE_TO_POINTER (method);
}

/**
 * lg_socket_bio_new:
 * @state: the socket and what is learnt about it; must outlive the BIO
 *
 * Makes a BIO that reads and writes the socket of @state. Unlike OpenSSL's it never raises SIGPIPE,
 * and it keeps the error, the end and the first bytes of the connection.
 *
 * Returns: (transfer full): the BIO; it does not own the descriptor
 */
BIO *
lg_socket_bio_new (LgSocketState *state)
{
  BIO *bio = BIO_new (get_method ());

  BIO_set_data (bio, state);
  BIO_set_init (bio, 1);
  return bio;
}

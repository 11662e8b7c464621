/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-socket-bio.h"

#include <errno.h>
#include <sys/socket.h>

static int
get_fd (BIO *bio)
{
  return GPOINTER_TO_INT (BIO_get_data (bio));
}

static gboolean
is_retry (int result)
{
  return result < 0 && (errno == EAGAIN || errno == EINTR);
}

static int
bio_write (BIO        *bio,
           const char *data,
           int         length)
{
  int result = send (get_fd (bio), data, length, MSG_NOSIGNAL);

  BIO_clear_retry_flags (bio);
  if (is_retry (result))
    BIO_set_retry_write (bio);
  return result;
}

static int
bio_read (BIO  *bio,
          char *data,
          int   size)
{
  int result = recv (get_fd (bio), data, size, 0);

  BIO_clear_retry_flags (bio);
  if (is_retry (result))
    BIO_set_retry_read (bio);
  else if (result == 0)
    BIO_set_flags (bio, BIO_FLAGS_IN_EOF);
  return result;
}

static long
bio_ctrl (BIO  *bio,
          int   command,
          long  number,
          void *pointer)
{
  switch (command)
    {
    case BIO_CTRL_EOF:
      return BIO_test_flags (bio, BIO_FLAGS_IN_EOF) != 0;

    case BIO_CTRL_FLUSH:
      return 1;

    default:
      return 0;
    }
}

/**
 * lg_socket_bio_new:
 * @fd: a connected, non-blocking socket; stays the caller's
 *
 * OpenSSL's own socket BIO raises SIGPIPE when the peer is gone; this one never does.
 *
 * Returns: (transfer full): a new BIO over @fd
 */
BIO *
lg_socket_bio_new (int fd)
{
  static BIO_METHOD *method;
  BIO *bio;

  if (g_once_init_enter (&method))
    {
      BIO_METHOD *made = BIO_meth_new (BIO_TYPE_SOURCE_SINK | BIO_get_new_index (), "socket");

      BIO_meth_set_write (made, bio_write);
      BIO_meth_set_read (made, bio_read);
      BIO_meth_set_ctrl (made, bio_ctrl);
      g_once_init_leave (&method, made);
    }

  bio = BIO_new (method);
  BIO_set_data (bio, GINT_TO_POINTER (fd));
  BIO_set_init (bio, 1);
  return bio;
}

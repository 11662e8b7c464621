/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-second-look.h"

#include "lg-stream-private.h"
#include "lg-wait.h"

#include <string.h>

/* CONNECT of MQTT 3.1.1 without client ID, user name and password, Clean Session, Keep Alive 60:
 * a server answers, and no device is taken offline. */
static const guint8 anonymous_connect[] = {
  0x10, 0x0c, 0x00, 0x04, 'M', 'Q', 'T', 'T', 0x04, 0x02, 0x00, 0x3c, 0x00, 0x00,
};

static gboolean
is_worth_waiting (LgStream     *stream,
                  LgIoStatus    status,
                  gint64        deadline_us,
                  GCancellable *cancellable)
{
  struct pollfd fd = {
    .fd = lg_stream_get_fd (stream),
    .events = status == LG_IO_WANT_WRITE ? POLLOUT : POLLIN,
  };

  return (status == LG_IO_WANT_READ || status == LG_IO_WANT_WRITE)
         && lg_wait (&fd, 1, deadline_us, cancellable) == LG_WAIT_READY;
}

/**
 * lg_second_look_guess:
 * @first: the first bytes of an answer
 * @length: how many
 *
 * Returns: the protocol that begins so
 */
LgSpeaks
lg_second_look_guess (const guint8 *first,
                      gsize         length)
{
  if (length < 2)
    return LG_SPEAKS_NOTHING;
  if (length >= 4 && memcmp (first, "HTTP", 4) == 0)
    return LG_SPEAKS_HTTP;
  /* CONNACK of MQTT 3.1.1, or of MQTT 5 with properties. */
  if (length >= 4 && first[0] == 0x20 && first[1] >= 2 && first[1] < 0x80 && first[2] <= 1)
    return LG_SPEAKS_MQTT;
  /* Record types 20 to 23, then a version 3.x. */
  if (first[0] >= 20 && first[0] <= 23 && first[1] == 3)
    return LG_SPEAKS_TLS;
  return LG_SPEAKS_UNKNOWN;
}

/**
 * lg_second_look_at_mqtt:
 * @fd: (transfer full): a connected, non-blocking socket
 * @deadline_us: until when to wait for an answer, `CLOCK_MONOTONIC` µs
 * @cancellable: (nullable): ends it at once
 * @closed: (out) (optional): whether the peer closed or reset the connection
 *
 * Sends a CONNECT without any credentials and looks at what comes back.
 *
 * Returns: what the answer speaks; %LG_SPEAKS_NOTHING when there is none
 */
LgSpeaks
lg_second_look_at_mqtt (int           fd,
                        gint64        deadline_us,
                        GCancellable *cancellable,
                        gboolean     *closed)
{
  g_autoptr (LgStream) stream = lg_stream_new_plain (fd);
  guint8 first[16];
  gsize n_first = 0, n = 0;
  LgIoStatus status;

  lg_stream_write (stream, anonymous_connect, sizeof anonymous_connect, &n, NULL);
  do
    {
      status = lg_stream_read (stream, first + n_first, sizeof first - n_first, &n, NULL);
      n_first += n;
    }
  while (n_first < 4
         && (status == LG_IO_OK
             || is_worth_waiting (stream, status, deadline_us, cancellable)));

  if (closed != NULL)
    *closed = status == LG_IO_FIN || status == LG_IO_ERROR;
  return lg_second_look_guess (first, n_first);
}

/**
 * lg_second_look_at_tls:
 * @fd: (transfer full): a connected, non-blocking socket
 * @server_name: name for SNI
 * @deadline_us: until when to wait for an answer, `CLOCK_MONOTONIC` µs
 * @cancellable: (nullable): ends it at once
 * @version: (out): the TLS version agreed on, or %NULL
 *
 * Offers every TLS version and suite from TLS 1.0 upwards, however weak, to learn what the server
 * would take. Nothing is sent after the handshake.
 *
 * Returns: what the answer speaks; %LG_SPEAKS_NOTHING when there is none
 */
LgSpeaks
lg_second_look_at_tls (int            fd,
                       const char    *server_name,
                       gint64         deadline_us,
                       GCancellable  *cancellable,
                       char         **version)
{
  g_autoptr (LgStream) stream = lg_stream_new_tls_client (fd, server_name, NULL, NULL, NULL);
  const guint8 *first;
  gsize n_first;
  LgIoStatus status;

  *version = NULL;
  if (stream == NULL)
    return LG_SPEAKS_NOTHING;

  lg_stream_offer_everything (stream);
  while ((status = lg_stream_handshake (stream, NULL)) != LG_IO_OK
         && is_worth_waiting (stream, status, deadline_us, cancellable))
    ;

  if (status == LG_IO_OK)
    *version = g_strdup (lg_stream_get_tls_version (stream));
  first = lg_stream_get_first_bytes (stream, &n_first);
  return lg_second_look_guess (first, n_first);
}

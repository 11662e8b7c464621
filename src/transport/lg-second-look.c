/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-second-look.h"

#include "device/lg-printable.h"
#include "lg-dialer.h"
#include "lg-securing.h"
#include "lg-stream-private.h"
#include "lg-wait.h"

#include <string.h>

/* A second look is short: the peer answered or closed once already. */
#define SECOND_LOOK_MS 2000

/* Who hangs up by itself does so at once; who waits for a CONNECT gives it at least a second. */
#define HANG_UP_MS 500

/* Enough for a status line. */
#define FIRST_SIZE 128
#define LINE_LENGTH 80

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
  if (length >= 4 && memcmp (first, "SSH-", 4) == 0)
    return LG_SPEAKS_SSH;
  /* CONNACK of MQTT 3.1.1, or of MQTT 5 with properties. */
  if (length >= 4 && first[0] == 0x20 && first[1] >= 2 && first[1] < 0x80 && first[2] <= 1)
    return LG_SPEAKS_MQTT;
  /* Record types 20 to 23, then a version 3.x. */
  if (first[0] >= 20 && first[0] <= 23 && first[1] == 3)
    return LG_SPEAKS_TLS;
  return LG_SPEAKS_UNKNOWN;
}

/**
 * lg_second_look_dup_line:
 * @first: the first bytes of an answer that is text
 * @length: how many
 *
 * Returns: (transfer full): its first line, to quote: printable, and not long
 */
char *
lg_second_look_dup_line (const guint8 *first,
                         gsize         length)
{
  gsize n = 0;
  g_autofree char *line = NULL;

  while (n < length && first[n] != '\r' && first[n] != '\n' && first[n] != '\0')
    n++;
  line = lg_printable_line ((const char *) first, n);
  return lg_printable_shorten (line, LINE_LENGTH);
}

/**
 * lg_second_look_new_clause:
 * @speaks: what an answer speaks
 *
 * Returns: (transfer full): what is to be said of it
 */
LgClause *
lg_second_look_new_clause (LgSpeaks speaks)
{
  switch (speaks)
    {
    case LG_SPEAKS_MQTT:
      return lg_clause_new ("speaks.mqtt", NULL);
    case LG_SPEAKS_TLS:
      return lg_clause_new ("speaks.tls", NULL);
    case LG_SPEAKS_HTTP:
      return lg_clause_new ("speaks.http", NULL);
    case LG_SPEAKS_SSH:
      return lg_clause_new ("speaks.ssh", NULL);
    case LG_SPEAKS_UNKNOWN:
      return lg_clause_new ("speaks.other", NULL);
    case LG_SPEAKS_NOTHING:
    case LG_SPEAKS_BOTH:
    default:
      return lg_clause_new ("speaks.nothing", NULL);
    }
}

/**
 * lg_second_look_report:
 * @options: whose step function is to know
 * @cancellable: (nullable): whether nobody cares any more
 * @kind: what was done
 * @begin_us: since when, `CLOCK_MONOTONIC` µs
 * @code: what came of it
 * @clause: (transfer full): what is to be said of it
 *
 * Tells of a step that has just ended.
 */
void
lg_second_look_report (const LgTransportOptions *options,
                       GCancellable             *cancellable,
                       LgStepKind                kind,
                       gint64                    begin_us,
                       int                       code,
                       LgClause                 *clause)
{
  g_autoptr (LgClause) owned = clause;
  gint64 now_us = g_get_monotonic_time ();

  if (options->step != NULL && !g_cancellable_is_cancelled (cancellable))
    options->step (&(LgStep) {
                     .kind = kind, .mono_us = now_us, .duration_us = now_us - begin_us,
                     .code = code, .clause = owned,
                   },
                   options->user_data);
}

static LgClause *
new_second (LgClause *found)
{
  LgClause *clause = lg_clause_new ("look.second", NULL);

  lg_clause_say (clause, found);
  return clause;
}

static gboolean
is_text_without_end (const guint8 *first,
                     gsize         length)
{
  LgSpeaks speaks = lg_second_look_guess (first, length);

  return (speaks == LG_SPEAKS_HTTP || speaks == LG_SPEAKS_SSH) && length < FIRST_SIZE
         && memchr (first, '\n', length) == NULL;
}

/**
 * lg_second_look_ask:
 * @stream: a stream nothing was sent on yet
 * @deadline_us: until when to wait for an answer, `CLOCK_MONOTONIC` µs
 * @cancellable: (nullable): ends it at once
 * @closed: (out): whether the peer closed or reset the connection
 * @line: (out) (nullable): the first line of an answer in HTTP or SSH
 *
 * Sends a CONNECT without any credentials and looks at what comes back.
 *
 * Returns: what the answer speaks; %LG_SPEAKS_NOTHING when there is none
 */
LgSpeaks
lg_second_look_ask (LgStream      *stream,
                    gint64         deadline_us,
                    GCancellable  *cancellable,
                    gboolean      *closed,
                    char         **line)
{
  guint8 first[FIRST_SIZE];
  gsize n_first = 0, n = 0;
  LgIoStatus status;
  LgSpeaks speaks;

  lg_stream_write (stream, anonymous_connect, sizeof anonymous_connect, &n, NULL);
  do
    {
      status = lg_stream_read (stream, first + n_first, sizeof first - n_first, &n, NULL);
      n_first += n;
    }
  while ((n_first < 4 || is_text_without_end (first, n_first))
         && (status == LG_IO_OK
             || is_worth_waiting (stream, status, deadline_us, cancellable)));

  speaks = lg_second_look_guess (first, n_first);
  *closed = status == LG_IO_FIN || status == LG_IO_CLOSE_NOTIFY || status == LG_IO_ERROR;
  *line = speaks == LG_SPEAKS_HTTP || speaks == LG_SPEAKS_SSH
          ? lg_second_look_dup_line (first, n_first) : NULL;
  return speaks;
}

static int
connect_again (const LgTransportOptions *options,
               const LgAddress          *peer,
               GCancellable             *cancellable)
{
  LgTransportOptions quiet = *options;
  g_autoptr (GArray) addresses = g_array_new (FALSE, FALSE, sizeof (LgAddress));

  quiet.step = NULL;
  quiet.tcp_timeout_ms = SECOND_LOOK_MS;
  g_array_append_vals (addresses, peer, 1);
  return lg_dialer_connect (addresses, &quiet, cancellable, NULL);
}

/* Through TLS where that is wanted; the chain was judged before, and no secret is to be sent. */
static LgStream *
open_again (const LgTransportOptions *options,
            const LgAddress          *peer,
            GCancellable             *cancellable)
{
  LgTransportOptions quiet = *options;
  int fd = connect_again (options, peer, cancellable);

  if (fd < 0)
    return NULL;
  if (options->security == LG_SECURITY_TCP)
    return lg_stream_new_plain (fd);

  quiet.step = NULL;
  quiet.tls_timeout_ms = SECOND_LOOK_MS;
  return lg_securing_shake_hands (fd, &quiet, cancellable, NULL);
}

/* Offers every TLS version and suite from TLS 1.0 upwards, however weak, to learn what the server
 * would take. Nothing is sent after the handshake. */
static LgSpeaks
offer_tls (int            fd,
           const char    *server_name,
           GCancellable  *cancellable,
           char         **version)
{
  g_autoptr (LgStream) stream = lg_stream_new_tls_client (fd, server_name, NULL, NULL, NULL);
  gint64 deadline_us = g_get_monotonic_time () + SECOND_LOOK_MS * G_TIME_SPAN_MILLISECOND;
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

/**
 * lg_second_look_at_tls:
 * @options: where to look; its step function is told
 * @peer: the address to look at
 * @cancellable: (nullable): ends it at once
 *
 * Connects once more and sends a ClientHello.
 *
 * Returns: what the answer speaks; %LG_SPEAKS_NOTHING when there is none
 */
LgSpeaks
lg_second_look_at_tls (const LgTransportOptions *options,
                       const LgAddress          *peer,
                       GCancellable             *cancellable)
{
  gint64 begin_us = g_get_monotonic_time ();
  int fd = connect_again (options, peer, cancellable);
  g_autofree char *version = NULL;
  LgSpeaks speaks;

  if (fd < 0)
    return LG_SPEAKS_NOTHING;

  speaks = offer_tls (fd, options->host, cancellable, &version);
  lg_second_look_report (options, cancellable, LG_STEP_TLS, begin_us,
                         speaks == LG_SPEAKS_TLS ? 0 : LG_TRANSPORT_ERROR_NOT_TLS,
                         new_second (lg_second_look_new_clause (speaks)));
  return speaks;
}

/**
 * lg_second_look_at_mqtt:
 * @options: where to look, and whether with TLS; its step function is told
 * @peer: the address to look at
 * @cancellable: (nullable): ends it at once
 *
 * Connects once more and sends a CONNECT of MQTT 3.1.1 without credentials.
 *
 * Returns: what the answer speaks; %LG_SPEAKS_NOTHING when there is none
 */
LgSpeaks
lg_second_look_at_mqtt (const LgTransportOptions *options,
                        const LgAddress          *peer,
                        GCancellable             *cancellable)
{
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (LgStream) stream = open_again (options, peer, cancellable);
  g_autofree char *line = NULL;
  gboolean closed;
  LgSpeaks speaks;

  if (stream == NULL)
    return LG_SPEAKS_NOTHING;

  speaks = lg_second_look_ask (stream, begin_us + SECOND_LOOK_MS * G_TIME_SPAN_MILLISECOND,
                               cancellable, &closed, &line);
  lg_second_look_report (options, cancellable, LG_STEP_MQTT, begin_us, speaks != LG_SPEAKS_MQTT,
                         new_second (lg_second_look_new_clause (speaks)));
  return speaks;
}

/**
 * lg_second_look_hangs_up:
 * @options: where to look, and whether with TLS; its step function is told
 * @peer: the address to look at
 * @cancellable: (nullable): ends it at once
 *
 * Connects once more, sends nothing and waits for a moment.
 *
 * Returns: whether the peer closed or reset the connection by itself
 */
gboolean
lg_second_look_hangs_up (const LgTransportOptions *options,
                         const LgAddress          *peer,
                         GCancellable             *cancellable)
{
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (LgStream) stream = open_again (options, peer, cancellable);
  gint64 deadline_us = g_get_monotonic_time () + HANG_UP_MS * G_TIME_SPAN_MILLISECOND;
  LgIoStatus status;
  guint8 byte;
  gsize n = 0;

  if (stream == NULL)
    return FALSE;

  do
    status = lg_stream_read (stream, &byte, 1, &n, NULL);
  while (is_worth_waiting (stream, status, deadline_us, cancellable));

  if (status == LG_IO_OK || status == LG_IO_WANT_READ || status == LG_IO_WANT_WRITE)
    return FALSE;
  lg_second_look_report (options, cancellable, LG_STEP_MQTT, begin_us, 1,
                         new_second (lg_clause_new ("look.hung-up", NULL)));
  return TRUE;
}

/* TLS found no way: does the port speak MQTT without it? */
static void
look_for_plain (const LgTransportOptions  *options,
                const LgAddress           *peer,
                GCancellable              *cancellable,
                LgSpeaks                  *speaks,
                GError                   **failure)
{
  LgTransportOptions plain = *options;

  plain.security = LG_SECURITY_TCP;
  *speaks = lg_second_look_at_mqtt (&plain, peer, cancellable);
  if (*speaks == LG_SPEAKS_NOTHING || *speaks == LG_SPEAKS_TLS)
    return;

  g_clear_error (failure);
  lg_transport_error_set (failure, LG_TRANSPORT_ERROR_NOT_TLS,
                          lg_second_look_new_clause (*speaks));
}

/* The server speaks TLS, but takes nothing of what is offered: what would it take? */
static void
look_for_old_tls (const LgTransportOptions  *options,
                  const LgAddress           *peer,
                  GCancellable              *cancellable,
                  GError                   **failure)
{
  gint64 begin_us = g_get_monotonic_time ();
  int fd = connect_again (options, peer, cancellable);
  g_autofree char *version = NULL;
  g_autoptr (LgClause) offer = NULL;
  LgClause *told;
  int code;

  if (fd < 0)
    return;

  offer_tls (fd, options->host, cancellable, &version);
  offer = lg_clause_new (version != NULL ? "tls.offers" : "tls.offers-nothing",
                         "version", version, NULL);
  lg_second_look_report (options, cancellable, LG_STEP_TLS, begin_us, (*failure)->code,
                         new_second (lg_clause_copy (offer)));
  if (version == NULL)
    return;

  /* Some servers say handshake_failure where protocol_version is meant. */
  code = g_str_equal (version, "TLSv1") || g_str_equal (version, "TLSv1.1")
         ? LG_TRANSPORT_ERROR_PROTOCOL_VERSION : (*failure)->code;
  told = lg_clause_new ("tls.told", NULL);
  lg_clause_say (told, g_steal_pointer (&offer));
  lg_clause_say (told, lg_transport_error_dup_clause (*failure));
  g_clear_error (failure);
  lg_transport_error_set (failure, code, told);
}

/**
 * lg_second_look_explain:
 * @options: where TLS was tried; its step function is told
 * @peer: the address it was tried at
 * @cancellable: (nullable): ends it at once
 * @speaks: (out): what the port speaks, as far as it is known
 * @failure: (inout): why the handshake failed; says more afterwards
 *
 * Where a handshake does not tell why it failed, looks for the reason with one more connection.
 */
void
lg_second_look_explain (const LgTransportOptions  *options,
                        const LgAddress           *peer,
                        GCancellable              *cancellable,
                        LgSpeaks                  *speaks,
                        GError                   **failure)
{
  *speaks = LG_SPEAKS_NOTHING;
  if ((*failure)->domain != LG_TRANSPORT_ERROR)
    return;

  switch ((LgTransportError) (*failure)->code)
    {
    case LG_TRANSPORT_ERROR_CLOSED_IN_HANDSHAKE:
    case LG_TRANSPORT_ERROR_RESET:
    case LG_TRANSPORT_ERROR_NOT_TLS:
      look_for_plain (options, peer, cancellable, speaks, failure);
      break;

    case LG_TRANSPORT_ERROR_PROTOCOL_VERSION:
    case LG_TRANSPORT_ERROR_NO_COMMON_CIPHER:
      *speaks = LG_SPEAKS_TLS;
      look_for_old_tls (options, peer, cancellable, failure);
      break;

    case LG_TRANSPORT_ERROR_HANDSHAKE_TIMEOUT:
      break;

    case LG_TRANSPORT_ERROR_NOT_FOUND:
    case LG_TRANSPORT_ERROR_RESOLVER:
    case LG_TRANSPORT_ERROR_NAME_SERVER:
    case LG_TRANSPORT_ERROR_NO_ADDRESS:
    case LG_TRANSPORT_ERROR_BLOCKED:
    case LG_TRANSPORT_ERROR_NO_USABLE_ADDRESS:
    case LG_TRANSPORT_ERROR_REFUSED:
    case LG_TRANSPORT_ERROR_UNREACHABLE:
    case LG_TRANSPORT_ERROR_TIMEOUT:
    case LG_TRANSPORT_ERROR_CLIENT_CERTIFICATE:
    case LG_TRANSPORT_ERROR_ALERT:
    case LG_TRANSPORT_ERROR_NOT_TRUSTED:
    case LG_TRANSPORT_ERROR_TLS:
    case LG_TRANSPORT_ERROR_FAILED:
    default:
      *speaks = LG_SPEAKS_TLS;
    }
}

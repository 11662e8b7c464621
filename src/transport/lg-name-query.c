/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system's resolver says that it has no answer, but not why. Its name servers do. */
#include "lg-name-query.h"

#include "lg-address.h"

#include <arpa/nameser.h>
#include <netinet/in.h>
#include <poll.h>
#include <resolv.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MESSAGE_MAX 1500

/* One question to one name server. */
typedef struct
{
  LgAddress server;
  int       fd;
} Question;

/**
 * lg_name_answer_read:
 * @message: (array length=length): what came back
 * @length: its bytes
 * @id: the number of the question
 *
 * Reads what a name server answered. Pure.
 *
 * Returns: the answer; %LG_NAME_ANSWER_NONE if it is none to this question
 */
LgNameAnswer
lg_name_answer_read (const guint8 *message,
                     gsize         length,
                     guint16       id)
{
  HEADER header;

  g_return_val_if_fail (message != NULL || length == 0, LG_NAME_ANSWER_NONE);

  if (length < sizeof header)
    return LG_NAME_ANSWER_NONE;
  memcpy (&header, message, sizeof header);
  if (!header.qr || ntohs (header.id) != id)
    return LG_NAME_ANSWER_NONE;

  switch (header.rcode)
    {
    case ns_r_noerror:
      return header.ancount != 0 ? LG_NAME_ANSWER_FOUND : LG_NAME_ANSWER_NO_DATA;
    case ns_r_nxdomain:
      return LG_NAME_ANSWER_NO_NAME;
    case ns_r_servfail:
      return LG_NAME_ANSWER_SERVER_FAILED;
    case ns_r_refused:
      return LG_NAME_ANSWER_REFUSED;
    default:
      return LG_NAME_ANSWER_OTHER;
    }
}

/**
 * lg_name_answer_get_code:
 * @self: an answer
 *
 * Returns: (nullable): what the standard calls it, where it says why there is no address
 */
const char *
lg_name_answer_get_code (LgNameAnswer self)
{
  switch (self)
    {
    case LG_NAME_ANSWER_NO_DATA:
      return "NODATA";
    case LG_NAME_ANSWER_NO_NAME:
      return "NXDOMAIN";
    case LG_NAME_ANSWER_SERVER_FAILED:
      return "SERVFAIL";
    case LG_NAME_ANSWER_REFUSED:
      return "REFUSED";
    case LG_NAME_ANSWER_NONE:
    case LG_NAME_ANSWER_FOUND:
    case LG_NAME_ANSWER_OTHER:
    default:
      return NULL;
    }
}

/* IPv6 servers stand in a list of their own, at the place their IPv4 address lacks a family. */
static gboolean
get_server (res_state  state,
            int        position,
            LgAddress *server)
{
  const struct sockaddr_in *four = &state->nsaddr_list[position];
  const struct sockaddr_in6 *six = state->_u._ext.nsaddrs[position];

  *server = (LgAddress) { 0 };
  if (four->sin_family == AF_INET)
    {
      server->length = sizeof *four;
      memcpy (&server->storage, four, sizeof *four);
    }
  else if (six != NULL)
    {
      server->length = sizeof *six;
      memcpy (&server->storage, six, sizeof *six);
    }
  return server->length > 0;
}

static guint
ask (res_state     state,
     const guint8 *message,
     gsize         length,
     Question     *questions)
{
  guint n = 0;

  for (int i = 0; i < state->nscount; i++)
    {
      Question *question = &questions[n];

      if (!get_server (state, i, &question->server))
        continue;
      question->fd = socket (question->server.storage.ss_family,
                             SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
      if (question->fd < 0)
        continue;
      if (connect (question->fd, (const struct sockaddr *) &question->server.storage,
                   question->server.length) == 0
          && send (question->fd, message, length, MSG_NOSIGNAL) == (gssize) length)
        n++;
      else
        close (question->fd);
    }
  return n;
}

/* The first that says why counts: one of the servers may be silent, and it is not what the others
 * say. */
static LgNameAnswer
await (Question *questions,
       guint     n,
       guint16   id,
       gint64    deadline_us,
       guint    *from)
{
  struct pollfd fds[MAXNS];

  for (guint i = 0; i < n; i++)
    fds[i] = (struct pollfd) { .fd = questions[i].fd, .events = POLLIN };

  for (gint64 left_us = deadline_us - g_get_monotonic_time (); left_us > 0;
       left_us = deadline_us - g_get_monotonic_time ())
    {
      if (poll (fds, n, left_us / 1000 + 1) <= 0)
        continue;

      for (guint i = 0; i < n; i++)
        {
          guint8 message[MESSAGE_MAX];
          gssize length = fds[i].revents != 0 ? recv (fds[i].fd, message, sizeof message, 0) : 0;
          LgNameAnswer answer = length > 0 ? lg_name_answer_read (message, length, id)
                                           : LG_NAME_ANSWER_NONE;

          if (length < 0)
            fds[i].fd = -1;
          if (answer == LG_NAME_ANSWER_NONE)
            continue;
          *from = i;
          return answer;
        }
    }
  return LG_NAME_ANSWER_NONE;
}

/**
 * lg_name_query:
 * @host: a host name
 * @timeout_ms: how long to wait
 * @server: (out) (transfer full) (nullable): the address of the name server that answered
 *
 * Asks every name server of this system once for the IPv4 address of a name, to learn why the
 * system's resolver found none. Sends nothing where that cannot be said in DNS. Blocks at most for
 * @timeout_ms; any thread.
 *
 * Returns: the first answer
 */
LgNameAnswer
lg_name_query (const char  *host,
               guint        timeout_ms,
               char       **server)
{
  gint64 deadline_us = g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;
  struct __res_state state = { 0 };
  Question questions[MAXNS];
  guint8 message[MESSAGE_MAX];
  LgNameAnswer answer = LG_NAME_ANSWER_NONE;
  guint n = 0, from = 0;
  int length;

  g_return_val_if_fail (host != NULL && server != NULL, LG_NAME_ANSWER_NONE);

  *server = NULL;
  if (res_ninit (&state) != 0)
    return answer;

  length = res_nmkquery (&state, ns_o_query, host, ns_c_in, ns_t_a, NULL, 0, NULL, message,
                         sizeof message);
  if (length > 0)
    n = ask (&state, message, length, questions);
  if (n > 0)
    answer = await (questions, n, message[0] << 8 | message[1], deadline_us, &from);
  if (answer != LG_NAME_ANSWER_NONE)
    *server = lg_address_to_string (&questions[from].server, FALSE);

  for (guint i = 0; i < n; i++)
    close (questions[i].fd);
  res_nclose (&state);
  return answer;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-resolver.h"

#include "lg-name-query.h"
#include "lg-transport.h"
#include "lg-wait.h"
#include "lg-worker.h"

#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* How long the name servers are asked why there is no address. */
#define WHY_MS 2000

/* Of the addresses found those to use, and how many there were. */
typedef struct
{
  GArray *kept;
  guint   n_found;
} Found;

/* One look-up, shared by the waiting thread and the one inside getaddrinfo(), which nothing can
 * interrupt: whoever is last frees it. */
typedef struct
{
  char            *host;
  char            *service;
  int              done_fd;
  pthread_mutex_t  lock;
  guint            n_users;
  int              code;
  Found            found;
  LgNameAnswer     why;
  char            *server;
} LookUp;

static void
look_up_unref (LookUp *self)
{
  gboolean last;

  pthread_mutex_lock (&self->lock);
  last = --self->n_users == 0;
  pthread_mutex_unlock (&self->lock);
  if (!last)
    return;

  g_free (self->host);
  g_free (self->service);
  g_free (self->server);
  g_array_unref (self->found.kept);
  pthread_mutex_destroy (&self->lock);
  if (self->done_fd >= 0)
    close (self->done_fd);
  g_free (self);
}

/* A name listed twice in /etc/hosts has the same address twice. */
static void
add_address (Found                 *found,
             const struct addrinfo *info)
{
  LgAddress address = { .length = info->ai_addrlen };

  memcpy (&address.storage, info->ai_addr, info->ai_addrlen);
  for (guint i = 0; i < found->kept->len; i++)
    if (memcmp (&g_array_index (found->kept, LgAddress, i).storage, &address.storage,
                sizeof address.storage) == 0)
      return;
  found->n_found++;
  if (found->kept->len < LG_RESOLVER_MAX_ADDRESSES)
    g_array_append_val (found->kept, address);
}

static int
run_getaddrinfo (int         family,
                 const char *host,
                 const char *service,
                 int         flags,
                 Found      *addresses)
{
  struct addrinfo hints = {
    .ai_family = family,
    .ai_socktype = SOCK_STREAM,
    .ai_flags = flags | AI_NUMERICSERV,
  };
  struct addrinfo *found = NULL;
  int code = getaddrinfo (host, service, &hints, &found);

  for (const struct addrinfo *info = found; info != NULL; info = info->ai_next)
    add_address (addresses, info);

  if (found != NULL)
    freeaddrinfo (found);
  return code;
}

/* The name of this computer itself needs no resolver, and a bare system's /etc/hosts may lack it
 * (RFC 6761, section 6.3). Without a name, getaddrinfo() gives the loopback address. */
static int
find_without_resolver (const char *host,
                       const char *service,
                       Found      *addresses)
{
  if (g_ascii_strcasecmp (host, "localhost") != 0)
    return run_getaddrinfo (AF_UNSPEC, host, service, AI_NUMERICHOST, addresses);

  run_getaddrinfo (AF_INET, NULL, service, 0, addresses);
  run_getaddrinfo (AF_INET6, NULL, service, 0, addresses);
  return addresses->n_found > 0 ? 0 : EAI_NONAME;
}

static gpointer
look_up_thread (gpointer data)
{
  LookUp *self = data;
  Found found = { .kept = g_array_new (FALSE, FALSE, sizeof (LgAddress)) };
  int code = run_getaddrinfo (AF_UNSPEC, self->host, self->service, 0, &found);
  LgNameAnswer why = LG_NAME_ANSWER_NONE;
  char *server = NULL;

  if (code == EAI_AGAIN || code == EAI_FAIL)
    why = lg_name_query (self->host, WHY_MS, &server);

  pthread_mutex_lock (&self->lock);
  self->code = code;
  self->why = why;
  self->server = server;
  g_array_unref (self->found.kept);
  self->found = found;
  pthread_mutex_unlock (&self->lock);

  eventfd_write (self->done_fd, 1);
  look_up_unref (self);
  return NULL;
}

/* Without a descriptor or a thread there is no look-up, and the error is not the name's. */
static LookUp *
look_up_start (const char  *host,
               const char  *service,
               GError     **error)
{
  LookUp *self = g_new0 (LookUp, 1);

  self->n_users = 2;
  self->host = g_strdup (host);
  self->service = g_strdup (service);
  self->done_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  self->found.kept = g_array_new (FALSE, FALSE, sizeof (LgAddress));
  pthread_mutex_init (&self->lock, NULL);
  if (self->done_fd < 0)
    lg_transport_error_set_errno (error, errno);
  else if (lg_worker_start ("look-up", LG_WORKER_LEFT, look_up_thread, self, NULL, error))
    return self;

  self->n_users = 1;
  look_up_unref (self);
  return NULL;
}

/* In a container without a network there is often no resolver at all: EAI_AGAIN. */
static void
set_error (const LookUp *look_up,
           GError      **error)
{
  LgTransportError code = LG_TRANSPORT_ERROR_RESOLVER;
  LgClause *clause;

  if (look_up->code == EAI_NONAME)
    code = LG_TRANSPORT_ERROR_NOT_FOUND;
  else if (look_up->code == EAI_NODATA || look_up->code == EAI_ADDRFAMILY)
    code = LG_TRANSPORT_ERROR_NO_ADDRESS;
  else if (look_up->why == LG_NAME_ANSWER_SERVER_FAILED || look_up->why == LG_NAME_ANSWER_REFUSED)
    code = LG_TRANSPORT_ERROR_NAME_SERVER;

  if (code == LG_TRANSPORT_ERROR_NAME_SERVER)
    clause = lg_clause_new ("dns.server-failed", "name", look_up->host, "server", look_up->server,
                            "answer", lg_name_answer_get_code (look_up->why), NULL);
  else
    {
      clause = lg_clause_new ("dns.failed", "name", look_up->host, NULL);
      lg_clause_set_number (clause, "eai", look_up->code);
    }
  lg_transport_error_set (error, code, clause);
}

static void
set_timeout (GError     **error,
             const char  *host,
             guint        timeout_ms)
{
  LgClause *clause = lg_clause_new ("dns.timeout", "name", host, NULL);

  lg_clause_set_number (clause, "ms", timeout_ms);
  lg_transport_error_set (error, LG_TRANSPORT_ERROR_RESOLVER, clause);
}

/* What the other thread has left, when it is done. */
static GArray *
take_result (LookUp  *look_up,
             int     *code,
             guint   *n_found,
             GError **error)
{
  g_autoptr (GArray) addresses = NULL;

  pthread_mutex_lock (&look_up->lock);
  *code = look_up->code;
  *n_found = look_up->found.n_found;
  addresses = g_array_ref (look_up->found.kept);
  if (*code != 0)
    set_error (look_up, error);
  pthread_mutex_unlock (&look_up->lock);
  return *code == 0 ? g_steal_pointer (&addresses) : NULL;
}

/**
 * lg_resolver_look_up:
 * @host: a host name or IP literal, without brackets
 * @port: TCP port to put into the addresses
 * @timeout_ms: deadline
 * @cancellable: (nullable): ends it at once
 * @code: (out): 0, or the `EAI_…` of the failure (`EAI_AGAIN` at the deadline)
 * @n_found: (out): how many addresses there are
 * @error: return location, in %LG_TRANSPORT_ERROR or %G_IO_ERROR_CANCELLED; another error where
 *   this computer has no means left to look it up, with the code `EAI_SYSTEM`
 *
 * Finds every address, IPv4 and IPv6, whether or not this machine has the family: an unusable
 * family must not look like a missing name. Blocks at most for @timeout_ms; the system's resolver,
 * which cannot be interrupted, is left behind in a thread of its own. Where it has no answer, its
 * name servers are asked why.
 *
 * Returns: (transfer full) (element-type LgAddress): the addresses, in the order to try, at most
 *   %LG_RESOLVER_MAX_ADDRESSES; or %NULL
 */
GArray *
lg_resolver_look_up (const char    *host,
                     guint16        port,
                     guint          timeout_ms,
                     GCancellable  *cancellable,
                     int           *code,
                     guint         *n_found,
                     GError       **error)
{
  g_autofree char *service = g_strdup_printf ("%u", port);
  Found found = { .kept = g_array_new (FALSE, FALSE, sizeof (LgAddress)) };
  g_autoptr (GArray) addresses = found.kept;
  gint64 deadline_us = g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;
  LookUp *look_up;
  LgWait wait;

  *code = find_without_resolver (host, service, &found);
  *n_found = found.n_found;
  if (*code == 0)
    return g_steal_pointer (&addresses);

  g_clear_pointer (&addresses, g_array_unref);
  *code = EAI_SYSTEM;
  look_up = look_up_start (host, service, error);
  if (look_up == NULL)
    return NULL;
  wait = lg_wait (&(struct pollfd) { .fd = look_up->done_fd, .events = POLLIN }, 1, deadline_us,
                  cancellable);

  *code = EAI_AGAIN;
  if (wait == LG_WAIT_READY)
    addresses = take_result (look_up, code, n_found, error);
  else if (wait == LG_WAIT_CANCELLED)
    g_cancellable_set_error_if_cancelled (cancellable, error);
  else
    set_timeout (error, host, timeout_ms);

  look_up_unref (look_up);
  return g_steal_pointer (&addresses);
}

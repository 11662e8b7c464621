/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-resolver.h"

#include "lg-transport.h"
#include "lg-wait.h"
#include "lg-worker.h"

#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

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
  GArray          *addresses;
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
  g_array_unref (self->addresses);
  pthread_mutex_destroy (&self->lock);
  if (self->done_fd >= 0)
    close (self->done_fd);
  g_free (self);
}

/* A name listed twice in /etc/hosts has the same address twice. */
static void
add_address (GArray                *addresses,
             const struct addrinfo *info)
{
  LgAddress address = { .length = info->ai_addrlen };

  memcpy (&address.storage, info->ai_addr, info->ai_addrlen);
  for (guint i = 0; i < addresses->len; i++)
    if (memcmp (&g_array_index (addresses, LgAddress, i).storage, &address.storage,
                sizeof address.storage) == 0)
      return;
  g_array_append_val (addresses, address);
}

static int
run_getaddrinfo (int         family,
                 const char *host,
                 const char *service,
                 int         flags,
                 GArray     *addresses)
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
                       GArray     *addresses)
{
  if (g_ascii_strcasecmp (host, "localhost") != 0)
    return run_getaddrinfo (AF_UNSPEC, host, service, AI_NUMERICHOST, addresses);

  run_getaddrinfo (AF_INET, NULL, service, 0, addresses);
  run_getaddrinfo (AF_INET6, NULL, service, 0, addresses);
  return addresses->len > 0 ? 0 : EAI_NONAME;
}

static gpointer
look_up_thread (gpointer data)
{
  LookUp *self = data;
  g_autoptr (GArray) addresses = g_array_new (FALSE, FALSE, sizeof (LgAddress));
  int code = run_getaddrinfo (AF_UNSPEC, self->host, self->service, 0, addresses);

  pthread_mutex_lock (&self->lock);
  self->code = code;
  g_array_append_vals (self->addresses, addresses->data, addresses->len);
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
  self->addresses = g_array_new (FALSE, FALSE, sizeof (LgAddress));
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
set_error (GError     **error,
           const char  *host,
           int          code)
{
  LgClause *clause = lg_clause_new ("dns.failed", "name", host, NULL);
  gboolean absent = code == EAI_NONAME || code == EAI_NODATA || code == EAI_ADDRFAMILY;

  lg_clause_set_number (clause, "eai", code);
  lg_transport_error_set (error, absent ? LG_TRANSPORT_ERROR_NOT_FOUND
                                        : LG_TRANSPORT_ERROR_RESOLVER, clause);
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

/**
 * lg_resolver_look_up:
 * @host: a host name or IP literal, without brackets
 * @port: TCP port to put into the addresses
 * @timeout_ms: deadline
 * @cancellable: (nullable): ends it at once
 * @code: (out): 0, or the `EAI_…` of the failure (`EAI_AGAIN` at the deadline)
 * @error: return location, in %LG_TRANSPORT_ERROR or %G_IO_ERROR_CANCELLED; another error where
 *   this computer has no means left to look it up, with the code `EAI_SYSTEM`
 *
 * Finds every address, IPv4 and IPv6, whether or not this machine has the family: an unusable
 * family must not look like a missing name. Blocks at most for @timeout_ms; the system's resolver,
 * which cannot be interrupted, is left behind in a thread of its own.
 *
 * Returns: (transfer full) (element-type LgAddress): the addresses, in the order to try, or %NULL
 */
GArray *
lg_resolver_look_up (const char    *host,
                     guint16        port,
                     guint          timeout_ms,
                     GCancellable  *cancellable,
                     int           *code,
                     GError       **error)
{
  g_autofree char *service = g_strdup_printf ("%u", port);
  g_autoptr (GArray) addresses = g_array_new (FALSE, FALSE, sizeof (LgAddress));
  gint64 deadline_us = g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;
  LookUp *look_up;
  LgWait wait;

  *code = find_without_resolver (host, service, addresses);
  if (*code == 0)
    return g_steal_pointer (&addresses);

  *code = EAI_SYSTEM;
  look_up = look_up_start (host, service, error);
  if (look_up == NULL)
    return NULL;
  wait = lg_wait (&(struct pollfd) { .fd = look_up->done_fd, .events = POLLIN }, 1, deadline_us,
                  cancellable);

  *code = EAI_AGAIN;
  if (wait == LG_WAIT_READY)
    {
      pthread_mutex_lock (&look_up->lock);
      *code = look_up->code;
      g_array_append_vals (addresses, look_up->addresses->data, look_up->addresses->len);
      pthread_mutex_unlock (&look_up->lock);
    }
  look_up_unref (look_up);

  if (wait == LG_WAIT_CANCELLED)
    g_cancellable_set_error_if_cancelled (cancellable, error);
  else if (wait == LG_WAIT_TIMEOUT)
    set_timeout (error, host, timeout_ms);
  else if (*code != 0)
    set_error (error, host, *code);

  return wait == LG_WAIT_READY && *code == 0 ? g_steal_pointer (&addresses) : NULL;
}

/**
 * lg_address_init_peer:
 * @fd: a connected socket
 *
 * Sets the address to that of the other side.
 *
 * Returns: whether there is one
 */
gboolean
lg_address_init_peer (LgAddress *self,
                      int        fd)
{
  *self = (LgAddress) { .length = sizeof self->storage };
  return getpeername (fd, (struct sockaddr *) &self->storage, &self->length) == 0;
}

/**
 * lg_address_to_string:
 * @with_port: whether to add the port
 *
 * Returns: (transfer full): `127.0.0.1`, `127.0.0.1:8883`, `::1` or `[::1]:8883`
 */
char *
lg_address_to_string (const LgAddress *self,
                      gboolean         with_port)
{
  const struct sockaddr *address = (const struct sockaddr *) &self->storage;
  char host[NI_MAXHOST], service[NI_MAXSERV];

  if (getnameinfo (address, self->length, host, sizeof host, service, sizeof service,
                   NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    return g_strdup ("?");

  if (!with_port)
    return g_strdup (host);
  return g_strdup_printf (address->sa_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, service);
}

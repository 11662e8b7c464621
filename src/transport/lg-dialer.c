/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-dialer.h"

#include "lg-resolver.h"
#include "lg-wait.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

#define DEFAULT_TIMEOUT_MS 5000
/* A little head start for each address before the next one is tried beside it. */
#define STAGGER_US (250 * G_TIME_SPAN_MILLISECOND)
/* How long all addresses may be waited for once one is through. */
#define GRACE_US (300 * G_TIME_SPAN_MILLISECOND)

/* One address being tried. */
typedef struct
{
  const LgAddress *address;
  int              fd;
  gint64           begin_us;
} Call;

typedef struct
{
  const LgTransportOptions *options;
  GArray                   *addresses;
  guint                     next;
  Call                      calls[LG_RESOLVER_MAX_ADDRESSES];
  guint                     n_calls;
  int                       fd;
  gint64                    deadline_us;
  int                       furthest;
  gboolean                  only_unusable;
} Dialer;

/* If all addresses fail, the failure that got furthest is the one to tell. */
static int
get_rank (int code)
{
  switch (code)
    {
    case ECONNRESET:
      return 4;
    case ETIMEDOUT:
      return 3;
    case ECONNREFUSED:
      return 2;
    case 0:
      return 0;
    default:
      return 1;
    }
}

/* Whether this machine lacks the family. No route for IPv4 is rather no network at all. */
static gboolean
is_unusable (const LgAddress *address,
             int              code)
{
  return code == EADDRNOTAVAIL || code == EAFNOSUPPORT
         || (code == ENETUNREACH && address->storage.ss_family == AF_INET6);
}

static void
report (Dialer     *self,
        const Call *call,
        int         code)
{
  g_autofree char *subject = lg_address_to_string (call->address, TRUE);
  g_autoptr (LgClause) clause
    = lg_clause_new (code != 0 ? "tcp.failed" : "tcp.connected", "address", subject, NULL);
  gint64 now_us = g_get_monotonic_time ();

  if (code != 0)
    {
      lg_clause_set_number (clause, "errno", code);
      self->only_unusable = self->only_unusable && is_unusable (call->address, code);
      if (get_rank (code) > get_rank (self->furthest))
        self->furthest = code;
    }

  if (self->options->step != NULL)
    self->options->step (&(LgStep) {
                           .kind = LG_STEP_TCP,
                           .mono_us = now_us,
                           .duration_us = now_us - call->begin_us,
                           .code = code,
                           .subject = subject,
                           .clause = clause,
                         },
                         self->options->user_data);
}

static int
start_call (Dialer *self)
{
  const LgAddress *address = &g_array_index (self->addresses, LgAddress, self->next++);
  Call *call = &self->calls[self->n_calls];
  int no_delay = 1;

  *call = (Call) { .address = address, .begin_us = g_get_monotonic_time () };
  call->fd = socket (address->storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (call->fd < 0)
    {
      report (self, call, errno);
      return -1;
    }

  setsockopt (call->fd, IPPROTO_TCP, TCP_NODELAY, &no_delay, sizeof no_delay);
  if (connect (call->fd, (const struct sockaddr *) &address->storage, address->length) == 0)
    {
      report (self, call, 0);
      return call->fd;
    }

  if (errno != EINPROGRESS)
    {
      report (self, call, errno);
      close (call->fd);
      return -1;
    }

  self->n_calls++;
  return -1;
}

static void
drop_call (Dialer *self,
           guint   index)
{
  close (self->calls[index].fd);
  self->calls[index] = self->calls[--self->n_calls];
}

/* Looks at every call that has news; returns the first that is through. */
static int
collect (Dialer              *self,
         const struct pollfd *fds)
{
  for (guint i = self->n_calls; i-- > 0;)
    {
      Call call = self->calls[i];
      int code = 0;
      socklen_t length = sizeof code;

      if (fds[i].revents == 0)
        continue;

      if (getsockopt (call.fd, SOL_SOCKET, SO_ERROR, &code, &length) != 0)
        code = errno;
      report (self, &call, code);
      if (code == 0)
        {
          self->calls[i] = self->calls[--self->n_calls];
          return call.fd;
        }
      drop_call (self, i);
    }

  return -1;
}

static void
hang_up (Dialer   *self,
         gboolean  timed_out)
{
  while (self->n_calls > 0)
    {
      if (timed_out)
        report (self, &self->calls[self->n_calls - 1], ETIMEDOUT);
      drop_call (self, self->n_calls - 1);
    }
}

static void
set_error (const Dialer *self,
           GError      **error)
{
  static const struct { int code; LgTransportError error; } errors[] = {
    { ECONNRESET, LG_TRANSPORT_ERROR_RESET },
    { ETIMEDOUT, LG_TRANSPORT_ERROR_TIMEOUT },
    { ECONNREFUSED, LG_TRANSPORT_ERROR_REFUSED },
    { ENETUNREACH, LG_TRANSPORT_ERROR_UNREACHABLE },
    { EHOSTUNREACH, LG_TRANSPORT_ERROR_UNREACHABLE },
    { ENETDOWN, LG_TRANSPORT_ERROR_UNREACHABLE },
    { EHOSTDOWN, LG_TRANSPORT_ERROR_UNREACHABLE },
  };
  LgTransportError code = LG_TRANSPORT_ERROR_FAILED;
  LgClause *clause = lg_clause_new ("tcp.unreachable", "host", self->options->host, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    if (errors[i].code == self->furthest)
      code = errors[i].error;
  if (self->only_unusable)
    code = LG_TRANSPORT_ERROR_NO_USABLE_ADDRESS;

  lg_clause_set_number (clause, "port", self->options->port);
  lg_clause_set_number (clause, "errno", self->furthest);
  lg_transport_error_set (error, code, clause);
}

/* The first that is through is the one to use; the others then have a little more time to tell. */
static void
keep (Dialer *self,
      int     fd)
{
  gint64 until_us;

  if (fd < 0)
    return;

  if (self->fd >= 0)
    {
      close (fd);
      return;
    }

  self->fd = fd;
  until_us = g_get_monotonic_time () + GRACE_US;
  self->deadline_us = MIN (self->deadline_us, until_us);
}

/* Tries addresses beside each other until one is through, all have failed or time is up. */
static LgWait
dial (Dialer       *self,
      GCancellable *cancellable)
{
  gboolean every = self->options->every_address;

  while (self->n_calls > 0 || self->next < self->addresses->len)
    {
      struct pollfd fds[LG_RESOLVER_MAX_ADDRESSES];
      gint64 next_us;
      gboolean more;
      LgWait wait;

      if (self->next < self->addresses->len)
        keep (self, start_call (self));
      more = self->next < self->addresses->len;
      if (self->fd >= 0 && !every)
        break;
      if (self->n_calls == 0 || (every && more))
        continue;

      for (guint i = 0; i < self->n_calls; i++)
        fds[i] = (struct pollfd) { .fd = self->calls[i].fd, .events = POLLOUT };
      next_us = g_get_monotonic_time () + STAGGER_US;
      wait = lg_wait (fds, self->n_calls,
                      more ? MIN (self->deadline_us, next_us) : self->deadline_us, cancellable);
      if (wait == LG_WAIT_CANCELLED)
        return wait;
      keep (self, collect (self, fds));
      if (self->fd >= 0 && !every)
        break;
      if (g_get_monotonic_time () >= self->deadline_us)
        return LG_WAIT_TIMEOUT;
    }

  return LG_WAIT_READY;
}

/**
 * lg_dialer_connect:
 * @addresses: (element-type LgAddress): what to try, in order
 * @options: deadline and step function
 * @cancellable: (nullable): ends it at once
 * @error: return location (#LgTransportError, %G_IO_ERROR_CANCELLED)
 *
 * Connects TCP to the first address that answers; the others get a short head start over each
 * other and are tried side by side. Every address is a step of its own. Blocks at most for the
 * TCP deadline.
 *
 * Returns: a connected, non-blocking socket, or -1
 */
int
lg_dialer_connect (GArray                    *addresses,
                   const LgTransportOptions  *options,
                   GCancellable              *cancellable,
                   GError                   **error)
{
  guint timeout_ms = options->tcp_timeout_ms != 0 ? options->tcp_timeout_ms : DEFAULT_TIMEOUT_MS;
  Dialer self = {
    .options = options,
    .addresses = addresses,
    .fd = -1,
    .deadline_us = g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND,
    .only_unusable = TRUE,
  };
  LgWait wait;

  if (addresses->len > LG_RESOLVER_MAX_ADDRESSES)
    g_array_set_size (addresses, LG_RESOLVER_MAX_ADDRESSES);

  wait = dial (&self, cancellable);
  hang_up (&self, self.fd < 0 && wait == LG_WAIT_TIMEOUT);

  if (self.fd >= 0 && wait == LG_WAIT_CANCELLED)
    {
      close (self.fd);
      self.fd = -1;
    }
  if (self.fd < 0 && !g_cancellable_set_error_if_cancelled (cancellable, error))
    set_error (&self, error);
  return self.fd;
}

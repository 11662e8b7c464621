/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-inspection.h"

#include "lg-dialer.h"
#include "lg-resolver.h"
#include "lg-second-look.h"
#include "lg-securing.h"
#include "lg-transport-private.h"

#include <ifaddrs.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

/* A second look is short: the peer answered or closed once already. */
#define SECOND_LOOK_MS 2000
#define DEFAULT_ANSWER_MS 8000

G_DEFINE_ENUM_TYPE (LgSpeaks, lg_speaks,
                    G_DEFINE_ENUM_VALUE (LG_SPEAKS_NOTHING, "nothing"),
                    G_DEFINE_ENUM_VALUE (LG_SPEAKS_TLS, "tls"),
                    G_DEFINE_ENUM_VALUE (LG_SPEAKS_MQTT, "mqtt"),
                    G_DEFINE_ENUM_VALUE (LG_SPEAKS_BOTH, "both"),
                    G_DEFINE_ENUM_VALUE (LG_SPEAKS_HTTP, "http"),
                    G_DEFINE_ENUM_VALUE (LG_SPEAKS_SSH, "ssh"),
                    G_DEFINE_ENUM_VALUE (LG_SPEAKS_UNKNOWN, "unknown"))

typedef struct
{
  const LgTransportOptions *options;
  GCancellable             *cancellable;
  LgInspection             *result;
  LgAddress                 peer;
} Look;

static gboolean
has_address (const struct ifaddrs   *interface,
             const struct sockaddr  *address)
{
  const struct sockaddr *own = interface->ifa_addr;

  if (own == NULL || own->sa_family != address->sa_family)
    return FALSE;
  if (own->sa_family == AF_INET6)
    return memcmp (&((const struct sockaddr_in6 *) own)->sin6_addr,
                   &((const struct sockaddr_in6 *) address)->sin6_addr,
                   sizeof (struct in6_addr)) == 0;
  return ((const struct sockaddr_in *) own)->sin_addr.s_addr
         == ((const struct sockaddr_in *) address)->sin_addr.s_addr;
}

static char *
find_interface (const LgAddress *address)
{
  struct ifaddrs *interfaces = NULL;
  char *name = NULL;

  if (getifaddrs (&interfaces) != 0)
    return NULL;

  for (const struct ifaddrs *each = interfaces; each != NULL && name == NULL; each = each->ifa_next)
    if (has_address (each, (const struct sockaddr *) &address->storage))
      name = g_strdup (each->ifa_name);
  freeifaddrs (interfaces);
  return name;
}

static void
note_source (Look *self,
             int   fd)
{
  LgAddress local = { .length = sizeof local.storage };

  if (getsockname (fd, (struct sockaddr *) &local.storage, &local.length) != 0)
    return;

  self->result->local_address = lg_address_to_string (&local, FALSE);
  self->result->interface = find_interface (&local);
}

/* Which way a packet to @address would take; UDP tells without sending one. */
static void
note_route (Look            *self,
            const LgAddress *address)
{
  int fd = socket (address->storage.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  if (fd < 0)
    return;
  if (connect (fd, (const struct sockaddr *) &address->storage, address->length) == 0)
    note_source (self, fd);
  close (fd);
}

static void
note_addresses (Look *self,
                int   fd)
{
  self->result->connected = TRUE;
  if (lg_address_init_peer (&self->peer, fd))
    self->result->peer_address = lg_address_to_string (&self->peer, TRUE);
  note_source (self, fd);
}

static int
connect_first (Look    *self,
               GError **error)
{
  g_autoptr (GArray) addresses = lg_transport_resolve (self->options, self->cancellable,
                                                       &self->result->addresses, error);
  g_autoptr (GError) failure = NULL;
  int fd;

  if (addresses == NULL)
    return -1;

  fd = lg_dialer_connect (addresses, self->options, self->cancellable, &failure);
  if (fd >= 0)
    {
      note_addresses (self, fd);
      return fd;
    }

  note_route (self, &g_array_index (addresses, LgAddress, 0));
  lg_transport_judge_names (self->options->host, addresses, &failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return -1;
}

/* No longer than for the handshake. */
static gint64
get_answer_us (Look  *self,
               guint  most_ms)
{
  guint timeout_ms = self->options->tls_timeout_ms;

  return (timeout_ms != 0 ? MIN (timeout_ms, most_ms) : most_ms) * G_TIME_SPAN_MILLISECOND;
}

/* A web server has a fine certificate, too, and so has a proxy with nothing behind it. What a chain
 * is worth does not hang on the answer, so it is not waited for long. */
static void
ask_through_tls (Look     *self,
                 LgStream *stream)
{
  LgInspection *result = self->result;
  gint64 deadline_us = g_get_monotonic_time () + get_answer_us (self, SECOND_LOOK_MS);

  if (self->options->trusts != NULL
      && self->options->trusts (result->chain, self->options->user_data))
    result->answer = lg_second_look_ask (stream, deadline_us, self->cancellable, &result->closed,
                                         &result->line);
}

/* The one connection is closed before the other one is made. */
static void
look_for_hang_up (Look *self)
{
  if (self->result->closed)
    self->result->hangs_up = lg_second_look_hangs_up (self->options, &self->peer,
                                                      self->cancellable);
}

static gboolean
inspect_tls (Look    *self,
             int      fd,
             GError **error)
{
  g_autoptr (GError) failure = NULL;
  LgInspection *result = self->result;
  g_autoptr (LgStream) stream = lg_securing_shake_hands (fd, self->options, self->cancellable,
                                                         &failure);

  if (stream != NULL)
    {
      result->speaks = LG_SPEAKS_TLS;
      result->chain = lg_stream_dup_chain (stream);
      result->tls_version = g_strdup (lg_stream_get_tls_version (stream));
      result->tls_cipher = g_strdup (lg_stream_get_tls_cipher (stream));
      ask_through_tls (self, stream);
      lg_stream_shutdown (stream);
      g_clear_pointer (&stream, lg_stream_free);
      if (result->answer == LG_SPEAKS_NOTHING)
        look_for_hang_up (self);
      return TRUE;
    }

  lg_second_look_explain (self->options, &self->peer, self->cancellable, &result->speaks,
                          &failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Without TLS the question is a CONNECT without credentials; no answer: is it a TLS port? */
static void
inspect_plain (Look *self,
               int   fd)
{
  LgInspection *result = self->result;
  gint64 begin_us = g_get_monotonic_time ();
  guint timeout_ms = self->options->tls_timeout_ms;
  g_autoptr (LgStream) stream = lg_stream_new_plain (fd);

  if (timeout_ms == 0)
    timeout_ms = DEFAULT_ANSWER_MS;
  result->speaks = lg_second_look_ask (stream, begin_us + timeout_ms * G_TIME_SPAN_MILLISECOND,
                                       self->cancellable, &result->closed, &result->line);
  lg_second_look_report (self->options, self->cancellable, LG_STEP_MQTT, begin_us,
                         result->speaks != LG_SPEAKS_MQTT,
                         lg_second_look_new_clause (result->speaks));
  g_clear_pointer (&stream, lg_stream_free);
  if (result->speaks == LG_SPEAKS_NOTHING)
    result->speaks = lg_second_look_at_tls (self->options, &self->peer, self->cancellable);
  if (result->speaks == LG_SPEAKS_NOTHING)
    look_for_hang_up (self);
}

/**
 * lg_transport_inspect:
 * @options: where to look, how and until when; the roots are not needed
 * @inspection: (out): what was seen; clear it also after a failure
 * @cancellable: (nullable): ends it at once, from any thread
 * @error: return location, in %LG_TRANSPORT_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Goes through DNS, TCP and TLS as [func@transport_connect] does, each with its own deadline, but
 * judges nothing and closes the connection: with the chain any number of roots can be judged. A
 * CONNECT without credentials asks for MQTT, on a plain port with the deadline of TLS. Where the
 * first try does not tell why it failed, one more connection of at most 2 s looks for the reason.
 * Never sends a credential. Blocks the calling thread.
 *
 * Returns: whether the port was reached, and spoke TLS if that was asked for
 */
gboolean
lg_transport_inspect (const LgTransportOptions  *options,
                      LgInspection              *inspection,
                      GCancellable              *cancellable,
                      GError                   **error)
{
  LgTransportOptions own;
  Look self = { .options = &own, .cancellable = cancellable, .result = inspection };
  g_autofree char *host = NULL;
  int fd;

  g_return_val_if_fail (options != NULL && options->host != NULL, FALSE);
  g_return_val_if_fail (inspection != NULL, FALSE);

  *inspection = (LgInspection) { 0 };
  own = *options;
  own.host = host = lg_transport_strip_brackets (options->host);
  own.every_address = TRUE;

  fd = connect_first (&self, error);
  if (fd < 0)
    return FALSE;

  if (own.security == LG_SECURITY_TLS)
    return inspect_tls (&self, fd, error);

  inspect_plain (&self, fd);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * lg_inspection_clear:
 *
 * Frees what the inspection holds.
 */
void
lg_inspection_clear (LgInspection *self)
{
  g_free (self->addresses);
  g_free (self->peer_address);
  g_free (self->local_address);
  g_free (self->interface);
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  g_free (self->tls_version);
  g_free (self->tls_cipher);
  g_free (self->line);
  *self = (LgInspection) { 0 };
}

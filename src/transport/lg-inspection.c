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
  self->peer.length = sizeof self->peer.storage;
  if (getpeername (fd, (struct sockaddr *) &self->peer.storage, &self->peer.length) == 0)
    self->result->peer_address = lg_address_to_string (&self->peer, TRUE);
  note_source (self, fd);
}

static int
connect_first (Look    *self,
               GError **error)
{
  g_autoptr (GArray) addresses = lg_transport_resolve (self->options, self->cancellable, error);
  int fd;

  if (addresses == NULL)
    return -1;

  self->result->addresses = lg_transport_join_addresses (addresses);
  fd = lg_dialer_connect (addresses, self->options, self->cancellable, error);
  if (fd >= 0)
    note_addresses (self, fd);
  else
    note_route (self, &g_array_index (addresses, LgAddress, 0));
  return fd;
}

static int
connect_again (Look *self)
{
  LgTransportOptions quiet = *self->options;
  g_autoptr (GArray) addresses = g_array_new (FALSE, FALSE, sizeof (LgAddress));

  quiet.step = NULL;
  quiet.tcp_timeout_ms = SECOND_LOOK_MS;
  g_array_append_val (addresses, self->peer);
  return lg_dialer_connect (addresses, &quiet, self->cancellable, NULL);
}

static void
report (Look           *self,
        LgStepKind      kind,
        gint64          begin_us,
        int             code,
        const LgClause *clause)
{
  gint64 now_us = g_get_monotonic_time ();

  if (self->options->step != NULL && !g_cancellable_is_cancelled (self->cancellable))
    self->options->step (&(LgStep) {
                           .kind = kind, .mono_us = now_us, .duration_us = now_us - begin_us,
                           .code = code, .clause = clause,
                         },
                         self->options->user_data);
}

static LgClause *
new_speaks (LgSpeaks speaks)
{
  switch (speaks)
    {
    case LG_SPEAKS_MQTT:
      return lg_clause_new ("speaks.mqtt", NULL);
    case LG_SPEAKS_TLS:
      return lg_clause_new ("speaks.tls", NULL);
    case LG_SPEAKS_HTTP:
      return lg_clause_new ("speaks.http", NULL);
    case LG_SPEAKS_UNKNOWN:
      return lg_clause_new ("speaks.other", NULL);
    case LG_SPEAKS_NOTHING:
    case LG_SPEAKS_BOTH:
    default:
      return lg_clause_new ("speaks.nothing", NULL);
    }
}

/* Takes @found over. */
static void
report_second_look (Look       *self,
                    LgStepKind  kind,
                    gint64      begin_us,
                    int         code,
                    LgClause   *found)
{
  g_autoptr (LgClause) clause = lg_clause_new ("look.second", NULL);

  lg_clause_say (clause, found);
  report (self, kind, begin_us, code, clause);
}

/* TLS found no way: does the port speak MQTT without it? */
static void
look_for_plain (Look    *self,
                GError **failure)
{
  gint64 begin_us = g_get_monotonic_time ();
  int fd = connect_again (self);

  if (fd < 0)
    return;

  self->result->speaks = lg_second_look_at_mqtt (fd, begin_us + SECOND_LOOK_MS * 1000,
                                                 self->cancellable, NULL);
  report_second_look (self, LG_STEP_MQTT, begin_us, self->result->speaks != LG_SPEAKS_MQTT,
                      new_speaks (self->result->speaks));
  if (self->result->speaks != LG_SPEAKS_NOTHING && self->result->speaks != LG_SPEAKS_TLS)
    {
      g_clear_error (failure);
      lg_transport_error_set (failure, LG_TRANSPORT_ERROR_NOT_TLS,
                              new_speaks (self->result->speaks));
    }
}

/* The server speaks TLS, but takes nothing of what is offered: what would it take? */
static void
look_for_old_tls (Look    *self,
                  GError **failure)
{
  gint64 begin_us = g_get_monotonic_time ();
  g_autofree char *version = NULL;
  g_autoptr (LgClause) offer = NULL;
  LgClause *told;
  int fd, code;

  self->result->speaks = LG_SPEAKS_TLS;
  fd = connect_again (self);
  if (fd < 0)
    return;

  lg_second_look_at_tls (fd, self->options->host, begin_us + SECOND_LOOK_MS * 1000,
                         self->cancellable, &version);
  offer = lg_clause_new (version != NULL ? "tls.offers" : "tls.offers-nothing",
                         "version", version, NULL);
  report_second_look (self, LG_STEP_TLS, begin_us, (*failure)->code, lg_clause_copy (offer));
  if (version == NULL)
    return;

  /* Some servers say handshake_failure where protocol_version is meant. */
  if (g_str_equal (version, "TLSv1") || g_str_equal (version, "TLSv1.1"))
    (*failure)->code = LG_TRANSPORT_ERROR_PROTOCOL_VERSION;
  told = lg_clause_new ("tls.told", NULL);
  lg_clause_say (told, g_steal_pointer (&offer));
  lg_clause_say (told, lg_transport_error_dup_clause (*failure));
  code = (*failure)->code;
  g_clear_error (failure);
  lg_transport_error_set (failure, code, told);
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
      lg_stream_shutdown (stream);
      return TRUE;
    }

  if (g_error_matches (failure, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_CLOSED_IN_HANDSHAKE)
      || g_error_matches (failure, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_RESET)
      || g_error_matches (failure, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_NOT_TLS))
    look_for_plain (self, &failure);
  else if (g_error_matches (failure, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_PROTOCOL_VERSION)
           || g_error_matches (failure, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_NO_COMMON_CIPHER))
    look_for_old_tls (self, &failure);
  else if (failure->domain == LG_TRANSPORT_ERROR
           && failure->code != LG_TRANSPORT_ERROR_HANDSHAKE_TIMEOUT)
    result->speaks = LG_SPEAKS_TLS;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Without TLS the question is a CONNECT without credentials; no answer: is it a TLS port? */
static void
inspect_plain (Look *self,
               int   fd)
{
  LgInspection *result = self->result;
  guint timeout_ms = self->options->tls_timeout_ms;
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (LgClause) answer = NULL;
  g_autofree char *version = NULL;

  if (timeout_ms == 0)
    timeout_ms = DEFAULT_ANSWER_MS;
  result->speaks = lg_second_look_at_mqtt (fd, begin_us + timeout_ms * G_TIME_SPAN_MILLISECOND,
                                           self->cancellable, &result->closed);
  answer = new_speaks (result->speaks);
  report (self, LG_STEP_MQTT, begin_us, result->speaks != LG_SPEAKS_MQTT, answer);
  if (result->speaks != LG_SPEAKS_NOTHING)
    return;

  begin_us = g_get_monotonic_time ();
  fd = connect_again (self);
  if (fd < 0)
    return;
  result->speaks = lg_second_look_at_tls (fd, self->options->host,
                                          begin_us + SECOND_LOOK_MS * 1000, self->cancellable,
                                          &version);
  report_second_look (self, LG_STEP_TLS, begin_us,
                      result->speaks == LG_SPEAKS_TLS ? 0 : LG_TRANSPORT_ERROR_NOT_TLS,
                      new_speaks (result->speaks));
}

/**
 * lg_transport_inspect:
 * @options: where to look, how and until when; the roots are not needed
 * @inspection: (out): what was seen; clear it also after a failure
 * @cancellable: (nullable): ends it at once, from any thread
 * @error: return location, in %LG_TRANSPORT_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Goes through DNS, TCP and TLS as [func@transport_connect] does, each with its own deadline, but
 * judges nothing and closes the connection: with the chain any number of roots can be judged. On a
 * plain port a CONNECT without credentials asks for MQTT, with the deadline of TLS. Where the first
 * try does not tell why it failed, one more connection of at most 2 s looks for the reason. Never
 * sends a credential. Blocks the calling thread.
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
  *self = (LgInspection) { 0 };
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-transport.h"

#include "lg-dialer.h"
#include "lg-resolver.h"
#include "lg-second-look.h"
#include "lg-securing.h"
#include "lg-transport-private.h"

#include <string.h>

#define DEFAULT_DNS_TIMEOUT_MS 5000

/**
 * lg_transport_strip_brackets:
 * @host: a host name or IP literal; `[::1]` is how an IPv6 literal is written in front of a port
 *
 * Returns: (transfer full): the host without brackets
 */
char *
lg_transport_strip_brackets (const char *host)
{
  gsize length = strlen (host);

  if (length > 2 && host[0] == '[' && host[length - 1] == ']')
    return g_strndup (host + 1, length - 2);
  return g_strdup (host);
}

/**
 * lg_transport_join_addresses:
 * @addresses: (element-type LgAddress): addresses
 *
 * Returns: (transfer full): all of them in one line, without port
 */
char *
lg_transport_join_addresses (GArray *addresses)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < addresses->len; i++)
    g_ptr_array_add (texts,
                     lg_address_to_string (&g_array_index (addresses, LgAddress, i), FALSE));
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (", ", (char **) texts->pdata);
}

static LgClause *
new_found (const char *host,
           GArray     *addresses)
{
  g_autofree char *found = lg_transport_join_addresses (addresses);

  return lg_clause_new ("dns.found", "name", host, "addresses", found, NULL);
}

/**
 * lg_transport_resolve:
 * @options: host, port, deadline and step function
 * @cancellable: (nullable): ends it at once
 * @error: return location
 *
 * Does the DNS step.
 *
 * Returns: (transfer full) (element-type LgAddress): every address, or %NULL
 */
GArray *
lg_transport_resolve (const LgTransportOptions  *options,
                      GCancellable              *cancellable,
                      GError                   **error)
{
  guint timeout_ms = options->dns_timeout_ms != 0 ? options->dns_timeout_ms
                                                  : DEFAULT_DNS_TIMEOUT_MS;
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (GError) failure = NULL;
  g_autoptr (LgClause) clause = NULL;
  int code = 0;
  GArray *addresses = lg_resolver_look_up (options->host, options->port, timeout_ms, cancellable,
                                           &code, &failure);
  gint64 now_us = g_get_monotonic_time ();

  if (addresses != NULL)
    clause = new_found (options->host, addresses);
  else
    clause = lg_transport_error_dup_clause (failure);

  if (options->step != NULL && !g_cancellable_is_cancelled (cancellable))
    options->step (&(LgStep) {
                     .kind = LG_STEP_DNS,
                     .mono_us = now_us,
                     .duration_us = now_us - begin_us,
                     .code = code,
                     .subject = options->host,
                     .clause = clause,
                   },
                   options->user_data);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return addresses;
}

/**
 * lg_transport_connect:
 * @options: where to connect, how and until when; borrowed for the call, but @step and its closure
 *   must live as long as the stream: alerts are reported later, too
 * @cancellable: (nullable): ends it at once, from any thread
 * @verdict: (out) (optional) (nullable): the judgement of the chain, also when it is not trusted
 * @error: return location, in %LG_TRANSPORT_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Goes through DNS, TCP and TLS, each with its own deadline, and judges the server's chain against
 * the selected root and the host name before anything else may be sent. Where a handshake does not
 * tell why it failed, one more connection of at most 2 s looks for the reason, without credentials.
 * Blocks the calling thread, which must not be the main thread.
 *
 * Returns: (transfer full): a stream ready for MQTT, or %NULL
 */
LgStream *
lg_transport_connect (const LgTransportOptions  *options,
                      GCancellable              *cancellable,
                      LgVerdict                **verdict,
                      GError                   **error)
{
  LgTransportOptions own;
  g_autofree char *host = NULL;
  g_autoptr (GArray) addresses = NULL;
  g_autoptr (GError) failure = NULL;
  LgStream *stream;
  LgAddress peer;
  LgSpeaks speaks;
  int fd;

  g_return_val_if_fail (options != NULL && options->host != NULL, NULL);
  g_return_val_if_fail (options->security == LG_SECURITY_TCP || options->root != NULL, NULL);

  if (verdict != NULL)
    *verdict = NULL;
  own = *options;
  own.host = host = lg_transport_strip_brackets (options->host);

  addresses = lg_transport_resolve (&own, cancellable, error);
  if (addresses == NULL)
    return NULL;

  fd = lg_dialer_connect (addresses, &own, cancellable, error);
  if (fd < 0)
    return NULL;

  if (own.security == LG_SECURITY_TCP)
    return lg_stream_new_plain (fd);

  lg_address_init_peer (&peer, fd);
  stream = lg_securing_run (fd, &own, cancellable, verdict, &failure);
  if (stream == NULL)
    {
      lg_second_look_explain (&own, &peer, cancellable, &speaks, &failure);
      g_propagate_error (error, g_steal_pointer (&failure));
    }
  return stream;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-transport.h"

#include "lg-dialer.h"
#include "lg-resolver.h"
#include "lg-second-look.h"
#include "lg-securing.h"
#include "lg-transport-private.h"

#include <string.h>

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

/* All of @addresses in one line, without port; the rest of @n_found is counted. */
static char *
join_addresses (GArray *addresses,
                guint   n_found)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < addresses->len; i++)
    g_ptr_array_add (texts,
                     lg_address_to_string (&g_array_index (addresses, LgAddress, i), FALSE));
  if (n_found > addresses->len)
    g_ptr_array_add (texts, g_strdup_printf ("… +%u", n_found - addresses->len));
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (", ", (char **) texts->pdata);
}

/* Names that are this computer's own by their form (RFC 6761, RFC 6762) or in fact. */
static gboolean
is_own_name (const char *host)
{
  static const char *const endings[] = { ".localhost", ".localdomain", ".local" };
  g_autofree char *folded = g_ascii_strdown (host, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (folded, endings[i]))
      return TRUE;
  return g_str_equal (folded, "localhost") || g_hostname_is_ip_address (host)
         || g_ascii_strcasecmp (host, g_get_host_name ()) == 0;
}

/**
 * lg_transport_judge_names:
 * @host: what was looked up
 * @addresses: (element-type LgAddress): its addresses
 * @error: (inout) (nullable): why none of them could be connected to; left alone unless they are
 *   what a name gets that is blocked
 *
 * Somebody who blocks a name has it lead nowhere, or to this very computer: that nothing listens
 * there is not the fault of the host.
 */
void
lg_transport_judge_names (const char  *host,
                          GArray      *addresses,
                          GError     **error)
{
  if (error == NULL || *error == NULL || (*error)->domain != LG_TRANSPORT_ERROR
      || is_own_name (host))
    return;

  for (guint i = 0; i < addresses->len; i++)
    if (!lg_address_is_no_host (&g_array_index (addresses, LgAddress, i)))
      return;
  (*error)->code = LG_TRANSPORT_ERROR_BLOCKED;
}

/**
 * lg_transport_resolve:
 * @options: host, port, deadline and step function
 * @cancellable: (nullable): ends it at once
 * @found: (out) (optional) (nullable): the addresses in one line; where there are very many, the
 *   rest is counted
 * @error: return location (#LgTransportError, %G_IO_ERROR_CANCELLED)
 *
 * Does the DNS step.
 *
 * Returns: (transfer full) (element-type LgAddress): the addresses to try, or %NULL
 */
GArray *
lg_transport_resolve (const LgTransportOptions  *options,
                      GCancellable              *cancellable,
                      char                     **found,
                      GError                   **error)
{
  guint timeout_ms = options->dns_timeout_ms != 0 ? options->dns_timeout_ms
                                                  : LG_TRANSPORT_DNS_TIMEOUT_MS;
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (GError) failure = NULL;
  g_autoptr (LgClause) clause = NULL;
  g_autofree char *joined = NULL;
  guint n_found = 0;
  int code = 0;
  GArray *addresses = lg_resolver_look_up (options->host, options->port, timeout_ms, cancellable,
                                           &code, &n_found, &failure);
  gint64 now_us = g_get_monotonic_time ();

  if (addresses != NULL)
    {
      joined = join_addresses (addresses, n_found);
      clause = lg_clause_new ("dns.found", "name", options->host, "addresses", joined, NULL);
    }
  else
    {
      clause = lg_transport_error_dup_clause (failure);
    }

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
  if (found != NULL)
    *found = g_steal_pointer (&joined);
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

  addresses = lg_transport_resolve (&own, cancellable, NULL, error);
  if (addresses == NULL)
    return NULL;

  fd = lg_dialer_connect (addresses, &own, cancellable, &failure);
  if (fd < 0)
    {
      lg_transport_judge_names (own.host, addresses, &failure);
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

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

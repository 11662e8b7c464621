/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nslookup of Windows, BIND and busybox, Resolve-DnsName, dig, host and getent. */
#include "lg-pasted-private.h"

#include "transport/lg-resolver.h"

#include <string.h>

#define ADDRESS "([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-f]*:[0-9a-f:.]+)"

static const struct
{
  const char *phrase;
  int         error;
  gboolean    vague;
} failures[] = {
  { "nxdomain", LG_TRANSPORT_ERROR_NOT_FOUND, FALSE },
  { "non-existent domain", LG_TRANSPORT_ERROR_NOT_FOUND, FALSE },
  { "dns name does not exist", LG_TRANSPORT_ERROR_NOT_FOUND, FALSE },
  { "dns 名称不存在", LG_TRANSPORT_ERROR_NOT_FOUND, FALSE },
  { "dns_error_rcode_name_error", LG_TRANSPORT_ERROR_NOT_FOUND, FALSE },
  { "name or service not known", LG_TRANSPORT_ERROR_NOT_FOUND, FALSE },
  { "no such host is known", LG_TRANSPORT_ERROR_NOT_FOUND, FALSE },
  { "不知道这样的主机", LG_TRANSPORT_ERROR_NOT_FOUND, FALSE },
  { "servfail", LG_TRANSPORT_ERROR_NAME_SERVER, FALSE },
  { "server failed", LG_TRANSPORT_ERROR_NAME_SERVER, FALSE },
  { "dns server failure", LG_TRANSPORT_ERROR_NAME_SERVER, FALSE },
  { "dns 服务器失败", LG_TRANSPORT_ERROR_NAME_SERVER, FALSE },
  { "dns_error_rcode_server_failure", LG_TRANSPORT_ERROR_NAME_SERVER, FALSE },
  { ": refused", LG_TRANSPORT_ERROR_NAME_SERVER, FALSE },
  { "query refused", LG_TRANSPORT_ERROR_NAME_SERVER, FALSE },
  { "dns operation refused", LG_TRANSPORT_ERROR_NAME_SERVER, FALSE },
  { "dns 操作被拒绝", LG_TRANSPORT_ERROR_NAME_SERVER, FALSE },
  { "dns_error_rcode_refused", LG_TRANSPORT_ERROR_NAME_SERVER, FALSE },
  { "no internal type for both", LG_TRANSPORT_ERROR_NO_ADDRESS, FALSE },
  { ": no answer", LG_TRANSPORT_ERROR_NO_ADDRESS, FALSE },
  { "no records found for given dns query", LG_TRANSPORT_ERROR_NO_ADDRESS, FALSE },
  { "dns_info_no_records", LG_TRANSPORT_ERROR_NO_ADDRESS, FALSE },
  { "no address associated with", LG_TRANSPORT_ERROR_NO_ADDRESS, FALSE },
  { "communications error to ", LG_TRANSPORT_ERROR_RESOLVER, FALSE },
  { "no servers could be reached", LG_TRANSPORT_ERROR_RESOLVER, FALSE },
  { "dns request timed out", LG_TRANSPORT_ERROR_RESOLVER, FALSE },
  { " timed-out", LG_TRANSPORT_ERROR_RESOLVER, FALSE },
  { "timeout period expired", LG_TRANSPORT_ERROR_RESOLVER, FALSE },
  { "超时时间已过", LG_TRANSPORT_ERROR_RESOLVER, FALSE },
  { "error_timeout,", LG_TRANSPORT_ERROR_RESOLVER, FALSE },
  { "no response from server", LG_TRANSPORT_ERROR_RESOLVER, FALSE },
  { "temporary failure in name resolution", LG_TRANSPORT_ERROR_RESOLVER, FALSE },
  { "resolving timed out", LG_TRANSPORT_ERROR_RESOLVER, FALSE },
  { "could not resolve host", LG_TRANSPORT_ERROR_NOT_FOUND, TRUE },
  { "couldn't resolve host", LG_TRANSPORT_ERROR_NOT_FOUND, TRUE },
  { "name resolution of ", LG_TRANSPORT_ERROR_NOT_FOUND, TRUE },
  { "can't resolve '", LG_TRANSPORT_ERROR_NOT_FOUND, TRUE },
  { "could not find host", LG_TRANSPORT_ERROR_NOT_FOUND, TRUE },
  { "请求找不到主机", LG_TRANSPORT_ERROR_NOT_FOUND, TRUE },
  { "nodename nor servname provided", LG_TRANSPORT_ERROR_NOT_FOUND, TRUE },
};

/**
 * lg_pasted_names_add:
 * @address: an IP address, or what looks like one
 *
 * Notes an address of the host.
 */
void
lg_pasted_names_add (LgPastedReader *reader,
                     const char     *address)
{
  LgPastedNames *self = &reader->names;

  if (reader->foreign || address == NULL || !g_hostname_is_ip_address (address)
      || g_ptr_array_find_with_equal_func (self->addresses, address, g_str_equal, NULL))
    return;

  self->n_found++;
  if (self->addresses->len < LG_RESOLVER_MAX_ADDRESSES)
    g_ptr_array_add (self->addresses, g_strdup (address));
}

/* An answer says more than none, and a reason more than a failure. */
static guint
get_rank (int      error,
          gboolean vague)
{
  return vague ? 1 : error == LG_TRANSPORT_ERROR_RESOLVER ? 2 : 3;
}

/**
 * lg_pasted_names_fail:
 * @error: a [enum@TransportError]
 * @vague: the tool does not say why
 *
 * The name has no address there.
 */
void
lg_pasted_names_fail (LgPastedReader *reader,
                      int             error,
                      gboolean        vague)
{
  LgPastedNames *self = &reader->names;

  if (reader->foreign
      || (self->error != LG_PASTED_NO_ERROR
          && get_rank (self->error, self->vague) >= get_rank (error, vague)))
    return;
  self->error = error;
  self->vague = vague;
  g_free (self->detail);
  self->detail = lg_pasted_text_quote (reader);
}

static void
step_free (gpointer data)
{
  LgPastedStep *self = data;

  g_free (self->subject);
  g_clear_pointer (&self->clause, lg_clause_free);
  g_free (self);
}

/**
 * lg_pasted_port_add_step:
 * @kind: what was done
 * @code: 0 when it went well
 * @subject: (nullable): on what
 * @clause: (transfer full) (nullable): what is to be said of it
 *
 * Adds a step.
 */
void
lg_pasted_port_add_step (LgPastedPort *port,
                         LgStepKind    kind,
                         int           code,
                         const char   *subject,
                         LgClause     *clause)
{
  LgPastedStep *step = g_new0 (LgPastedStep, 1);

  *step = (LgPastedStep) { kind, code, g_strdup (subject), clause };
  g_ptr_array_add (port->steps, step);
}

static char *
join_addresses (LgPastedNames *self)
{
  GString *addresses = g_string_new (self->addresses->pdata[0]);

  for (guint i = 1; i < self->addresses->len; i++)
    g_string_append_printf (addresses, ", %s", (char *) self->addresses->pdata[i]);
  if (self->n_found > self->addresses->len)
    g_string_append_printf (addresses, ", … +%u", self->n_found - self->addresses->len);
  return g_string_free (addresses, FALSE);
}

/**
 * lg_pasted_names_finish:
 *
 * Returns: (transfer full): what is told of the name, as a port without number
 */
LgPastedPort *
lg_pasted_names_finish (LgPastedReader *reader)
{
  LgPastedNames *self = &reader->names;
  LgPastedPort *port = g_new0 (LgPastedPort, 1);

  port->steps = g_ptr_array_new_with_free_func (step_free);
  port->issuers = g_ptr_array_new_with_free_func (g_free);
  if (self->addresses->len > 0)
    {
      port->seen.addresses = join_addresses (self);
      lg_pasted_port_add_step (port, LG_STEP_DNS, 0, reader->host,
                               lg_clause_new ("dns.found", "name", reader->host, "addresses",
                                              port->seen.addresses, NULL));
    }
  else if (self->error != LG_PASTED_NO_ERROR)
    {
      LgClause *clause = lg_clause_new ("dns.told", "name", reader->host, "words", self->detail,
                                        NULL);

      port->vague = self->vague;
      lg_transport_error_set (&port->error, self->error, lg_clause_copy (clause));
      lg_pasted_port_add_step (port, LG_STEP_DNS, self->error + 1, reader->host, clause);
    }
  return port;
}

/* Rows of tables and records: the type says that it is an address. */
static gboolean
read_record (LgPastedReader *reader)
{
  static const char *const patterns[] = {
    "^\\S+\\s+(?:A|AAAA)\\s+[0-9]+\\s+\\S+\\s+" ADDRESS "$",
    "^\\s*IP(?:4|6)?Address\\s*:\\s*" ADDRESS "$",
    "\\sIN\\s+(?:A|AAAA)\\s+" ADDRESS "$",
    "\\shas (?:IPv6 )?address " ADDRESS "$",
    "^" ADDRESS "\\s+(?:STREAM|DGRAM|RAW)\\b",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_auto (GStrv) groups = lg_pasted_text_match (reader, patterns[i]);

      if (groups != NULL)
        {
          lg_pasted_names_add (reader, groups[1]);
          return TRUE;
        }
    }
  return FALSE;
}

/* nslookup: the server with its own address, then the name with its addresses, one a line. */
static gboolean
read_lookup (LgPastedReader *reader)
{
  g_auto (GStrv) server = lg_pasted_text_match (reader, "^(?:Server|服务器):\\s");
  g_auto (GStrv) name = lg_pasted_text_match (reader, "^(?:Name|名称):\\s+(\\S+)");
  g_auto (GStrv) address = NULL;

  if (server != NULL || *reader->line == '\0')
    reader->in_answer = FALSE;
  if (name != NULL)
    reader->in_answer = TRUE;
  if (server != NULL || name != NULL || !reader->in_answer)
    return server != NULL || name != NULL;

  address = lg_pasted_text_match (reader,
                                  "^(?:Address(?:es)?(?: [0-9]+)?:)?\\s*" ADDRESS "(?:\\s|$)");
  if (address != NULL)
    lg_pasted_names_add (reader, address[1]);
  return address != NULL;
}

/**
 * lg_pasted_names_read:
 *
 * Returns: whether the current line tells of a name
 */
gboolean
lg_pasted_names_read (LgPastedReader *reader)
{
  g_auto (GStrv) empty = NULL, chinese = NULL;

  if (read_record (reader) || read_lookup (reader))
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    if (lg_pasted_text_has (reader, failures[i].phrase))
      {
        lg_pasted_names_fail (reader, failures[i].error, failures[i].vague);
        return TRUE;
      }

  /* Only the zone's own record: there is the name, and no address. */
  empty = lg_pasted_text_match (reader, "^\\S+\\s+SOA\\s+[0-9]+\\s+Authority\\b");
  chinese = lg_pasted_text_match (reader, "^\\*\\*\\* .*请求.*超时");
  if (empty != NULL)
    lg_pasted_names_fail (reader, LG_TRANSPORT_ERROR_NO_ADDRESS, FALSE);
  else if (chinese != NULL)
    lg_pasted_names_fail (reader, LG_TRANSPORT_ERROR_RESOLVER, FALSE);
  return empty != NULL || chinese != NULL;
}

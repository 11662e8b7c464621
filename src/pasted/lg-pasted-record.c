/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the answer tells of one port, gathered. What went well counts more than what did not: two
 * tools may try, and one may lack what the other has. */
#include "lg-pasted-private.h"

#include <errno.h>
#include <string.h>

#define RECORDS_MAX 64
#define OTHERS_MAX 8
#define ISSUERS_MAX 32

static LgPastedRecord *
record_new (guint16 port)
{
  LgPastedRecord *self = g_new0 (LgPastedRecord, 1);

  self->port = port;
  self->tcp_error = LG_PASTED_NO_ERROR;
  self->tls_error = LG_PASTED_NO_ERROR;
  self->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_certificate_unref);
  self->issuers = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * lg_pasted_record_free:
 * @self: (transfer full): a record
 */
void
lg_pasted_record_free (LgPastedRecord *self)
{
  g_free (self->peer);
  g_free (self->local);
  g_free (self->interface);
  g_free (self->tcp_detail);
  g_free (self->version);
  g_free (self->cipher);
  g_free (self->tls_detail);
  g_free (self->cause_detail);
  g_free (self->http);
  g_ptr_array_unref (self->chain);
  g_ptr_array_unref (self->issuers);
  g_free (self);
}

static LgPastedRecord *
find_record (LgPastedReader *reader,
             guint16         port)
{
  for (guint i = 0; i < reader->records->len; i++)
    if (((LgPastedRecord *) reader->records->pdata[i])->port == port)
      return reader->records->pdata[i];

  if (reader->records->len == RECORDS_MAX)
    return NULL;
  g_ptr_array_add (reader->records, record_new (port));
  return reader->records->pdata[reader->records->len - 1];
}

static char *
dup_host_name (const char *host)
{
  g_autofree char *folded = g_ascii_strdown (host, -1);
  gsize length = strlen (folded);

  if (length > 0 && folded[length - 1] == '.')
    folded[length - 1] = '\0';
  return g_steal_pointer (&folded);
}

static gboolean
is_about_host (LgPastedReader *reader,
               const char     *host)
{
  g_autofree char *name = dup_host_name (host);

  if (g_hostname_is_ip_address (name))
    return TRUE;
  if (reader->host == NULL)
    reader->host = g_strdup (name);
  if (g_ascii_strcasecmp (reader->host, name) == 0 || g_hostname_is_ip_address (reader->host))
    return TRUE;

  if (reader->other_hosts->len < OTHERS_MAX
      && !g_ptr_array_find_with_equal_func (reader->other_hosts, name, g_str_equal, NULL))
    g_ptr_array_add (reader->other_hosts, g_steal_pointer (&name));
  return FALSE;
}

/**
 * lg_pasted_record_open:
 * @host: (nullable): whom the lines to come are about; %NULL: as before
 * @port: the port they are about; 0: not named
 *
 * Begins, or goes on with, what is told of a port.
 */
void
lg_pasted_record_open (LgPastedReader *reader,
                       const char     *host,
                       guint           port)
{
  if (host != NULL && *host != '\0')
    reader->foreign = !is_about_host (reader, host);
  reader->current = port > 0 && port <= G_MAXUINT16 && !reader->foreign
    ? find_record (reader, port) : NULL;
}

/**
 * lg_pasted_record_get:
 *
 * Returns: (transfer none) (nullable): what the current line is about; %NULL: another host
 */
LgPastedRecord *
lg_pasted_record_get (LgPastedReader *reader)
{
  if (reader->foreign)
    return NULL;
  if (reader->current == NULL)
    reader->current = find_record (reader, 0);
  return reader->current;
}

static void
set (char       **place,
     const char  *text)
{
  if (text == NULL || *text == '\0')
    return;
  g_free (*place);
  *place = g_strdup (text);
}

/**
 * lg_pasted_record_connect:
 * @peer: (nullable): the address
 *
 * TCP is up.
 */
void
lg_pasted_record_connect (LgPastedReader *reader,
                          const char     *peer)
{
  LgPastedRecord *self = lg_pasted_record_get (reader);

  if (self == NULL)
    return;
  self->connected = TRUE;
  set (&self->peer, peer);
}

/**
 * lg_pasted_record_fail_tcp:
 * @error: a [enum@TransportError]
 * @vague: the tool does not say why
 *
 * TCP did not come up. What a tool explains counts more than what it does not.
 */
void
lg_pasted_record_fail_tcp (LgPastedReader *reader,
                           int             error,
                           gboolean        vague)
{
  LgPastedRecord *self = lg_pasted_record_get (reader);

  if (self == NULL || (self->tcp_error != LG_PASTED_NO_ERROR && !self->tcp_vague))
    return;
  if (self->tcp_error != LG_PASTED_NO_ERROR && vague)
    return;
  self->tcp_error = error;
  self->tcp_vague = vague;
  g_free (self->tcp_detail);
  self->tcp_detail = lg_pasted_text_quote (reader);
}

/**
 * lg_pasted_record_secure:
 * @version: (nullable): the TLS version
 * @cipher: (nullable): the cipher suite
 *
 * The handshake came to its end.
 */
void
lg_pasted_record_secure (LgPastedReader *reader,
                         const char     *version,
                         const char     *cipher)
{
  LgPastedRecord *self = lg_pasted_record_get (reader);

  if (self == NULL)
    return;
  self->connected = TRUE;
  self->secured = TRUE;
  set (&self->version, version);
  set (&self->cipher, cipher);
}

/**
 * lg_pasted_record_fail_tls:
 * @error: a [enum@TransportError]
 * @vague: the tool does not say why
 *
 * The handshake did not come to its end. The first that is told, and told best, counts.
 */
void
lg_pasted_record_fail_tls (LgPastedReader *reader,
                           int             error,
                           gboolean        vague)
{
  LgPastedRecord *self = lg_pasted_record_get (reader);

  if (self == NULL || (self->tls_error != LG_PASTED_NO_ERROR && (!self->tls_vague || vague)))
    return;
  self->connected = TRUE;
  self->tls_error = error;
  self->tls_vague = vague;
  g_free (self->tls_detail);
  self->tls_detail = lg_pasted_text_quote (reader);
}

/**
 * lg_pasted_record_tell:
 * @cause: a cause's identifier
 * @by_store: it depends on that computer's roots
 *
 * A tool judged the chain, so the handshake went that far. What does not depend on the roots there
 * counts more.
 */
void
lg_pasted_record_tell (LgPastedReader *reader,
                       const char     *cause,
                       gboolean        by_store)
{
  LgPastedRecord *self = lg_pasted_record_get (reader);

  if (self == NULL)
    return;
  self->connected = TRUE;
  self->secured = TRUE;
  if (self->cause != NULL && (!self->by_store || by_store))
    return;
  self->cause = cause;
  self->by_store = by_store;
  g_free (self->cause_detail);
  self->cause_detail = lg_pasted_text_quote (reader);
}

/**
 * lg_pasted_record_add_issuer:
 * @issuer: a name
 *
 * Notes who made a certificate.
 */
void
lg_pasted_record_add_issuer (LgPastedReader *reader,
                             const char     *issuer)
{
  LgPastedRecord *self = lg_pasted_record_get (reader);

  if (self != NULL && self->issuers->len < ISSUERS_MAX)
    g_ptr_array_add (self->issuers, g_strdup (issuer));
}

/* Evidence has the system's words for what a tool says in its own. */
static int
get_errno (int error)
{
  switch (error)
    {
    case LG_TRANSPORT_ERROR_REFUSED:
      return ECONNREFUSED;
    case LG_TRANSPORT_ERROR_UNREACHABLE:
      return EHOSTUNREACH;
    case LG_TRANSPORT_ERROR_TIMEOUT:
      return ETIMEDOUT;
    case LG_TRANSPORT_ERROR_RESET:
      return ECONNRESET;
    default:
      return EIO;
    }
}

/* A chain that is not shown whole cannot be judged. */
static gboolean
is_whole (LgPastedRecord *self)
{
  return self->chain->len > 0 && self->chain->len >= self->n_listed;
}

static void
finish_tls (LgPastedRecord *self,
            LgPastedPort   *port)
{
  if (self->secured)
    {
      lg_pasted_port_add_step (port, LG_STEP_TLS, 0, self->version,
                               self->version == NULL ? NULL
                               : lg_clause_new ("tls.secured", "version", self->version, "cipher",
                                                self->cipher != NULL ? self->cipher : "?", NULL));
      port->seen.speaks = LG_SPEAKS_TLS;
      port->seen.tls_version = g_strdup (self->version);
      port->seen.tls_cipher = g_strdup (self->cipher);
      if (self->http != NULL)
        {
          port->seen.answer = LG_SPEAKS_HTTP;
          port->seen.line = g_strdup (self->http);
        }
      if (is_whole (self))
        {
          port->seen.chain = g_ptr_array_ref (self->chain);
          return;
        }
      port->cause = self->cause;
      port->detail = g_strdup (self->cause_detail);
      port->by_store = self->by_store;
    }
  else if (self->tls_error != LG_PASTED_NO_ERROR)
    {
      if (self->certificate_asked && self->tls_error == LG_TRANSPORT_ERROR_ALERT)
        self->tls_error = LG_TRANSPORT_ERROR_CLIENT_CERTIFICATE;
      lg_pasted_port_add_step (port, LG_STEP_TLS, self->tls_error, NULL,
                               lg_clause_new ("other.words", "words", self->tls_detail, NULL));
      port->vague = self->tls_vague;
      lg_transport_error_set (&port->error, self->tls_error,
                              lg_clause_new ("other.words", "words", self->tls_detail, NULL));
    }
}

static gboolean
leads_nowhere (LgPastedReader *reader)
{
  for (guint i = 0; i < reader->names.addresses->len; i++)
    {
      const char *text = reader->names.addresses->pdata[i];
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

      if (!g_inet_address_get_is_any (address) && !g_inet_address_get_is_loopback (address))
        return FALSE;
    }
  return reader->names.addresses->len > 0 && reader->host != NULL
         && !g_hostname_is_ip_address (reader->host)
         && g_ascii_strcasecmp (reader->host, "localhost") != 0;
}

static void
finish_tcp (LgPastedRecord *self,
            LgPastedReader *reader,
            LgPastedPort   *port)
{
  g_autofree char *subject = self->peer != NULL
    ? g_strdup (self->peer)
    : g_strdup_printf ("%s:%u", reader->host != NULL ? reader->host : "?", self->port);
  int error = leads_nowhere (reader) ? LG_TRANSPORT_ERROR_BLOCKED : self->tcp_error;

  if (self->connected)
    {
      lg_pasted_port_add_step (port, LG_STEP_TCP, 0, subject,
                               lg_clause_new ("tcp.connected", "address", subject, NULL));
      port->seen.connected = TRUE;
      port->seen.peer_address = g_strdup (self->peer);
      finish_tls (self, port);
    }
  else if (self->tcp_error != LG_PASTED_NO_ERROR)
    {
      LgClause *clause = lg_clause_new ("tcp.told", "address", subject, "words", self->tcp_detail,
                                        NULL);

      lg_transport_error_set (&port->error, error, lg_clause_copy (clause));
      lg_pasted_port_add_step (port, LG_STEP_TCP, get_errno (self->tcp_error), subject, clause);
      port->vague = self->tcp_vague;
    }
}

/**
 * lg_pasted_record_finish:
 *
 * Returns: (transfer full): what the answer tells of the port, in the form a check has it
 */
LgPastedPort *
lg_pasted_record_finish (LgPastedRecord *self,
                         LgPastedReader *reader)
{
  LgPastedPort *port = lg_pasted_names_finish (reader);

  port->port = self->port;
  port->seen.local_address = g_strdup (self->local);
  port->seen.interface = g_strdup (self->interface);
  g_ptr_array_unref (port->issuers);
  port->issuers = g_ptr_array_ref (self->issuers);
  if (self->connected || self->tcp_error != LG_PASTED_NO_ERROR)
    {
      g_clear_error (&port->error);
      port->vague = FALSE;
      finish_tcp (self, reader, port);
    }
  return port;
}

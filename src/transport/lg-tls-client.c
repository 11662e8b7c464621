/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-tls-client.h"

#include "lg-transport-error.h"
#include "tls/lg-tls-alert.h"
#include "trust/lg-certificate.h"

static void
info_cb (const SSL *ssl,
         int        where,
         int        value)
{
  LgTlsNotes *notes = SSL_get_app_data (ssl);
  gboolean outgoing = (where & SSL_CB_WRITE) != 0;
  gboolean fatal = (value >> 8) == SSL3_AL_FATAL;
  int code = value & 0xff;

  if ((where & SSL_CB_ALERT) == 0)
    return;

  if (outgoing && fatal)
    notes->progress.sent_alert = code;
  if (notes->alert != NULL)
    notes->alert (outgoing, fatal, code, lg_tls_alert_get_name (code), notes->user_data);
}

static void
message_cb (int         outgoing,
            int         version,
            int         content_type,
            const void *data,
            size_t      length,
            SSL        *ssl,
            void       *user_data)
{
  LgTlsNotes *notes = user_data;

  if (outgoing || content_type != SSL3_RT_HANDSHAKE || length == 0)
    return;

  switch (*(const guint8 *) data)
    {
    case SSL3_MT_SERVER_HELLO:
      notes->progress.server_hello = TRUE;
      break;

    case SSL3_MT_CERTIFICATE_REQUEST:
      notes->progress.certificate_asked = TRUE;
      break;

    case SSL3_MT_NEWSESSION_TICKET:
      notes->progress.ticket = TRUE;
      break;

    default:
      break;
    }
}

/* The handshake is let through: the chain is judged afterwards, against every known root. */
static int
accept_any_cb (int             preverified,
               X509_STORE_CTX *context)
{
  return 1;
}

/**
 * lg_tls_client_new_ssl:
 * @server_name: (nullable): name for SNI; an IP literal is not sent (RFC 6066, section 3)
 * @notes: where to note what happens
 * @error: return location (%LG_TRANSPORT_ERROR_FAILED)
 *
 * Returns: (transfer full): a new client-side `SSL`, TLS 1.2 or later, or %NULL
 */
SSL *
lg_tls_client_new_ssl (const char  *server_name,
                       LgTlsNotes  *notes,
                       GError     **error)
{
  SSL_CTX *context = SSL_CTX_new (TLS_client_method ());
  SSL *ssl;

  SSL_CTX_set_min_proto_version (context, TLS1_2_VERSION);
  SSL_CTX_set_options (context, SSL_OP_CLEANSE_PLAINTEXT);
  SSL_CTX_set_verify (context, SSL_VERIFY_PEER, accept_any_cb);
  SSL_CTX_set_info_callback (context, info_cb);
  SSL_CTX_set_msg_callback (context, message_cb);
  ssl = SSL_new (context);
  SSL_CTX_free (context);

  if (ssl != NULL && server_name != NULL && !g_hostname_is_ip_address (server_name)
      && SSL_set_tlsext_host_name (ssl, server_name) != 1)
    g_clear_pointer (&ssl, SSL_free);
  if (ssl == NULL)
    {
      lg_transport_error_set (error, LG_TRANSPORT_ERROR_FAILED,
                              lg_clause_new ("tls.not-set-up", NULL));
      return NULL;
    }

  SSL_set_app_data (ssl, notes);
  SSL_set_msg_callback_arg (ssl, notes);
  SSL_set_connect_state (ssl);
  return ssl;
}

/**
 * lg_tls_client_read_chain:
 * @sent: (nullable): what a server sent
 *
 * Returns: (transfer full) (element-type LgCertificate): what of it can be read; nothing unless the
 *   first one can, which is the server's own: no other may be judged in its place
 */
GPtrArray *
lg_tls_client_read_chain (STACK_OF (X509) *sent)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_certificate_unref);

  for (int i = 0; i < sk_X509_num (sent); i++)
    {
      unsigned char *der = NULL;
      int length = i2d_X509 (sk_X509_value (sent, i), &der);
      LgCertificate *certificate = length > 0 ? lg_certificate_new_from_der (der, length, NULL)
                                              : NULL;

      OPENSSL_free (der);
      if (certificate != NULL)
        g_ptr_array_add (chain, certificate);
      else if (i == 0)
        break;
    }

  return chain;
}

/**
 * lg_tls_client_dup_chain:
 * @ssl: (nullable): a client's side; %NULL: none
 *
 * Returns: (transfer full) (element-type LgCertificate): the certificates the server sent, leaf
 *   first; empty if that one cannot be read
 */
GPtrArray *
lg_tls_client_dup_chain (SSL *ssl)
{
  return lg_tls_client_read_chain (ssl != NULL ? SSL_get_peer_cert_chain (ssl) : NULL);
}

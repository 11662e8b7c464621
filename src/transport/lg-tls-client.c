/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-tls-client.h"

static void
info_cb (const SSL *ssl,
         int        where,
         int        value)
{
  LgTlsNotes *notes = SSL_get_app_data (ssl);

  if ((where & SSL_CB_ALERT) == 0 || notes->alert == NULL)
    return;

  notes->alert ((where & SSL_CB_WRITE) != 0, (value >> 8) == SSL3_AL_FATAL, value & 0xff,
                SSL_alert_desc_string_long (value), notes->user_data);
}

/* The handshake is let through: the chain is judged afterwards, against every known root. */
static int
accept_any_cb (int             preverified,
               X509_STORE_CTX *context)
{
  return 1;
}

/* Only noted: a device of these platforms has no certificate to show. */
static int
certificate_request_cb (SSL       *ssl,
                        X509     **certificate,
                        EVP_PKEY **key)
{
  LgTlsNotes *notes = SSL_get_app_data (ssl);

  notes->asked_for_certificate = TRUE;
  return 0;
}

static int
new_session_cb (SSL         *ssl,
                SSL_SESSION *session)
{
  LgTlsNotes *notes = SSL_get_app_data (ssl);

  notes->got_ticket = TRUE;
  return 0;
}

/**
 * lg_tls_client_new_ssl:
 * @server_name: (nullable): name for SNI; an IP literal is not sent (RFC 6066, section 3)
 * @notes: where to note what happens
 * @error: return location
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
  SSL_CTX_set_verify (context, SSL_VERIFY_PEER, accept_any_cb);
  SSL_CTX_set_client_cert_cb (context, certificate_request_cb);
  SSL_CTX_set_info_callback (context, info_cb);
  SSL_CTX_set_session_cache_mode (context, SSL_SESS_CACHE_CLIENT
                                             | SSL_SESS_CACHE_NO_INTERNAL_STORE);
  SSL_CTX_sess_set_new_cb (context, new_session_cb);
  ssl = SSL_new (context);
  SSL_CTX_free (context);

  if (ssl != NULL && server_name != NULL && !g_hostname_is_ip_address (server_name)
      && SSL_set_tlsext_host_name (ssl, server_name) != 1)
    g_clear_pointer (&ssl, SSL_free);
  if (ssl == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "TLS could not be set up");
      return NULL;
    }

  SSL_set_app_data (ssl, notes);
  SSL_set_connect_state (ssl);
  return ssl;
}

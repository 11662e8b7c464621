/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-tls-failure.h"

#include "lg-transport-error.h"
#include "tls/lg-tls-alert.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <string.h>

static const struct
{
  int               reason;
  LgTransportError  code;
} reasons[] = {
  { SSL_R_UNSUPPORTED_PROTOCOL, LG_TRANSPORT_ERROR_PROTOCOL_VERSION },
  { SSL_R_WRONG_SSL_VERSION, LG_TRANSPORT_ERROR_PROTOCOL_VERSION },
  { SSL_R_VERSION_TOO_LOW, LG_TRANSPORT_ERROR_PROTOCOL_VERSION },
  { SSL_R_VERSION_TOO_HIGH, LG_TRANSPORT_ERROR_PROTOCOL_VERSION },
  { SSL_R_INAPPROPRIATE_FALLBACK, LG_TRANSPORT_ERROR_PROTOCOL_VERSION },
  { SSL_R_NO_SHARED_CIPHER, LG_TRANSPORT_ERROR_NO_COMMON_CIPHER },
  { SSL_R_NO_CIPHERS_AVAILABLE, LG_TRANSPORT_ERROR_NO_COMMON_CIPHER },
  { SSL_R_WRONG_VERSION_NUMBER, LG_TRANSPORT_ERROR_NOT_TLS },
  { SSL_R_HTTP_REQUEST, LG_TRANSPORT_ERROR_NOT_TLS },
};

/* Prefixes shorter than five bytes: no more may have come when OpenSSL gives up. */
static const struct
{
  const char *prefix;
  const char *protocol;
} protocols[] = {
  { "\x20", "plain MQTT" },
  { "\x10", "plain MQTT" },
  { "\xe0", "plain MQTT" },
  { "HTTP", "HTTP" },
  { "GET ", "HTTP" },
  { "POST", "HTTP" },
  { "SSH-", "SSH" },
  { "220", "FTP or SMTP" },
};

static LgTransportError
judge_alert (int                  alert,
             const LgTlsProgress *progress)
{
  switch (alert)
    {
    case SSL_AD_PROTOCOL_VERSION:
      return LG_TRANSPORT_ERROR_PROTOCOL_VERSION;

    case SSL_AD_INSUFFICIENT_SECURITY:
      return LG_TRANSPORT_ERROR_NO_COMMON_CIPHER;

    case SSL_AD_CERTIFICATE_REQUIRED:
      return LG_TRANSPORT_ERROR_CLIENT_CERTIFICATE;

    case SSL_AD_HANDSHAKE_FAILURE:
      if (!progress->server_hello)
        return LG_TRANSPORT_ERROR_NO_COMMON_CIPHER;
      G_GNUC_FALLTHROUGH;

    /* We never send a certificate, so a complaint about it is about its absence: TLS 1.2 servers
     * differ in which alert they choose. */
    case SSL_AD_BAD_CERTIFICATE:
    case SSL_AD_CERTIFICATE_UNKNOWN:
      return progress->certificate_asked ? LG_TRANSPORT_ERROR_CLIENT_CERTIFICATE
                                         : LG_TRANSPORT_ERROR_ALERT;

    default:
      return LG_TRANSPORT_ERROR_ALERT;
    }
}

static LgTransportError
judge_reason (int                  reason,
              const LgTlsProgress *progress)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].reason == reason)
      return reasons[i].code;
  return progress->sent_alert != 0 ? LG_TRANSPORT_ERROR_ALERT : LG_TRANSPORT_ERROR_TLS;
}

/**
 * lg_tls_failure_set_error:
 * @progress: how far the handshake got
 * @error: return location (#LgTransportError)
 *
 * Says what the first error in OpenSSL's queue of this thread means.
 */
void
lg_tls_failure_set_error (const LgTlsProgress  *progress,
                          GError              **error)
{
  unsigned long code = ERR_peek_error ();
  int reason = ERR_GET_LIB (code) == ERR_LIB_SSL ? ERR_GET_REASON (code) : 0;
  const char *text = ERR_reason_error_string (code);

  /* An alert received is the reason SSL_AD_REASON_OFFSET + its number. */
  if (reason >= SSL_AD_REASON_OFFSET)
    {
      int alert = reason - SSL_AD_REASON_OFFSET;
      LgClause *clause = lg_clause_new ("tls.alert", "name", lg_tls_alert_get_name (alert), NULL);

      lg_clause_set_number (clause, "number", alert);
      lg_transport_error_set (error, judge_alert (alert, progress), clause);
    }
  else
    lg_transport_error_set (error, judge_reason (reason, progress),
                            lg_clause_new (text != NULL ? "tls.openssl" : "tls.failed",
                                           "words", text, NULL));
}

/**
 * lg_tls_failure_check_protocol:
 * @first: the first bytes of the peer
 * @n_first: how many; may be 0
 * @error: return location for an error (%LG_TRANSPORT_ERROR_NOT_TLS)
 *
 * Whether what the peer said first may be TLS: a handshake or alert record (RFC 8446, section 5.1).
 * If not, the error names what it speaks where the bytes tell.
 *
 * Returns: %FALSE if the peer does not speak TLS
 */
gboolean
lg_tls_failure_check_protocol (const guint8  *first,
                               gsize          n_first,
                               GError       **error)
{
  if (n_first == 0
      || ((first[0] == SSL3_RT_HANDSHAKE || first[0] == SSL3_RT_ALERT)
          && (n_first == 1 || first[1] == SSL3_VERSION_MAJOR)))
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (protocols); i++)
    {
      gsize length = strlen (protocols[i].prefix);

      if (n_first >= length && memcmp (first, protocols[i].prefix, length) == 0)
        {
          lg_transport_error_set (error, LG_TRANSPORT_ERROR_NOT_TLS,
                                  lg_clause_new ("tls.other-protocol",
                                                 "protocol", protocols[i].protocol, NULL));
          return FALSE;
        }
    }
  lg_transport_error_set (error, LG_TRANSPORT_ERROR_NOT_TLS, lg_clause_new ("tls.no-tls", NULL));
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What OpenSSL, schannel, .NET and the systems say, whichever tool prints it. */
#include "lg-pasted-private.h"

#include <stdlib.h>
#include <string.h>

/* RFC 8446, section 6. */
#define ALERT_HANDSHAKE_FAILURE 40
#define ALERT_PROTOCOL_VERSION 70
#define ALERT_CERTIFICATE_REQUIRED 116

typedef enum
{
  STAGE_TCP,
  STAGE_TLS,
  STAGE_CHAIN,
  STAGE_STORE, /* of the chain, and of the roots that computer has */
  STAGE_PASSED, /* the chain was good, something beside it was not */
} Stage;

/* Microsoft names the codes in “COM Error Codes (Security and Setup)” and winerror.h, .NET in
 * SocketError and X509ChainStatusFlags. The first that fits counts. */
static const struct
{
  const char *phrase;
  Stage       stage;
  int         error;
  gboolean    vague;
  const char *cause;
} phrases[] = {
  { "connection refused", STAGE_TCP, LG_TRANSPORT_ERROR_REFUSED },
  { "actively refused", STAGE_TCP, LG_TRANSPORT_ERROR_REFUSED },
  { "积极拒绝", STAGE_TCP, LG_TRANSPORT_ERROR_REFUSED },
  { "connect:errno=111", STAGE_TCP, LG_TRANSPORT_ERROR_REFUSED },
  { "connect:errno=61", STAGE_TCP, LG_TRANSPORT_ERROR_REFUSED },
  { "connect:errno=10061", STAGE_TCP, LG_TRANSPORT_ERROR_REFUSED },
  { "no route to host", STAGE_TCP, LG_TRANSPORT_ERROR_UNREACHABLE },
  { "network is unreachable", STAGE_TCP, LG_TRANSPORT_ERROR_UNREACHABLE },
  { "network unreachable", STAGE_TCP, LG_TRANSPORT_ERROR_UNREACHABLE },
  { "host unreachable", STAGE_TCP, LG_TRANSPORT_ERROR_UNREACHABLE },
  { "unreachable network", STAGE_TCP, LG_TRANSPORT_ERROR_UNREACHABLE },
  { "unreachable host", STAGE_TCP, LG_TRANSPORT_ERROR_UNREACHABLE },
  { "无法连接的网络", STAGE_TCP, LG_TRANSPORT_ERROR_UNREACHABLE },
  { "无法连接的主机", STAGE_TCP, LG_TRANSPORT_ERROR_UNREACHABLE },
  { "connect:errno=113", STAGE_TCP, LG_TRANSPORT_ERROR_UNREACHABLE },
  { "connect:errno=101", STAGE_TCP, LG_TRANSPORT_ERROR_UNREACHABLE },
  { "connect:errno=10051", STAGE_TCP, LG_TRANSPORT_ERROR_UNREACHABLE },
  { "connect:errno=10065", STAGE_TCP, LG_TRANSPORT_ERROR_UNREACHABLE },
  { "connection timed out", STAGE_TCP, LG_TRANSPORT_ERROR_TIMEOUT },
  { "connect() timed out", STAGE_TCP, LG_TRANSPORT_ERROR_TIMEOUT },
  { "failed: timed out", STAGE_TCP, LG_TRANSPORT_ERROR_TIMEOUT },
  { ": timed out", STAGE_TCP, LG_TRANSPORT_ERROR_TIMEOUT },
  { "operation timed out", STAGE_TCP, LG_TRANSPORT_ERROR_TIMEOUT },
  { "did not properly respond", STAGE_TCP, LG_TRANSPORT_ERROR_TIMEOUT },
  { "没有正确答复", STAGE_TCP, LG_TRANSPORT_ERROR_TIMEOUT },
  { "connect:errno=110", STAGE_TCP, LG_TRANSPORT_ERROR_TIMEOUT },
  { "connect:errno=60", STAGE_TCP, LG_TRANSPORT_ERROR_TIMEOUT },
  { "connect:errno=10060", STAGE_TCP, LG_TRANSPORT_ERROR_TIMEOUT },
  { "couldn't connect to server", STAGE_TCP, LG_TRANSPORT_ERROR_TIMEOUT, TRUE },
  { "could not connect to server", STAGE_TCP, LG_TRANSPORT_ERROR_TIMEOUT, TRUE },

  { "wrong version number", STAGE_TLS, LG_TRANSPORT_ERROR_NOT_TLS },
  { "unknown protocol", STAGE_TLS, LG_TRANSPORT_ERROR_NOT_TLS },
  { "packet length too long", STAGE_TLS, LG_TRANSPORT_ERROR_NOT_TLS },
  { "record layer failure", STAGE_TLS, LG_TRANSPORT_ERROR_NOT_TLS, TRUE },
  { "sec_e_invalid_token", STAGE_TLS, LG_TRANSPORT_ERROR_NOT_TLS, TRUE },
  { "80090308", STAGE_TLS, LG_TRANSPORT_ERROR_NOT_TLS, TRUE },
  { "unexpected packet format", STAGE_TLS, LG_TRANSPORT_ERROR_NOT_TLS, TRUE },
  { "意外的数据包格式", STAGE_TLS, LG_TRANSPORT_ERROR_NOT_TLS, TRUE },
  { "cannot determine the frame size", STAGE_TLS, LG_TRANSPORT_ERROR_NOT_TLS, TRUE },
  { "alert protocol version", STAGE_TLS, LG_TRANSPORT_ERROR_PROTOCOL_VERSION },
  { "unsupported protocol", STAGE_TLS, LG_TRANSPORT_ERROR_PROTOCOL_VERSION },
  { "sec_e_unsupported_function", STAGE_TLS, LG_TRANSPORT_ERROR_PROTOCOL_VERSION, TRUE },
  { "80090302", STAGE_TLS, LG_TRANSPORT_ERROR_PROTOCOL_VERSION, TRUE },
  { "alert handshake failure", STAGE_TLS, LG_TRANSPORT_ERROR_NO_COMMON_CIPHER, TRUE },
  { "alert insufficient security", STAGE_TLS, LG_TRANSPORT_ERROR_NO_COMMON_CIPHER },
  { "no shared cipher", STAGE_TLS, LG_TRANSPORT_ERROR_NO_COMMON_CIPHER },
  { "sec_e_algorithm_mismatch", STAGE_TLS, LG_TRANSPORT_ERROR_NO_COMMON_CIPHER, TRUE },
  { "80090331", STAGE_TLS, LG_TRANSPORT_ERROR_NO_COMMON_CIPHER, TRUE },
  { "alert certificate required", STAGE_TLS, LG_TRANSPORT_ERROR_CLIENT_CERTIFICATE },
  { "incomplete_credentials", STAGE_TLS, LG_TRANSPORT_ERROR_CLIENT_CERTIFICATE },
  { "90320)", STAGE_TLS, LG_TRANSPORT_ERROR_CLIENT_CERTIFICATE },
  { "sec_e_illegal_message", STAGE_TLS, LG_TRANSPORT_ERROR_ALERT, TRUE },
  { "80090326", STAGE_TLS, LG_TRANSPORT_ERROR_ALERT, TRUE },
  { "crypt_e_revoked", STAGE_TLS, LG_TRANSPORT_ERROR_TLS },
  { "80092010", STAGE_TLS, LG_TRANSPORT_ERROR_TLS },

  { "sec_e_untrusted_root", STAGE_STORE, .cause = "cert.unknown-issuer" },
  { "80090325", STAGE_STORE, .cause = "cert.unknown-issuer" },
  { "cert_e_untrustedroot", STAGE_STORE, .cause = "cert.unknown-issuer" },
  { "800b0109", STAGE_STORE, .cause = "cert.unknown-issuer" },
  { "cert_e_chaining", STAGE_STORE, .cause = "cert.missing-intermediate" },
  { "800b010a", STAGE_STORE, .cause = "cert.missing-intermediate" },
  { "sec_e_cert_unknown", STAGE_STORE, .cause = "cert.unknown-issuer" },
  { "80090327", STAGE_STORE, .cause = "cert.unknown-issuer" },
  { "certificate in certificate chain", STAGE_STORE, .cause = "cert.unknown-issuer" },
  { "unable to get local issuer certificate", STAGE_STORE, .cause = "cert.unknown-issuer" },
  { "unable to verify the first certificate", STAGE_STORE, .cause = "cert.missing-intermediate" },
  { "self-signed certificate", STAGE_CHAIN, .cause = "cert.self-signed" },
  { "self signed certificate", STAGE_CHAIN, .cause = "cert.self-signed" },
  { "certificate has expired", STAGE_CHAIN, .cause = "cert.expired" },
  { "certificate expired (", STAGE_CHAIN, .cause = "cert.expired" },
  { "sec_e_cert_expired", STAGE_CHAIN, .cause = "cert.expired" },
  { "80090328", STAGE_CHAIN, .cause = "cert.expired" },
  { "cert_e_expired", STAGE_CHAIN, .cause = "cert.expired" },
  { "800b0101", STAGE_CHAIN, .cause = "cert.expired" },
  { "certificate is not yet valid", STAGE_CHAIN, .cause = "cert.not-yet-valid" },
  { "sec_e_wrong_principal", STAGE_CHAIN, .cause = "cert.host-mismatch" },
  { "80090322", STAGE_CHAIN, .cause = "cert.host-mismatch" },
  { "cert_e_cn_no_match", STAGE_CHAIN, .cause = "cert.host-mismatch" },
  { "800b010f", STAGE_CHAIN, .cause = "cert.host-mismatch" },
  { "does not match target host name", STAGE_CHAIN, .cause = "cert.host-mismatch" },
  { "matches target host name", STAGE_CHAIN, .cause = "cert.host-mismatch" },
  { "key too small", STAGE_CHAIN, .cause = "cert.weak" },
  { "md too weak", STAGE_CHAIN, .cause = "cert.weak" },
  /* The chain ends in a root that computer trusts, and its makers left out how to ask whether it
   * was withdrawn: inspecting proxies do, public authorities may not. */
  { "crypt_e_no_revocation_check", STAGE_CHAIN, .cause = "tls.intercepted" },
  { "80092012", STAGE_CHAIN, .cause = "tls.intercepted" },
  { "crypt_e_revocation_offline", STAGE_PASSED },
  { "80092013", STAGE_PASSED },
  { "ssl certificate verify ok", STAGE_PASSED },

  { "connection reset by peer", STAGE_TLS, LG_TRANSPORT_ERROR_RESET },
  { "connection was reset", STAGE_TLS, LG_TRANSPORT_ERROR_RESET },
  { "forcibly closed", STAGE_TLS, LG_TRANSPORT_ERROR_RESET },
  { "强迫关闭", STAGE_TLS, LG_TRANSPORT_ERROR_RESET },
  { "unexpected eof while reading", STAGE_TLS, LG_TRANSPORT_ERROR_CLOSED_IN_HANDSHAKE },
  { "ssl_error_syscall", STAGE_TLS, LG_TRANSPORT_ERROR_CLOSED_IN_HANDSHAKE, TRUE },
  { "ssl_error_zero_return", STAGE_TLS, LG_TRANSPORT_ERROR_CLOSED_IN_HANDSHAKE },
  { "failed to receive handshake", STAGE_TLS, LG_TRANSPORT_ERROR_CLOSED_IN_HANDSHAKE, TRUE },
  { "closed the transport stream", STAGE_TLS, LG_TRANSPORT_ERROR_CLOSED_IN_HANDSHAKE },
  { "关闭传输流", STAGE_TLS, LG_TRANSPORT_ERROR_CLOSED_IN_HANDSHAKE },
  { "0 bytes from the transport stream", STAGE_TLS, LG_TRANSPORT_ERROR_CLOSED_IN_HANDSHAKE },
  { "ssl connection timeout", STAGE_TLS, LG_TRANSPORT_ERROR_HANDSHAKE_TIMEOUT },
};

static gboolean
is_secured (LgPastedReader *reader)
{
  LgPastedRecord *record = lg_pasted_record_get (reader);

  return record != NULL && record->secured;
}

/* Under TLS 1.3 a server complains of a missing certificate after the handshake. */
static gboolean
read_alert (LgPastedReader *reader)
{
  g_auto (GStrv) alert = lg_pasted_text_match (reader, "SSL alert number ([0-9]+)");
  LgPastedRecord *record = lg_pasted_record_get (reader);
  guint number = alert != NULL ? strtoul (alert[1], NULL, 10) : 0;

  if (alert == NULL || record == NULL)
    return FALSE;

  if (number == ALERT_HANDSHAKE_FAILURE)
    lg_pasted_record_fail_tls (reader, record->certificate_asked
                                       ? LG_TRANSPORT_ERROR_CLIENT_CERTIFICATE
                                       : LG_TRANSPORT_ERROR_NO_COMMON_CIPHER,
                               !record->certificate_asked);
  else if (number == ALERT_PROTOCOL_VERSION)
    lg_pasted_record_fail_tls (reader, LG_TRANSPORT_ERROR_PROTOCOL_VERSION, FALSE);
  else if (number == ALERT_CERTIFICATE_REQUIRED)
    {
      record->secured = FALSE;
      lg_pasted_record_fail_tls (reader, LG_TRANSPORT_ERROR_CLIENT_CERTIFICATE, FALSE);
    }
  else
    lg_pasted_record_fail_tls (reader, LG_TRANSPORT_ERROR_ALERT, FALSE);
  return TRUE;
}

/**
 * lg_pasted_phrases_read:
 *
 * Returns: whether the current line says why something failed
 */
gboolean
lg_pasted_phrases_read (LgPastedReader *reader)
{
  LgPastedRecord *record = lg_pasted_record_get (reader);

  if (read_alert (reader))
    return TRUE;

  for (gsize i = 0; record != NULL && i < G_N_ELEMENTS (phrases); i++)
    {
      if (!lg_pasted_text_has (reader, phrases[i].phrase))
        continue;

      switch (phrases[i].stage)
        {
        case STAGE_TCP:
          if (!record->connected)
            lg_pasted_record_fail_tcp (reader, phrases[i].error, phrases[i].vague);
          else if (!record->secured && phrases[i].error == LG_TRANSPORT_ERROR_TIMEOUT)
            lg_pasted_record_fail_tls (reader, LG_TRANSPORT_ERROR_HANDSHAKE_TIMEOUT, FALSE);
          break;

        case STAGE_TLS:
          if (!is_secured (reader))
            lg_pasted_record_fail_tls (reader, phrases[i].error, phrases[i].vague);
          break;

        case STAGE_CHAIN:
        case STAGE_STORE:
          lg_pasted_record_tell (reader, phrases[i].cause, phrases[i].stage == STAGE_STORE);
          break;

        case STAGE_PASSED:
        default:
          lg_pasted_record_secure (reader, NULL, NULL);
        }
      return TRUE;
    }
  return FALSE;
}

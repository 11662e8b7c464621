/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-tls-alert.h"

static const struct
{
  guint8      code;
  const char *name;
} alerts[] = {
  { 0, "close_notify" },
  { 10, "unexpected_message" },
  { 20, "bad_record_mac" },
  { 21, "decryption_failed" },
  { 22, "record_overflow" },
  { 30, "decompression_failure" },
  { 40, "handshake_failure" },
  { 41, "no_certificate" },
  { 42, "bad_certificate" },
  { 43, "unsupported_certificate" },
  { 44, "certificate_revoked" },
  { 45, "certificate_expired" },
  { 46, "certificate_unknown" },
  { 47, "illegal_parameter" },
  { 48, "unknown_ca" },
  { 49, "access_denied" },
  { 50, "decode_error" },
  { 51, "decrypt_error" },
  { 60, "export_restriction" },
  { 70, "protocol_version" },
  { 71, "insufficient_security" },
  { 80, "internal_error" },
  { 86, "inappropriate_fallback" },
  { 90, "user_canceled" },
  { 100, "no_renegotiation" },
  { 109, "missing_extension" },
  { 110, "unsupported_extension" },
  { 111, "certificate_unobtainable" },
  { 112, "unrecognized_name" },
  { 113, "bad_certificate_status_response" },
  { 114, "bad_certificate_hash_value" },
  { 115, "unknown_psk_identity" },
  { 116, "certificate_required" },
  { 120, "no_application_protocol" },
};

/**
 * lg_tls_alert_get_name:
 * @code: alert number
 *
 * The name the RFCs give an alert (IANA's "TLS Alerts" registry). OpenSSL 3.0 does not know those
 * of TLS 1.3.
 *
 * Returns: the name, or `unknown`
 */
const char *
lg_tls_alert_get_name (int code)
{
  for (guint i = 0; i < G_N_ELEMENTS (alerts); i++)
    if (alerts[i].code == code)
      return alerts[i].name;
  return "unknown";
}

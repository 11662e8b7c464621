/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What TLS libraries write. */
#include "config.h"

#include "lg-log-row.h"

#include <glib/gi18n-lib.h>

#define WORDS LG_LOG_WORDS
#define CODES LG_LOG_CODES
#define CODE LG_LOG_CODE
#define RANGE LG_LOG_RANGE

/* ssl.h, x509.h, pk.h, net_sockets.h of 2.x and 3.x (Mbed-TLS/mbedtls, include/mbedtls). A
   low-level error is added to a high one: -0x4290 is RSA's -0x4280 and the bignum's -0x0010, no
   memory. */
static const LgLogCode mbedtls[] = {
  CODE (-0x0042, LIKELY, LG_LOG_LOST, LG_LOG_MEMORY),
  CODE (-0x0044, LIKELY, LG_LOG_UNREACHED),
  CODE (-0x004c, LIKELY, LG_LOG_LOST),
  CODE (-0x004e, LIKELY, LG_LOG_LOST),
  CODE (-0x0050, CERTAIN, LG_LOG_RESET),
  CODE (-0x0052, LIKELY, LG_LOG_NO_NAME),
  CODE (-0x1500, LIKELY, LG_LOG_MEMORY),
  CODE (-0x2180, LIKELY, LG_LOG_ROOT_DAMAGED),
  CODE (-0x2562, LIKELY, LG_LOG_ROOT_DAMAGED),
  CODE (-0x2700, LIKELY, LG_LOG_UNTRUSTED, LG_LOG_NOT_YET_VALID, LG_LOG_OTHER_NAME),
  CODE (-0x2880, CERTAIN, LG_LOG_MEMORY),
  CODE (-0x3000, LIKELY, LG_LOG_UNTRUSTED, LG_LOG_NOT_YET_VALID),
  CODE (-0x3b00, LIKELY, LG_LOG_ROOT_DAMAGED),
  CODE (-0x3f80, CERTAIN, LG_LOG_MEMORY),
  CODE (-0x4090, LIKELY, LG_LOG_MEMORY),
  CODE (-0x4290, LIKELY, LG_LOG_MEMORY),
  CODE (-0x4310, LIKELY, LG_LOG_MEMORY),
  CODE (-0x4d80, CERTAIN, LG_LOG_MEMORY),
  CODE (-0x5180, CERTAIN, LG_LOG_MEMORY),
  CODE (-0x6180, CERTAIN, LG_LOG_MEMORY),
  CODE (-0x6800, LIKELY, LG_LOG_TLS_TIMEOUT),
  CODE (-0x6a00, LIKELY, LG_LOG_TLS_BUFFER),
  CODE (-0x6e00, LIKELY, LG_LOG_NO_CIPHER, LG_LOG_TLS_VERSION),
  CODE (-0x6e80, LIKELY, LG_LOG_TLS_VERSION, LG_LOG_NOT_TLS),
  CODE (-0x7100, POSSIBLE, LG_LOG_TLS_BUFFER, LG_LOG_MISUSE),
  CODE (-0x7200, LIKELY, LG_LOG_TLS_BUFFER, LG_LOG_NOT_TLS),
  CODE (-0x7280, POSSIBLE, LG_LOG_TLS_CLOSED, LG_LOG_CLOSED),
  CODE (-0x7680, CERTAIN, LG_LOG_ROOT_MISSING),
  CODE (-0x7700, POSSIBLE, LG_LOG_NOT_TLS, LG_LOG_MALFORMED),
  CODE (-0x7780, LIKELY, LG_LOG_TLS_ALERT),
  CODE (-0x7880, LIKELY, LG_LOG_CLOSED),
  CODE (-0x7900, POSSIBLE, LG_LOG_NO_CIPHER, LG_LOG_TLS_VERSION),
  CODE (-0x7980, POSSIBLE, LG_LOG_TLS_BUFFER, LG_LOG_ROOT_DAMAGED),
  CODE (-0x7a00, POSSIBLE, LG_LOG_TLS_BUFFER, LG_LOG_UNTRUSTED),
  CODE (-0x7f00, CERTAIN, LG_LOG_MEMORY),
  { 0 },
};

/* An alert that came in (RFC 8446, 6; RFC 5246, 7.2). In a broker's log it is the device's: then 42
   to 48 are about the server's certificate. */
static const LgLogCode alerts[] = {
  CODE (0, CERTAIN, LG_LOG_HARMLESS),
  CODE (40, LIKELY, LG_LOG_NO_CIPHER, LG_LOG_CLIENT_CERT),
  RANGE (42, 44, LIKELY, LG_LOG_CLIENT_CERT, LG_LOG_UNTRUSTED),
  CODE (45, LIKELY, LG_LOG_EXPIRED_CERT, LG_LOG_CLIENT_CERT),
  CODE (46, LIKELY, LG_LOG_CLIENT_CERT, LG_LOG_UNTRUSTED),
  CODE (48, LIKELY, LG_LOG_UNTRUSTED, LG_LOG_CLIENT_CERT),
  CODE (70, CERTAIN, LG_LOG_TLS_VERSION),
  CODE (71, LIKELY, LG_LOG_NO_CIPHER, LG_LOG_WEAK),
  CODE (86, LIKELY, LG_LOG_TLS_VERSION),
  CODE (112, LIKELY, LG_LOG_OTHER_NAME),
  CODE (116, CERTAIN, LG_LOG_CLIENT_CERT),
  RANGE (10, 120, LIKELY, LG_LOG_TLS_ALERT),
  { 0 },
};

/* wolfssl.com, wolfSSL Manual, Appendix F: error-crypt.h and error-ssl.h */
static const LgLogCode wolfssl[] = {
  CODE (-125, CERTAIN, LG_LOG_MEMORY),
  CODE (-140, LIKELY, LG_LOG_ROOT_DAMAGED),
  CODE (-150, CERTAIN, LG_LOG_NOT_YET_VALID),
  CODE (-151, CERTAIN, LG_LOG_EXPIRED_CERT),
  CODE (-155, LIKELY, LG_LOG_UNTRUSTED),
  CODE (-188, LIKELY, LG_LOG_UNTRUSTED),
  CODE (-303, CERTAIN, LG_LOG_MEMORY),
  CODE (-308, LIKELY, LG_LOG_LOST, LG_LOG_TLS_CLOSED),
  CODE (-313, LIKELY, LG_LOG_TLS_ALERT),
  CODE (-322, CERTAIN, LG_LOG_OTHER_NAME),
  CODE (-326, CERTAIN, LG_LOG_TLS_VERSION),
  CODE (-501, LIKELY, LG_LOG_NO_CIPHER),
  { 0 },
};

/* inc/bearssl_ssl.h, and from 32 on inc/bearssl_x509.h; from 256 on an alert that came in */
static const LgLogCode bearssl[] = {
  CODE (0, CERTAIN, LG_LOG_HARMLESS),
  RANGE (3, 4, LIKELY, LG_LOG_TLS_VERSION, LG_LOG_NOT_TLS),
  CODE (6, LIKELY, LG_LOG_TLS_BUFFER, LG_LOG_NOT_TLS),
  CODE (52, LIKELY, LG_LOG_UNTRUSTED),
  CODE (53, LIKELY, LG_LOG_NOT_YET_VALID, LG_LOG_EXPIRED_CERT),
  CODE (54, LIKELY, LG_LOG_EXPIRED_CERT, LG_LOG_NOT_YET_VALID),
  CODE (55, LIKELY, LG_LOG_UNTRUSTED),
  CODE (56, CERTAIN, LG_LOG_OTHER_NAME),
  CODE (58, LIKELY, LG_LOG_UNTRUSTED),
  CODE (60, CERTAIN, LG_LOG_WEAK),
  CODE (62, LIKELY, LG_LOG_UNTRUSTED),
  CODE (296, LIKELY, LG_LOG_NO_CIPHER),
  CODE (326, CERTAIN, LG_LOG_TLS_VERSION),
  { 0 },
};

/* X509_V_ERR_… */
static const LgLogCode openssl_verify[] = {
  CODE (0, CERTAIN, LG_LOG_HARMLESS),
  CODE (2, LIKELY, LG_LOG_UNTRUSTED),
  CODE (9, CERTAIN, LG_LOG_NOT_YET_VALID),
  CODE (10, CERTAIN, LG_LOG_EXPIRED_CERT),
  RANGE (18, 21, LIKELY, LG_LOG_UNTRUSTED),
  CODE (62, CERTAIN, LG_LOG_OTHER_NAME),
  CODE (64, CERTAIN, LG_LOG_OTHER_NAME),
  RANGE (66, 68, CERTAIN, LG_LOG_WEAK),
  { 0 },
};

/* x509.h: MBEDTLS_X509_BADCERT_…, bits of what mbedtls_ssl_get_verify_result() returns */
static const LgLogCode verify_flags[] = {
  CODE (0, CERTAIN, LG_LOG_HARMLESS),
  CODE (0x01, CERTAIN, LG_LOG_EXPIRED_CERT),
  CODE (0x04, CERTAIN, LG_LOG_OTHER_NAME),
  CODE (0x05, LIKELY, LG_LOG_EXPIRED_CERT, LG_LOG_OTHER_NAME),
  CODE (0x08, LIKELY, LG_LOG_UNTRUSTED),
  CODE (0x09, LIKELY, LG_LOG_UNTRUSTED, LG_LOG_EXPIRED_CERT),
  CODE (0x0c, LIKELY, LG_LOG_UNTRUSTED, LG_LOG_OTHER_NAME),
  CODE (0x0d, LIKELY, LG_LOG_UNTRUSTED, LG_LOG_OTHER_NAME, LG_LOG_EXPIRED_CERT),
  CODE (0x200, CERTAIN, LG_LOG_NOT_YET_VALID),
  CODE (0x208, LIKELY, LG_LOG_NOT_YET_VALID, LG_LOG_UNTRUSTED),
  RANGE (0x4000, 0xffff, LIKELY, LG_LOG_WEAK, LG_LOG_UNTRUSTED),
  { 0 },
};

#define NAMED \
  "(?:mbed\\s?tls|\\bx509\\b|\\btls\\b|\\bssl\\b|ssl_\\w+|handshake|_tls\\w*|OSError|esp-tls)"

const LgLogRow lg_log_rows_tls[] = {
  WORDS (MBEDTLS, "not correctly signed by the trusted CA", CERTAIN, LG_LOG_UNTRUSTED),
  WORDS (MBEDTLS, "certificate validity starts in the future", CERTAIN, LG_LOG_NOT_YET_VALID),
  WORDS (MBEDTLS, "certificate validity has expired", CERTAIN, LG_LOG_EXPIRED_CERT),
  WORDS (MBEDTLS, "Common Name \\(CN\\) does not match", CERTAIN, LG_LOG_OTHER_NAME),
  CODES (TLS, "fatal alert message \\(msg\\s*(?<code>\\d+)\\)", alerts),
  CODES (TLS, "\\balert number\\W{0,2}(?<code>\\d+)", alerts),
  CODES (TLS, "\\b(?:received|got|fatal|send|sent)\\b.{0,24}\\balert\\W{0,3}(?:\\w+\\W{1,3}){0,2}"
         "\\(?(?<code>\\d{1,3})\\b", alerts),
  WORDS (TLS, "alert\\W{1,3}protocol[ _]version|unsupported protocol\\b(?! version)", LIKELY,
         LG_LOG_TLS_VERSION),
  CODES (MBEDTLS, "(?:verify|verification|x509).{0,40}\\bflags?\\b\\W{0,4}(?<code>0x[0-9a-f]{1,8})"
         "(?!\\w)", verify_flags),
  WORDS (TLS, "alert\\W{1,3}(?:bad certificate )?unknown[ _]ca\\b", LIKELY, LG_LOG_UNTRUSTED,
         LG_LOG_CLIENT_CERT),
  WORDS (TLS, "alert\\W{1,3}(?:bad[ _]certificate|certificate[ _]unknown|certificate[ _]required|"
         "no[ _]certificate)", LIKELY, LG_LOG_CLIENT_CERT, LG_LOG_UNTRUSTED),
  CODES (MBEDTLS, LG_LOG_ALONE ("(?<code>-0x0*[1-7][0-9a-f]{3})"), mbedtls),
  CODES (MBEDTLS, LG_LOG_ALONE ("(?<code>-0x00[45][0-9a-f])"), mbedtls),
  CODES (MBEDTLS, NAMED ".{0,60}" LG_LOG_ALONE ("(?<code>-(?:0x[45][0-9a-f]|\\d{2,5}))"), mbedtls),
  CODES (MBEDTLS, "^\\W*?(?<code>-\\d{4,5})\\W*$", mbedtls),
  WORDS (MBEDTLS, "MBEDTLS_ERR_X509_CERT_VERIFY_FAILED", LIKELY, LG_LOG_UNTRUSTED,
         LG_LOG_NOT_YET_VALID, LG_LOG_OTHER_NAME),
  WORDS (MBEDTLS, "X509_CRT_PARSE_FAILED|\\bX509 - .{0,60}(?:invalid|unrecognized)", LIKELY,
         LG_LOG_ROOT_DAMAGED),
  WORDS (MBEDTLS, "MBEDTLS_ERR_NET_CONN_RESET", CERTAIN, LG_LOG_RESET),
  WORDS (MBEDTLS, "MBEDTLS_ERR_NET_(?:RECV|SEND)_FAILED", LIKELY, LG_LOG_LOST),
  WORDS (MBEDTLS, "MBEDTLS_ERR_NET_CONNECT_FAILED", LIKELY, LG_LOG_UNREACHED),
  WORDS (MBEDTLS, "MBEDTLS_ERR_NET_UNKNOWN_HOST", LIKELY, LG_LOG_NO_NAME),
  WORDS (MBEDTLS, "MBEDTLS_ERR_\\w+_ALLOC_FAILED", CERTAIN, LG_LOG_MEMORY),
  WORDS (MBEDTLS, "MBEDTLS_ERR_SSL_(?:BUFFER_TOO_SMALL)|message length.{0,24}(?:too (?:big|large)|"
         "exceed)", LIKELY, LG_LOG_TLS_BUFFER),

  CODES (WOLFSSL, "wolf\\s?ssl.{0,80}?" LG_LOG_ALONE ("(?<code>-\\d{3})"), wolfssl),
  WORDS (WOLFSSL, "ASN no signer error", LIKELY, LG_LOG_UNTRUSTED),
  WORDS (WOLFSSL, "ASN date error, current date before", CERTAIN, LG_LOG_NOT_YET_VALID),
  WORDS (WOLFSSL, "ASN date error, current date after", CERTAIN, LG_LOG_EXPIRED_CERT),
  WORDS (WOLFSSL, "peer subject name mismatch", CERTAIN, LG_LOG_OTHER_NAME),
  CODES (BEARSSL, "bear\\s?ssl.{0,80}?\\b(?:err(?:or)?|code|reason)\\W{0,4}(?<code>\\d{1,3})\\b",
         bearssl),
  WORDS (BEARSSL, "could not be linked to a trust anchor|BR_ERR_X509_NOT_TRUSTED", CERTAIN,
         LG_LOG_UNTRUSTED),
  WORDS (BEARSSL, "expected server name was not found in the chain|BR_ERR_X509_BAD_SERVER_NAME",
         CERTAIN, LG_LOG_OTHER_NAME),

  WORDS (GO, "certificate has expired or is not yet valid\\b.*\\bcurrent time\\b.*\\bis before\\b",
         CERTAIN, LG_LOG_NOT_YET_VALID),
  WORDS (GO, "certificate has expired or is not yet valid\\b.*\\bcurrent time\\b.*\\bis after\\b",
         LIKELY, LG_LOG_EXPIRED_CERT),
  WORDS (GO, "(?:has |is )?expired or (?:is )?not yet valid|NotTimeValid", LIKELY,
         LG_LOG_EXPIRED_CERT, LG_LOG_NOT_YET_VALID),
  WORDS (GO, "signed by unknown authority", LIKELY, LG_LOG_UNTRUSTED),
  WORDS (GO, "certificate is (?:not )?valid for\\b|doesn't contain any IP SANs", CERTAIN,
         LG_LOG_OTHER_NAME),
  WORDS (JAVA, "CertificateExpiredException", LIKELY, LG_LOG_EXPIRED_CERT),
  WORDS (JAVA, "CertificateNotYetValidException", CERTAIN, LG_LOG_NOT_YET_VALID),
  WORDS (JAVA, "No subject alternative (?:DNS )?names? (?:matching|present)|"
         "No name matching .{1,80}"
         "found", CERTAIN, LG_LOG_OTHER_NAME),
  WORDS (JAVA, "PKIX path|unable to find valid certification path|Trust anchor for certification "
         "path not found", LIKELY, LG_LOG_UNTRUSTED),
  WORDS (JAVA, "Remote host (?:terminated|closed connection during) (?:the )?handshake", LIKELY,
         LG_LOG_TLS_CLOSED),
  WORDS (DOTNET, "RemoteCertificateNameMismatch", CERTAIN, LG_LOG_OTHER_NAME),
  WORDS (DOTNET, "RemoteCertificateChainErrors|\\bPartialChain\\b|\\bUntrustedRoot\\b", LIKELY,
         LG_LOG_UNTRUSTED, LG_LOG_EXPIRED_CERT),
  WORDS (DOTNET, "remote certificate (?:is|was) (?:invalid|rejected)", LIKELY, LG_LOG_UNTRUSTED,
         LG_LOG_OTHER_NAME, LG_LOG_EXPIRED_CERT),

  CODES (OPENSSL, "\\bverify (?:error:num=|return code:?\\s*)(?<code>\\d+)", openssl_verify),
  WORDS (OPENSSL, "certificate (?:has )?expired|certificate is expired", LIKELY,
         LG_LOG_EXPIRED_CERT),
  WORDS (OPENSSL, "certificate (?:is )?not yet valid", CERTAIN, LG_LOG_NOT_YET_VALID),
  WORDS (OPENSSL, "hostname mismatch|ip address mismatch|doesn't match (?:either of|the host|')|"
         "no alternative certificate subject name|host ?name .{0,60}(?:not match|verif)|"
         "hostname/ip does not match certificate", LIKELY, LG_LOG_OTHER_NAME),
  WORDS (OPENSSL, "certificate verify failed|unable to get (?:local )?issuer|"
         "unable to verify the first certificate|self[- ]signed certificate|unknown ca\\b",
         LIKELY, LG_LOG_UNTRUSTED),
  WORDS (OPENSSL, "(?:ee|ca) key too small|ca md too weak|dh key too small", CERTAIN, LG_LOG_WEAK),
  WORDS (OPENSSL, "wrong version number|packet length too long|first record does not look like",
         LIKELY, LG_LOG_NOT_TLS, LG_LOG_TLS_VERSION),
  WORDS (OPENSSL, "no shared cipher|no cipher|handshake[ _]failure|no protocols available",
         POSSIBLE, LG_LOG_NO_CIPHER, LG_LOG_TLS_VERSION),
  WORDS (TLS, "\\b(?:tls|ssl)\\W{0,3}handshake\\b.{0,20}(?:fail|error)|"
         "(?:fail|error).{0,20}\\b(?:tls|ssl) handshake\\b|"
         "(?:tls|ssl) connection could not be established", LIKELY, LG_LOG_TLS_FAILED),
  WORDS (TLS, "(?:handshake|tls|ssl)\\b.{0,40}(?:unexpected record|HTTP[ /]\\d)", LIKELY,
         LG_LOG_NOT_TLS),
  WORDS (MBEDTLS, "^(?=.*(?:tls|ssl|mqtt|handshake)).*(?:\\b(?:out of|not enough|no) memory\\b|"
         "(?:m|c)alloc\\w* (?:has )?fail|failed to allocate|alloc(?:ation)? failed|ERR_NO_MEM|"
         "ERR_MEM\\b)", LIKELY, LG_LOG_MEMORY),
  { 0 },
};

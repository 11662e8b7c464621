/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-client-hello.h"

G_BEGIN_DECLS

/**
 * LgTlsStack:
 * @LG_TLS_STACK_UNKNOWN: none that is known here
 * @LG_TLS_STACK_MBEDTLS: mbed TLS 2 and 3, also below ESP-IDF
 * @LG_TLS_STACK_WOLFSSL: wolfSSL
 * @LG_TLS_STACK_BEARSSL: BearSSL
 * @LG_TLS_STACK_AXTLS: axTLS
 * @LG_TLS_STACK_OPENSSL: OpenSSL, also below libmosquitto, curl, Python and Node.js
 * @LG_TLS_STACK_GNUTLS: GnuTLS
 * @LG_TLS_STACK_GO: Go's crypto/tls
 * @LG_TLS_STACK_NSS: NSS
 * @LG_TLS_STACK_JAVA: Java's SunJSSE
 * @LG_TLS_STACK_ERLANG: Erlang's ssl
 *
 * A TLS library of a device.
 */
typedef enum
{
  LG_TLS_STACK_UNKNOWN,
  LG_TLS_STACK_MBEDTLS,
  LG_TLS_STACK_WOLFSSL,
  LG_TLS_STACK_BEARSSL,
  LG_TLS_STACK_AXTLS,
  LG_TLS_STACK_OPENSSL,
  LG_TLS_STACK_GNUTLS,
  LG_TLS_STACK_GO,
  LG_TLS_STACK_NSS,
  LG_TLS_STACK_JAVA,
  LG_TLS_STACK_ERLANG,
} LgTlsStack;

LgTlsStack  lg_tls_stack_tell     (const LgClientHello *hello);
const char *lg_tls_stack_get_name (LgTlsStack           stack);

G_END_DECLS

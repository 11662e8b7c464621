/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <openssl/ssl.h>

G_BEGIN_DECLS

typedef void (*TlsPeerSetup) (SSL_CTX *context);

/**
 * TlsRefusal:
 * @TLS_REFUSAL_VERSION: speaks TLS 1.1 alone
 * @TLS_REFUSAL_CIPHER: has no cipher suite for its own key, which has to be an EC one
 * @TLS_REFUSAL_CERTIFICATE_1_2: demands a certificate of the client, in TLS 1.2
 * @TLS_REFUSAL_CERTIFICATE_1_3: demands a certificate of the client, in TLS 1.3
 *
 * Why a server refuses every handshake.
 */
typedef enum
{
  TLS_REFUSAL_VERSION,
  TLS_REFUSAL_CIPHER,
  TLS_REFUSAL_CERTIFICATE_1_2,
  TLS_REFUSAL_CERTIFICATE_1_3,
} TlsRefusal;

/** TlsPeer: a TLS server on a free port that offers what @setup makes of its context. */
typedef struct _TlsPeer TlsPeer;

TlsPeer *tls_peer_new          (const char   *chain_pem,
                                const char   *key_pem,
                                int           family,
                                TlsPeerSetup  setup);
TlsPeer *tls_peer_new_on       (const char   *chain_pem,
                                const char   *key_pem,
                                int           family,
                                guint16       port,
                                TlsPeerSetup  setup);
TlsPeer *tls_peer_new_refusing (const char   *chain_pem,
                                const char   *key_pem,
                                TlsRefusal    refusal);
guint16  tls_peer_get_port     (TlsPeer      *self);
void     tls_peer_free         (TlsPeer      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TlsPeer, tls_peer_free)

G_END_DECLS

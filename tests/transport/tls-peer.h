/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <openssl/ssl.h>

G_BEGIN_DECLS

typedef void (*TlsPeerSetup) (SSL_CTX *context);

/** TlsPeer: a TLS server on a free port that offers what @setup makes of its context. */
typedef struct _TlsPeer TlsPeer;

TlsPeer *tls_peer_new      (const char   *chain_pem,
                            const char   *key_pem,
                            int           family,
                            TlsPeerSetup  setup);
TlsPeer *tls_peer_new_on   (const char   *chain_pem,
                            const char   *key_pem,
                            int           family,
                            guint16       port,
                            TlsPeerSetup  setup);
guint16  tls_peer_get_port (TlsPeer      *self);
void     tls_peer_free     (TlsPeer      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TlsPeer, tls_peer_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LgIoStatus:
 * @LG_IO_OK: at least one byte moved
 * @LG_IO_WANT_READ: wait until the descriptor is readable
 * @LG_IO_WANT_WRITE: wait until the descriptor is writable
 * @LG_IO_FIN: the peer closed TCP (without close_notify where TLS is on)
 * @LG_IO_CLOSE_NOTIFY: the peer closed TLS in order
 * @LG_IO_ERROR: it failed; the error says how
 */
typedef enum
{
  LG_IO_OK,
  LG_IO_WANT_READ,
  LG_IO_WANT_WRITE,
  LG_IO_FIN,
  LG_IO_CLOSE_NOTIFY,
  LG_IO_ERROR,
} LgIoStatus;

/**
 * LgTlsAlertFunc:
 * @outgoing: whether this side sent the alert
 * @fatal: whether its level is fatal
 * @code: alert number (RFC 8446, section 6)
 * @name: its name
 * @user_data: closure
 */
typedef void (*LgTlsAlertFunc) (gboolean    outgoing,
                                gboolean    fatal,
                                int         code,
                                const char *name,
                                gpointer    user_data);

/**
 * LgStream:
 *
 * A non-blocking byte stream over one connected socket, plain or TLS, client or server side. Owns
 * the descriptor. Use from one thread. All TLS of Linkglass but certificate judgement is behind it.
 */
typedef struct _LgStream LgStream;

/** LgTlsServer: certificate and key a listener offers; may be shared between streams. */
typedef struct _LgTlsServer LgTlsServer;

/**
 * LgTlsOffer:
 * @LG_TLS_OFFER_SOUND: TLS 1.2 and later
 * @LG_TLS_OFFER_WEAK: the same, with a certificate too weak to be used as a rule
 * @LG_TLS_OFFER_TLS_1_0: TLS 1.0 alone
 * @LG_TLS_OFFER_TLS_1_1: TLS 1.1 alone
 * @LG_TLS_OFFER_FOREIGN_SUITES: TLS 1.2 with suites that need another key than ours
 * @LG_TLS_OFFER_DEMANDING_1_2: TLS 1.2, for clients with a certificate
 * @LG_TLS_OFFER_DEMANDING_1_3: TLS 1.3, for clients with a certificate
 *
 * What a server accepts; all but the first are faults to practise with.
 */
typedef enum
{
  LG_TLS_OFFER_SOUND,
  LG_TLS_OFFER_WEAK,
  LG_TLS_OFFER_TLS_1_0,
  LG_TLS_OFFER_TLS_1_1,
  LG_TLS_OFFER_FOREIGN_SUITES,
  LG_TLS_OFFER_DEMANDING_1_2,
  LG_TLS_OFFER_DEMANDING_1_3,
} LgTlsOffer;

LgStream    *lg_stream_new_plain       (int              fd);
LgStream    *lg_stream_new_tls_client  (int              fd,
                                        const char      *server_name,
                                        LgTlsAlertFunc   alert,
                                        gpointer         user_data,
                                        GError         **error);
LgStream    *lg_stream_new_tls_server  (int              fd,
                                        LgTlsServer     *server,
                                        GError         **error);
void         lg_stream_free            (LgStream        *self);
LgIoStatus   lg_stream_handshake       (LgStream        *self,
                                        GError         **error);
LgIoStatus   lg_stream_read            (LgStream        *self,
                                        gpointer         buffer,
                                        gsize            size,
                                        gsize           *n_read,
                                        GError         **error);
LgIoStatus   lg_stream_write           (LgStream        *self,
                                        gconstpointer    data,
                                        gsize            size,
                                        gsize           *n_written,
                                        GError         **error);
void         lg_stream_shutdown        (LgStream        *self);
void         lg_stream_send_alert      (LgStream        *self);
void         lg_stream_abort           (LgStream        *self);
int          lg_stream_get_fd          (LgStream        *self);
gboolean     lg_stream_has_pending     (LgStream        *self);
gboolean     lg_stream_is_tls          (LgStream        *self);
const char  *lg_stream_get_tls_version (LgStream        *self);
const char  *lg_stream_get_tls_cipher  (LgStream        *self);
GPtrArray   *lg_stream_dup_chain       (LgStream        *self);

LgTlsServer *lg_tls_server_new         (const char      *chain_pem,
                                        const char      *key_pem,
                                        GError         **error);
LgTlsServer *lg_tls_server_new_odd     (const char      *chain_pem,
                                        const char      *key_pem,
                                        LgTlsOffer       offer,
                                        GError         **error);
LgTlsServer *lg_tls_server_ref         (LgTlsServer     *self);
void         lg_tls_server_unref       (LgTlsServer     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgStream, lg_stream_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgTlsServer, lg_tls_server_unref)

G_END_DECLS

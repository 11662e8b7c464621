/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-stream.h"
#include "lg-tls-failure.h"

#include <openssl/ssl.h>

G_BEGIN_DECLS

/**
 * LgTlsNotes:
 * @alert: (nullable): called for every alert
 * @user_data: closure for @alert
 * @user_data_free: (nullable): frees @user_data
 * @progress: how far the handshake got
 *
 * What a client notes while TLS is spoken. Must outlive the `SSL`.
 */
typedef struct
{
  LgTlsAlertFunc  alert;
  gpointer        user_data;
  GDestroyNotify  user_data_free;
  LgTlsProgress   progress;
} LgTlsNotes;

SSL       *lg_tls_client_new_ssl    (const char       *server_name,
                                     LgTlsNotes       *notes,
                                     GError          **error);
GPtrArray *lg_tls_client_dup_chain  (SSL              *ssl);
GPtrArray *lg_tls_client_read_chain (STACK_OF (X509)  *sent);

G_END_DECLS

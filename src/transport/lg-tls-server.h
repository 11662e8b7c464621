/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-stream.h"

#include <openssl/ssl.h>

G_BEGIN_DECLS

SSL  *lg_tls_server_new_ssl    (LgTlsServer *self);
void  lg_tls_server_send_alert (SSL         *ssl);

G_END_DECLS

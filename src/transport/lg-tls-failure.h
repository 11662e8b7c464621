/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgTlsProgress:
 * @server_hello: the server answered the ClientHello
 * @certificate_asked: the server asked for a client certificate
 * @ticket: the server sent a session ticket: under TLS 1.3, it has judged this side
 * @sent_alert: number of the fatal alert this side sent, or 0
 *
 * How far a client's handshake got, which decides what an alert means.
 */
typedef struct
{
  gboolean server_hello;
  gboolean certificate_asked;
  gboolean ticket;
  int      sent_alert;
} LgTlsProgress;

void     lg_tls_failure_set_error      (const LgTlsProgress  *progress,
                                        GError              **error);
gboolean lg_tls_failure_check_protocol (const guint8         *first,
                                        gsize                 n_first,
                                        GError              **error);

G_END_DECLS

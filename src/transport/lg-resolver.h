/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/socket.h>

G_BEGIN_DECLS

/**
 * LgAddress:
 * @storage: the socket address
 * @length: its length in bytes
 *
 * One address of a host, port included.
 */
typedef struct
{
  struct sockaddr_storage storage;
  socklen_t               length;
} LgAddress;

GArray *lg_resolver_look_up  (const char       *host,
                              guint16           port,
                              guint             timeout_ms,
                              GCancellable     *cancellable,
                              int              *code,
                              GError          **error);
gboolean lg_address_init_peer (LgAddress       *self,
                               int              fd);
char   *lg_address_to_string (const LgAddress  *self,
                              gboolean          with_port);

G_END_DECLS

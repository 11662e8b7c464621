/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
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

gboolean  lg_address_init_peer  (LgAddress        *self,
                                 int               fd);
char     *lg_address_to_string  (const LgAddress  *self,
                                 gboolean          with_port);
gboolean  lg_address_is_no_host (const LgAddress  *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-client-hello.h"

G_BEGIN_DECLS

/**
 * LgServerHello:
 * @version: the version chosen
 * @suite: the cipher suite chosen
 * @group: the group of the key share, TLS 1.3; 0: none
 * @retry: it is a HelloRetryRequest: the client is to say hello again
 * @session_id: the session ID, borrowed
 * @resumed: it takes a key of an earlier connection (TLS 1.3)
 * @max_fragment: max_fragment_length's code as it agrees to it; 0: it does not
 * @alpn: (nullable): the protocol chosen
 *
 * What a server's first message says. Initialise with %LG_SERVER_HELLO_INIT;
 * [func@ServerHello.clear] frees it.
 */
typedef struct
{
  guint16  version;
  guint16  suite;
  guint16  group;
  gboolean retry;
  LgSlice  session_id;
  gboolean resumed;
  guint8   max_fragment;
  char    *alpn;
} LgServerHello;

#define LG_SERVER_HELLO_INIT { 0 }

gboolean lg_server_hello_parse (LgServerHello *self,
                                LgSlice        body);
void     lg_server_hello_clear (LgServerHello *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LgServerHello, lg_server_hello_clear)

G_END_DECLS

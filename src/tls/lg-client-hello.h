/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mqtt/lg-packet.h"

G_BEGIN_DECLS

#define LG_TLS_1_0 0x0301
#define LG_TLS_1_2 0x0303
#define LG_TLS_1_3 0x0304

/** LgTlsExtension: the extensions read here (IANA's "TLS ExtensionType Values"). */
typedef enum
{
  LG_TLS_EXTENSION_SERVER_NAME = 0,
  LG_TLS_EXTENSION_MAX_FRAGMENT_LENGTH = 1,
  LG_TLS_EXTENSION_STATUS_REQUEST = 5,
  LG_TLS_EXTENSION_GROUPS = 10,
  LG_TLS_EXTENSION_POINT_FORMATS = 11,
  LG_TLS_EXTENSION_SIGNATURES = 13,
  LG_TLS_EXTENSION_ALPN = 16,
  LG_TLS_EXTENSION_ENCRYPT_THEN_MAC = 22,
  LG_TLS_EXTENSION_MASTER_SECRET = 23,
  LG_TLS_EXTENSION_RECORD_SIZE_LIMIT = 28,
  LG_TLS_EXTENSION_SESSION_TICKET = 35,
  LG_TLS_EXTENSION_PRE_SHARED_KEY = 41,
  LG_TLS_EXTENSION_VERSIONS = 43,
  LG_TLS_EXTENSION_KEY_SHARE = 51,
} LgTlsExtension;

/**
 * LgClientHello:
 * @version: legacy_version
 * @newest: the newest version offered
 * @random: the random bytes; some stacks begin them with their clock
 * @session_id: bytes of the session ID
 * @suites: (element-type guint16): cipher suites, in order, GREASE included
 * @extensions: (element-type guint16): extensions, in order
 * @groups: (element-type guint16): named groups, in order
 * @signatures: (element-type guint16): signature algorithms, in order
 * @point_formats: (element-type guint16): EC point formats
 * @versions: (element-type guint16): supported_versions; empty: it has none
 * @server_name: (nullable): the server's name it asks for (SNI)
 * @alpn: protocols it offers (ALPN)
 * @max_fragment: max_fragment_length's code (RFC 6066, 4); 0: not asked for
 * @record_limit: record_size_limit in bytes (RFC 8449); 0: not asked for
 * @ticket: whether it offers a session ticket or key of an earlier connection
 *
 * What a client's first message says. Initialise with %LG_CLIENT_HELLO_INIT;
 * [func@ClientHello.clear] frees it.
 */
typedef struct
{
  guint16  version;
  guint16  newest;
  guint8   random[32];
  guint8   session_id;
  GArray  *suites;
  GArray  *extensions;
  GArray  *groups;
  GArray  *signatures;
  GArray  *point_formats;
  GArray  *versions;
  char    *server_name;
  GStrv    alpn;
  guint8   max_fragment;
  guint16  record_limit;
  gboolean ticket;
} LgClientHello;

#define LG_CLIENT_HELLO_INIT { 0 }

gboolean lg_tls_is_grease               (guint16              value);
gboolean lg_tls_list_has                (const GArray        *list,
                                         guint16              value);
gboolean lg_client_hello_parse          (LgClientHello       *self,
                                         LgSlice              body);
void     lg_client_hello_clear          (LgClientHello       *self);
gboolean lg_client_hello_has_extension  (const LgClientHello *self,
                                         guint16              extension);
guint    lg_client_hello_get_record_max (const LgClientHello *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LgClientHello, lg_client_hello_clear)

G_END_DECLS

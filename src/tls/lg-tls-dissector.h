/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mqtt/lg-packet.h"

G_BEGIN_DECLS

/* No more of a handshake message is held, in each direction; a longer one is passed over. */
#define LG_TLS_HELD_MAX (64 * 1024)

/** LgTlsContent: what a record carries (RFC 8446, 5.1; RFC 5246, 6.2.1). */
typedef enum
{
  LG_TLS_CHANGE_CIPHER_SPEC = 20,
  LG_TLS_ALERT = 21,
  LG_TLS_HANDSHAKE = 22,
  LG_TLS_APPLICATION = 23,
} LgTlsContent;

/** LgTlsMessage: handshake messages (RFC 8446, 4; RFC 5246, 7.4). */
typedef enum
{
  LG_TLS_CLIENT_HELLO = 1,
  LG_TLS_SERVER_HELLO = 2,
  LG_TLS_CERTIFICATE = 11,
  LG_TLS_SERVER_KEY_EXCHANGE = 12,
  LG_TLS_CERTIFICATE_REQUEST = 13,
  LG_TLS_SERVER_HELLO_DONE = 14,
  LG_TLS_CLIENT_KEY_EXCHANGE = 16,
} LgTlsMessage;

/**
 * LgTlsItemKind:
 * @LG_TLS_ITEM_MESSAGE: a whole handshake message in clear; code: a [enum@TlsMessage]; body: what
 *   follows its header; %NULL when it was longer than what is held
 * @LG_TLS_ITEM_ALERT: an alert in clear; code: its number
 * @LG_TLS_ITEM_CHANGE_CIPHER_SPEC: ChangeCipherSpec
 * @LG_TLS_ITEM_PROTECTED: an encrypted record; code: its outer [enum@TlsContent]
 * @LG_TLS_ITEM_LOST: what follows is no TLS record: bytes are missing, or it is something else
 */
typedef enum
{
  LG_TLS_ITEM_MESSAGE,
  LG_TLS_ITEM_ALERT,
  LG_TLS_ITEM_CHANGE_CIPHER_SPEC,
  LG_TLS_ITEM_PROTECTED,
  LG_TLS_ITEM_LOST,
} LgTlsItemKind;

/**
 * LgTlsItem:
 * @kind: what it is
 * @direction: who sent it
 * @code: see the kind
 * @version: the record's version field
 * @size: bytes of the record's content; of a message, all its bytes with their header
 * @body: see the kind; borrowed for the call
 *
 * Something seen in one direction of a TLS connection.
 */
typedef struct
{
  LgTlsItemKind kind;
  LgDirection   direction;
  int           code;
  guint16       version;
  gsize         size;
  LgSlice       body;
} LgTlsItem;

/** LgTlsFunc: told of each item, in the order the bytes came. */
typedef void (*LgTlsFunc) (const LgTlsItem *item,
                           gpointer         user_data);

/**
 * LgTlsDissector:
 *
 * Reads along on a TLS connection (1.0 to 1.3) in both directions, whatever the reads were cut
 * into. Pure: no socket, no clock, no key. Believes no length, and holds at most
 * %LG_TLS_HELD_MAX bytes a direction. Not thread-safe.
 */
typedef struct _LgTlsDissector LgTlsDissector;

gboolean        lg_tls_is_record        (const guint8   *data,
                                         gsize           length);
LgTlsDissector *lg_tls_dissector_new    (LgTlsFunc       func,
                                         gpointer        user_data);
void            lg_tls_dissector_free   (LgTlsDissector *self);
void            lg_tls_dissector_push   (LgTlsDissector *self,
                                         LgDirection     direction,
                                         const guint8   *data,
                                         gsize           length);
void            lg_tls_dissector_skip   (LgTlsDissector *self,
                                         LgDirection     direction,
                                         gsize           length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgTlsDissector, lg_tls_dissector_free)

G_END_DECLS

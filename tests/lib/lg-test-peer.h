/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mqtt/lg-packet.h"
#include "transport/lg-stream.h"

G_BEGIN_DECLS

/**
 * LgTestAct:
 * @LG_TEST_END: the end of the script; then the peer reads and says nothing until the other side
 *   closes
 * @LG_TEST_EXPECT: read until a packet of type `number` has come; close on what is no packet
 * @LG_TEST_LEVEL: read CONNECT, and close the socket if its protocol level is not `number`, as
 *   RabbitMQ without MQTT 5 does
 * @LG_TEST_SEND: send `data`
 * @LG_TEST_SEND_BENEATH: send `data` on the bare socket, beneath TLS
 * @LG_TEST_FLOOD: send `data` over and over until the other side stops it
 * @LG_TEST_DEAF: neither read nor say anything until the peer is freed
 * @LG_TEST_SHUTDOWN: close in order: close_notify where TLS is on, then FIN
 * @LG_TEST_FIN: close the socket alone
 * @LG_TEST_IDLE: read; close the socket once nothing has come for `number` milliseconds, as
 *   nginx does with its `proxy_timeout`
 * @LG_TEST_PAUSE: read and say nothing for `number` milliseconds
 * @LG_TEST_SIP: read a little at a time, with a small window, until a packet of type `number` has
 *   come: what is sent to the peer piles up on the way
 * @LG_TEST_RESET: reset the connection
 */
typedef enum
{
  LG_TEST_END,
  LG_TEST_EXPECT,
  LG_TEST_LEVEL,
  LG_TEST_SEND,
  LG_TEST_SEND_BENEATH,
  LG_TEST_FLOOD,
  LG_TEST_DEAF,
  LG_TEST_SHUTDOWN,
  LG_TEST_FIN,
  LG_TEST_IDLE,
  LG_TEST_PAUSE,
  LG_TEST_SIP,
  LG_TEST_RESET,
} LgTestAct;

/** LgTestStep: one step of a script; the last one is %LG_TEST_END. */
typedef struct
{
  LgTestAct   act;
  int         number;
  const void *data;
  gsize       length;
} LgTestStep;

#define LG_TEST_EXPECT_STEP(type) { LG_TEST_EXPECT, (type), NULL, 0 }
#define LG_TEST_SEND_STEP(literal) { LG_TEST_SEND, 0, (literal), sizeof (literal) - 1 }
#define LG_TEST_IDLE_STEP(ms) { LG_TEST_IDLE, (ms), NULL, 0 }
#define LG_TEST_LEVEL_STEP(level) { LG_TEST_LEVEL, (level), NULL, 0 }
#define LG_TEST_PAUSE_STEP(ms) { LG_TEST_PAUSE, (ms), NULL, 0 }
#define LG_TEST_SIP_STEP(type) { LG_TEST_SIP, (type), NULL, 0 }
#define LG_TEST_FLOOD_STEP(literal) { LG_TEST_FLOOD, 0, (literal), sizeof (literal) - 1 }

/**
 * LgTestPeer:
 *
 * A server of one's own on a free port of 127.0.0.1: every connection, one after the other, gets
 * the same script played. Runs in a thread of its own.
 */
typedef struct _LgTestPeer LgTestPeer;

LgTestPeer *lg_test_peer_new           (const LgTestStep *script,
                                        LgTlsServer      *tls);
void        lg_test_peer_free          (LgTestPeer       *self);
guint16     lg_test_peer_get_port      (LgTestPeer       *self);
GBytes     *lg_test_peer_dup_received  (LgTestPeer       *self);

/** LgTestBlackHole: a port of 127.0.0.1 that never answers a TCP connect. */
typedef struct
{
  int     fds[3];
  guint16 port;
} LgTestBlackHole;

void        lg_test_black_hole_open    (LgTestBlackHole  *self);
void        lg_test_black_hole_close   (LgTestBlackHole  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgTestPeer, lg_test_peer_free)

G_END_DECLS

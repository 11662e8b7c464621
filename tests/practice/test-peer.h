/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mqtt/lg-packet-writer.h"
#include "practice/lg-practice.h"
#include "transport/lg-stream.h"

G_BEGIN_DECLS

/* Bytes that the other side has 10 s to send: far more than it needs. */
#define PEER_DEADLINE_US (10 * G_USEC_PER_SEC)

/** Peer: a device in a test: whole packets over one blocking connection. */
typedef struct _Peer Peer;

Peer       *peer_new            (LgPractice           *practice,
                                 const LgPracticePort *port,
                                 const char           *address);
Peer       *peer_new_online     (LgPractice           *practice,
                                 const LgPracticePort *port,
                                 const char           *parameters);
void        peer_free           (Peer                 *self);
LgStream   *peer_get_stream     (Peer                 *self);
void        peer_send           (Peer                 *self,
                                 const GByteArray     *bytes);
gsize       peer_send_some      (Peer                 *self,
                                 const GByteArray     *bytes);
void        peer_send_connect   (Peer                 *self,
                                 const char           *parameters);
void        peer_send_publish   (Peer                 *self,
                                 const char           *topic,
                                 const char           *payload,
                                 guint8                qos);
void        peer_send_subscribe (Peer                 *self,
                                 const char           *filter);
gboolean    peer_receive        (Peer                 *self,
                                 LgPacket             *packet);
void        peer_expect         (Peer                 *self,
                                 LgPacketType          type,
                                 guint8                code);
void        peer_expect_message (Peer                 *self,
                                 const char           *topic,
                                 const char           *payload);
LgIoStatus  peer_wait_for_end   (Peer                 *self);
gboolean    peer_check_alive    (Peer                 *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Peer, peer_free)

G_END_DECLS

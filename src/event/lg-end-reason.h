/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clause/lg-clause.h"
#include "mqtt/lg-packet.h"
#include "transport/lg-stream.h"

G_BEGIN_DECLS

/**
 * LgEndReason:
 * @LG_END_OPERATOR: the operator disconnected or cancelled
 * @LG_END_DROPPED: the operator had the TCP connection reset, without DISCONNECT
 * @LG_END_CLOSED_BEFORE_CONNECT: closed before CONNECT went out
 * @LG_END_LIMIT: a packet was larger than this program takes
 * @LG_END_DEVICE_CLOSED: the device closed its own link (TCP FIN) without a word
 * @LG_END_DEVICE_RESET: the device reset its own link
 * @LG_END_DEVICE_ALERT: the device ended its link with a TLS alert
 * @LG_END_DEVICE_DISCONNECT: the device sent DISCONNECT
 * @LG_END_UNSEEN: what was seen of the link ends, the link may have gone on
 * @LG_END_TRANSPORT: connecting failed: 100 + a [enum@TransportError]
 * @LG_END_CONNACK: CONNACK refused: 200 + its return code
 * @LG_END_CONNACK_TIMEOUT: no answer to CONNECT within the deadline
 * @LG_END_CLOSED_BEFORE_CONNACK: closed after CONNECT without an answer
 * @LG_END_FIN: TCP FIN without DISCONNECT
 * @LG_END_CLOSE_NOTIFY: TLS close_notify
 * @LG_END_RESET: TCP reset
 * @LG_END_LOST: another socket error: the route or the link is gone
 * @LG_END_ALERT: a fatal TLS alert during the session
 * @LG_END_NO_PINGRESP: PINGREQ was not answered
 * @LG_END_MALFORMED: the peer sent bytes that are no valid MQTT packet
 * @LG_END_SERVER_DISCONNECT: the server sent DISCONNECT (MQTT 5)
 * @LG_END_NO_ANSWER: what the link was made for did not come within its deadline
 * @LG_END_INTERNAL: libmosquitto gave up; the text says its code
 *
 * Why an attempt or a link ended, as far as the wire tells. Stored in recordings: never renumber.
 */
typedef enum
{
  LG_END_OPERATOR = 1,
  LG_END_CONNACK_TIMEOUT = 2,
  LG_END_CLOSED_BEFORE_CONNACK = 3,
  LG_END_FIN = 4,
  LG_END_CLOSE_NOTIFY = 5,
  LG_END_RESET = 6,
  LG_END_LOST = 7,
  LG_END_ALERT = 8,
  LG_END_NO_PINGRESP = 9,
  LG_END_MALFORMED = 10,
  LG_END_SERVER_DISCONNECT = 11,
  LG_END_INTERNAL = 12,
  LG_END_DROPPED = 13,
  LG_END_NO_ANSWER = 14,
  LG_END_DEVICE_CLOSED = 20,
  LG_END_DEVICE_RESET = 21,
  LG_END_DEVICE_ALERT = 22,
  LG_END_DEVICE_DISCONNECT = 23,
  LG_END_UNSEEN = 24,
  LG_END_CLOSED_BEFORE_CONNECT = 15,
  LG_END_LIMIT = 16,
  LG_END_TRANSPORT = 100,
  LG_END_CONNACK = 200,
} LgEndReason;

/**
 * LgEnd:
 * @reason: an [enum@EndReason] and what it is added to; 0 while the link goes on
 * @clause: (nullable): what else is to be said of it
 * @wanted: the operator is leaving: whatever happens on the way out, it is what ended the link
 *
 * How a link ended. The first reason set counts.
 */
typedef struct
{
  int       reason;
  LgClause *clause;
  gboolean  wanted;
} LgEnd;

void lg_end_clear         (LgEnd           *self);
void lg_end_set           (LgEnd           *self,
                           int              reason,
                           LgClause        *clause);
void lg_end_set_by_packet (LgEnd           *self,
                           const LgPacket  *packet,
                           LgMqttVersion    version,
                           gboolean         online);
void lg_end_set_by_client (LgEnd           *self,
                           GError          *error,
                           gboolean         online);
void lg_end_set_by_stream (LgEnd           *self,
                           LgIoStatus       status,
                           const GError    *error,
                           gboolean         online,
                           gboolean         cut);

G_END_DECLS

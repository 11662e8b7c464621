/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mqtt/lg-packet.h"

G_BEGIN_DECLS

/** LgTcpFlags: of a segment, as on the wire (RFC 9293, 3.1). */
typedef enum
{
  LG_TCP_FIN = 1 << 0,
  LG_TCP_SYN = 1 << 1,
  LG_TCP_RST = 1 << 2,
  LG_TCP_ACK = 1 << 4,
} LgTcpFlags;

/**
 * LgTcpSegment:
 * @source: port of who sent it
 * @target: port of whom it is for
 * @sequence: number of its first byte
 * @acknowledged: number of the next byte expected
 * @flags: a set of [flags@TcpFlags], and what else the wire has there
 * @window: as on the wire, without its scale
 * @payload: what it carries, as far as it was kept
 * @length: how long that was on the wire, bytes
 *
 * One TCP segment.
 */
typedef struct
{
  guint16 source;
  guint16 target;
  guint32 sequence;
  guint32 acknowledged;
  guint8  flags;
  guint16 window;
  LgSlice payload;
  gsize   length;
} LgTcpSegment;

gboolean lg_tcp_segment_parse (LgTcpSegment *self,
                               LgSlice       bytes,
                               gsize         wire_length);

G_END_DECLS

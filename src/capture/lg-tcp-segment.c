/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-tcp-segment.h"

#define HEADER 20

static guint16
get_16 (const guint8 *at)
{
  return at[0] << 8 | at[1];
}

static guint32
get_32 (const guint8 *at)
{
  return (guint32) get_16 (at) << 16 | get_16 (at + 2);
}

/**
 * lg_tcp_segment_parse:
 * @self: (out): the segment
 * @bytes: what an IP packet carries, as far as it was kept
 * @wire_length: how long that was on the wire, bytes
 *
 * Checksums are not looked at: the computer that captures may leave them to its network card.
 *
 * Returns: whether its header is whole
 */
gboolean
lg_tcp_segment_parse (LgTcpSegment *self,
                      LgSlice       bytes,
                      gsize         wire_length)
{
  gsize header;

  if (bytes.length < HEADER)
    return FALSE;
  header = (bytes.data[12] >> 4) * 4;
  if (header < HEADER || wire_length < header)
    return FALSE;

  *self = (LgTcpSegment) {
    .source = get_16 (bytes.data),
    .target = get_16 (bytes.data + 2),
    .sequence = get_32 (bytes.data + 4),
    .acknowledged = get_32 (bytes.data + 8),
    .flags = bytes.data[13],
    .window = get_16 (bytes.data + 14),
    .length = wire_length - header,
  };
  if (bytes.length > header)
    self->payload = (LgSlice) { bytes.data + header, MIN (bytes.length - header, self->length) };
  return TRUE;
}

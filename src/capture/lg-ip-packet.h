/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mqtt/lg-packet.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define LG_IP_PROTOCOL_TCP 6
#define LG_IP_PROTOCOL_UDP 17

/** LgIpAddress: an IPv4 or IPv6 address; an IPv4 address is ::ffff:a.b.c.d, RFC 4291, 2.5.5.2. */
typedef struct
{
  guint8 bytes[16];
} LgIpAddress;

/**
 * LgIpPacket:
 * @source: who sent it
 * @target: whom to
 * @protocol: what it carries
 * @hops: its TTL or hop limit
 * @fragment: whether it is a part of a larger one
 * @more: a part: whether others follow it
 * @offset: a part: where it belongs, bytes
 * @id: a part: which others belong together
 * @payload: what it carries, as far as it was kept
 * @length: how long that was on the wire, bytes
 *
 * The headers of one IP packet.
 */
typedef struct
{
  LgIpAddress source;
  LgIpAddress target;
  guint8      protocol;
  guint8      hops;
  gboolean    fragment;
  gboolean    more;
  guint16     offset;
  guint32     id;
  LgSlice     payload;
  gsize       length;
} LgIpPacket;

gboolean  lg_ip_packet_parse  (LgIpPacket        *self,
                               LgSlice            bytes,
                               gsize              wire_length);
char     *lg_ip_address_dup_text (const LgIpAddress *self);

G_END_DECLS

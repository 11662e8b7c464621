/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-ip-packet.h"

#include <arpa/inet.h>
#include <string.h>

#define IPV4_HEADER 20
#define IPV6_HEADER 40
#define EXTENSIONS_MAX 8

/* RFC 8200, 4; RFC 4302. */
#define HOP_BY_HOP 0
#define ROUTING 43
#define FRAGMENT 44
#define AUTHENTICATION 51
#define DESTINATION 60

static guint16
get_16 (const guint8 *at)
{
  return at[0] << 8 | at[1];
}

static void
set_ipv4 (LgIpAddress  *address,
          const guint8 *bytes)
{
  *address = (LgIpAddress) { { [10] = 0xff, [11] = 0xff } };
  memcpy (address->bytes + 12, bytes, 4);
}

/* A length of 0 is what a network card that cuts packets itself lets be seen. */
static gsize
limit (gsize told,
       gsize wire)
{
  return told > 0 ? MIN (told, wire) : wire;
}

static gboolean
parse_ipv4 (LgIpPacket *self,
            LgSlice     bytes,
            gsize       wire_length)
{
  gsize header, total;
  guint16 part;

  if (bytes.length < IPV4_HEADER)
    return FALSE;
  header = (bytes.data[0] & 0x0f) * 4;
  total = limit (get_16 (bytes.data + 2), wire_length);
  if (header < IPV4_HEADER || bytes.length < header || total < header)
    return FALSE;

  part = get_16 (bytes.data + 6);
  self->more = (part & 0x2000) != 0;
  self->offset = (part & 0x1fff) * 8;
  self->fragment = self->more || self->offset > 0;
  self->id = get_16 (bytes.data + 4);
  self->hops = bytes.data[8];
  self->protocol = bytes.data[9];
  set_ipv4 (&self->source, bytes.data + 12);
  set_ipv4 (&self->target, bytes.data + 16);
  self->length = total - header;
  self->payload = (LgSlice) { bytes.data + header, MIN (bytes.length - header, self->length) };
  return TRUE;
}

/* Cuts one extension header off. */
static gboolean
pass_extension (LgIpPacket *self)
{
  const guint8 *at = self->payload.data;
  gsize length;

  if (self->payload.length < 8)
    return FALSE;

  if (self->protocol == FRAGMENT)
    {
      self->fragment = TRUE;
      self->more = (at[3] & 1) != 0;
      self->offset = get_16 (at + 2) & ~7;
      self->id = (guint32) get_16 (at + 4) << 16 | get_16 (at + 6);
      length = 8;
    }
  else
    length = self->protocol == AUTHENTICATION ? (at[1] + 2) * 4 : (at[1] + 1) * 8;
  if (length > self->payload.length)
    return FALSE;

  self->protocol = at[0];
  self->payload.data += length;
  self->payload.length -= length;
  self->length -= length;
  return TRUE;
}

static gboolean
is_extension (guint8 protocol)
{
  return protocol == HOP_BY_HOP || protocol == ROUTING || protocol == FRAGMENT
         || protocol == AUTHENTICATION || protocol == DESTINATION;
}

static gboolean
parse_ipv6 (LgIpPacket *self,
            LgSlice     bytes,
            gsize       wire_length)
{
  if (bytes.length < IPV6_HEADER || wire_length < IPV6_HEADER)
    return FALSE;

  self->protocol = bytes.data[6];
  self->hops = bytes.data[7];
  memcpy (self->source.bytes, bytes.data + 8, 16);
  memcpy (self->target.bytes, bytes.data + 24, 16);
  self->length = limit (get_16 (bytes.data + 4), wire_length - IPV6_HEADER);
  self->payload = (LgSlice) {
    bytes.data + IPV6_HEADER, MIN (bytes.length - IPV6_HEADER, self->length)
  };
  for (guint i = 0; i < EXTENSIONS_MAX && is_extension (self->protocol); i++)
    if (!self->fragment && !pass_extension (self))
      return FALSE;
  return TRUE;
}

/**
 * lg_ip_packet_parse:
 * @self: (out): the headers
 * @bytes: an IP packet, as far as it was kept
 * @wire_length: bytes of it and of what followed it on the wire
 *
 * Returns: whether it is one
 */
gboolean
lg_ip_packet_parse (LgIpPacket *self,
                    LgSlice     bytes,
                    gsize       wire_length)
{
  *self = (LgIpPacket) { 0 };
  if (bytes.length == 0)
    return FALSE;

  return bytes.data[0] >> 4 == 4 ? parse_ipv4 (self, bytes, wire_length)
         : bytes.data[0] >> 4 == 6 && parse_ipv6 (self, bytes, wire_length);
}

/**
 * lg_ip_address_dup_text:
 *
 * Returns: (transfer full): the address as it is written
 */
char *
lg_ip_address_dup_text (const LgIpAddress *self)
{
  static const guint8 mapped[12] = { [10] = 0xff, [11] = 0xff };
  gboolean ipv4 = memcmp (self->bytes, mapped, sizeof mapped) == 0;
  char text[INET6_ADDRSTRLEN];

  inet_ntop (ipv4 ? AF_INET : AF_INET6, ipv4 ? self->bytes + 12 : self->bytes, text, sizeof text);
  return g_strdup (text);
}

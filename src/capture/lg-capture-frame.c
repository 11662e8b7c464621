/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-capture-frame.h"

#include <pcap/dlt.h>

#define ETHERTYPE_IPV4 0x0800
#define ETHERTYPE_IPV6 0x86dd
#define ETHERTYPE_VLAN 0x8100
#define ETHERTYPE_PROVIDER_VLAN 0x88a8
#define ETHERTYPE_OLD_VLAN 0x9100
#define ETHERTYPE_PPPOE 0x8864

#define PPP_IPV4 0x0021
#define PPP_IPV6 0x0057
#define PPP_ADDRESS 0xff

#define ETHERNET_HEADER 14
#define VLAN_HEADER 4
#define PPPOE_HEADER 6

/* Where the type of what follows stands, and where that begins; links without one name themselves
   by the version in IP's first byte. */
static const struct
{
  int  link;
  int  type_at;
  int  packet_at;
} links[] = {
  { DLT_EN10MB, 12, ETHERNET_HEADER },
  { DLT_LINUX_SLL, 14, 16 },
#ifdef DLT_LINUX_SLL2
  { DLT_LINUX_SLL2, 0, 20 },
#endif
  { DLT_RAW, -1, 0 },
  { DLT_IPV4, -1, 0 },
  { DLT_IPV6, -1, 0 },
  { DLT_NULL, -1, 4 },
  { DLT_LOOP, -1, 4 },
  { DLT_PPP, -1, 0 },
  { DLT_PPP_SERIAL, -1, 0 },
  { DLT_PPP_ETHER, -1, 0 },
};

static guint16
get_number (LgSlice bytes,
            gsize   at)
{
  return at + 2 <= bytes.length ? bytes.data[at] << 8 | bytes.data[at + 1] : 0;
}

static gboolean
cut (LgSlice *bytes,
     gsize    n)
{
  if (bytes->length < n)
    return FALSE;

  bytes->data += n;
  bytes->length -= n;
  return TRUE;
}

static gboolean
is_ip (LgSlice bytes)
{
  guint version = bytes.length > 0 ? bytes.data[0] >> 4 : 0;

  return version == 4 || version == 6;
}

/* RFC 1661, 2, and RFC 1662, 3.1: address and control may be left out, so may a zero byte. */
static gboolean
read_ppp (LgSlice *bytes)
{
  guint16 protocol;

  if (bytes->length >= 2 && bytes->data[0] == PPP_ADDRESS && !cut (bytes, 2))
    return FALSE;
  if (bytes->length == 0)
    return FALSE;

  if (bytes->data[0] & 1)
    {
      protocol = bytes->data[0];
      cut (bytes, 1);
    }
  else
    {
      protocol = get_number (*bytes, 0);
      if (!cut (bytes, 2))
        return FALSE;
    }
  return (protocol == PPP_IPV4 || protocol == PPP_IPV6) && is_ip (*bytes);
}

static gboolean
read_ethertype (guint16  type,
                LgSlice *bytes)
{
  while (type == ETHERTYPE_VLAN || type == ETHERTYPE_PROVIDER_VLAN || type == ETHERTYPE_OLD_VLAN)
    {
      type = get_number (*bytes, 2);
      if (!cut (bytes, VLAN_HEADER))
        return FALSE;
    }
  if (type == ETHERTYPE_PPPOE)
    return cut (bytes, PPPOE_HEADER) && read_ppp (bytes);

  return (type == ETHERTYPE_IPV4 || type == ETHERTYPE_IPV6) && is_ip (*bytes);
}

/**
 * lg_capture_frame_can_read:
 * @link: libpcap's `DLT_…`
 *
 * Returns: whether frames of that kind are read: Ethernet (with VLAN tags and PPPoE), Linux cooked
 *   1 and 2, IP alone, loopback, PPP
 */
gboolean
lg_capture_frame_can_read (int link)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    if (links[i].link == link)
      return TRUE;
  return FALSE;
}

/**
 * lg_capture_frame_get_packet:
 * @link: libpcap's `DLT_…`
 * @frame: a frame
 * @packet: (out): the IP packet in it, borrowed
 *
 * Returns: whether there is one
 */
gboolean
lg_capture_frame_get_packet (int      link,
                             LgSlice  frame,
                             LgSlice *packet)
{
  *packet = frame;
  if (link == DLT_PPP_ETHER)
    return cut (packet, PPPOE_HEADER) && read_ppp (packet);
  if (link == DLT_PPP || link == DLT_PPP_SERIAL)
    return read_ppp (packet);

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    if (links[i].link == link)
      return cut (packet, links[i].packet_at)
             && (links[i].type_at < 0 ? is_ip (*packet)
                 : read_ethertype (get_number (frame, links[i].type_at), packet));
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "capture-writer.h"

#include <string.h>

#define ACK 0x10
#define PUSH_ACK 0x18
#define SYN 0x02
#define FIN_ACK 0x11
#define TCP_HEADER 20

static const guint8 device_ipv4[] = { 192, 0, 2, 5 };
static const guint8 server_ipv4[] = { 198, 51, 100, 7 };
static const guint8 device_ipv6[16] = { 0x20, 0x01, 0x0d, 0xb8, [15] = 5 };
static const guint8 server_ipv6[16] = { 0x20, 0x01, 0x0d, 0xb8, [15] = 7 };

static void
put_16 (GByteArray *bytes,
        guint       value)
{
  const guint8 big[] = { value >> 8, value & 0xff };

  g_byte_array_append (bytes, big, sizeof big);
}

static void
put_32 (GByteArray *bytes,
        guint32     value)
{
  put_16 (bytes, value >> 16);
  put_16 (bytes, value & 0xffff);
}

static void
put_zeros (GByteArray *bytes,
           gsize       n)
{
  for (gsize i = 0; i < n; i++)
    g_byte_array_append (bytes, (const guint8 *) "", 1);
}

static void
frame_free (gpointer data)
{
  WriterFrame *frame = data;

  g_byte_array_unref (frame->bytes);
  g_free (frame);
}

Writer *
writer_new (WriterLink link,
            gboolean   ipv6,
            guint16    port)
{
  Writer *self = g_new0 (Writer, 1);

  *self = (Writer) {
    .link = link, .ipv6 = ipv6, .port = port, .out = 1000, .in = 0xfffffff0,
    .now_us = WRITER_START_US, .frames = g_ptr_array_new_with_free_func (frame_free),
  };
  return self;
}

void
writer_free (Writer *self)
{
  g_ptr_array_unref (self->frames);
  g_free (self);
}

WriterFrame *
writer_frame (Writer *self,
              guint   index)
{
  g_assert_cmpuint (index, <, self->frames->len);
  return self->frames->pdata[index];
}

static void
put_link (const Writer *self,
          GByteArray   *bytes)
{
  guint type = self->ipv6 ? 0x86dd : 0x0800;

  switch (self->link)
    {
    case WRITER_ETHERNET:
    case WRITER_VLAN:
    case WRITER_QINQ:
    case WRITER_PPPOE:
      put_zeros (bytes, 12);
      if (self->link == WRITER_QINQ)
        {
          put_16 (bytes, 0x88a8);
          put_16 (bytes, 3);
        }
      if (self->link == WRITER_VLAN || self->link == WRITER_QINQ)
        {
          put_16 (bytes, 0x8100);
          put_16 (bytes, 7);
        }
      put_16 (bytes, self->link == WRITER_PPPOE ? 0x8864 : type);
      if (self->link == WRITER_PPPOE)
        {
          put_zeros (bytes, 6);
          put_16 (bytes, self->ipv6 ? 0x0057 : 0x0021);
        }
      break;
    case WRITER_COOKED:
      put_zeros (bytes, 14);
      put_16 (bytes, type);
      break;
    case WRITER_COOKED_2:
      put_16 (bytes, type);
      put_zeros (bytes, 18);
      break;
    case WRITER_NULL:
      put_32 (bytes, self->ipv6 ? 0x1c000000 : 0x02000000);
      break;
    case WRITER_RAW:
    case WRITER_N_LINKS:
    default:
      break;
    }
}

/* The "more fragments" bit and the offset stand as on the wire. */
static void
put_ip (const Writer *self,
        GByteArray   *bytes,
        gboolean      out,
        guint8        protocol,
        gsize         length,
        guint         part)
{
  if (self->ipv6)
    {
      put_32 (bytes, 0x60000000);
      put_16 (bytes, length);
      put_16 (bytes, protocol << 8 | 64);
      g_byte_array_append (bytes, out ? device_ipv6 : server_ipv6, 16);
      g_byte_array_append (bytes, out ? server_ipv6 : device_ipv6, 16);
      return;
    }

  put_16 (bytes, 0x4500);
  put_16 (bytes, 20 + length);
  put_16 (bytes, 77);
  put_16 (bytes, part);
  put_16 (bytes, 64 << 8 | protocol);
  put_16 (bytes, 0);
  g_byte_array_append (bytes, out ? device_ipv4 : server_ipv4, 4);
  g_byte_array_append (bytes, out ? server_ipv4 : device_ipv4, 4);
}

static void
add_frame (Writer     *self,
           gboolean    out,
           GByteArray *bytes)
{
  WriterFrame *frame = g_new0 (WriterFrame, 1);

  self->now_us += 1000;
  *frame = (WriterFrame) { self->now_us, out, bytes, G_MAXSIZE };
  g_ptr_array_add (self->frames, frame);
}

void
writer_segment (Writer        *self,
                gboolean       out,
                guint8         flags,
                guint32        sequence,
                gconstpointer  data,
                gsize          length)
{
  GByteArray *bytes = g_byte_array_new ();

  put_link (self, bytes);
  put_ip (self, bytes, out, 6, TCP_HEADER + length, 0);
  put_16 (bytes, out ? WRITER_DEVICE_PORT : self->port);
  put_16 (bytes, out ? self->port : WRITER_DEVICE_PORT);
  put_32 (bytes, sequence);
  put_32 (bytes, out ? self->in : self->out);
  put_16 (bytes, 0x5000 | flags);
  put_16 (bytes, 65000);
  put_32 (bytes, 0);
  if (length > 0)
    g_byte_array_append (bytes, data, length);
  add_frame (self, out, bytes);
}

void
writer_connect (Writer *self)
{
  writer_segment (self, TRUE, SYN, self->out++, NULL, 0);
  writer_segment (self, FALSE, SYN | ACK, self->in++, NULL, 0);
  writer_segment (self, TRUE, ACK, self->out, NULL, 0);
}

void
writer_say (Writer        *self,
            gboolean       out,
            gconstpointer  data,
            gsize          length)
{
  guint32 *sequence = out ? &self->out : &self->in;

  writer_segment (self, out, PUSH_ACK, *sequence, data, length);
  *sequence += length;
}

void
writer_close (Writer   *self,
              gboolean  out)
{
  guint32 *first = out ? &self->out : &self->in;
  guint32 *second = out ? &self->in : &self->out;

  writer_segment (self, out, FIN_ACK, *first, NULL, 0);
  ++*first;
  writer_segment (self, !out, FIN_ACK, *second, NULL, 0);
  ++*second;
  writer_segment (self, out, ACK, *first, NULL, 0);
}

/* An answer that gives the server's address. */
void
writer_dns (Writer     *self,
            const char *name)
{
  g_auto (GStrv) labels = g_strsplit (name, ".", -1);
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  GByteArray *bytes = g_byte_array_new ();
  gsize size = self->ipv6 ? 16 : 4;

  put_32 (answer, 0x00018180);
  put_32 (answer, 0x00010001);
  put_32 (answer, 0);
  for (guint i = 0; labels[i] != NULL; i++)
    {
      guint8 length = strlen (labels[i]);

      g_byte_array_append (answer, &length, 1);
      g_byte_array_append (answer, (const guint8 *) labels[i], length);
    }
  put_zeros (answer, 1);
  put_16 (answer, self->ipv6 ? 28 : 1);
  put_16 (answer, 1);
  put_16 (answer, 0xc00c);
  put_16 (answer, self->ipv6 ? 28 : 1);
  put_16 (answer, 1);
  put_32 (answer, 60);
  put_16 (answer, size);
  g_byte_array_append (answer, self->ipv6 ? server_ipv6 : server_ipv4, size);

  put_link (self, bytes);
  put_ip (self, bytes, FALSE, 17, 8 + answer->len, 0);
  put_16 (bytes, 53);
  put_16 (bytes, 40000);
  put_16 (bytes, 8 + answer->len);
  put_16 (bytes, 0);
  g_byte_array_append (bytes, answer->data, answer->len);
  add_frame (self, FALSE, bytes);
}

/* Cuts one IPv4 frame into several whose payload has @size bytes, a multiple of 8. */
void
writer_fragment (Writer *self,
                 guint   index,
                 gsize   size)
{
  WriterFrame *whole = g_ptr_array_steal_index (self->frames, index);
  g_autoptr (GByteArray) head = g_byte_array_new ();
  gsize begin, total;

  put_link (self, head);
  begin = head->len + 20;
  total = whole->bytes->len - begin;
  for (gsize at = 0; at < total; at += size)
    {
      gsize length = MIN (size, total - at);
      WriterFrame *frame = g_new0 (WriterFrame, 1);

      *frame = (WriterFrame) { whole->wall_us, whole->out, g_byte_array_new (), G_MAXSIZE };
      put_link (self, frame->bytes);
      put_ip (self, frame->bytes, whole->out, 6, length,
              (at + length < total ? 0x2000 : 0) | at / 8);
      g_byte_array_append (frame->bytes, whole->bytes->data + begin + at, length);
      g_ptr_array_insert (self->frames, index++, frame);
    }
  frame_free (whole);
}

static guint
get_link_type (const Writer *self)
{
  switch (self->link)
    {
    case WRITER_COOKED:
      return 113;
    case WRITER_COOKED_2:
      return 276;
    case WRITER_RAW:
      return 101;
    case WRITER_NULL:
      return 0;
    case WRITER_ETHERNET:
    case WRITER_VLAN:
    case WRITER_QINQ:
    case WRITER_PPPOE:
    case WRITER_N_LINKS:
    default:
      return 1;
    }
}

GBytes *
writer_to_pcap (Writer *self)
{
  GByteArray *file = g_byte_array_new ();

  put_32 (file, 0xa1b2c3d4);
  put_32 (file, 0x00020004);
  put_32 (file, 0);
  put_32 (file, 0);
  put_32 (file, 262144);
  put_32 (file, get_link_type (self));
  for (guint i = 0; i < self->frames->len; i++)
    {
      const WriterFrame *frame = self->frames->pdata[i];
      gsize kept = MIN (frame->keep, frame->bytes->len);

      put_32 (file, frame->wall_us / G_USEC_PER_SEC);
      put_32 (file, frame->wall_us % G_USEC_PER_SEC);
      put_32 (file, kept);
      put_32 (file, frame->bytes->len);
      g_byte_array_append (file, frame->bytes->data, kept);
    }
  return g_byte_array_free_to_bytes (file);
}

/* Section header, interface description, enhanced packets (pcapng, 4.1 to 4.3). */
GBytes *
writer_to_pcapng (Writer *self)
{
  GByteArray *file = g_byte_array_new ();

  put_32 (file, 0x0a0d0d0a);
  put_32 (file, 28);
  put_32 (file, 0x1a2b3c4d);
  put_32 (file, 0x00010000);
  put_32 (file, 0xffffffff);
  put_32 (file, 0xffffffff);
  put_32 (file, 28);
  put_32 (file, 1);
  put_32 (file, 20);
  put_16 (file, get_link_type (self));
  put_16 (file, 0);
  put_32 (file, 262144);
  put_32 (file, 20);
  for (guint i = 0; i < self->frames->len; i++)
    {
      const WriterFrame *frame = self->frames->pdata[i];
      gsize kept = MIN (frame->keep, frame->bytes->len);
      gsize padding = (4 - kept % 4) % 4;

      put_32 (file, 6);
      put_32 (file, 32 + kept + padding);
      put_32 (file, 0);
      put_32 (file, (guint64) frame->wall_us >> 32);
      put_32 (file, frame->wall_us & 0xffffffff);
      put_32 (file, kept);
      put_32 (file, frame->bytes->len);
      g_byte_array_append (file, frame->bytes->data, kept);
      put_zeros (file, padding);
      put_32 (file, 32 + kept + padding);
    }
  return g_byte_array_free_to_bytes (file);
}

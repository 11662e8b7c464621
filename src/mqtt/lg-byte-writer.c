/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-byte-writer.h"

#include <string.h>

#define LARGEST_BODY 268435455

/** lg_writer_byte: Appends one byte. */
void
lg_writer_byte (GByteArray *out,
                guint8      byte)
{
  g_byte_array_append (out, &byte, 1);
}

/** lg_writer_number: Appends a number of @n_bytes bytes, the highest first. */
void
lg_writer_number (GByteArray *out,
                  guint       n_bytes,
                  guint32     number)
{
  for (guint i = n_bytes; i > 0; i--)
    lg_writer_byte (out, number >> (8 * (i - 1)) & 0xff);
}

/** lg_writer_varint: Appends a number in as many bytes as it takes (MQTT 3.1.1, 2.2.3). */
void
lg_writer_varint (GByteArray *out,
                  gsize       value)
{
  do
    {
      lg_writer_byte (out, (value & 0x7f) | (value > 0x7f ? 0x80 : 0));
      value >>= 7;
    }
  while (value > 0);
}

/** lg_writer_binary: Appends bytes behind their length in two bytes. */
void
lg_writer_binary (GByteArray    *out,
                  gconstpointer  data,
                  gsize          length)
{
  g_assert (length <= G_MAXUINT16);

  lg_writer_number (out, 2, length);
  if (length > 0)
    g_byte_array_append (out, data, length);
}

/** lg_writer_string: Appends a text behind its length in two bytes. */
void
lg_writer_string (GByteArray *out,
                  const char *text)
{
  lg_writer_binary (out, text, strlen (text));
}

/** lg_writer_header: Appends a fixed header in front of @remaining bytes. */
void
lg_writer_header (GByteArray   *out,
                  LgPacketType  type,
                  guint8        flags,
                  gsize         remaining)
{
  g_assert (remaining <= LARGEST_BODY);

  lg_writer_byte (out, type << 4 | flags);
  lg_writer_varint (out, remaining);
}

/** lg_writer_get_varint_size: Returns: how many bytes lg_writer_varint() takes */
gsize
lg_writer_get_varint_size (gsize value)
{
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x200000 ? 3 : 4;
}

/** lg_writer_get_string_size: Returns: how many bytes lg_writer_string() takes */
gsize
lg_writer_get_string_size (const char *text)
{
  return 2 + strlen (text);
}

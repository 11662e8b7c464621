/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-tls-cursor.h"

/**
 * lg_tls_cursor_new:
 * @bytes: what to read, borrowed
 *
 * Returns: a cursor at their beginning
 */
LgTlsCursor
lg_tls_cursor_new (LgSlice bytes)
{
  return (LgTlsCursor) { bytes.data, bytes.data + bytes.length, FALSE };
}

/**
 * lg_tls_cursor_get_left:
 *
 * Returns: how many bytes are left; 0 after a failure
 */
gsize
lg_tls_cursor_get_left (const LgTlsCursor *self)
{
  return self->failed ? 0 : (gsize) (self->end - self->at);
}

/**
 * lg_tls_cursor_take:
 * @length: how many bytes
 *
 * Returns: the next bytes; empty when there are not so many
 */
LgSlice
lg_tls_cursor_take (LgTlsCursor *self,
                    gsize        length)
{
  LgSlice taken = { self->at, length };

  if (lg_tls_cursor_get_left (self) < length)
    {
      self->failed = TRUE;
      return (LgSlice) { NULL, 0 };
    }

  self->at += length;
  return taken;
}

/**
 * lg_tls_cursor_take_number:
 * @n_bytes: its length, up to 4
 *
 * Returns: the next number; 0 when it is not there
 */
guint32
lg_tls_cursor_take_number (LgTlsCursor *self,
                           gsize        n_bytes)
{
  LgSlice bytes = lg_tls_cursor_take (self, n_bytes);
  guint32 number = 0;

  for (gsize i = 0; i < bytes.length; i++)
    number = number << 8 | bytes.data[i];
  return number;
}

/**
 * lg_tls_cursor_take_vector:
 * @n_bytes: bytes of the length before it
 *
 * Returns: the next vector; empty when it is not there
 */
LgSlice
lg_tls_cursor_take_vector (LgTlsCursor *self,
                           gsize        n_bytes)
{
  gsize length = lg_tls_cursor_take_number (self, n_bytes);

  return lg_tls_cursor_take (self, length);
}

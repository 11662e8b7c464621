/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-server-hello.h"

#include "lg-tls-cursor.h"

#include <string.h>

#define RANDOM 32

/* RFC 8446, 4.1.3: SHA-256 of "HelloRetryRequest". */
static const guint8 retry_random[RANDOM] = {
  0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
  0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
};

static void
read_extension (LgServerHello *self,
                guint16        type,
                LgSlice        data)
{
  LgTlsCursor cursor = lg_tls_cursor_new (data);

  switch (type)
    {
    case LG_TLS_EXTENSION_VERSIONS:
      self->version = lg_tls_cursor_take_number (&cursor, 2);
      break;
    case LG_TLS_EXTENSION_KEY_SHARE:
      self->group = lg_tls_cursor_take_number (&cursor, 2);
      break;
    case LG_TLS_EXTENSION_PRE_SHARED_KEY:
      self->resumed = TRUE;
      break;
    case LG_TLS_EXTENSION_MAX_FRAGMENT_LENGTH:
      self->max_fragment = lg_tls_cursor_take_number (&cursor, 1);
      break;
    case LG_TLS_EXTENSION_ALPN:
      {
        LgTlsCursor names = lg_tls_cursor_new (lg_tls_cursor_take_vector (&cursor, 2));
        LgSlice name = lg_tls_cursor_take_vector (&names, 1);

        if (name.length > 0 && self->alpn == NULL)
          self->alpn = lg_slice_dup_text (name);
        break;
      }
    default:
      break;
    }
}

/**
 * lg_server_hello_parse:
 * @self: (out): the message taken apart
 * @body: what follows the header of a handshake message ServerHello (RFC 8446, 4.1.3)
 *
 * Returns: %FALSE when it is no ServerHello; @self is to be cleared then, too
 */
gboolean
lg_server_hello_parse (LgServerHello *self,
                       LgSlice        body)
{
  LgTlsCursor cursor = lg_tls_cursor_new (body);
  LgTlsCursor extensions;
  LgSlice random;

  self->version = lg_tls_cursor_take_number (&cursor, 2);
  random = lg_tls_cursor_take (&cursor, RANDOM);
  self->session_id = lg_tls_cursor_take_vector (&cursor, 1);
  self->suite = lg_tls_cursor_take_number (&cursor, 2);
  lg_tls_cursor_take (&cursor, 1);
  if (cursor.failed || self->version >> 8 != 3)
    return FALSE;

  self->retry = memcmp (random.data, retry_random, RANDOM) == 0;
  if (lg_tls_cursor_get_left (&cursor) == 0)
    return TRUE;

  extensions = lg_tls_cursor_new (lg_tls_cursor_take_vector (&cursor, 2));
  while (lg_tls_cursor_get_left (&extensions) > 0)
    {
      guint16 type = lg_tls_cursor_take_number (&extensions, 2);
      LgSlice data = lg_tls_cursor_take_vector (&extensions, 2);

      if (!extensions.failed)
        read_extension (self, type, data);
    }
  return TRUE;
}

/**
 * lg_server_hello_clear:
 * @self: a message
 *
 * Frees what it holds.
 */
void
lg_server_hello_clear (LgServerHello *self)
{
  g_clear_pointer (&self->alpn, g_free);
}

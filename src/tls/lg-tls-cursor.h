/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mqtt/lg-packet.h"

G_BEGIN_DECLS

/**
 * LgTlsCursor:
 * @at: the next byte
 * @end: behind the last one
 * @failed: something longer than what is there was asked for
 *
 * A cursor over bytes in TLS's presentation language (RFC 8446, 3) that never passes their end. A
 * failure stays: what is taken after it is 0 or empty. Private to this folder.
 */
typedef struct
{
  const guint8 *at;
  const guint8 *end;
  gboolean      failed;
} LgTlsCursor;

LgTlsCursor lg_tls_cursor_new         (LgSlice            bytes);
gsize       lg_tls_cursor_get_left    (const LgTlsCursor *self);
LgSlice     lg_tls_cursor_take        (LgTlsCursor       *self,
                                       gsize              length);
guint32     lg_tls_cursor_take_number (LgTlsCursor       *self,
                                       gsize              n_bytes);
LgSlice     lg_tls_cursor_take_vector (LgTlsCursor       *self,
                                       gsize              n_bytes);

G_END_DECLS

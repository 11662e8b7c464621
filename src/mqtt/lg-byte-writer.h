/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-packet.h"

G_BEGIN_DECLS

/* The pieces packets are made of. Private to this folder. */

void  lg_writer_byte            (GByteArray    *out,
                                 guint8         byte);
void  lg_writer_number          (GByteArray    *out,
                                 guint          n_bytes,
                                 guint32        number);
void  lg_writer_varint          (GByteArray    *out,
                                 gsize          value);
void  lg_writer_binary          (GByteArray    *out,
                                 gconstpointer  data,
                                 gsize          length);
void  lg_writer_string          (GByteArray    *out,
                                 const char    *text);
void  lg_writer_header          (GByteArray    *out,
                                 LgPacketType   type,
                                 guint8         flags,
                                 gsize          remaining);
gsize lg_writer_get_varint_size (gsize          value);
gsize lg_writer_get_string_size (const char    *text);

G_END_DECLS

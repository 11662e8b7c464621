/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-packet.h"

G_BEGIN_DECLS

/**
 * LgReader:
 *
 * A cursor over the bytes of one packet that never passes their end. Private to this folder. Every
 * reading function takes what it reads as @what, for the error: a property, or one of the fields
 * that have words in `event/lg-clause-words.c`.
 */
typedef struct
{
  const guint8 *at;
  const guint8 *end;
  LgPacketType  type;
} LgReader;

gsize     lg_reader_get_left    (const LgReader  *self);
gboolean  lg_reader_fail        (const LgReader  *self,
                                 GError         **error,
                                 LgClause        *fault);
gboolean  lg_reader_fail_number (const LgReader  *self,
                                 GError         **error,
                                 LgClause        *fault,
                                 const char      *name,
                                 gint64           number);
gboolean  lg_reader_number      (LgReader        *self,
                                 guint            n_bytes,
                                 const char      *what,
                                 guint32         *value,
                                 GError         **error);
gboolean  lg_reader_byte        (LgReader        *self,
                                 const char      *what,
                                 guint8          *value,
                                 GError         **error);
gboolean  lg_reader_packet_id   (LgReader        *self,
                                 guint16         *value,
                                 GError         **error);
gboolean  lg_reader_varint      (LgReader        *self,
                                 const char      *what,
                                 guint32         *value,
                                 GError         **error);
gboolean  lg_reader_binary      (LgReader        *self,
                                 const char      *what,
                                 LgSlice         *value,
                                 GError         **error);
gboolean  lg_reader_string      (LgReader        *self,
                                 const char      *what,
                                 LgSlice         *value,
                                 GError         **error);
gboolean  lg_reader_topic       (LgReader        *self,
                                 gboolean         filter,
                                 const char      *what,
                                 LgSlice         *value,
                                 GError         **error);
LgSlice   lg_reader_rest        (LgReader        *self);

G_END_DECLS

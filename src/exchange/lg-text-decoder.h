/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgTextEncoding:
 * @LG_TEXT_ENCODING_UTF_8: UTF-8, with or without a mark; ASCII is a part of it
 * @LG_TEXT_ENCODING_UTF_16LE: UTF-16 with the lower byte first, as Windows writes it
 * @LG_TEXT_ENCODING_UTF_16BE: UTF-16 with the higher byte first
 * @LG_TEXT_ENCODING_GB_18030: GB 18030, of which GBK and GB 2312 are parts
 *
 * In which encoding a text came.
 */
typedef enum
{
  LG_TEXT_ENCODING_UTF_8,
  LG_TEXT_ENCODING_UTF_16LE,
  LG_TEXT_ENCODING_UTF_16BE,
  LG_TEXT_ENCODING_GB_18030,
} LgTextEncoding;

/**
 * LgTextFlags:
 * @LG_TEXT_STRICT: what is no text is refused
 * @LG_TEXT_DAMAGED: bytes that are no text become U+FFFD, a zero byte a blank: a serial line has
 *   such bytes before its speed is set
 *
 * What is done with bytes that are no text.
 */
typedef enum
{
  LG_TEXT_STRICT = 0,
  LG_TEXT_DAMAGED = 1 << 0,
} LgTextFlags;

LgTextEncoding  lg_text_encoding_guess    (const char     *data,
                                           gsize           length);
const char     *lg_text_encoding_get_name (LgTextEncoding  self);
char           *lg_text_encoding_decode   (LgTextEncoding  self,
                                           const char     *data,
                                           gsize           length,
                                           LgTextFlags     flags);
char           *lg_text_decode            (GBytes         *bytes,
                                           LgTextFlags     flags,
                                           LgTextEncoding *encoding);

G_END_DECLS

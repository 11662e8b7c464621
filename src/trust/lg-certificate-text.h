/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgCertificateText:
 * @length: bytes of the text that were read
 * @n_digits: how many base64 digits they held
 * @quoted: they stood in the strings of a program or of JSON
 * @joined: no line break in front of the first digit, or none behind the last
 *
 * What was seen while base64 was read.
 */
typedef struct
{
  gsize    length;
  gsize    n_digits;
  gboolean quoted;
  gboolean joined;
} LgCertificateText;

GByteArray *lg_certificate_text_read_base64  (const char        *text,
                                              gsize              length,
                                              const char        *prefix,
                                              gsize              prefix_length,
                                              LgCertificateText *seen);
GByteArray *lg_certificate_text_read_numbers (const char        *text,
                                              gsize              length,
                                              gsize             *n_read);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean lg_printable_is_harmless (gunichar     character);
char    *lg_printable_line        (const char  *text,
                                   gssize       length);
char    *lg_printable_lines       (const char  *text);
char    *lg_printable_shorten     (const char  *line,
                                   guint        n_characters);
char    *lg_printable_json        (const char  *json);
char    *lg_printable_format      (const char  *format,
                                   ...) G_GNUC_PRINTF (1, 2);
char    *lg_printable_vformat     (const char  *format,
                                   va_list      arguments) G_GNUC_PRINTF (1, 0);
void     lg_printable_append      (GString     *text,
                                   const char  *format,
                                   ...) G_GNUC_PRINTF (2, 3);
int      lg_printable_get_width   (const char  *text);

G_END_DECLS

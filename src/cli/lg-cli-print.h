/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void      lg_cli_print           (const char  *format,
                                  ...) G_GNUC_PRINTF (1, 2);
void      lg_cli_print_lines     (const char  *text);
void      lg_cli_print_table     (const char  *csv);
gboolean  lg_cli_print_exactly   (const char  *text);
void      lg_cli_print_json      (JsonBuilder *builder);
void      lg_cli_print_json_text (const char  *json);
void      lg_cli_complain        (const char  *field,
                                  const char  *format,
                                  ...) G_GNUC_PRINTF (2, 3);
void      lg_cli_print_status    (const char  *format,
                                  ...) G_GNUC_PRINTF (1, 2);
char     *lg_cli_dup_shown       (const char  *text);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char     *lg_cli_format_date (gint64       seconds);
gboolean  lg_cli_parse_date  (const char  *field,
                              const char  *text,
                              gint64      *seconds);
void      lg_cli_set_date    (JsonBuilder *builder,
                              const char  *key,
                              gint64       seconds);

G_END_DECLS

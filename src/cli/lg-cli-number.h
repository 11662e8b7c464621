/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean lg_cli_parse_number (const char      *field,
                              const char      *text,
                              guint            min,
                              guint            max,
                              guint           *number);

G_END_DECLS

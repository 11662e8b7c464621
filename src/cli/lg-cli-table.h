/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *lg_cli_table_new      (void);
GPtrArray *lg_cli_table_add_line (GPtrArray *table);
void       lg_cli_table_print    (GPtrArray *table);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void lg_csv_append_cell (GString    *csv,
                         const char *value);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *lg_other_file_describe (gconstpointer data,
                                    gsize         length);

G_END_DECLS

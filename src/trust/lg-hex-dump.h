/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *lg_hex_dump_read (GBytes *text);

G_END_DECLS

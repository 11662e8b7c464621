/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void lg_cli_add_chain (JsonBuilder *builder,
                       GPtrArray   *chain);

G_END_DECLS

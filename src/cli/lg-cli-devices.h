/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void lg_cli_devices_add_json (JsonBuilder *builder,
                              GListModel  *profiles);

G_END_DECLS

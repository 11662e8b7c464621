/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean lg_tls_size_is_alert (gsize size);

G_END_DECLS

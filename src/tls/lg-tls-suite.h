/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *lg_tls_suite_get_name (guint16 suite);

G_END_DECLS

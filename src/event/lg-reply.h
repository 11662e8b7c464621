/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean lg_reply_is_topic (const char *topic);
char    *lg_reply_read     (const char *payload,
                            gsize       length,
                            int        *code);

G_END_DECLS

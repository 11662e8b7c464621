/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More CONNECTs of one device in a minute are refused (Alibaba Cloud, limits). */
#define LG_PACE_PER_MINUTE 5

guint lg_pace_find_fastest (const gint64 *starts_us,
                            guint         n,
                            gint64       *until_us);

G_END_DECLS

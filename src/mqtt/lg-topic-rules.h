/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean lg_topic_is_valid_name   (const char  *topic,
                                   GError     **error);
gboolean lg_topic_is_valid_filter (const char  *filter,
                                   GError     **error);
gboolean lg_topic_matches_filter  (const char  *topic,
                                   const char  *filter);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgPattern:
 * The place of one compiled regular expression; zero at first.
 */
typedef gsize LgPattern;

gboolean lg_pattern_match (LgPattern   *self,
                           const char  *pattern,
                           const char  *text,
                           GMatchInfo **info);

G_END_DECLS

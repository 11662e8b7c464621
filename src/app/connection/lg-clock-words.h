/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-clock-drawing.h"

G_BEGIN_DECLS

char *lg_clock_words_dup_summary     (const LgClockDrawing *clock);
char *lg_clock_words_dup_description (const LgClockDrawing *clock);
char *lg_clock_words_dup_ago         (const LgClockDrawing *clock,
                                      gint64                mono_us);

G_END_DECLS

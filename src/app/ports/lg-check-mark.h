/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/lg-check-word.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_CHECK_MARK (lg_check_mark_get_type ())

/**
 * LgCheckMark:
 *
 * One cell of the matrix: a shape and a word, following its port while the check runs.
 */
G_DECLARE_FINAL_TYPE (LgCheckMark, lg_check_mark, LG, CHECK_MARK, AdwBin)

GtkWidget *lg_check_mark_new      (guint        column,
                                   const char  *title);
void       lg_check_mark_set_port (LgCheckMark *self,
                                   LgCheckPort *port);

G_END_DECLS

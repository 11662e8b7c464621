/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the ends of several devices have in common. Private to this folder. */

void  lg_drop_common_judge       (GPtrArray *devices,
                                  GPtrArray *findings);
void  lg_drop_common_add_devices (GPtrArray *devices,
                                  GPtrArray *findings);
char *lg_drop_common_describe    (GPtrArray *devices);

G_END_DECLS

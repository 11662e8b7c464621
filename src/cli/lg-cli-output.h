/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgCliOutput:
 *
 * While it lives, nothing that is printed waits for who reads it.
 */
typedef struct _LgCliOutput LgCliOutput;

LgCliOutput *lg_cli_output_new          (GSourceFunc   room,
                                         gpointer      user_data);
gboolean     lg_cli_output_free         (LgCliOutput  *self);
gboolean     lg_cli_output_is_full      (LgCliOutput  *self);
gboolean     lg_cli_output_is_empty     (LgCliOutput  *self);
gboolean     lg_cli_output_has_failed   (LgCliOutput  *self);
guint64      lg_cli_output_drop_waiting (LgCliOutput  *self);

G_END_DECLS

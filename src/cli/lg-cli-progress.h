/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LgCliLookingUpFunc:
 * @user_data: closure
 *
 * Returns: whether a name is being looked up now
 */
typedef gboolean (*LgCliLookingUpFunc) (gpointer user_data);

/** LgCliProgress: says on a terminal that a name takes long to look up. */
typedef struct _LgCliProgress LgCliProgress;

LgCliProgress *lg_cli_progress_new  (const char         *host,
                                     guint               timeout_ms,
                                     LgCliLookingUpFunc  is_looking_up,
                                     gpointer            user_data);
void           lg_cli_progress_free (LgCliProgress      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgCliProgress, lg_cli_progress_free)

G_END_DECLS

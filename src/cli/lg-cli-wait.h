/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** LgCliWait: waits for one asynchronous call, which an interrupt from the keyboard cancels. */
typedef struct _LgCliWait LgCliWait;

LgCliWait    *lg_cli_wait_new             (void);
void          lg_cli_wait_free            (LgCliWait    *self);
GCancellable *lg_cli_wait_get_cancellable (LgCliWait    *self);
void          lg_cli_wait_cb              (GObject      *source,
                                           GAsyncResult *result,
                                           gpointer      user_data);
GAsyncResult *lg_cli_wait_run             (LgCliWait    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgCliWait, lg_cli_wait_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LgWorkerKind:
 * @LG_WORKER_JOINED: it ends soon once it is cancelled, and may be inside OpenSSL until then
 * @LG_WORKER_LEFT: nothing can end it, as it is inside the system's resolver; it uses no OpenSSL
 */
typedef enum
{
  LG_WORKER_JOINED,
  LG_WORKER_LEFT,
} LgWorkerKind;

gboolean lg_worker_has_descriptors (GError       **error);
gboolean lg_worker_start           (const char    *name,
                                    LgWorkerKind   kind,
                                    GThreadFunc    func,
                                    gpointer       data,
                                    GCancellable  *cancellable,
                                    GError       **error);

G_END_DECLS

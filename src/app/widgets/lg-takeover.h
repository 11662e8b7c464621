/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What is asked before taking a real device's place or sending credentials unencrypted. */
void     lg_takeover_ask_async       (GtkWindow            *parent,
                                      LgProfile            *profile,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
void     lg_takeover_ask_login_async (GtkWindow            *parent,
                                      LgProfile            *profile,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean lg_takeover_ask_finish      (GAsyncResult         *result);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/lg-root-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_ROOTS_WINDOW (lg_roots_window_get_type ())

/**
 * LgRootsWindow:
 *
 * The root certificates known here, and what is in a file before it becomes one of them.
 */
G_DECLARE_FINAL_TYPE (LgRootsWindow, lg_roots_window, LG, ROOTS_WINDOW, AdwWindow)

GtkWidget *lg_roots_window_new    (GtkWindow     *parent,
                                   LgRootStore   *roots);
void       lg_roots_window_verify (LgRootsWindow *self,
                                   GFile         *file);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-root.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define LG_TYPE_ROOT_STORE (lg_root_store_get_type ())

/**
 * LgRootStore:
 *
 * Every root Linkglass knows, as a list model of [class@Root]: the shipped ones, the system store
 * as a whole, and the operator's files.
 * Use from one thread; the roots themselves may be shared.
 */
G_DECLARE_FINAL_TYPE (LgRootStore, lg_root_store, LG, ROOT_STORE, GObject)

LgRootStore *lg_root_store_new           (GBytes       *system_bundle);
LgRootStore *lg_root_store_new_for_system (void);
LgRoot      *lg_root_store_find          (LgRootStore  *self,
                                          const char   *name);
LgRoot      *lg_root_store_load_file     (LgRootStore  *self,
                                          const char   *path,
                                          GError      **error);
LgRoot      *lg_root_store_select        (LgRootStore  *self,
                                          const char   *name_or_path,
                                          GError      **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-profile.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define LG_TYPE_PROFILE_STORE (lg_profile_store_get_type ())

/**
 * LgProfileStore:
 *
 * The saved devices, as a list model of [class@Profile], in one key file per directory
 * (`devices.ini`), written atomically soon after a change and never with a secret. A damaged file
 * is kept aside as `devices.ini.damaged-DATE` and reported in the `problem` property; the rest
 * loads. Several stores, also of several processes, may share a directory: each takes in what the
 * others add and remove, and keeps its own values of the devices it has.
 */
G_DECLARE_FINAL_TYPE (LgProfileStore, lg_profile_store, LG, PROFILE_STORE, GObject)

LgProfileStore *lg_profile_store_new         (const char      *directory);
LgProfileStore *lg_profile_store_new_default (void);
LgProfile      *lg_profile_store_add         (LgProfileStore  *self);
guint           lg_profile_store_add_all     (LgProfileStore  *self,
                                              GListModel      *profiles);
void            lg_profile_store_insert      (LgProfileStore  *self,
                                              guint            position,
                                              LgProfile       *profile);
void            lg_profile_store_remove      (LgProfileStore  *self,
                                              LgProfile       *profile);
gboolean        lg_profile_store_flush       (LgProfileStore  *self,
                                              GError         **error);
const char     *lg_profile_store_get_problem (LgProfileStore  *self);

G_END_DECLS

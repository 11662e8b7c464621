/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-checkup.h"
#include "lg-practice-process.h"
#include "link/lg-link.h"
#include "profile/lg-profile-store.h"
#include "profile/lg-secret-keeper.h"

G_BEGIN_DECLS

#define LG_TYPE_WORKSPACE (lg_workspace_get_type ())

/**
 * LgWorkspace:
 *
 * What the window works on: a link for the practice device and one for every saved device, the
 * keyring with their secrets, the roots they share, and the practice platform.
 *
 * Property: `problem` (read-only, see lg_workspace_get_problem()).
 */
G_DECLARE_FINAL_TYPE (LgWorkspace, lg_workspace, LG, WORKSPACE, GObject)

LgWorkspace       *lg_workspace_new          (const char   *directory,
                                              const char   *practice_program);
GListModel        *lg_workspace_get_links    (LgWorkspace  *self);
GListModel        *lg_workspace_get_profiles (LgWorkspace  *self);
LgPracticeProcess *lg_workspace_get_practice (LgWorkspace  *self);
LgRootStore       *lg_workspace_get_roots    (LgWorkspace  *self);
const char        *lg_workspace_get_problem  (LgWorkspace  *self);
LgLink            *lg_workspace_find         (LgWorkspace  *self,
                                              const char   *profile_id);
LgSecretKeeper    *lg_workspace_get_keeper   (LgWorkspace  *self,
                                              LgProfile    *profile);
LgCheckup         *lg_workspace_get_checkup  (LgWorkspace  *self,
                                              LgLink       *link);
LgLink            *lg_workspace_add          (LgWorkspace  *self);
LgLink            *lg_workspace_duplicate    (LgWorkspace  *self,
                                              LgLink       *link);
LgLink            *lg_workspace_add_all      (LgWorkspace  *self,
                                              GListModel   *profiles);
guint              lg_workspace_remove       (LgWorkspace  *self,
                                              LgLink       *link);
LgLink            *lg_workspace_insert       (LgWorkspace  *self,
                                              guint         position,
                                              LgProfile    *profile);
gboolean           lg_workspace_close        (LgWorkspace  *self,
                                              GError      **error);

G_END_DECLS

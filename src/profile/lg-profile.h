/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-credentials.h"
#include "platform/lg-endpoint.h"

G_BEGIN_DECLS

#define LG_TYPE_PROFILE (lg_profile_get_type ())

/**
 * LgProfile:
 *
 * One device of the list. Properties: `id` (stable, construct-only), `title` (the DeviceName, or
 * what
 * the operator called it), `credentials`, `endpoint` (construct-only objects, edited in place),
 * `takeover-confirmed` (the operator knows that connecting takes the real device's place). Emits
 * `changed` when anything worth saving changed. The secret is never saved here.
 */
G_DECLARE_FINAL_TYPE (LgProfile, lg_profile, LG, PROFILE, GObject)

LgProfile     *lg_profile_new                     (const char    *id);
const char    *lg_profile_get_id                  (LgProfile     *self);
char          *lg_profile_dup_title               (LgProfile     *self);
char          *lg_profile_dup_subtitle            (LgProfile     *self);
void           lg_profile_set_title               (LgProfile     *self,
                                                   const char    *title);
LgCredentials *lg_profile_get_credentials         (LgProfile     *self);
LgEndpoint    *lg_profile_get_endpoint            (LgProfile     *self);
gboolean       lg_profile_get_takeover_confirmed  (LgProfile     *self);
void           lg_profile_set_takeover_confirmed  (LgProfile     *self,
                                                   gboolean       confirmed);
gboolean       lg_profile_is_practice             (LgProfile     *self);
void           lg_profile_save                    (LgProfile     *self,
                                                   GKeyFile      *file);
LgProfile     *lg_profile_load                    (GKeyFile      *file,
                                                   const char    *id,
                                                   GError       **error);

G_END_DECLS

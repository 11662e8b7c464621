/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/lg-secret-keeper.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_CREDENTIALS_FORM (lg_credentials_form_get_type ())

/** LgCredentialsForm: the device's identity, edited in place. Property: `credentials` (to read). */
G_DECLARE_FINAL_TYPE (LgCredentialsForm, lg_credentials_form, LG, CREDENTIALS_FORM,
                      AdwPreferencesGroup)

void lg_credentials_form_set_profile (LgCredentialsForm *self,
                                      LgProfile         *profile);
void lg_credentials_form_set_keeper  (LgCredentialsForm *self,
                                      LgSecretKeeper    *keeper);

G_END_DECLS

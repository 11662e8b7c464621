/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/lg-profile.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_HOST_FORM (lg_host_form_get_type ())

/** LgHostForm: which host the device connects to, edited in place. Property: `profile`. */
G_DECLARE_FINAL_TYPE (LgHostForm, lg_host_form, LG, HOST_FORM, AdwPreferencesGroup)

void lg_host_form_set_profile (LgHostForm *self,
                               LgProfile  *profile);

G_END_DECLS

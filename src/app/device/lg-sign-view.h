/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-connect-params.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_SIGN_VIEW (lg_sign_view_get_type ())

/** LgSignView: how a password was made: what is signed, in which order, with what. */
G_DECLARE_FINAL_TYPE (LgSignView, lg_sign_view, LG, SIGN_VIEW, AdwPreferencesGroup)

void lg_sign_view_set_params (LgSignView      *self,
                              LgConnectParams *params);

G_END_DECLS

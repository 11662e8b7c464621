/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/lg-copy-out.h"
#include "exchange/lg-import-device.h"
#include "lg-profile.h"
#include "trust/lg-root-store.h"

G_BEGIN_DECLS

LgProfile *lg_profile_new_imported (LgImportDevice         *device);
void       lg_profile_fill         (LgProfile              *self,
                                    LgImportDevice         *device);
LgSecret  *lg_profile_copy_out     (LgProfile              *self,
                                    const LgConnectParams  *params,
                                    LgCopyForm              form,
                                    LgRootStore            *roots,
                                    GError                **error);

G_END_DECLS

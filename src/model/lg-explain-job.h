/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "explain/lg-explain.h"
#include "profile/lg-profile.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void       lg_explain_job_async  (LgProfile            *profile,
                                  const LgDeviceValues *sent,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
LgExplain *lg_explain_job_finish (LgProfile            *profile,
                                  GAsyncResult         *result,
                                  GError              **error);

G_END_DECLS

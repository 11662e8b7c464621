/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-diagnosis.h"
#include "lg-check-port.h"
#include "session/lg-session.h"

G_BEGIN_DECLS

void         lg_check_login_async  (const LgSessionConfig  *config,
                                    LgDiagnosis            *diagnosis,
                                    GCancellable           *cancellable,
                                    GAsyncReadyCallback     callback,
                                    gpointer                user_data);
LgCheckStep *lg_check_login_finish (GAsyncResult           *result,
                                    GError                **error);

G_END_DECLS

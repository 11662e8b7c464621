/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-finding.h"
#include "trust/lg-firmware.h"
#include "trust/lg-root.h"

G_BEGIN_DECLS

LgFinding *lg_check_judge_root_error (const GError *error);
GPtrArray *lg_check_judge_root_file  (LgRoot       *root,
                                      gint64        at_s);
GPtrArray *lg_check_judge_image      (GPtrArray    *finds,
                                      gint64        at_s);

G_END_DECLS

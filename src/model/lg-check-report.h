/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/lg-check.h"

G_BEGIN_DECLS

/* A check as text for a ticket or a mail. */
char *lg_check_report_describe_source (LgCheck *check);
char *lg_check_report_new             (LgCheck *check);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/lg-check.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void lg_cli_check_print_json (LgCheck   *check,
                              GPtrArray *findings);
void lg_cli_check_print_text (LgCheck   *check,
                              GPtrArray *findings);

G_END_DECLS

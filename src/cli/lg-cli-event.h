/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-event.h"

G_BEGIN_DECLS

char       *lg_cli_event_dup_time      (const LgEvent *event);
const char *lg_cli_event_get_direction (const LgEvent *event);
char       *lg_cli_event_dup_english   (const LgEvent *event);
char       *lg_cli_event_to_json       (const LgEvent *event);
void        lg_cli_print_event_json    (const LgEvent *event);
void        lg_cli_print_event_text    (const LgEvent *event);

G_END_DECLS

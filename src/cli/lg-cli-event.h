/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-event.h"

G_BEGIN_DECLS

void lg_cli_print_event_json (const LgEvent *event);
void lg_cli_print_event_text (const LgEvent *event);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-session-state.h"

G_BEGIN_DECLS

const char *lg_state_word (LgSessionState state);

G_END_DECLS

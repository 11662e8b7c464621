/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-session-state.h"

G_DEFINE_ENUM_TYPE (LgSessionState, lg_session_state,
                    G_DEFINE_ENUM_VALUE (LG_SESSION_DISCONNECTED, "disconnected"),
                    G_DEFINE_ENUM_VALUE (LG_SESSION_RESOLVING, "resolving"),
                    G_DEFINE_ENUM_VALUE (LG_SESSION_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (LG_SESSION_SECURING, "securing"),
                    G_DEFINE_ENUM_VALUE (LG_SESSION_LOGGING_IN, "logging-in"),
                    G_DEFINE_ENUM_VALUE (LG_SESSION_CONNECTED, "connected"),
                    G_DEFINE_ENUM_VALUE (LG_SESSION_DISCONNECTING, "disconnecting"))

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * LgSessionState:
 * nicks `disconnected`, `resolving`, `connecting`, `securing`, `logging-in`, `connected`,
 * `disconnecting`.
 */
typedef enum
{
  LG_SESSION_DISCONNECTED,
  LG_SESSION_RESOLVING,
  LG_SESSION_CONNECTING,
  LG_SESSION_SECURING,
  LG_SESSION_LOGGING_IN,
  LG_SESSION_CONNECTED,
  LG_SESSION_DISCONNECTING,
} LgSessionState;

#define LG_TYPE_SESSION_STATE (lg_session_state_get_type ())
GType lg_session_state_get_type (void) G_GNUC_CONST;

G_END_DECLS

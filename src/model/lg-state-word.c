/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-state-word.h"

#include <glib/gi18n.h>

static const char *const words[] = {
  [LG_SESSION_DISCONNECTED] = N_("Not connected"),
  [LG_SESSION_RESOLVING] = N_("Looking up the host…"),
  [LG_SESSION_CONNECTING] = N_("Connecting…"),
  [LG_SESSION_SECURING] = N_("Securing…"),
  [LG_SESSION_LOGGING_IN] = N_("Logging in…"),
  [LG_SESSION_CONNECTED] = N_("Connected"),
  [LG_SESSION_DISCONNECTING] = N_("Disconnecting…"),
};

/**
 * lg_state_word:
 * @state: a session's state
 *
 * Returns: what the operator reads of it, translated
 */
const char *
lg_state_word (LgSessionState state)
{
  return _(words[state]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-proof.h"

struct _LgProof
{
  LgSession      *session;
  LgCredentials  *credentials;
  LgSessionState  state;
  gboolean        given;
  gboolean        edited;
};

static void
edited_cb (LgProof *self)
{
  self->given = FALSE;
  self->edited = TRUE;
}

static void
state_cb (LgProof *self)
{
  LgSessionState before = self->state;

  self->state = lg_session_get_state (self->session);
  if (before == LG_SESSION_DISCONNECTED && self->state != LG_SESSION_DISCONNECTED)
    self->edited = FALSE;
  if (self->state == LG_SESSION_CONNECTED && !self->edited)
    self->given = TRUE;
}

/**
 * lg_proof_new:
 * @session: the session that logs in
 * @profile: what it is made from
 *
 * Remembers from now on whether the platform took the credentials; forgets it when they are edited.
 *
 * Returns: (transfer full): a proof that is not given yet
 */
LgProof *
lg_proof_new (LgSession *session,
              LgProfile *profile)
{
  LgProof *self;

  g_return_val_if_fail (LG_IS_SESSION (session) && LG_IS_PROFILE (profile), NULL);

  self = g_new0 (LgProof, 1);
  self->session = g_object_ref (session);
  self->credentials = g_object_ref (lg_profile_get_credentials (profile));
  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (self->credentials, "notify", G_CALLBACK (edited_cb), self);
  return self;
}

/**
 * lg_proof_free:
 * @self: (transfer full): a proof
 */
void
lg_proof_free (LgProof *self)
{
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_signal_handlers_disconnect_by_data (self->credentials, self);
  g_object_unref (self->session);
  g_object_unref (self->credentials);
  g_free (self);
}

/**
 * lg_proof_is_given:
 *
 * Returns: whether the session logged in with the credentials as they are now
 */
gboolean
lg_proof_is_given (const LgProof *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->given;
}

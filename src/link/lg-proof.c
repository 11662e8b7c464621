/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a login with the credentials as they are now succeeded in this run. */
#include "config.h"

#include "lg-proof.h"

typedef struct
{
  LgSessionState state;
  gboolean       given;
  gboolean       edited;
} Proof;

static Proof *
get_proof (gpointer session)
{
  return g_object_get_data (session, "lg-proof");
}

static void
edited_cb (LgSession *session)
{
  Proof *proof = get_proof (session);

  proof->given = FALSE;
  proof->edited = TRUE;
}

static void
state_cb (LgSession *session)
{
  Proof *proof = get_proof (session);
  LgSessionState before = proof->state;

  proof->state = lg_session_get_state (session);
  if (before == LG_SESSION_DISCONNECTED && proof->state != LG_SESSION_DISCONNECTED)
    proof->edited = FALSE;
  if (proof->state == LG_SESSION_CONNECTED && !proof->edited)
    proof->given = TRUE;
}

/**
 * lg_proof_watch:
 * @session: the session that logs in
 * @profile: what it is made from
 *
 * Remembers whether the platform took the credentials; forgets it when they are edited.
 */
void
lg_proof_watch (LgSession *session,
                LgProfile *profile)
{
  g_return_if_fail (LG_IS_SESSION (session) && LG_IS_PROFILE (profile));

  g_object_set_data_full (G_OBJECT (session), "lg-proof", g_new0 (Proof, 1), g_free);
  g_signal_connect (session, "notify::state", G_CALLBACK (state_cb), NULL);
  g_signal_connect_object (lg_profile_get_credentials (profile), "notify",
                           G_CALLBACK (edited_cb), session, G_CONNECT_SWAPPED);
}

/**
 * lg_proof_is_given:
 * @session: a session that is watched
 *
 * Returns: whether it logged in with the credentials as they are now
 */
gboolean
lg_proof_is_given (LgSession *session)
{
  g_return_val_if_fail (LG_IS_SESSION (session), FALSE);

  return get_proof (session) != NULL && get_proof (session)->given;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a link is made of. */
#include "lg-link-private.h"

/**
 * lg_link_get_profile:
 *
 * Returns: (transfer none): the device this link is for
 */
LgProfile *
lg_link_get_profile (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), NULL);

  return self->profile;
}

/**
 * lg_link_get_roots:
 *
 * Returns: (transfer none): the roots given at construction
 */
LgRootStore *
lg_link_get_roots (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), NULL);

  return self->roots;
}

/**
 * lg_link_get_session:
 *
 * Returns: (transfer none): the session, the same one for every attempt
 */
LgSession *
lg_link_get_session (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), NULL);

  return self->session;
}

/**
 * lg_link_get_recording:
 *
 * Returns: (transfer none) (nullable): what is recorded, or %NULL before the first attempt
 */
LgRecording *
lg_link_get_recording (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), NULL);

  return self->recording;
}

/**
 * lg_link_get_diagnosis:
 *
 * Returns: (transfer none): the findings of every attempt so far
 */
LgDiagnosis *
lg_link_get_diagnosis (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), NULL);

  return self->diagnosis;
}

/**
 * lg_link_get_attempt:
 *
 * Returns: (transfer none): the steps of the latest attempt to connect
 */
LgAttempt *
lg_link_get_attempt (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), NULL);

  return self->attempt;
}

/**
 * lg_link_get_subscriptions:
 *
 * Returns: (transfer none): what was subscribed to on this link, and what came of it
 */
LgSubscriptions *
lg_link_get_subscriptions (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), NULL);

  return self->subscriptions;
}

/**
 * lg_link_get_reconnector:
 *
 * Returns: (transfer none): what makes the link again; enable it
 */
LgReconnector *
lg_link_get_reconnector (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), NULL);

  return self->reconnector;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-alternative.h"

#include "device/lg-printable.h"

/**
 * lg_alternative_new:
 * @cause: the cause's identifier
 * @confidence: how sure we are of it
 * @title: what would have happened
 * @reason: why it fits less
 *
 * Returns: (transfer full): an alternative
 */
LgAlternative *
lg_alternative_new (const char   *cause,
                    LgConfidence  confidence,
                    const char   *title,
                    const char   *reason)
{
  LgAlternative *self = g_new (LgAlternative, 1);

  self->cause = g_strdup (cause);
  self->confidence = confidence;
  self->title = lg_printable_line (title, -1);
  self->reason = lg_printable_line (reason, -1);
  return self;
}

/**
 * lg_alternative_free:
 * @self: an alternative
 */
void
lg_alternative_free (LgAlternative *self)
{
  g_free (self->cause);
  g_free (self->title);
  g_free (self->reason);
  g_free (self);
}

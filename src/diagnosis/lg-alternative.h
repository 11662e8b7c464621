/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-severity.h"

G_BEGIN_DECLS

/**
 * LgAlternative:
 * @cause: the cause's stable identifier
 * @confidence: how sure the same evidence makes us of it
 * @title: what would have happened, translated
 * @reason: why it fits less than the finding's own cause, translated
 *
 * Another cause that fits what was seen, too.
 */
typedef struct
{
  char         *cause;
  LgConfidence  confidence;
  char         *title;
  char         *reason;
} LgAlternative;

LgAlternative *lg_alternative_new  (const char    *cause,
                                    LgConfidence   confidence,
                                    const char    *title,
                                    const char    *reason);
void           lg_alternative_free (LgAlternative *self);

G_END_DECLS

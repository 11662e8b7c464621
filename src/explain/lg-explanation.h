/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-severity.h"

G_BEGIN_DECLS

/**
 * LgExplanation:
 * @cause: the cause's identifier, stable and never translated
 * @severity: how bad it is
 * @confidence: how sure the evidence makes us
 * @title: what happened, translated
 * @evidence: how we know, translated
 * @subject: (nullable): which value differs: `clientId`, `username`, `content` or `password`
 * @expected: (nullable): what it should be; of a password only its form
 * @actual: (nullable): what it is; the same
 * @difference: the first character in which they differ, from 0; -1: not compared
 *
 * One thing that is wrong with a device's own values. Nothing secret is in it.
 */
typedef struct
{
  const char   *cause;
  LgSeverity    severity;
  LgConfidence  confidence;
  char         *title;
  char         *evidence;
  const char   *subject;
  char         *expected;
  char         *actual;
  int           difference;
} LgExplanation;

LgExplanation *lg_explanation_new     (const char    *cause,
                                       LgSeverity     severity,
                                       LgConfidence   confidence,
                                       const char    *title,
                                       const char    *evidence);
void           lg_explanation_free    (LgExplanation *self);
void           lg_explanation_compare (LgExplanation *self,
                                       const char    *subject,
                                       const char    *expected,
                                       gssize         expected_length,
                                       const char    *actual,
                                       gssize         actual_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgExplanation, lg_explanation_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-family.h"
#include "device/lg-severity.h"

G_BEGIN_DECLS

/**
 * LgDropTold:
 * @cause: (nullable): the cause most of the lines tell; %NULL: none tells one
 * @severity: how bad it is
 * @confidence: how sure the words make us
 * @title: what happened, translated
 * @evidence: the words, and how many lines have them
 * @silence_s: the time a keep-alive timeout names, seconds; 0: none
 *
 * What the lines of a log say themselves of why a device went offline. Private to this folder.
 */
typedef struct
{
  char         *cause;
  LgSeverity    severity;
  LgConfidence  confidence;
  char         *title;
  char         *evidence;
  double        silence_s;
} LgDropTold;

void lg_drop_told_read  (LgDropTold *self,
                         GPtrArray  *lines,
                         LgFamily    family);
void lg_drop_told_clear (LgDropTold *self);

G_END_DECLS

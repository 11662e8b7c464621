/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-family.h"
#include "device/lg-severity.h"

G_BEGIN_DECLS

/**
 * LgDropTold:
 * @cause: the cause
 * @severity: how bad it is
 * @confidence: how sure the words make us
 * @title: what happened, translated
 * @evidence: the words, and how many lines have them
 * @number: how many lines tell it
 * @silence_s: the time a keep-alive timeout names, seconds; 0: none
 *
 * A cause that lines of a log tell themselves. Private to this folder.
 */
typedef struct
{
  char         *cause;
  LgSeverity    severity;
  LgConfidence  confidence;
  char         *title;
  char         *evidence;
  guint         number;
  double        silence_s;
} LgDropTold;

GPtrArray *lg_drop_told_read (GPtrArray *lines,
                              LgFamily   family);

G_END_DECLS

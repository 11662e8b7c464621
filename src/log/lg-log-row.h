/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-severity.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgLogRow:
 * @pattern: a regular expression; case does not matter
 * @cause: the cause it points to
 * @severity: how bad it is
 * @confidence: how sure the words make us
 * @title: what happened; a sentence to translate
 * @origin: where such lines come from; the same
 *
 * One row: what a line of a log says, and what that means. The first row that fits counts; the
 * table ends with a row without a pattern. Private to this folder.
 */
typedef struct
{
  const char   *pattern;
  const char   *cause;
  LgSeverity    severity;
  LgConfidence  confidence;
  const char   *title;
  const char   *origin;
} LgLogRow;

extern const LgLogRow lg_log_rows[];

G_END_DECLS

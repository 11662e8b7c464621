/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an explanation notes down. */
#include "lg-explain-private.h"

/**
 * lg_explain_add:
 * @title: what happened, translated
 * @format: how we know, translated, in the manner of printf(); never with a secret among the
 *   arguments
 *
 * Adds what was found.
 *
 * Returns: (transfer none): the explanation
 */
LgExplanation *
lg_explain_add (LgExplain    *self,
                const char   *cause,
                LgSeverity    severity,
                LgConfidence  confidence,
                const char   *title,
                const char   *format,
                ...)
{
  g_autofree char *evidence = NULL;
  LgExplanation *explanation;
  va_list arguments;

  va_start (arguments, format);
  evidence = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  explanation = lg_explanation_new (cause, severity, confidence, title, evidence);
  g_ptr_array_add (self->explanations, explanation);
  return explanation;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-explanation.h"

#include <string.h>

static void
append_escaped (GString *visible,
                char     control)
{
  static const char names[] = "0........tn..r";

  if (control == '\0' || control == '\t' || control == '\n' || control == '\r')
    g_string_append_printf (visible, "\\%c", names[(guint8) control]);
  else
    g_string_append_printf (visible, "\\x%02x", (guint8) control);
}

/* Control characters are shown escaped, what is no UTF-8 is replaced. */
static char *
make_visible (const char *text,
              gssize      length)
{
  g_autofree char *valid = NULL;
  GString *visible = g_string_new (NULL);
  const char *end;

  length = length < 0 ? (gssize) strlen (text) : length;
  for (end = text + length; text < end; text++)
    if (g_ascii_iscntrl (*text))
      append_escaped (visible, *text);
    else
      g_string_append_c (visible, *text);

  valid = g_string_free (visible, FALSE);
  return g_utf8_make_valid (valid, -1);
}

/**
 * lg_explanation_new:
 * @cause: the cause's identifier; must never be freed
 * @severity: how bad it is
 * @confidence: how sure we are
 * @title: what happened, translated
 * @evidence: how we know, translated; control characters are shown escaped
 *
 * Returns: (transfer full): a new explanation
 */
LgExplanation *
lg_explanation_new (const char   *cause,
                    LgSeverity    severity,
                    LgConfidence  confidence,
                    const char   *title,
                    const char   *evidence)
{
  LgExplanation *self = g_new0 (LgExplanation, 1);

  self->cause = cause;
  self->severity = severity;
  self->confidence = confidence;
  self->title = g_strdup (title);
  self->evidence = make_visible (evidence, -1);
  self->difference = -1;
  return self;
}

/**
 * lg_explanation_free:
 *
 * Frees an explanation.
 */
void
lg_explanation_free (LgExplanation *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->title);
  g_free (self->evidence);
  g_free (self->expected);
  g_free (self->actual);
  g_free (self);
}

/* In characters. */
static int
find_difference (const char *a,
                 const char *b)
{
  int position = 0;

  while (*a != '\0' && g_utf8_get_char (a) == g_utf8_get_char (b))
    {
      a = g_utf8_next_char (a);
      b = g_utf8_next_char (b);
      position++;
    }

  return position;
}

/**
 * lg_explanation_compare:
 * @subject: which value: `clientId`, `username`, `content` or `password`
 * @expected: what it should be
 * @expected_length: its length, bytes; -1: up to the zero byte
 * @actual: what it is
 * @actual_length: the same
 *
 * Puts both side by side. Control characters are shown escaped.
 */
void
lg_explanation_compare (LgExplanation *self,
                        const char    *subject,
                        const char    *expected,
                        gssize         expected_length,
                        const char    *actual,
                        gssize         actual_length)
{
  self->subject = subject;
  self->expected = make_visible (expected, expected_length);
  self->actual = make_visible (actual, actual_length);
  self->difference = find_difference (self->expected, self->actual);
}

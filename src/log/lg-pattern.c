/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-pattern.h"

/**
 * lg_pattern_match:
 * @self: a place of static storage, always used with the same @pattern
 * @pattern: a regular expression, valid; case does not matter
 * @text: UTF-8
 * @info: (out) (optional): where it matches; to be freed in any case
 *
 * Matches, and compiles the pattern only once: logs are matched line by line. Any thread.
 *
 * Returns: whether it matches
 */
gboolean
lg_pattern_match (LgPattern   *self,
                  const char  *pattern,
                  const char  *text,
                  GMatchInfo **info)
{
  g_return_val_if_fail (self != NULL && pattern != NULL && text != NULL, FALSE);

  if (g_once_init_enter (self))
    {
      GRegex *regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);

      g_assert (regex != NULL);
      g_once_init_leave (self, (gsize) regex);
    }

  return g_regex_match ((GRegex *) *self, text, 0, info);
}

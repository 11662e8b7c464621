/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-log-story.h"

#include "lg-log-line.h"
#include "lg-log-mask.h"

#include <glib/gi18n-lib.h>

/**
 * lg_log_story_init:
 * @family: whose rules apply
 *
 * Begins a log.
 */
void
lg_log_story_init (LgLogStory *self,
                   LgFamily    family)
{
  g_return_if_fail (self != NULL);

  *self = (LgLogStory) { .family = family };
}

/**
 * lg_log_story_take:
 * @line: the next line of the log, UTF-8
 *
 * Reads a line. Its secrets are masked before anything of it is kept. Pure.
 *
 * Returns: (transfer full) (nullable): what matters of it; %NULL for the many lines that do not
 */
LgLogMoment *
lg_log_story_take (LgLogStory *self,
                   const char *line)
{
  g_autofree char *masked = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  LgLogMoment *moment;
  LgLogWord word;

  g_return_val_if_fail (self != NULL && line != NULL, NULL);

  self->n_lines++;
  masked = g_strstrip (lg_log_mask (line));
  word = lg_log_word_find (masked);
  findings = lg_log_line_findings (masked, self->family);
  if (findings->len == 0 && word == LG_LOG_WORD_OTHER)
    return NULL;

  self->n_words[word]++;
  moment = g_new (LgLogMoment, 1);
  *moment = (LgLogMoment) {
    .number = self->n_lines,
    .word = word,
    .text = g_steal_pointer (&masked),
    .finding = findings->len > 0 ? g_object_ref (findings->pdata[0]) : NULL,
  };
  return moment;
}

/**
 * lg_log_story_describe:
 *
 * Returns: (transfer full): what the lines read so far tell, in one translated sentence
 */
char *
lg_log_story_describe (LgLogStory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup_printf (_("Of %u lines, %u tell of a login, %u of an attempt that failed, and %u "
                            "of an end."),
                          self->n_lines, self->n_words[LG_LOG_WORD_ONLINE],
                          self->n_words[LG_LOG_WORD_FAILED], self->n_words[LG_LOG_WORD_OFFLINE]);
}

/**
 * lg_log_moment_free:
 *
 * Frees it.
 */
void
lg_log_moment_free (LgLogMoment *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->text);
  g_clear_object (&self->finding);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-drop-told.h"

#include "diagnosis/lg-finding.h"
#include "diagnosis/lg-settle.h"
#include "lg-log-line.h"
#include "lg-pattern.h"

#include <glib/gi18n-lib.h>

/* Enough to know what a log says. */
#define MOST_LINES 500

typedef struct
{
  LgFinding  *finding;
  const char *line;
  guint       number;
} Count;

static void
count_free (gpointer data)
{
  Count *count = data;

  g_object_unref (count->finding);
  g_free (count);
}

/* Words that many libraries write at every end tell little of the reason. */
static LgConfidence
get_confidence (LgFinding *finding)
{
  LgConfidence confidence = finding->confidence;

  if (confidence == LG_CONFIDENCE_CERTAIN
      || g_str_equal (finding->cause, "keepalive.expired")
      || g_str_equal (finding->cause, "keepalive.no-pingresp"))
    return confidence;

  return LG_CONFIDENCE_POSSIBLE;
}

/* Only what ends a link that was up. */
static gboolean
is_end (LgFinding *finding)
{
  const char *cause = finding->cause;

  return lg_settle_find (cause) == LG_SETTLE_CONNECT
         || g_str_equal (cause, "client.disconnected");
}

static void
count_line (GHashTable *counts,
            const char *line,
            LgFamily    family)
{
  g_autoptr (GPtrArray) findings = lg_log_line_findings (line, family);
  LgFinding *finding;
  Count *count;

  if (findings->len == 0 || !is_end (findings->pdata[0]))
    return;

  finding = findings->pdata[0];
  count = g_hash_table_lookup (counts, finding->cause);
  if (count == NULL)
    {
      count = g_new0 (Count, 1);
      count->finding = g_object_ref (finding);
      count->line = line;
      g_hash_table_insert (counts, (gpointer) finding->cause, count);
    }
  count->number++;
}

/* The most frequent one, and of two the surer. */
static const Count *
find_most (GHashTable *counts)
{
  const Count *most = NULL;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Count *count = value;

      if (most == NULL || count->number > most->number
          || (count->number == most->number
           && get_confidence (count->finding) < get_confidence (most->finding)))
        most = count;
    }

  return most;
}

static double
read_silence (const char *line)
{
  static LgPattern compiled;
  g_autoptr (GMatchInfo) info = NULL;
  g_autofree char *number = NULL;

  if (!lg_pattern_match (&compiled, "\\bafter\\s*(\\d{1,6})\\s*s(?:ec|\\b)", line, &info))
    return 0;

  number = g_match_info_fetch (info, 1);
  return g_ascii_strtod (number, NULL);
}

/**
 * lg_drop_told_read:
 * @lines: (element-type utf8): lines about the ends
 * @family: whose rules apply
 *
 * Reads what they say.
 */
void
lg_drop_told_read (LgDropTold *self,
                   GPtrArray  *lines,
                   LgFamily    family)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, count_free);
  const Count *most;

  *self = (LgDropTold) { 0 };
  for (guint i = 0; i < MIN (lines->len, MOST_LINES); i++)
    count_line (counts, lines->pdata[i], family);

  most = find_most (counts);
  if (most == NULL)
    return;

  self->cause = g_strdup (most->finding->cause);
  self->severity = most->finding->severity;
  self->confidence = get_confidence (most->finding);
  self->title = g_strdup (most->finding->title);
  /* Translators: a sentence about the words, then a number of lines */
  self->evidence = g_strdup_printf (_("%s %u of %u lines say so."),
                                    most->finding->evidence, most->number,
                                    MIN (lines->len, MOST_LINES));
  if (g_str_equal (self->cause, "keepalive.expired"))
    self->silence_s = read_silence (most->line);
}

/**
 * lg_drop_told_clear:
 *
 * Frees what it holds.
 */
void
lg_drop_told_clear (LgDropTold *self)
{
  g_clear_pointer (&self->cause, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->evidence, g_free);
}

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

static void
told_free (gpointer data)
{
  LgDropTold *told = data;

  g_free (told->cause);
  g_free (told->title);
  g_free (told->evidence);
  g_free (told);
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
count_line (GPtrArray  *counts,
            const char *line,
            LgFamily    family)
{
  g_autoptr (GPtrArray) findings = lg_log_line_findings (line, family);
  LgFinding *finding;
  Count *count = NULL;

  if (findings->len == 0 || !is_end (findings->pdata[0]))
    return;

  finding = findings->pdata[0];
  for (guint i = 0; i < counts->len && count == NULL; i++)
    {
      Count *other = counts->pdata[i];

      if (g_str_equal (other->finding->cause, finding->cause))
        count = other;
    }
  if (count == NULL)
    {
      count = g_new0 (Count, 1);
      count->finding = g_object_ref (finding);
      count->line = line;
      g_ptr_array_add (counts, count);
    }
  count->number++;
}

/* The most frequent one first, and of two the surer. */
static int
compare_counts (gconstpointer a,
                gconstpointer b)
{
  const Count *first = *(Count *const *) a, *second = *(Count *const *) b;

  if (first->number != second->number)
    return first->number > second->number ? -1 : 1;
  return (int) get_confidence (first->finding) - (int) get_confidence (second->finding);
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

static LgDropTold *
make_told (const Count *count,
           guint        n_lines)
{
  LgDropTold *told = g_new0 (LgDropTold, 1);

  told->cause = g_strdup (count->finding->cause);
  told->severity = count->finding->severity;
  told->confidence = get_confidence (count->finding);
  told->number = count->number;
  told->title = g_strdup (count->finding->title);
  /* Translators: a sentence about the words, then a number of lines */
  told->evidence = g_strdup_printf (_("%s %u of %u lines say so."),
                                    count->finding->evidence, count->number,
                                    n_lines);
  if (g_str_equal (told->cause, "keepalive.expired"))
    told->silence_s = read_silence (count->line);
  return told;
}

/**
 * lg_drop_told_read:
 * @lines: (element-type utf8): lines about the ends
 * @family: whose rules apply
 *
 * Reads what they say.
 *
 * Returns: (transfer full) (element-type LgDropTold): the causes they tell, that of the most lines
 *   first
 */
GPtrArray *
lg_drop_told_read (GPtrArray *lines,
                   LgFamily   family)
{
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func (count_free);
  GPtrArray *told = g_ptr_array_new_with_free_func (told_free);
  guint n_lines = MIN (lines->len, MOST_LINES);

  for (guint i = 0; i < n_lines; i++)
    count_line (counts, lines->pdata[i], family);

  g_ptr_array_sort (counts, compare_counts);
  for (guint i = 0; i < counts->len; i++)
    g_ptr_array_add (told, make_told (counts->pdata[i], n_lines));
  return told;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of a device's log, or a reason the console shows. */
#include "config.h"

#include "lg-log-line.h"

#include "diagnosis/lg-rule.h"
#include "diagnosis/lg-settle.h"
#include "lg-log-row.h"
#include "lg-pattern.h"

#include <glib/gi18n-lib.h>

/* Room for the table. */
#define MOST_ROWS 200

static LgFinding *
make_finding (const LgLogRow *row,
              const char     *match,
              LgFamily        family)
{
  const LgRemark *remark = lg_remark_find_device (row->cause, family);
  const char *settle = lg_settle_describe (lg_settle_find (row->cause));
  /* Translators: the part of the line, and a sentence on where such lines come from */
  g_autofree char *evidence = g_strdup_printf (_("The line has “%s”. %s"), match, _(row->origin));
  g_autofree char *advice = g_strdup_printf ("%s%s%s", _(remark->advice),
                                             settle != NULL ? " " : "",
                                             settle != NULL ? settle : "");

  return g_object_new (LG_TYPE_FINDING,
                       "cause", row->cause,
                       "severity", row->severity,
                       "confidence", row->confidence,
                       "title", _(row->title),
                       "evidence", evidence,
                       "meaning", _(remark->meaning),
                       "advice", advice,
                       NULL);
}

/**
 * lg_log_line_findings:
 * @line: a line of a device's log, a return code or a reason of the console
 * @family: whose rules apply
 *
 * Says what a line means on this platform, and what would settle it.
 *
 * Returns: (transfer full) (element-type LgFinding): the finding; empty if nothing is recognized
 */
GPtrArray *
lg_log_line_findings (const char *line,
                      LgFamily    family)
{
  static LgPattern compiled[MOST_ROWS];
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *valid = g_utf8_make_valid (line, -1);

  for (guint i = 0; findings->len == 0 && lg_log_rows[i].pattern != NULL; i++)
    {
      g_autoptr (GMatchInfo) info = NULL;

      g_assert (i < MOST_ROWS);
      if (lg_pattern_match (&compiled[i], lg_log_rows[i].pattern, valid, &info))
        {
          g_autofree char *match = g_match_info_fetch (info, 0);

          g_ptr_array_add (findings, make_finding (&lg_log_rows[i], g_strstrip (match), family));
        }
    }

  return findings;
}

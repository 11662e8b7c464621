/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-explained.h"

#include "lg-rule.h"

#include <glib/gi18n-lib.h>

/**
 * lg_explained_findings:
 * @explain: what is wrong with a device's values
 * @family: whose rules apply
 *
 * Adds to every explanation what it means on this platform and what to do next.
 *
 * Returns: (transfer full) (element-type LgFinding): the findings, in the same order
 */
GPtrArray *
lg_explained_findings (const LgExplain *explain,
                       LgFamily         family)
{
  GPtrArray *explanations = lg_explain_get_explanations (explain);
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < explanations->len; i++)
    {
      const LgExplanation *explanation = explanations->pdata[i];
      const LgRemark *remark = lg_remark_find (explanation->cause, family);

      g_ptr_array_add (findings,
                       g_object_new (LG_TYPE_FINDING,
                                     "cause", explanation->cause,
                                     "severity", explanation->severity,
                                     "confidence", explanation->confidence,
                                     "title", explanation->title,
                                     "evidence", explanation->evidence,
                                     "meaning", _(remark->meaning),
                                     "advice", _(remark->advice),
                                     NULL));
    }

  return findings;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-explained.h"

#include "lg-rule.h"

#include <glib/gi18n-lib.h>

/* The platform took the secret, so a wrong one is what the device has. */
static const char *
find_advice (const LgExplanation *explanation,
             const LgRemark      *remark,
             gboolean             proven)
{
  if (proven && g_str_equal (explanation->cause, "auth.wrong-secret"))
    return N_("Compare the secret and the names inside the device with those on the Device page: "
              "the ones here are right.");

  return remark->advice;
}

static char *
make_evidence (const LgExplanation *explanation,
               gboolean             proven)
{
  if (!proven || explanation->severity != LG_SEVERITY_FAULT)
    return g_strdup (explanation->evidence);

  return g_strdup_printf ("%s %s", explanation->evidence, lg_explained_proof ());
}

/**
 * lg_explained_proof:
 *
 * Returns: the translated sentence on a device that is refused with credentials that are accepted
 *   from here
 */
const char *
lg_explained_proof (void)
{
  return _("Linkglass logged in with the credentials that are here. The credentials are right; the "
           "device computes or sends them differently.");
}

/**
 * lg_explained_findings:
 * @explain: what is wrong with a device's values
 * @family: whose rules apply
 * @proven: a login with the same credentials succeeded from here
 *
 * Adds to every explanation what it means on this platform and what to do next.
 *
 * Returns: (transfer full) (element-type LgFinding): the findings, in the same order
 */
GPtrArray *
lg_explained_findings (const LgExplain *explain,
                       LgFamily         family,
                       gboolean         proven)
{
  GPtrArray *explanations = lg_explain_get_explanations (explain);
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < explanations->len; i++)
    {
      const LgExplanation *explanation = explanations->pdata[i];
      const LgRemark *remark = lg_remark_find (explanation->cause, family);
      g_autofree char *evidence = make_evidence (explanation, proven);

      g_ptr_array_add (findings,
                       lg_finding_new (&(LgFinding) {
                         .cause = explanation->cause,
                         .severity = explanation->severity,
                         .confidence = explanation->confidence,
                         .title = explanation->title,
                         .evidence = evidence,
                         .meaning = _(remark->meaning),
                         .advice = _(find_advice (explanation, remark, proven)),
                       }));
    }

  return findings;
}

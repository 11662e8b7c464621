/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-verdict.h"

static char *
format_date (gint64 at_s)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (at_s);

  return g_date_time_format (date, "%Y-%m-%d");
}

/**
 * lg_verdict_describe:
 * @verdict: a verdict
 * @chain: (element-type LgCertificate): the chain it is about
 *
 * Says what an operator needs of the judgement in a few English words: the fault, the dates, the
 * names.
 *
 * Returns: (transfer full): the words
 */
char *
lg_verdict_describe (const LgVerdict *verdict,
                     GPtrArray       *chain)
{
  const LgCertificate *leaf = chain->len > 0 ? chain->pdata[0] : NULL;
  const LgVerdictFault *fault = verdict->faults->len > 0 ? verdict->faults->pdata[0] : NULL;
  GString *text = g_string_new (NULL);

  if (verdict->cause == NULL)
    {
      g_autofree char *until = format_date (verdict->valid_until);

      g_string_append_printf (text, "trusted until %s", until);
      return g_string_free (text, FALSE);
    }

  g_string_append (text, fault != NULL ? fault->text : "not trusted");
  if (verdict->fitting_root != NULL)
    g_string_append_printf (text, "; %s would fit", verdict->fitting_root);
  if (leaf != NULL)
    {
      g_auto (GStrv) names = lg_certificate_dup_names (leaf);
      g_autofree char *covered = g_strjoinv (", ", names);
      g_autofree char *from = format_date (lg_certificate_get_not_before (leaf));
      g_autofree char *until = format_date (lg_certificate_get_not_after (leaf));

      g_string_append_printf (text, "; issuer %s; valid %s to %s; names %s",
                              lg_certificate_get_issuer (leaf), from, until, covered);
    }
  return g_string_free (text, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-verdict.h"

static char *
format_date (gint64 at_s)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (at_s);

  return g_date_time_format (date, "%Y-%m-%d");
}

static void
append_faults (GString         *text,
               const LgVerdict *verdict)
{
  for (guint i = 0; i < verdict->faults->len; i++)
    {
      const LgVerdictFault *fault = verdict->faults->pdata[i];

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", fault->text);
      if (fault->subject != NULL)
        g_string_append_printf (text, " (%s)", fault->subject);
    }
  if (verdict->faults->len == 0)
    g_string_append (text, "not trusted");
}

/**
 * lg_verdict_describe:
 * @verdict: a verdict
 * @chain: (element-type LgCertificate): the chain it is about
 *
 * Says what an operator needs of the judgement in a few English words: the faults and whose they
 * are, then issuer, dates and names of every certificate that is not trusted.
 *
 * Returns: (transfer full): the words
 */
char *
lg_verdict_describe (const LgVerdict *verdict,
                     GPtrArray       *chain)
{
  GString *text = g_string_new (NULL);

  if (verdict->cause == NULL)
    {
      g_autofree char *until = format_date (verdict->valid_until);

      g_string_append_printf (text, "trusted until %s", until);
      return g_string_free (text, FALSE);
    }

  append_faults (text, verdict);
  if (verdict->fitting_root != NULL)
    g_string_append_printf (text, "; %s would fit", verdict->fitting_root);
  for (guint i = 0; i < chain->len; i++)
    {
      const LgCertificate *certificate = chain->pdata[i];
      g_auto (GStrv) names = lg_certificate_dup_names (certificate);
      g_autofree char *covered = g_strjoinv (", ", names);
      g_autofree char *from = format_date (lg_certificate_get_not_before (certificate));
      g_autofree char *until = format_date (lg_certificate_get_not_after (certificate));

      g_string_append_printf (text, "; %s: issuer %s, valid %s to %s",
                              lg_certificate_get_name (certificate),
                              lg_certificate_get_issuer (certificate), from, until);
      if (i == 0)
        g_string_append_printf (text, ", names %s", *covered != '\0' ? covered : "none");
    }
  return g_string_free (text, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chain tells besides being trusted or not: how long, and who made it. */
#include "config.h"

#include "lg-check-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY_S ((gint64) 24 * 60 * 60)
/* A server's certificate is renewed within weeks; a root burned into devices stays for years. */
#define CERTIFICATE_SOON_S (90 * DAY_S)
#define ROOT_SOON_S (3 * 365 * DAY_S)

/**
 * lg_check_conclude_end:
 * @diagnosis: gets the finding
 * @cause: a cause that is about an end
 * @certificate: what ended, or will
 * @at_s: the time to judge at, Unix seconds
 *
 * Adds a finding with the end as its evidence.
 */
void
lg_check_conclude_end (LgDiagnosis         *diagnosis,
                       const char          *cause,
                       const LgCertificate *certificate,
                       gint64               at_s)
{
  gint64 end_s = lg_certificate_get_not_after (certificate);
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_utc (end_s);
  g_autofree char *date = g_date_time_format (end, "%Y-%m-%d");
  const char *name = lg_certificate_get_name (certificate);
  gint64 days = (end_s - at_s) / DAY_S;
  g_autofree char *text = NULL;

  if (end_s < at_s)
    text = g_strdup_printf (_("%s was valid until %s"), name, date);
  else
    text = g_strdup_printf (ngettext ("%s is valid until %s: %d day left",
                                      "%s is valid until %s: %d days left", (gulong) days),
                            name, date, (int) days);

  lg_diagnosis_conclude (diagnosis, cause, &(LgEvent) {
    .wall_us = g_get_real_time (), .text = text,
  });
}

/* The certificate of @root that this chain ends in. */
static LgCertificate *
find_anchor (LgRoot    *root,
             GPtrArray *chain)
{
  GPtrArray *anchors = lg_root_get_certificates (root);

  for (guint i = 0; i < anchors->len; i++)
    for (guint k = chain->len; k-- > 0;)
      if (g_str_equal (lg_certificate_get_subject (anchors->pdata[i]),
                       lg_certificate_get_issuer (chain->pdata[k])))
        return anchors->pdata[i];
  return lg_root_get_certificate (root);
}

static gboolean
is_same (const LgCertificate *one,
         const LgCertificate *other)
{
  return g_str_equal (lg_certificate_get_sha256 (one), lg_certificate_get_sha256 (other));
}

/**
 * lg_check_judge_dates:
 * @port: a port whose chain is trusted
 * @diagnosis: gets the findings
 *
 * Warns of what ends soon: a certificate that was sent within 90 days, the root within 3 years.
 */
void
lg_check_judge_dates (LgCheck     *check,
                      LgCheckPort *port,
                      LgDiagnosis *diagnosis)
{
  GPtrArray *chain = lg_check_port_get_seen (port)->chain;
  LgRoot *root = lg_check_port_get_choice (port)->root;
  const LgCertificate *anchor = find_anchor (root, chain);
  const LgCertificate *first = NULL;
  gint64 at_s = lg_check_get_at (check);

  for (guint i = 0; i < chain->len; i++)
    {
      const LgCertificate *each = chain->pdata[i];

      if ((anchor == NULL || !is_same (each, anchor))
          && (first == NULL
              || lg_certificate_get_not_after (each) < lg_certificate_get_not_after (first)))
        first = each;
    }

  if (first != NULL && lg_certificate_get_not_after (first) - at_s < CERTIFICATE_SOON_S)
    lg_check_conclude_end (diagnosis, "cert.expires-soon", first, at_s);
  if (anchor != NULL && lg_certificate_get_not_after (anchor) - at_s < ROOT_SOON_S)
    lg_check_conclude_end (diagnosis, "root.expires-soon", anchor, at_s);
}

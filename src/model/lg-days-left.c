/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-days-left.h"

#include <glib/gi18n.h>

#define DAY_S (24 * 60 * 60)
#define YEAR_DAYS 365

/* A server's certificate is renewed within weeks; a root sits in devices that stay for years. */
#define SOON_DAYS 30
#define SOON_CA_DAYS (3 * YEAR_DAYS)

static int
count_days (const LgCertificate *certificate,
            gint64               at_s)
{
  return (int) ((lg_certificate_get_not_after (certificate) - at_s) / DAY_S);
}

/**
 * lg_days_left_is_few:
 * @certificate: a certificate
 * @at_s: the time to count from, Unix seconds
 *
 * Returns: whether it ends so soon that something must be done, which for a root is years
 */
gboolean
lg_days_left_is_few (const LgCertificate *certificate,
                     gint64               at_s)
{
  return count_days (certificate, at_s)
         < (lg_certificate_is_ca (certificate) ? SOON_CA_DAYS : SOON_DAYS);
}

/**
 * lg_days_left_format_date:
 * @seconds: Unix seconds
 *
 * Returns: (transfer full): the day, `2028-01-28`
 */
char *
lg_days_left_format_date (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d") : g_strdup ("");
}

/**
 * lg_days_left_describe:
 * @certificate: a certificate
 * @at_s: the time to count from, Unix seconds
 *
 * Returns: (transfer full): `102 days left · until 2027-03-02`
 */
char *
lg_days_left_describe (const LgCertificate *certificate,
                       gint64               at_s)
{
  gint64 begin = lg_certificate_get_not_before (certificate);
  gint64 end = lg_certificate_get_not_after (certificate);
  g_autofree char *date = lg_days_left_format_date (at_s < begin ? begin : end);
  int days = count_days (certificate, at_s);

  if (at_s < begin)
    return g_strdup_printf (_("not valid before %s"), date);
  if (end < at_s)
    return g_strdup_printf (_("ended on %s"), date);
  if (days >= 2 * YEAR_DAYS)
    return g_strdup_printf (_("%d years left · until %s"), days / YEAR_DAYS, date);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day left · until %s",
                                       "%d days left · until %s", days),
                          days, date);
}

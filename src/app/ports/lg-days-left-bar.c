/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-days-left-bar.h"

#include "model/lg-days-left.h"

/**
 * lg_days_left_bar_show:
 * @bar: shows which part of the certificate's time is left
 * @certificate: a certificate
 * @at_s: the time to count from, Unix seconds
 *
 * Few days are coloured.
 */
void
lg_days_left_bar_show (GtkLevelBar         *bar,
                       const LgCertificate *certificate,
                       gint64               at_s)
{
  gint64 begin = lg_certificate_get_not_before (certificate);
  gint64 end = lg_certificate_get_not_after (certificate);
  gboolean ended = end < at_s || at_s < begin;

  gtk_level_bar_set_value (bar, ended || end <= begin
                                  ? 0 : (double) (end - at_s) / (double) (end - begin));
  if (!ended && lg_days_left_is_few (certificate, at_s))
    gtk_widget_add_css_class (GTK_WIDGET (bar), "warning");
}

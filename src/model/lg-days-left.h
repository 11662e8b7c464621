/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/lg-certificate.h"

G_BEGIN_DECLS

/* How long a certificate still lasts, in words. */
gboolean  lg_days_left_is_few      (const LgCertificate *certificate,
                                    gint64               at_s);
char     *lg_days_left_format_date (gint64               seconds);
char     *lg_days_left_describe    (const LgCertificate *certificate,
                                    gint64               at_s);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/lg-certificate.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_CERTIFICATE_CARD (lg_certificate_card_get_type ())

/**
 * LgCertificateCard:
 *
 * One certificate: its name, what it is, how long it still lasts as a bar, and opened everything
 * else, ready to be copied.
 */
G_DECLARE_FINAL_TYPE (LgCertificateCard, lg_certificate_card, LG, CERTIFICATE_CARD, AdwBin)

GtkWidget *lg_certificate_card_new (LgCertificate *certificate,
                                    const char    *role,
                                    gint64         at_s);

G_END_DECLS

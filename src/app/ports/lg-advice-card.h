/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/lg-checkup.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_ADVICE_CARD (lg_advice_card_get_type ())

/**
 * LgAdviceCard:
 *
 * What a check comes down to: which port and root to use and until when, with a button that does.
 */
G_DECLARE_FINAL_TYPE (LgAdviceCard, lg_advice_card, LG, ADVICE_CARD, AdwBin)

void lg_advice_card_set_checkup (LgAdviceCard *self,
                                 LgCheckup    *checkup);

G_END_DECLS

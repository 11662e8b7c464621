/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/lg-practice-process.h"
#include "model/lg-readiness.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_READY_CARD (lg_ready_card_get_type ())

/**
 * LgReadyCard:
 *
 * What connecting means for the selected device, or what it still needs, in words; with the offer
 * to send what breaks a rule as typed, and to start the practice platform again.
 */
G_DECLARE_FINAL_TYPE (LgReadyCard, lg_ready_card, LG, READY_CARD, AdwPreferencesGroup)

void lg_ready_card_set_readiness (LgReadyCard       *self,
                                  LgReadiness       *readiness,
                                  LgPracticeProcess *practice);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"
#include "recording/lg-event-row.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_PAYLOAD_PANE (lg_payload_pane_get_type ())

/**
 * LgPayloadPane:
 *
 * One event in full: what it is, its facts, what it answers, and its payload as JSON, text or
 * hexadecimal. Properties: `closable` (shows a button that emits `closed`).
 */
G_DECLARE_FINAL_TYPE (LgPayloadPane, lg_payload_pane, LG, PAYLOAD_PANE, AdwBin)

void lg_payload_pane_show (LgPayloadPane *self,
                           LgProfile     *profile,
                           LgRecording   *recording,
                           LgEventRow    *row);

G_END_DECLS

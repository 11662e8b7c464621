/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-diagnosis.h"
#include "lg-reconnect.h"
#include "session/lg-session.h"

G_BEGIN_DECLS

#define LG_TYPE_RECONNECTOR (lg_reconnector_get_type ())

/**
 * LgReconnector:
 *
 * Waits after an end and then asks for another attempt, if it is enabled and the policy
 * ([struct@Reconnect]) sees a point in it. A change of the network shortens the wait.
 *
 * Properties (notifying): `enabled` (read-write, %FALSE at first), `seconds-left` (until the next
 * attempt; -1: none is planned), `stop` ([enum@ReconnectStop]: why none will follow the last end).
 *
 * Signal `retry`: it is time.
 */
G_DECLARE_FINAL_TYPE (LgReconnector, lg_reconnector, LG, RECONNECTOR, GObject)

LgReconnector   *lg_reconnector_new              (LgSession     *session,
                                                  LgDiagnosis   *diagnosis);
void             lg_reconnector_start            (LgReconnector *self,
                                                  guint          per_minute);
void             lg_reconnector_end              (LgReconnector *self,
                                                  LgReconnectStop reason);
void             lg_reconnector_fail             (LgReconnector *self,
                                                  const GError  *error);
const GError    *lg_reconnector_get_error        (LgReconnector *self);
void             lg_reconnector_hurry            (LgReconnector *self);
gboolean         lg_reconnector_get_enabled      (LgReconnector *self);
void             lg_reconnector_set_enabled      (LgReconnector *self,
                                                  gboolean       enabled);
int              lg_reconnector_get_seconds_left (LgReconnector *self);
LgReconnectStop  lg_reconnector_get_stop         (LgReconnector *self);
guint            lg_reconnector_get_n_retries    (LgReconnector *self);

G_END_DECLS

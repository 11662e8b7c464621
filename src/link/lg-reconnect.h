/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-severity.h"

G_BEGIN_DECLS

/** LG_RECONNECT_CONNECTS_MAX: the largest number of CONNECTs a minute that can be told apart. */
#define LG_RECONNECT_CONNECTS_MAX 16

/**
 * LgReconnectStop:
 * @LG_RECONNECT_GOES_ON: nothing speaks against another attempt
 * @LG_RECONNECT_NOT_WANTED: the operator ended the link
 * @LG_RECONNECT_NEVER_ONLINE: these values have not worked yet
 * @LG_RECONNECT_REFUSED: the answer would be the same again
 * @LG_RECONNECT_KICKED: another client was told to have taken the device's place
 * @LG_RECONNECT_FLAPPING: two clients seem to take it from each other
 * @LG_RECONNECT_EDITED: the device's values are not those of the link any more
 * @LG_RECONNECT_FAILED: an attempt could not even begin on this computer; see
 *   [method@Reconnector.get_error]
 *
 * Why there is no further attempt. Nicks `goes-on`, `not-wanted`, `never-online`, `refused`,
 * `kicked`, `flapping`, `edited`, `failed`.
 */
typedef enum
{
  LG_RECONNECT_GOES_ON,
  LG_RECONNECT_NOT_WANTED,
  LG_RECONNECT_NEVER_ONLINE,
  LG_RECONNECT_REFUSED,
  LG_RECONNECT_KICKED,
  LG_RECONNECT_FLAPPING,
  LG_RECONNECT_EDITED,
  LG_RECONNECT_FAILED,
} LgReconnectStop;

#define LG_TYPE_RECONNECT_STOP (lg_reconnect_stop_get_type ())
GType lg_reconnect_stop_get_type (void) G_GNUC_CONST;

/**
 * LgReconnect:
 * @per_minute: how many CONNECTs a minute the platform takes of a device
 * @connects_us: the latest of them, a ring; 0: none
 * @next: where the next one goes
 * @ends: ends since the link was last up for long
 *
 * When to try again, as plain arithmetic: all times are given, `CLOCK_MONOTONIC` µs. A value, set
 * up by [method@Reconnect.start].
 */
typedef struct
{
  guint  per_minute;
  gint64 connects_us[LG_RECONNECT_CONNECTS_MAX];
  guint  next;
  guint  ends;
} LgReconnect;

void            lg_reconnect_start        (LgReconnect       *self,
                                           guint              per_minute);
void            lg_reconnect_connecting   (LgReconnect       *self,
                                           gint64             now_us);
gint64          lg_reconnect_plan         (LgReconnect       *self,
                                           gint64             up_us,
                                           gint64             now_us,
                                           double             random);
gint64          lg_reconnect_get_earliest (const LgReconnect *self,
                                           gint64             now_us);
LgReconnectStop lg_reconnect_judge        (int                end_code,
                                           const char        *cause,
                                           LgConfidence       confidence);

G_END_DECLS
